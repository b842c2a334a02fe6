"""Figures of success measures that returns bring: the room that receives returns gives them.

A measure and a series are of one objective and one plan; no name is matched with another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from throughline.web.access.models import Partnership


@dataclass(frozen=True)
class Returned:
    """One series that returns bring: its planned totals to date, and what came, None for a gap.

    ``earlier`` holds, by quarter from 1, the counts that a later return revised, the oldest first.
    ``hidden`` are the quarters whose count may not be shown.
    """

    objective: str
    planned: tuple[int, ...]
    done: tuple[int | None, ...]
    earlier: Mapping[int, tuple[int, ...]]
    hidden: frozenset[int]
    name: str
    address: str
    source: str


Figures = Callable[[Partnership, date], tuple[Returned, ...]]
_figures: list[Figures] = []


def set_figures(figures: Figures) -> None:
    """Let the room of returns give its series, as a reader may see them on a day."""
    _figures[:] = [figures]


def returned(partnership: Partnership, on: date) -> tuple[Returned, ...]:
    """Every series with planned totals that returns bring on a day."""
    return tuple(one for figures in _figures for one in figures(partnership, on))
