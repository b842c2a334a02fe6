"""Dates in their author's precision.

Source: rule R19; the partnership file, section 3 ("date").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ImpreciseDate:
    """A date as its author wrote it, with the first and last day it may mean."""

    text: str
    earliest: date
    latest: date
    precision: str
    """day, month, quarter, season or year"""

    def __str__(self) -> str:
        return self.text
