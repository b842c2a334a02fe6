"""Working days of the three bank-holiday calendars, from 2009 on.

Source: rules R1 and R2; the partnership file, section 11.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

from throughline.words.refusals import Refused

DEFAULT_CALENDAR: Final = "england-and-wales"
_SUBDIVISIONS: Final = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
CALENDARS: Final = tuple(_SUBDIVISIONS)
PUBLISHED_UNTIL: Final = date(2028, 12, 31)
"""The last day for which the governments have published bank holidays."""

_PUBLISHED_NAMES: Final = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
}
_ONE_DAY: Final = timedelta(days=1)


class UnknownCalendar(Refused, ValueError):
    """The calendar of working days is not one of the three that the product knows."""


@lru_cache(maxsize=256)
def _bank_holidays(year: int, calendar: str) -> dict[date, str]:
    try:
        subdivision = _SUBDIVISIONS[calendar]
    except KeyError:
        known = ", ".join(f"“{name}”" for name in CALENDARS)
        raise UnknownCalendar(f"“{calendar}” is not a calendar of working days; use one of {known}") from None
    return {
        day: _published_name(name)
        for day, name in holidays.country_holidays("GB", subdiv=subdivision, years=year).items()
        if day.year == year
    }


def _published_name(name: str) -> str:
    plain = name.removesuffix(" (observed)")
    return _PUBLISHED_NAMES.get(plain, plain)


def bank_holiday_name(day: date, calendar: str = DEFAULT_CALENDAR) -> str | None:
    """The bank holiday that falls on a day, by its published name, or None.

    Raises UnknownCalendar.
    Source: rule R1.
    """
    return _bank_holidays(day.year, calendar).get(day)


def is_working_day(day: date, calendar: str = DEFAULT_CALENDAR) -> bool:
    """Whether a day is neither Saturday, Sunday nor a bank holiday.

    Raises UnknownCalendar.
    Source: rule R1; the partnership file, section 11.
    """
    holiday = bank_holiday_name(day, calendar)
    return day.weekday() < 5 and holiday is None


def add_working_days(day: date, n: int, calendar: str = DEFAULT_CALENDAR) -> date:
    """The day that is n working days after a day, or before it if n is negative.

    The first day is not counted. With n = 0 the day itself comes back, working or not.
    Raises UnknownCalendar.
    Source: rules R1 and R2; the partnership file, section 11.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, calendar)
    return day


def next_working_day(day: date, calendar: str = DEFAULT_CALENDAR) -> date:
    """The day itself if it is a working day, otherwise the first one after it.

    Raises UnknownCalendar.
    Source: the partnership file, section 11 (calendar of a year).
    """
    while not is_working_day(day, calendar):
        day += _ONE_DAY
    return day


def working_days_between(start: date, end: date, calendar: str = DEFAULT_CALENDAR) -> int:
    """How many working days lie after the first day, up to and including the second.

    Negative if the second day is the earlier one: then the days from the second up to,
    and not including, the first are counted. Raises UnknownCalendar.
    Source: rule R1 (late by k working days).
    """
    if end < start:
        return -_working_days_from_to(end, start - _ONE_DAY, calendar)
    return _working_days_from_to(start + _ONE_DAY, end, calendar)


@lru_cache(maxsize=16_384)
def _working_days_from_to(first: date, last: date, calendar: str) -> int:
    return sum(is_working_day(day, calendar) for day in _days(first, last))


def skipped(start: date, end: date, calendar: str = DEFAULT_CALENDAR) -> tuple[str, ...]:
    """The bank holidays on weekdays strictly between two days, by name, in order of date.

    The days may come in either order. Raises UnknownCalendar.
    Source: rule R1 (the reason a deadline gives for moving).
    """
    first, last = sorted((start, end))
    named = (
        bank_holiday_name(day, calendar)
        for day in _days(first + _ONE_DAY, last - _ONE_DAY)
        if day.weekday() < 5
    )
    return tuple(name for name in named if name)


def is_projected(day: date) -> bool:
    """Whether a day lies past the published list, so that its bank holidays are a projection.

    Source: rule R1.
    """
    return day > PUBLISHED_UNTIL


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
