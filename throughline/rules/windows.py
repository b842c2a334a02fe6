"""The windows of a year that should each hold a meeting, and the days a pattern means in them.

Source: the partnership file, sections 7 (``every``, ``within``, ``on``) and 11; rule R4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from throughline.rules.due import MONTHS, moved
from throughline.rules.phases import ONE_DAY, Stretch
from throughline.rules.terms.model import Meets, Pattern, Span, in_use


class WindowDays(NamedTuple):
    """The first and last day of a window, and whether it is long enough to be judged."""

    first: date
    last: date
    is_judged: bool


def windows_in(stretch: Stretch, every: Span | None) -> Iterator[WindowDays]:
    """The consecutive windows of a stretch, each as long as the interval and cut to its season.

    None for an interval that is not in months or years.
    Source: the partnership file, sections 7 (``every``, ``within``) and 11; rule R4.
    """
    begin, last, anchor, entry = stretch
    if every is None or every.unit not in ("months", "years"):
        return
    times = 0
    while (first := moved(anchor, every, times=times)) <= last:
        ends = moved(anchor, every, times=times + 1) - ONE_DAY
        season = _season(entry, first, ends)
        begins, finishes = season or (first, ends)
        has_month = season is not None or not in_use(entry.within)
        if has_month and begins <= last and finishes >= begin:
            yield WindowDays(begins, min(finishes, last), finishes <= last)
        times += 1


def pattern_days(stretch: Stretch, every: Span, pattern: Pattern, called: Sequence[date]) -> Iterator[date]:
    """The days on which a pattern puts the meetings of a stretch; some may lie just outside it.

    ``called`` are the days of meetings called, in order: an interval in weeks or days counts from the
    last of them, else from the first such day of the stretch's year.
    Source: the partnership file, section 11 (calendar of a year).
    """
    _, last, anchor, _ = stretch
    if every.unit in ("months", "years"):
        yield from (first_such_day(window.first, pattern) for window in windows_in(stretch, every))
        return
    if every.unit == "meetings":
        return
    before = [day for day in called if day <= last]
    day = moved(before[-1], every) if before else first_such_day(anchor, pattern)
    while day <= last:
        yield day
        day = moved(day, every)


def first_such_day(day: date, pattern: Pattern) -> date:
    """The first day, from this one on, that a pattern means.

    Source: the partnership file, section 11 (calendar of a year).
    """
    if pattern.nth is None:
        return day + timedelta(days=(pattern.weekday - day.weekday()) % 7)
    here = nth_weekday(day, pattern)
    return here if here >= day else nth_weekday(day.replace(day=1) + relativedelta(months=1), pattern)


def nth_weekday(month: date, pattern: Pattern) -> date:
    """The day of a month that a pattern means; the first such weekday where it names no number.

    ``month`` is any day of the month.
    Source: the partnership file, sections 7 (``on``) and 11.
    """
    first = month.replace(day=1)
    if pattern.nth == -1:
        last = first + relativedelta(months=1) - ONE_DAY
        return last - timedelta(days=(last.weekday() - pattern.weekday) % 7)
    offset = (pattern.weekday - first.weekday()) % 7 + 7 * ((pattern.nth or 1) - 1)
    return first + timedelta(days=offset)


def _season(entry: Meets, first: date, last: date) -> tuple[date, date] | None:
    named = {MONTHS.index(month.casefold()) + 1 for month in in_use(entry.within) or ()}
    month = first.replace(day=1)
    while named and month <= last:
        if month.month in named:
            return max(month, first), min(month + relativedelta(months=1) - ONE_DAY, last)
        month += relativedelta(months=1)
    return None
