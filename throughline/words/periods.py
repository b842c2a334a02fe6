"""Stretches of time: financial years, their quarters and halves, and windows of months.

Source: rules R4, R14 and R22; the partnership file, sections 3 (rate) and 6 (calendar).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from throughline.words.refusals import Refused

DEFAULT_YEAR_STARTS: Final = "04-01"


class PeriodUnreadable(Refused, ValueError):
    """The words do not name a financial year, or the start of the year is not a month and day."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from the first to the last, both included, and what the stretch is called."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1


def year_start(plan_year: int, year_starts: str = DEFAULT_YEAR_STARTS) -> date:
    """The first day of the year that begins in a calendar year; year_starts is "04-01".

    Raises PeriodUnreadable.
    Source: the partnership file, section 6 (calendar).
    """
    month, _, day = year_starts.partition("-")
    if month.isdigit() and day.isdigit() and 1 <= int(month) <= 12:
        last = monthrange(plan_year, int(month))[1]
        if 1 <= int(day) <= last:
            return date(plan_year, int(month), int(day))
    raise PeriodUnreadable(f"“{year_starts}” is not a month and day: write the year's first day as 04-01")


def year_beginning(plan_year: int, year_starts: str = DEFAULT_YEAR_STARTS) -> Period:
    """The year that begins in a calendar year: "2009-10", or "2009" if it begins in January.

    Source: the partnership file, section 3 (a year begins at year_starts).
    """
    first = year_start(plan_year, year_starts)
    last = first + relativedelta(years=1) - timedelta(days=1)
    name = f"{plan_year}" if last.year == plan_year else f"{plan_year}-{last.year % 100:02d}"
    return Period(first, last, name)


def year_holding(day: date, year_starts: str = DEFAULT_YEAR_STARTS) -> Period:
    """The year that a day falls in. Source: the partnership file, section 3."""
    begins_later = day < year_start(day.year, year_starts)
    return year_beginning(day.year - begins_later, year_starts)


def year_named(name: str, year_starts: str = DEFAULT_YEAR_STARTS) -> Period:
    """The year called "2009-10", "2009/10" or "2009".

    Raises PeriodUnreadable.
    """
    head, _, tail = name.strip().replace("/", "-").replace("–", "-").partition("-")
    if head.isdigit() and len(head) == 4:
        year = year_beginning(int(head), year_starts)
        if not tail or tail in (f"{year.last.year % 100:02d}", str(year.last.year)):
            return year
    raise PeriodUnreadable(f"“{name}” is not a year: write it as 2009-10")


def windows(year: Period, months: int) -> tuple[Period, ...]:
    """Consecutive windows of so many months from the first day of a period to its end.

    The last one may be shorter; months is 1 or more.
    Source: rule R4 (one in each consecutive window).
    """
    found = []
    n = 0
    while (first := year.first + relativedelta(months=n * months)) <= year.last:
        n += 1
        last = year.first + relativedelta(months=n * months) - timedelta(days=1)
        found.append(Period(first, min(last, year.last), f"{n}"))
    return tuple(found)


def quarters(year: Period) -> tuple[Period, ...]:
    """The four quarters of a year, called "Q1" to "Q4". Source: rule R22."""
    return tuple(Period(one.first, one.last, f"Q{one.name}") for one in windows(year, 3))


def halves(year: Period) -> tuple[Period, ...]:
    """The two halves of a year. Source: rule R14 (one in each half)."""
    named = ("first half", "second half")
    return tuple(Period(one.first, one.last, name) for one, name in zip(windows(year, 6), named, strict=True))
