"""The shapes of judging: an indicator, its target, what was observed, and the judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Literal

from throughline.figures.intervals import Interval

Method = Literal["percentage", "predicted", "fixed-group", "trajectory"]
Polarity = Literal["higher", "lower"]
Status = Literal["provisional", "final", "revised"]
Every = Literal["month", "quarter", "year"]
Level = Literal["", "local", "national"]
Disclosure = Literal["none", "suppress-1-4", "suppress-7-round-5"]


class Change(Enum):
    """What the figures say has happened; the value is the word on the page."""

    IMPROVED = "improved"
    WORSE = "worse"
    NO_RELIABLE_CHANGE = "no reliable change"
    TOO_LITTLE_DATA = "too little data"


class Position(Enum):
    """Where the latest figure stands against the target; the value is the word on the page."""

    ON_TARGET = "on target"
    WITHIN_TOLERANCE = "within tolerance"
    OFF_TARGET = "off target"


@dataclass(frozen=True)
class LagProfile:
    """How long after a cohort closes it is followed, and how long a conviction may take.

    Both are calendar months from the last day of the cohort's window.
    """

    follow_up_months: int
    proof_months: int


@dataclass(frozen=True)
class DefinitionVersion:
    """The words of a definition from a day on, and where they stand; a later one breaks the series."""

    from_on: date
    words: str
    source: str = ""


@dataclass(frozen=True)
class Arrival:
    """How often figures are owed, and how many calendar months after the period ends; with its source."""

    every: Every
    months_after: int
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A measure with its definition: what is counted over what, and which way is better."""

    id: str
    code: str
    name: str
    method: Method
    polarity: Polarity
    unit: str
    numerator: str
    denominator: str = ""
    area: str = ""
    definition: str = ""
    """The version of the definition; two versions are never one series."""
    objective: str = ""
    exclusions: str = ""
    baseline: Fraction | None = None
    """A share for percentages, a count for a fixed group."""
    baseline_period: str = ""
    rebased_on: date | None = None
    """Limits are drawn from this day on: a recorded break in the definition, or a decision."""
    lag: LagProfile | None = None
    lagged: bool = False
    """An outcome that is known only long after the people were supervised."""
    counts_people: bool = True
    owner: str = ""
    """The organisation that answers for the indicator, by its code."""
    supplier: str = ""
    """The organisation that owes the figures, by its code."""
    arrival: Arrival | None = None
    legacy_codes: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    """The areas it is set beside; all areas of the table if none is named."""
    disclosure: Disclosure = "suppress-1-4"
    definitions: tuple[DefinitionVersion, ...] = ()
    """Every version in order of time; ``definition`` names the one in use."""
    counted_at: str = ""
    """The point at which each is looked at, such as 13 weeks after release; empty where none is said."""
    level: Level = ""
    """Whether it was set for the country or here; empty where the list does not say."""
    chosen_at_peak: bool = False
    """The group was chosen because it offended most, so a fall is expected without any help."""
    measure: str = ""
    """The version of a measure that its released figures are counted by; empty where none may be taken in."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What the indicator should reach; a second threshold or a tolerance is stated or absent."""

    value: Fraction
    """A share for percentages, otherwise a count."""
    second: Fraction | None = None
    """The weaker threshold: a ceiling, or a national expectation."""
    second_name: str = ""
    tolerance: Fraction | None = None
    """The share of the target by which a figure may miss it and still be within tolerance."""
    plan: tuple[int, ...] = ()
    """Cumulative totals planned for the end of each quarter."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One figure for one period as one return gave it; a revision is another observation.

    Raises ValueError for a figure without a receipt, or one that cannot be.
    """

    start: date
    end: date
    numerator: int
    receipt: str
    received_on: date
    denominator: int | None = None
    expected: Fraction | None = None
    cohort: int | None = None
    status: Status = "final"
    published_on: date | None = None
    area: str = ""
    """The area of a table of areas; empty for the indicator's own."""
    group: str = ""
    """The part of the people counted, such as an age band; empty for all of them."""

    @property
    def quarter(self) -> int:
        """By the end of which quarter a total to date stands, from 1."""
        return ((self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1) // 3

    def __post_init__(self) -> None:
        figure = f"the figure for {self.start} to {self.end}"
        if not self.receipt:
            raise ValueError(f"{figure} names no receipt")
        if self.numerator < 0 or self.end < self.start:
            raise ValueError(f"{figure} is below zero, or ends before it starts")
        if self.denominator is not None and self.numerator > self.denominator:
            raise ValueError(f"{figure} says {self.numerator} of {self.denominator}")


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What may be said of one indicator: the verdict in words, how it was reached, and from what."""

    indicator: Indicator
    target: Target | None
    change: Change
    position: Position | None
    method: str
    sentence: str
    latest: Observation | None
    receipts: tuple[str, ...]
    interval: Interval | None = None
    warnings: tuple[str, ...] = ()
    position_note: str = ""
    needs_the_board: bool = False
    assurance: str = ""
    """Whether the target will be met if nothing changes, in words; empty where limits cannot say."""


def known_on(observations: Iterable[Observation], on: date) -> tuple[Observation, ...]:
    """The figures known on a day, one a period in order of time: of several, the last received.

    Source: product rules R22 (a later return revises as a new row).
    """
    latest: dict[tuple[date, date], Observation] = {}
    # The tenth receipt of a day comes after the second, so the longer reference comes last.
    for seen in sorted(observations, key=lambda each: (each.received_on, len(each.receipt), each.receipt)):
        if seen.received_on <= on:
            latest[(seen.start, seen.end)] = seen
    return tuple(latest[period] for period in sorted(latest))


def position_of(value: Fraction, target: Target, polarity: Polarity) -> Position:
    """Where a value stands against a target: on it, within its second threshold or tolerance, or off it.

    Source: rules R26, R29 and R38.
    """
    if _reaches(value, target.value, polarity):
        return Position.ON_TARGET
    weaker = [target.second] if target.second is not None else []
    if target.tolerance is not None:
        step = target.value * target.tolerance
        weaker.append(target.value - step if polarity == "higher" else target.value + step)
    if any(_reaches(value, threshold, polarity) for threshold in weaker):
        return Position.WITHIN_TOLERANCE
    return Position.OFF_TARGET


def _reaches(value: Fraction, threshold: Fraction, polarity: Polarity) -> bool:
    return value >= threshold if polarity == "higher" else value <= threshold
