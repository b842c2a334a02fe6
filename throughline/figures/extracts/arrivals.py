"""Who owes which figures by when: what came in time, what came late, and what is still out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Literal

from dateutil.relativedelta import relativedelta

from throughline.figures.extracts.printed_periods import MONTHS_OF
from throughline.figures.extracts.returns import Window
from throughline.words.periods import DEFAULT_YEAR_STARTS, year_start
from throughline.words.working_days import DEFAULT_CALENDAR, working_days_between

OwedEvery = Literal["month", "quarter", "year"]


class ArrivalState(Enum):
    """How the figures that one supplier owes for one period have come; the value is the word on the page."""

    IN_TIME = "in time"
    LATE = "late"
    PARTLY = "partly"
    NOT_YET_DUE = "not yet due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Owed:
    """That a supplier owes the figures of one indicator: how often, and how many months after the period."""

    indicator: str
    supplier: str
    every: OwedEvery
    months_after: int
    source: str = ""


@dataclass(frozen=True)
class Came:
    """That figures of an indicator for a period were received on a day."""

    indicator: str
    starts: date
    ends: date
    received_on: date


@dataclass(frozen=True)
class ArrivalRow:
    """What one supplier owes for one period by one day, and what came of it."""

    supplier: str
    period: Window
    owed_by: date
    expected: tuple[str, ...]
    """The indicators owed, in order."""
    missing: tuple[str, ...]
    came_on: date | None
    """The day by which the last of what has come was there; None when nothing has."""
    state: ArrivalState
    working_days_late: int
    """How late it came, or how long it has been overdue; 0 otherwise."""
    sources: tuple[str, ...] = ()


def arrivals(
    owed: Iterable[Owed],
    came: Iterable[Came],
    *,
    on: date,
    expected_from: date,
    year_starts: str = DEFAULT_YEAR_STARTS,
    calendar: str = DEFAULT_CALENDAR,
) -> tuple[ArrivalRow, ...]:
    """What is owed on a day for each period that ended before it, by supplier and period, in order of time.

    ``expected_from`` is the first day of the first period expected; a period is a month, or a quarter or
    year counted from ``year_starts``. Figures are owed by the end of the month that comes so many months
    after the one in which the period ends. Figures received after ``on`` are not yet known.
    Raises ValueError if ``months_after`` is below nought.
    Source: rule R30; product, page 27; Crime and Disorder (Prescribed Information) Regulations 2007
    (SI 2007/1831, regulation 3: each period of three months, by the end of the period that follows it).
    """
    first_received = _first_received(came, on)
    grouped: dict[tuple[Window, date, str], list[Owed]] = {}
    for one in owed:
        if one.months_after < 0:
            raise ValueError(f"{one.indicator} would be owed before its period ends")
        for period in _ended_periods(one.every, expected_from, on, year_starts):
            key = period, owed_by(period.ends, one.months_after), one.supplier
            grouped.setdefault(key, []).append(one)
    rows = [
        _arrival(period, day, supplier, members, first_received, on, calendar)
        for (period, day, supplier), members in grouped.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.owed_by, row.period.ends, row.supplier, row.expected)))


def owed_by(ends: date, months_after: int) -> date:
    """The last day on which figures of a period may come: the end of a month, so many months after its end.

    Source: Crime and Disorder (Prescribed Information) Regulations 2007 (SI 2007/1831), regulation 3;
    otherwise the source that the list of indicators names.
    """
    month_begins = ends.replace(day=1) + relativedelta(months=months_after + 1)
    return month_begins - timedelta(days=1)


def _ended_periods(every: str, expected_from: date, on: date, year_starts: str) -> Iterator[Window]:
    months = MONTHS_OF[every]
    starts = year_start(expected_from.year - 1, year_starts)
    while True:
        after = starts + relativedelta(months=months)
        if after > on:
            return
        if starts >= expected_from:
            yield Window(starts, after - timedelta(days=1))
        starts = after


def _first_received(came: Iterable[Came], on: date) -> dict[tuple[str, date], list[Came]]:
    by_end: dict[tuple[str, date], list[Came]] = {}
    for one in came:
        if one.received_on <= on:
            by_end.setdefault((one.indicator, one.ends), []).append(one)
    return by_end


def _arrival(
    period: Window,
    by: date,
    supplier: str,
    members: Collection[Owed],
    received: Mapping[tuple[str, date], list[Came]],
    on: date,
    calendar: str,
) -> ArrivalRow:
    expected = tuple(sorted({one.indicator for one in members}))
    days = {
        indicator: min(one.received_on for one in found)
        for indicator in expected
        if (found := received.get((indicator, period.ends)))
    }
    missing = tuple(indicator for indicator in expected if indicator not in days)
    came_on = max(days.values(), default=None)
    state = _state(missing, came_on, by, on)
    until = {ArrivalState.LATE: came_on, ArrivalState.OVERDUE: on}.get(state)
    if state is ArrivalState.PARTLY and on > by:
        until = on
    late = working_days_between(by, until, calendar) if until else 0
    sources = tuple(dict.fromkeys(one.source for one in members if one.source))
    return ArrivalRow(supplier, period, by, expected, missing, came_on, state, late, sources)


def _state(missing: Collection[str], came_on: date | None, by: date, on: date) -> ArrivalState:
    if came_on is None:
        return ArrivalState.OVERDUE if on > by else ArrivalState.NOT_YET_DUE
    if missing:
        return ArrivalState.PARTLY
    return ArrivalState.LATE if came_on > by else ArrivalState.IN_TIME
