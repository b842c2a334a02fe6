"""The year of a body: its meetings, proposed or called, from what its terms say.

Source: the partnership file, section 11 (calendar of a year); rule R4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from throughline.rules.due import MONTHS, due_on, moved
from throughline.rules.phases import ONE_DAY, Stretch, stretches_of_year
from throughline.rules.terms.model import (
    Due,
    Meets,
    Open,
    Pattern,
    Rate,
    Span,
    Terms,
    alternatives,
    in_use,
)
from throughline.rules.terms.words_for import every_in_words
from throughline.words.working_days import bank_holiday_name, is_working_day, next_working_day

PER_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, kw_only=True)
class Called:
    """A meeting that has been called, which replaces the proposal for its window."""

    day: date
    kind: str = "ordinary"
    time: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingDay:
    """One meeting of the year, proposed by the terms or called."""

    body: str
    kind: str
    day: date
    time: str | None = None
    is_called: bool = False
    is_proposed_pattern: bool = False
    """Whether the pattern behind the date is the secretary's proposal, not the terms'."""
    shifted_from: date | None = None
    why_shifted: str | None = None
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of the year that should hold a meeting, and those planned in it."""

    first: date
    last: date
    meetings: tuple[MeetingDay, ...] = ()
    is_judged: bool = True
    """False for a last window cut short by the end of the year or of a phase."""


@dataclass(frozen=True, kw_only=True)
class KindYear:
    """One kind of meeting over a year: what the terms want and what is planned."""

    body: str
    kind: str
    meetings: tuple[MeetingDay, ...]
    windows: tuple[Window, ...] = ()
    wanted: int | None = None
    """The least number of meetings the terms ask for, or None where they give none."""
    at_most: int | None = None
    remarks: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, tuple[date, ...]], ...] = ()
    """Each other reading of the interval in words, with the dates it would give."""

    @property
    def shortfall(self) -> int:
        """How many meetings fewer are planned than the terms ask for.

        Source: rule R4.
        """
        return max(0, (self.wanted or 0) - len(self.meetings))

    @property
    def empty_windows(self) -> tuple[Window, ...]:
        """The windows judged that hold no meeting.

        Source: rule R4.
        """
        return tuple(window for window in self.windows if window.is_judged and not window.meetings)


def year_of(terms: Terms, day: date) -> tuple[date, date]:
    """The first and last day of the partnership's year that holds a day.

    Source: the partnership file, section 6 (``year_starts``).
    """
    month, first = (int(part) for part in terms.calendar.year_starts.split("-"))
    starts = date(day.year, month, first)
    if starts > day:
        starts = date(day.year - 1, month, first)
    return starts, starts + relativedelta(years=1) - ONE_DAY


def year_of_meetings(
    terms: Terms, body: str, year_starts: date, *, called: Collection[Called] = ()
) -> tuple[KindYear, ...]:
    """Each kind of meeting of a body over the year that begins on a day.

    Every date takes the version of the terms in force on it; a date that is no working day is
    moved to the next one and says so; meetings already called take the place of proposals.
    Raises KeyError for an unknown body.
    Source: the partnership file, section 11; rule R4.
    """
    year_ends = year_starts + relativedelta(years=1) - ONE_DAY
    stretches = stretches_of_year(terms, terms.body(body), year_starts, year_ends)
    kinds = dict.fromkeys(entry.kind for _, _, _, entry in stretches)
    plain = tuple(
        _kind_year(
            terms,
            body,
            kind,
            [stretch for stretch in stretches if stretch[3].kind == kind],
            sorted((one for one in called if one.kind == kind), key=lambda one: one.day),
            (year_starts, year_ends),
        )
        for kind in kinds
    )
    return tuple(_held_relative(terms, kind, stretches, plain) for kind in plain)


def _kind_year(
    terms: Terms,
    body: str,
    kind: str,
    stretches: Sequence[Stretch],
    called: list[Called],
    year: tuple[date, date],
) -> KindYear:
    windows = [window for stretch in stretches for window in _windows(stretch, in_use(stretch[3].every))]
    fixed = [_as_called(body, one, stretches) for one in called]
    days = list(fixed)
    for stretch in stretches:
        for proposal in _proposals(terms, body, stretch, in_use(stretch[3].every), called):
            if not _is_taken(proposal, windows, fixed, stretch[3]):
                days.append(proposal)
    days = sorted({day for day in days if year[0] <= day.day <= year[1]}, key=lambda one: one.day)
    held = tuple(replace(w, meetings=tuple(d for d in days if w.first <= d.day <= w.last)) for w in windows)
    latest = stretches[-1][3]
    wanted = _wanted(latest, held)
    return KindYear(
        body=body,
        kind=kind,
        meetings=tuple(days),
        windows=held,
        wanted=wanted,
        at_most=_times(latest.at_most),
        remarks=tuple(_remarks(latest, wanted, len(days))),
        otherwise=tuple(_otherwise(terms, body, stretches, called, tuple(one.day for one in days))),
    )


def _held_relative(
    terms: Terms, kind: KindYear, stretches: Sequence[Stretch], others: tuple[KindYear, ...]
) -> KindYear:
    entry = next(stretch[3] for stretch in reversed(stretches) if stretch[3].kind == kind.kind)
    due: Due | None = in_use(entry.due)
    if due is None or any(one.is_called for one in kind.meetings):
        return kind
    wanted_kind = (due.event or "").partition(":")[2] or "ordinary"
    calendar = terms.calendar.working_days
    found = [
        replace(other, kind=kind.kind, day=day, time=None, is_called=False, clause=entry.clause)
        for year in others
        if year.kind == wanted_kind
        for other in year.meetings
        if (day := due_on(due, other.day, calendar=calendar).day) is not None
    ]
    return replace(kind, meetings=tuple(found))


