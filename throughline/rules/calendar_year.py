"""The year of a body: its meetings, proposed or called, from what its terms say.

Source: the partnership file, section 11 (calendar of a year); rule R4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from throughline.rules.due import due_on
from throughline.rules.meeting_days import Called, KindYear, MeetingDay, Window
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
from throughline.rules.windows import pattern_days, windows_in
from throughline.words.working_days import bank_holiday_name, is_working_day, next_working_day

PER_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}


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
    return _year(terms, body, year_starts, called, (body,))


def _year(
    terms: Terms, body: str, year_starts: date, called: Collection[Called], asked: tuple[str, ...]
) -> tuple[KindYear, ...]:
    """The kinds of a body's year; ``asked`` are the bodies whose meetings others hang on, this one last."""
    year_ends = year_starts + relativedelta(years=1) - ONE_DAY
    stretches = stretches_of_year(terms, terms.body(body), year_starts, year_ends)
    of_terms = dict.fromkeys(entry.kind for _, _, _, entry in stretches)
    kinds = of_terms | dict.fromkeys(one.kind for one in called if year_starts <= one.day <= year_ends)
    found = {
        kind: _kind_year(
            terms,
            body,
            kind,
            [stretch for stretch in stretches if stretch[3].kind == kind],
            sorted((one for one in called if one.kind == kind), key=lambda one: one.day),
            (year_starts, year_ends),
        )
        for kind in kinds
    }
    hanging = [stretch for stretch in stretches if in_use(stretch[3].due) is not None]
    for stretch in hanging * len(hanging):
        found[stretch[3].kind] = _held_relative(terms, stretch, found, year_starts, asked)
    return tuple(found.values())


def _held_relative(
    terms: Terms, stretch: Stretch, known: Mapping[str, KindYear], year_starts: date, asked: tuple[str, ...]
) -> KindYear:
    """A kind of meeting that is held relative to others, from what is known of those so far."""
    first, last, _, entry = stretch
    kind = known[entry.kind]
    due: Due | None = in_use(entry.due)
    if due is None or any(one.is_called for one in kind.meetings):
        return kind
    days = (
        due_on(due, base, calendar=terms.calendar.working_days, year_starts=year_starts).day
        for base in _events(terms, due, entry.kind, known, year_starts, asked)
    )
    found = {
        _on_working_day(terms, MeetingDay(body=kind.body, kind=kind.kind, day=day, clause=entry.clause))
        for day in days
        if day is not None and first <= day <= last
    }
    found |= {one for one in kind.meetings if not first <= (one.shifted_from or one.day) <= last}
    return replace(kind, meetings=tuple(sorted(found, key=lambda one: one.day)))


def _events(
    terms: Terms,
    due: Due,
    kind: str,
    known: Mapping[str, KindYear],
    year_starts: date,
    asked: tuple[str, ...],
) -> list[date]:
    """The days of the event that a meeting hangs on; none where the event has no date yet."""
    other, of_another, event = (due.event or "year-start").rpartition("/")
    if event == "year-start":
        return [year_starts]
    if of_another:
        is_known = other not in asked and any(one.id == other for one in terms.bodies)
        years = _year(terms, other, year_starts, (), (*asked, other)) if is_known else ()
    else:
        years = tuple(year for year in known.values() if year.kind != kind)
    name, _, wanted = event.partition(":")
    if name not in ("meeting", "first-meeting-of-year"):
        return []
    days = sorted(one.day for year in years for one in year.meetings if wanted in ("", one.kind))
    return days[:1] if name == "first-meeting-of-year" else days


def _kind_year(
    terms: Terms,
    body: str,
    kind: str,
    stretches: Sequence[Stretch],
    called: list[Called],
    year: tuple[date, date],
) -> KindYear:
    windows = [
        Window(first=each.first, last=each.last, is_judged=each.is_judged)
        for stretch in stretches
        for each in windows_in(stretch, in_use(stretch[3].every))
    ]
    fixed = [_as_called(body, one, stretches) for one in called]
    days = list(fixed)
    for stretch in stretches:
        for proposal in _proposals(terms, body, stretch, in_use(stretch[3].every), called):
            if not _is_taken(proposal, windows, fixed, stretch[3]):
                days.append(proposal)
    days = sorted({day for day in days if year[0] <= day.day <= year[1]}, key=lambda one: one.day)
    held = tuple(replace(w, meetings=tuple(d for d in days if w.first <= d.day <= w.last)) for w in windows)
    latest = stretches[-1][3] if stretches else Meets(kind=kind)
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


def _proposals(
    terms: Terms, body: str, stretch: Stretch, every: Span | None, called: list[Called]
) -> Iterator[MeetingDay]:
    pattern = in_use(stretch[3].on)
    if every is None or pattern is None:
        return
    for day in pattern_days(stretch, every, pattern, [one.day for one in called]):
        if stretch[0] <= day <= stretch[1]:
            yield _proposed(terms, body, stretch[3], pattern, day)


def _proposed(terms: Terms, body: str, entry: Meets, pattern: Pattern, day: date) -> MeetingDay:
    found = MeetingDay(
        body=body,
        kind=entry.kind,
        day=day,
        time=pattern.time,
        is_proposed_pattern=isinstance(entry.on, Open),
        clause=entry.clause,
    )
    return _on_working_day(terms, found)


def _on_working_day(terms: Terms, found: MeetingDay) -> MeetingDay:
    calendar = terms.calendar.working_days
    if is_working_day(found.day, calendar):
        return found
    why = bank_holiday_name(found.day, calendar) or f"a {found.day:%A}"
    following = next_working_day(found.day, calendar)
    return replace(found, day=following, shifted_from=found.day, why_shifted=why)


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


__all__ = ["PER_YEAR", "Called", "KindYear", "MeetingDay", "Window", "year_of", "year_of_meetings"]
