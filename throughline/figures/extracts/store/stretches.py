"""Stretches of rows, each from where it begins to where it ends: many of them looked at together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def stretches(begins: Rows, widths: Rows) -> Rows:
    """The rows of several stretches, one after another: each from where it begins, as wide as told."""
    ends = np.cumsum(widths)
    rows: Rows = np.arange(int(ends[-1]) if len(ends) else 0)
    rows += np.repeat(begins - ends + widths, widths)
    return rows


def first_after(days: NDArray[Any], begins: Rows, ends: Rows, day: NDArray[Any]) -> Rows:
    """The first row of each stretch of growing days that is after a day; the stretch's end for none."""
    low, high = begins.copy(), ends.copy()
    while len(wide := np.flatnonzero(low < high)):
        middle = (low[wide] + high[wide]) >> 1
        later = days[middle] > day[wide]
        high[wide[later]] = middle[later]
        low[wide[~later]] = middle[~later] + 1
    return low
