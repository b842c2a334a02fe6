"""The shapes of a date in its author's precision, and how each is made.

Source: rule R19; the partnership file, section 3 ("date").
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from throughline.words.refusals import Refused

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class DateUnreadable(Refused, ValueError):
    """The text is not a date in any form that is understood; the sentence says what to write."""


@dataclass(frozen=True)
class ImpreciseDate:
    """A date as its author wrote it, with the first and last day it may mean."""

    text: str
    earliest: date
    latest: date
    precision: str
    """day, month, quarter, season, half or year"""

    def __str__(self) -> str:
        return self.text

    def is_past(self, day: date) -> bool:
        """Whether the last day it may mean has gone by. Source: rule R19."""
        return day > self.latest


@dataclass(frozen=True)
class Start:
    """A date from which something runs, not one by which it is done."""

    text: str
    begins: ImpreciseDate


@dataclass(frozen=True)
class Recurrence:
    """A rhythm, with the dates it gives inside the plan year."""

    text: str
    every_months: int
    occurrences: tuple[ImpreciseDate, ...]


@dataclass(frozen=True)
class Several:
    """A list of dates in one phrase: as many milestones."""

    text: str
    dates: tuple[ImpreciseDate, ...]


@dataclass(frozen=True)
class Undated:
    """Words that stand where a date should, and give none."""

    text: str


PlanDate = ImpreciseDate | Start | Recurrence | Several | Undated


def exact(day: date, text: str = "") -> ImpreciseDate:
    """One day, as an imprecise date of precision day."""
    return ImpreciseDate(text or day.isoformat(), day, day, "day")


def month_of(year: int, month: int, text: str = "") -> ImpreciseDate:
    """One calendar month; month is 1 to 12."""
    return span_of(text or f"{MONTHS[month - 1]} {year}", year, month, 1, "month")


def season_of(year: int, season: str, text: str = "") -> ImpreciseDate:
    """One season, by the month it begins in; winter ends in February of the next year.

    Source: rule R19.
    """
    return span_of(text or f"{season} {year}", year, SEASONS[season.lower()], 3, "season")


def quarter_of(plan_year: int, quarter: int, *, year_starts: str, text: str = "") -> ImpreciseDate:
    """One quarter, 1 to 4, of the plan year that begins in the calendar year plan_year.

    year_starts is month and day, "04-01". Source: rule R19.
    """
    first = first_month(year_starts) + 3 * (quarter - 1)
    return span_of(text or f"Q{quarter} {plan_year}", plan_year, first, 3, "quarter")


def year_of(year: int, text: str = "") -> ImpreciseDate:
    """One calendar year. Source: rule R19 ("during 2009" has precision year)."""
    return span_of(text or str(year), year, 1, 12, "year")


def recurrence(text: str, every_months: int, *, year_starts: str, plan_year: int) -> Recurrence:
    """A rhythm of so many months: one occurrence in each such part of the plan year.

    Source: rule R19 ("generated occurrences inside the plan year").
    """
    precision = {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(every_months, "month")
    first = first_month(year_starts)
    parts = tuple(
        span_of("", plan_year, first + begins, every_months, precision)
        for begins in range(0, 12, every_months)
        if begins + every_months <= 12
    )
    return Recurrence(text, every_months, tuple(in_words(part) for part in parts))


def span_of(text: str, year: int, month: int, months: int, precision: str) -> ImpreciseDate:
    """So many months from the first day of one; month may run past 12."""
    first = date(year, 1, 1) + relativedelta(months=month - 1)
    last = first + relativedelta(months=months, days=-1)
    return ImpreciseDate(text, first, last, precision)


def in_words(one: ImpreciseDate) -> ImpreciseDate:
    """The same date with its months written out as its text."""
    first, last = one.earliest, one.latest
    if one.precision == "day":
        text = f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    elif (first.year, first.month) == (last.year, last.month):
        text = f"{MONTHS[first.month - 1]} {first.year}"
    else:
        text = f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"
    return ImpreciseDate(text, first, last, one.precision)


def first_month(year_starts: str) -> int:
    """The month, 1 to 12, of a year's first day such as "04-01"."""
    return int(year_starts[:2])


def day_of(year: int, month: int, day: int, text: str) -> date:
    """One day, if it exists; raises DateUnreadable with the words of its author if not."""
    if not 1 <= month <= 12:
        raise DateUnreadable(f"“{text}” has no such month: there are twelve")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateUnreadable(f"“{text}” is not a day: {MONTHS[month - 1]} {year} has {last} days")
    return date(year, month, day)
