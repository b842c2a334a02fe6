"""Every dated deadline of a body's year: what is due around each of its meetings.

Source: the partnership file, section 11; rules R1, R2 and R3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import Called, MeetingDay, year_of, year_of_meetings
from throughline.rules.due import DueDay, due_on
from throughline.rules.phases import ONE_DAY
from throughline.rules.recurring import is_of_each_meeting
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Body, Due, Duty, Open, Terms, Who, in_use

CallsByBody = Mapping[str, Collection[Called]]
"""Meetings called, by the id of their body; an outside body's known dates stand here too."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One dated deadline: what is owed by when, around which meeting, how firmly and why then."""

    body: str
    what: str
    at: str
    """The address of the duty in the terms."""
    due: date
    meeting: date | None
    kind: str = "ordinary"
    owed_by: Who | None = None
    to: Who | None = None
    each: str | None = None
    strength: str = "firm"
    channel: str | None = None
    clause: tuple[str, ...] = ()
    why: str = ""
    warnings: tuple[str, ...] = ()


def deadlines_of_year(
    terms: Terms, body: str, year_starts: date, *, called: CallsByBody | None = None
) -> tuple[Deadline, ...]:
    """Every dated deadline for the meetings of a body in the year that begins on a day, by date.

    A deadline for the year's last meetings may fall after the year. Duties without a date, and those
    that come round so many times a year, are no deadlines: ``obligations`` lists them. Raises KeyError
    for an unknown body.
    Source: the partnership file, section 11; rules R1, R2 and R3.
    """
    return deadlines_of_meetings(terms, body, meetings_of(terms, body, year_starts, called), called=called)


def meetings_of(
    terms: Terms, body: str, year_starts: date, called: CallsByBody | None = None
) -> tuple[MeetingDay, ...]:
    """The meetings of a body in a year, of every kind, by date.

    Raises KeyError for an unknown body.
    Source: the partnership file, section 11.
    """
    mine = (called or {}).get(body, ())
    kinds = year_of_meetings(terms, body, year_starts, called=mine)
    return tuple(
        sorted((one for kind in kinds for one in kind.meetings), key=lambda one: (one.day, one.kind))
    )


def deadlines_of_meetings(
    terms: Terms, body: str, meetings: Collection[MeetingDay], *, called: CallsByBody | None = None
) -> tuple[Deadline, ...]:
    """Every dated deadline of the terms for some meetings of a body, each by the terms of its own day.

    Source: the partnership file, section 11; rules R1, R2 and R3.
    """
    ordered = tuple(sorted(meetings, key=lambda one: one.day))
    found: list[Deadline] = []
    for meeting in ordered:
        day_terms = on(terms, meeting.day)
        here = day_terms.body_if_any(body)
        if here is not None:
            known = _of_the_year(terms, here, meeting, ordered, called)
            found += _around(day_terms, here, meeting, known)
    found += _around_others(terms, body, ordered, called or {})
    return tuple(sorted(found, key=lambda one: (one.due, one.meeting or one.due, one.what)))


def clashes(meetings: Collection[MeetingDay]) -> tuple[tuple[date, tuple[MeetingDay, ...]], ...]:
    """The days on which more than one body meets, with the meetings of each.

    Source: the partnership file, section 11 (calendar of a year).
    """
    by_day: dict[date, list[MeetingDay]] = {}
    for meeting in meetings:
        by_day.setdefault(meeting.day, []).append(meeting)
    return tuple(
        (day, tuple(sorted(there, key=lambda one: (one.time or "", one.body))))
        for day, there in sorted(by_day.items())
        if len({one.body for one in there}) > 1
    )


def _around(
    terms: Terms, body: Body, meeting: MeetingDay, all_meetings: tuple[MeetingDay, ...]
) -> Iterator[Deadline]:
    for duty in body.duties:
        if duty.every is not None or duty.at_least is not None:
            continue
        found = _due_day(terms, body, duty, meeting, all_meetings, ())
        if found is not None and found.day is not None:
            yield _deadline(body, duty, found, meeting)


