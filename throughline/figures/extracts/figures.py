"""The shapes of reading a table: a figure, what was not taken in, what is revised, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from throughline.rules.plan.cells import Place


class FigureKey(NamedTuple):
    """What a figure is of: an indicator, an area and a group (empty for all), first and last day."""

    indicator: str
    area: str
    group: str
    starts: date
    ends: date


class Numbers(NamedTuple):
    """What a figure says: a count, what it is counted from, and what was expected, where there are any."""

    numerator: int
    denominator: int | None = None
    expected: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a table, and the cell that its numerator stands in."""

    key: FigureKey
    numbers: Numbers
    place: Place

    @property
    def no_cases(self) -> bool:
        """Nothing was counted from, so there is no rate: neither 0% nor 100%."""
        return self.numbers.denominator == 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell or row that was not taken in, with its place and the reason."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that was received before with other numbers."""

    figure: Figure
    before: Numbers


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A figure that stands in the table a second time with the same numbers; the first is kept."""

    place: Place
    first: Place


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that does not keep a figure out, such as a printed rate that differs."""

    place: Place
    sentence: str


@dataclass(frozen=True)
class Staged:
    """What a file would bring in: nothing of it counts until it is accepted."""

    rows_read: int
    figures: tuple[Figure, ...]
    """Those to take in: new ones and revisions, in the order of the file."""
    revisions: tuple[Revision, ...] = ()
    unchanged: tuple[Figure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    rejections: tuple[Rejected, ...] = ()
    not_available: tuple[Place, ...] = ()
    """Cells that hold a mark in place of a figure, or nothing: a gap, never nought."""
    remarks: tuple[Remark, ...] = ()
    passed_over: tuple[str, ...] = ()
    """Areas of the table that no figures are kept for, where the profile passes them over."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that would change."""
        return tuple(sorted({one.key.indicator for one in self.figures}))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that were matched."""
        return tuple(sorted({one.key.area for one in (*self.figures, *self.unchanged)} - {""}))

    @property
    def covers(self) -> tuple[date, date] | None:
        """The first and last day of all that was read; None of nothing."""
        keys = [one.key for one in (*self.figures, *self.unchanged)]
        return (min(key.starts for key in keys), max(key.ends for key in keys)) if keys else None