def _wanted(entry: Meets, windows: Sequence[Window]) -> int | None:
    times = _times(entry.at_least)
    if times is not None:
        return times
    judged = [window for window in windows if window.is_judged]
    return len(judged) or None


def _times(rate: Rate | Open[Rate] | None) -> int | None:
    settled = in_use(rate)
    return None if settled is None else settled.times * PER_YEAR[settled.per]


def _remarks(entry: Meets, wanted: int | None, planned: int) -> Iterator[str]:
    if isinstance(entry.every, Open):
        yield _open_remark(entry.every)
    if wanted is not None and planned != wanted:
        yield f"{wanted} wanted, {planned} planned"
    if in_use(entry.on) is None and (in_use(entry.every) is not None):
        yield "no pattern of dates: windows only"
    elif isinstance(entry.on, Open):
        yield "the pattern of dates is proposed, not in the terms"


def _open_remark(every: Open[Span]) -> str:
    if every.conflict:
        return "the terms contradict themselves on how often: no date is proposed until a reading"
    if every.proposed is None:
        return f"“{every.says}” sets no interval: no date is proposed"
    return f"“{every.says}”: {every_in_words(every.proposed)} is proposed until a reading"


def _windows(stretch: Stretch, every: Span | None) -> Iterator[Window]:
    _, last, anchor, entry = stretch
    if every is None or every.unit not in ("months", "years"):
        return
    times = 0
    while (first := moved(anchor, every, times=times)) <= last:
        ends = moved(anchor, every, times=times + 1) - ONE_DAY
        season = _season(entry, first, ends)
        begins, finishes = season or (first, ends)
        has_month = season is not None or not in_use(entry.within)
        if has_month and begins <= last and finishes >= stretch[0]:
            yield Window(first=begins, last=min(finishes, last), is_judged=finishes <= last)
        times += 1


def _season(entry: Meets, first: date, last: date) -> tuple[date, date] | None:
    named = {MONTHS.index(month.casefold()) + 1 for month in in_use(entry.within) or ()}
    month = first.replace(day=1)
    while named and month <= last:
        if month.month in named and month >= first.replace(day=1):
            return max(month, first), month + relativedelta(months=1) - ONE_DAY
        month += relativedelta(months=1)
    return None


def _proposals(
    terms: Terms, body: str, stretch: Stretch, every: Span | None, called: list[Called]
) -> Iterator[MeetingDay]:
    pattern = in_use(stretch[3].on)
    if every is None or pattern is None:
        return
    for day in _days(stretch, every, pattern, called):
        if stretch[0] <= day <= stretch[1]:
            yield _proposed(terms, body, stretch[3], pattern, day)


def _days(stretch: Stretch, every: Span, pattern: Pattern, called: list[Called]) -> Iterator[date]:
    first, last, anchor, _ = stretch
    if every.unit in ("months", "years"):
        yield from (nth_weekday(window.first, pattern) for window in _windows(stretch, every))
        return
    if every.unit == "meetings":
        return
    day = nth_weekday(anchor, pattern)
    before = [one.day for one in called if one.day <= last]
    if before:
        day = moved(before[-1], every)
    while day <= last:
        if day >= first:
            yield day
        day = moved(day, every)


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


def _proposed(terms: Terms, body: str, entry: Meets, pattern: Pattern, day: date) -> MeetingDay:
    calendar = terms.calendar.working_days
    found = MeetingDay(
        body=body,
        kind=entry.kind,
        day=day,
        time=pattern.time,
        is_proposed_pattern=isinstance(entry.on, Open),
        clause=entry.clause,
    )
    if is_working_day(day, calendar):
        return found
    why = bank_holiday_name(day, calendar) or f"a {day:%A}"
    return replace(found, day=next_working_day(day, calendar), shifted_from=day, why_shifted=why)


def _as_called(body: str, one: Called, stretches: Sequence[Stretch]) -> MeetingDay:
    entry = next((s[3] for s in stretches if s[0] <= one.day <= s[1]), None)
    clause = entry.clause if entry is not None else ()
    return MeetingDay(body=body, kind=one.kind, day=one.day, time=one.time, is_called=True, clause=clause)


def _is_taken(proposal: MeetingDay, windows: list[Window], fixed: list[MeetingDay], entry: Meets) -> bool:
    wanted_on = proposal.shifted_from or proposal.day
    for window in windows:
        if window.first <= wanted_on <= window.last:
            return any(window.first <= one.day <= window.last for one in fixed)
    return any(one.day >= proposal.day for one in fixed)


def _otherwise(
    terms: Terms, body: str, stretches: Sequence[Stretch], called: list[Called], used: tuple[date, ...]
) -> Iterator[tuple[str, tuple[date, ...]]]:
    spans = dict.fromkeys(span for stretch in stretches for span in alternatives(stretch[3].every))
    for span in spans:
        days = []
        for stretch in stretches:
            every = span if span in alternatives(stretch[3].every) else in_use(stretch[3].every)
            days += [one.day for one in _proposals(terms, body, stretch, every, called)]
        if tuple(sorted(days)) != used:
            yield every_in_words(span), tuple(sorted(days))