def _of_the_year(
    terms: Terms,
    body: Body,
    meeting: MeetingDay,
    given: tuple[MeetingDay, ...],
    called: CallsByBody | None,
) -> tuple[MeetingDay, ...]:
    """The meetings of the year around one, where a duty counts from its first meeting or the next."""
    dues: list[Due | None] = [in_use(duty.due) for duty in body.duties]
    if not any(due is not None and _needs_the_year(due) for due in dues):
        return given
    starts, ends = year_of(terms, meeting.day)
    planned = {one for one in meetings_of(terms, body.id, starts, called) if starts <= one.day <= ends}
    return tuple(sorted({*given, *planned}, key=lambda one: (one.day, one.kind)))


def _needs_the_year(due: Due) -> bool:
    is_counted = due.span is not None and due.span.unit == "meetings"
    return is_counted or due.event in ("first-meeting-of-year", "next-meeting")


def _due_day(
    terms: Terms,
    body: Body,
    duty: Duty,
    meeting: MeetingDay,
    all_meetings: tuple[MeetingDay, ...],
    asked: tuple[str, ...],
) -> DueDay | None:
    due: Due | None = in_use(duty.due)
    if due is None or due.event is None:
        return None
    calendar = terms.calendar.working_days
    days = tuple(one.day for one in all_meetings)
    if due.event in ("meeting", f"meeting:{meeting.kind}"):
        return due_on(duty.due, meeting.day, calendar=calendar, event="the meeting", meetings=days)
    if due.event == "next-meeting":
        following = next((day for day in days if day > meeting.day), None)
        return due_on(duty.due, following, calendar=calendar, event="the next meeting", meetings=days)
    if due.event == "first-meeting-of-year":
        starts, _ = year_of(terms, meeting.day)
        is_first = meeting.day == next(day for day in days if day >= starts)
        return due_on(due, meeting.day, calendar=calendar, event="the first meeting") if is_first else None
    other = next((one for one in body.duties if (one.id or one.what) == due.event), None)
    if other is None or due.event in asked:
        return None
    before = _due_day(terms, body, other, meeting, all_meetings, (*asked, due.event))
    event_day = before.day if before is not None else None
    return due_on(duty.due, event_day, calendar=calendar, event=f"the {other.what}", meetings=days)


def _around_others(
    terms: Terms, body: str, meetings: tuple[MeetingDay, ...], called: CallsByBody
) -> Iterator[Deadline]:
    if not meetings:
        return
    first, last = meetings[0].day, meetings[-1].day
    here = on(terms, last).body_if_any(body)
    for duty in here.duties if here is not None else ():
        due: Due | None = in_use(duty.due)
        other, _, event = (due.event or "").partition("/") if due is not None else ("", "", "")
        if not event or here is None or not is_of_each_meeting(duty, here):
            continue
        for day in _days_of(terms, other, event, first, last, called):
            found = due_on(duty.due, day, calendar=terms.calendar.working_days, event=_of(terms, other))
            if found.day is not None:
                yield _deadline(here, duty, found, None)


def _days_of(
    terms: Terms, body: str, event: str, first: date, last: date, called: CallsByBody
) -> Iterator[date]:
    kind = event.partition(":")[2]
    year, _ = first, last
    known = [
        one for one in called.get(body, ()) if first <= one.day <= first + relativedelta(years=1) - ONE_DAY
    ]
    if known or not any(one.id == body for one in terms.bodies):
        yield from (one.day for one in known if not kind or one.kind == kind)
        return
    yield from (one.day for one in meetings_of(terms, body, year, called) if not kind or one.kind == kind)


def _of(terms: Terms, body: str) -> str:
    names = {entry.id: entry.name for group in (terms.bodies, terms.externals) for entry in group}
    return f"the meeting of {names.get(body, body)}"


def _deadline(body: Body, duty: Duty, found: DueDay, meeting: MeetingDay | None) -> Deadline:
    return Deadline(
        body=body.id,
        what=duty.what,
        at=duty.at or f"{body.id}.duty.{duty.id or duty.what}",
        due=found.day or date.max,
        meeting=meeting.day if meeting is not None else None,
        kind=meeting.kind if meeting is not None else "",
        owed_by=in_use(duty.owed_by),
        to=in_use(duty.to),
        each=in_use(duty.each),
        strength=in_use(duty.strength) or "firm",
        channel=in_use(duty.channel),
        clause=duty.clause,
        why=_why(duty, found),
        warnings=found.warnings,
    )


def _why(duty: Duty, found: DueDay) -> str:
    if isinstance(duty.due, Open):
        return f"{found.why} (proposed; the terms say “{duty.due.says}”)" if duty.due.says else found.why
    return found.why
