"""A target from a base year to an end year: what is due in each year, and whether a year's count is there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from throughline.figures.indicators.fixed_group import BASELINE_KNOWN
from throughline.figures.indicators.model import Change, Position
from throughline.figures.indicators.percentage import percent
from throughline.figures.intervals import Interval, count_interval

DRAWN_BY_US = (
    "Only the end year is the target. The straight line to it from the base year is drawn here, so that a "
    "year between can be read."
)
MORE_PEOPLE = "Counts grow with the people counted: where those change, judge a rate of them as well."


@dataclass(frozen=True)
class DatedTarget:
    """So many per cent more or fewer by an end year than were counted in a base year; 0 is “no increase”.

    ``base`` is a count, and ``change_percent`` is below zero for a cut.
    Raises ValueError for an end that is not after the base year, a base below one, or a cut of more than all.
    """

    base_year: int
    base: int
    end_year: int
    change_percent: Fraction

    def __post_init__(self) -> None:
        if self.end_year <= self.base_year:
            raise ValueError(f"the end year {self.end_year} is not after the base year {self.base_year}")
        if self.base < 1 or not -100 <= self.change_percent <= 0:
            raise ValueError("a base counts at least one, and may be cut by none of it up to all of it")


@dataclass(frozen=True)
class DatedResult:
    """A year's count against what is due in it and against the base; ``due`` may be a fraction of one."""

    year: int
    count: int
    due: Fraction
    position: Position
    change: Change
    interval: Interval
    sentence: str
    method: str = "straight line from the base year to the end year; exact or Byar 95% limits of the count"
    warnings: tuple[str, ...] = (DRAWN_BY_US, MORE_PEOPLE, BASELINE_KNOWN)


def due_in(target: DatedTarget, year: int) -> Fraction:
    """The count due in a year: on a straight line to the end year, and level from there on.

    Raises ValueError for a year before the base year.
    Source: the East Midlands plan, national targets (Public Service Agreement 23).
    """
    if year < target.base_year:
        raise ValueError(f"{year} lies before the base year {target.base_year}")
    passed = Fraction(min(year, target.end_year) - target.base_year, target.end_year - target.base_year)
    return target.base * (1 + target.change_percent / 100 * passed)


def due_by_year(target: DatedTarget) -> dict[int, Fraction]:
    """What is due in every year from the base year to the end year.

    Source: the East Midlands plan, national targets (Public Service Agreement 23).
    """
    return {year: due_in(target, year) for year in range(target.base_year, target.end_year + 1)}


def against_dated_target(target: DatedTarget, year: int, count: int) -> DatedResult:
    """Whether a year's count is no more than is due in it, and differs from the base by more than chance.

    Raises ValueError for a year before the base year, or a count below zero.
    Source: the East Midlands plan, national targets (Public Service Agreement 23); rule R29.
    """
    due, interval = due_in(target, year), count_interval(count)
    position = Position.ON_TARGET if count <= due else Position.OFF_TARGET
    change = Change.NO_RELIABLE_CHANGE
    if not interval.holds(target.base):
        change = Change.IMPROVED if interval.upper < target.base else Change.WORSE
    return DatedResult(year, count, due, position, change, interval, _said(target, year, count, due, change))


def _said(target: DatedTarget, year: int, count: int, due: Fraction, change: Change) -> str:
    aim = f"a cut of {percent(-target.change_percent / 100)}" if target.change_percent else "no increase"
    place = f"at most {float(due):,.0f}" if due.denominator == 1 else f"at most {float(due):,.1f}"
    moved = {
        Change.IMPROVED: "fewer than the base by more than chance",
        Change.WORSE: "more than the base by more than chance",
        Change.NO_RELIABLE_CHANGE: "no further from the base than chance allows",
    }[change]
    met = "on target" if count <= due else "off target"
    return (
        f"{count:,} in {year} against {target.base:,} in {target.base_year}, with {aim} by "
        f"{target.end_year}: {place} is due, {met}, {moved}."
    )
