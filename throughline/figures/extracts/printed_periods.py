"""Periods as tables print them: “Q1 2009-10”, “Apr-Jun 2009”, “Year ending March 2010”, 2009-04-01."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from throughline.figures.extracts.returns import Window
from throughline.words.formats import day_words, plural
from throughline.words.refusals import Refused

DateOrder = Literal["", "day-first", "month-first"]
Length = Literal["", "month", "quarter", "year"]
Years = Literal["", "calendar", "financial"]
NamedBy = Literal["", "first-day", "last-day"]

MONTHS_OF: Final = {"month": 1, "quarter": 3, "year": 12}
_FINANCIAL_START: Final = 4
_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CENTURY = r"(?:19|20)\d{2}"
_YEAR = rf"'?({_CENTURY}|\d{{2}})"
_TO = r"\s*(?:-|to|until)\s*"
_QUARTER_FIRST = re.compile(rf"q\s?([1-4])[\s,:/-]*({_CENTURY})(?:\s*[/-]\s*(\d{{4}}|\d{{2}}))?")
_QUARTER_LAST = re.compile(rf"({_CENTURY})(?:\s*[/-]\s*(\d{{4}}|\d{{2}}))?[\s,:/-]*q\s?([1-4])")
_TWO_YEARS = re.compile(rf"({_CENTURY})\s*(-|/|to)\s*(\d{{4}}|\d{{2}})")
_ONE_YEAR = re.compile(_CENTURY)
_MONTHS = re.compile(rf"(?:(\d{{1,2}})\s+)?{_MONTH}(?:\s*{_YEAR})?{_TO}(?:(\d{{1,2}})\s+)?{_MONTH}\s*{_YEAR}")
_ONE_MONTH = re.compile(rf"{_MONTH}[\s-]*{_YEAR}")
_ENDING = re.compile(
    rf"(year|12 months|quarter|3 months|month) (?:ending|ended|end|to)\s+"
    rf"(?:(\d{{1,2}})\s+)?{_MONTH}\s*{_YEAR}"
)
_ENDING_MONTHS: Final = {"year": 12, "12 months": 12, "quarter": 3, "3 months": 3, "month": 1}
_ISO = re.compile(rf"({_CENTURY})-(\d{{2}})-(\d{{2}})(?:[t ]00:00(?::00)?)?")
_SLASHED = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({_CENTURY}|\d{{2}})")
_DAY_IN_WORDS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}\s*{_YEAR}")
_NOTES = re.compile(r"\s?(?:\[[^\]]{0,40}\]|\([pr0-9]\)|[¹²³⁴-⁹]+)")


class NotAPeriod(Refused, ValueError):
    """The words name no period, or may name two; the message says which and what to do."""


@dataclass(frozen=True)
class Conventions:
    """What a supplier means where the words alone may mean two things; empty where it is not declared."""

    date_order: DateOrder = ""
    every: Length = ""
    """How long each period is."""
    years: Years = ""
    """Which year a single number such as 2009 names."""
    named_by: NamedBy = ""
    """Whether a single day names a period by its first or by its last day."""


UNDECLARED: Final = Conventions()


@lru_cache(maxsize=4096)
def read_period(text: str, conventions: Conventions = UNDECLARED) -> Window:
    """The first and last day of the period that a cell or heading names.

    Raises NotAPeriod when the words name none, or may name two and the conventions do not say which.
    Source: rule R22; product, section 3.5 (date order) and 7 (30: an import that trusts).
    """
    plain = _plain(text)
    for pattern, reading in _READINGS:
        if found := pattern.fullmatch(plain):
            return _of_the_length(reading(found, conventions), text, conventions.every)
    day = read_day(text, conventions.date_order)
    return _around(day, text, conventions)


@lru_cache(maxsize=4096)
def is_a_period(text: str) -> bool:
    """Whether words name a period, though a convention may be needed to say which.

    A day as a spreadsheet holds it names the period that begins or ends with it.
    """
    plain = _plain(text)
    return any(pattern.fullmatch(plain) for pattern in (_ISO, *(pattern for pattern, _ in _READINGS)))


@lru_cache(maxsize=4096)
def read_day(text: str, order: DateOrder = "") -> date:
    """The day that a cell names: 2009-04-01, 1 April 2009, or 01/04/09 in a declared order.

    Raises NotAPeriod when both orders give a day and none is declared.
    Source: product, section 7 (30: 01/02/09 is read only where the order of dates is declared).
    """
    plain = _plain(text)
    if found := _ISO.fullmatch(plain):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_IN_WORDS.fullmatch(plain):
        return _day(text, _full(found[3]), _number_of(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(plain):
        return _in_order(text, int(found[1]), int(found[2]), _full(found[3]), order)
    raise NotAPeriod(f"“{text.strip()}” names no period. Write it as Q1 2009-10 or Apr-Jun 2009.")


def last_part(ends: date, every: Length) -> Window:
    """The month, quarter or year that ends on a day."""
    return Window(_months_before(ends, MONTHS_OF[every]), ends)


def _in_order(text: str, first: int, second: int, year: int, order: DateOrder) -> date:
    readings = {"day-first": (second, first), "month-first": (first, second)}
    if order:
        return _day(text, year, *readings[order])
    days = {one for one in (_day_or_none(year, *reading) for reading in readings.values()) if one}
    if len(days) == 2:
        early, late = (day_words(day) for day in sorted(days))
        raise NotAPeriod(
            f"“{text.strip()}” may be {early} or {late}. Declare whether the day or the month comes first."
        )
    if not days:
        raise NotAPeriod(f"“{text.strip()}” is no day of the calendar. Correct it.")
    return days.pop()


def _around(day: date, text: str, conventions: Conventions) -> Window:
    if not conventions.every or not conventions.named_by:
        raise NotAPeriod(
            f"“{text.strip()}” is a single day. Declare how long a period is, and whether it is named by "
            "its first or its last day."
        )
    months = MONTHS_OF[conventions.every]
    if conventions.named_by == "first-day" and day.day == 1:
        return Window(day, day + relativedelta(months=months) - timedelta(days=1))
    if conventions.named_by == "last-day" and day == _last(day.year, day.month):
        return Window(_months_before(day, months), day)
    where = "first" if conventions.named_by == "first-day" else "last"
    raise NotAPeriod(f"“{text.strip()}” is not the {where} day of a month, so it names no period here.")


def _of_the_length(window: Window, text: str, every: Length) -> Window:
    months = _months_in(window)
    if every and months != MONTHS_OF[every]:
        length = plural(months, "month")
        raise NotAPeriod(f"“{text.strip()}” covers {length}, and the figures are of one {every} each.")
    return window


def _quarter_first(found: re.Match[str], conventions: Conventions) -> Window:
    return _quarter(found[0], int(found[1]), int(found[2]), found[3], conventions.years)


def _quarter_last(found: re.Match[str], conventions: Conventions) -> Window:
    return _quarter(found[0], int(found[3]), int(found[1]), found[2], conventions.years)


def _quarter(text: str, quarter: int, year: int, tail: str | None, years: Years) -> Window:
    if tail:
        _check_follows(text, year, tail)
        years = "financial"
    return _months_from(_year_begins(text, year, years) + relativedelta(months=3 * (quarter - 1)), 3)


def _two_years(found: re.Match[str], conventions: Conventions) -> Window:
    year, tail = int(found[1]), found[3]
    may_be_month = found[2] == "-" and len(tail) == 2 and 1 <= int(tail) <= 12
    may_be_year = _follows(year, tail)
    if may_be_month and may_be_year and not conventions.every:
        raise NotAPeriod(
            f"“{found[0]}” may be a month or the year from April {year}. Declare how long a period is."
        )
    if may_be_month and (not may_be_year or conventions.every == "month"):
        return _months_from(date(year, int(tail), 1), 1)
    _check_follows(found[0], year, tail)
    return _months_from(date(year, _FINANCIAL_START, 1), 12)


def _one_year(found: re.Match[str], conventions: Conventions) -> Window:
    return _months_from(_year_begins(found[0], int(found[0]), conventions.years), 12)


def _months(found: re.Match[str], _: Conventions) -> Window:
    year, first, last = _full(found[6]), _number_of(found[2]), _number_of(found[5])
    begins = _full(found[3]) if found[3] else year - (first > last)
    starts = _day(found[0], begins, first, int(found[1] or 1))
    ends = _day(found[0], year, last, int(found[4])) if found[4] else _last(year, last)
    if starts > ends or starts.day != 1 or ends != _last(ends.year, ends.month):
        raise NotAPeriod(f"“{found[0]}” does not run from the first day of a month to the last of another.")
    return Window(starts, ends)


def _one_month(found: re.Match[str], _: Conventions) -> Window:
    return _months_from(date(_full(found[2]), _number_of(found[1]), 1), 1)


def _ending(found: re.Match[str], _: Conventions) -> Window:
    ends = _last(_full(found[4]), _number_of(found[3]))
    if found[2] and int(found[2]) != ends.day:
        raise NotAPeriod(f"“{found[0]}” does not end with the last day of a month.")
    return Window(_months_before(ends, _ENDING_MONTHS[found[1]]), ends)


_READINGS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Conventions], Window]], ...]] = (
    (_QUARTER_FIRST, _quarter_first),
    (_QUARTER_LAST, _quarter_last),
    (_TWO_YEARS, _two_years),
    (_ONE_YEAR, _one_year),
    (_MONTHS, _months),
    (_ONE_MONTH, _one_month),
    (_ENDING, _ending),
)


def _year_begins(text: str, year: int, years: Years) -> date:
    if not years:
        raise NotAPeriod(
            f"“{text}” may be of the year from January or from April. Declare which years are meant."
        )
    return _day(text, year, 1 if years == "calendar" else _FINANCIAL_START, 1)


def _follows(year: int, tail: str) -> bool:
    return tail in (str(year + 1), f"{(year + 1) % 100:02d}")


def _check_follows(text: str, year: int, tail: str) -> None:
    if not _follows(year, tail):
        raise NotAPeriod(f"“{text}” is no year: after {year} comes {year + 1}. Correct it.")


def _months_from(starts: date, months: int) -> Window:
    return Window(starts, starts + relativedelta(months=months) - timedelta(days=1))


def _months_before(ends: date, months: int) -> date:
    return ends + timedelta(days=1) - relativedelta(months=months)


def _months_in(window: Window) -> int:
    after = window.ends + timedelta(days=1)
    return (after.year - window.starts.year) * 12 + after.month - window.starts.month


def _day(text: str, year: int, month: int, day: int) -> date:
    found = _day_or_none(year, month, day)
    if found is None:
        raise NotAPeriod(f"“{text.strip()}” is no day of the calendar. Correct it.")
    return found


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number_of(name: str) -> int:
    return _MONTH_NAMES.index(name[:3]) + 1


def _full(year: str) -> int:
    number = int(year)
    if len(year) == 4:
        return number
    return number + (2000 if number < 70 else 1900)


def _plain(text: str) -> str:
    plain = _NOTES.sub("", text).lower().replace("–", "-").replace("—", "-")
    return " ".join(re.sub(r"quarter (?=[1-4])", "q", plain).split())
