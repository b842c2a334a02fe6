"""Calling a meeting, moving it, cancelling it, and recording that it was held; each act leaves its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate

from throughline.rules.calendar_year import MeetingDay
from throughline.rules.deadlines import deadlines_of_meetings
from throughline.rules.held import may_call
from throughline.rules.notice import is_short_notice, why_not_at, why_not_on
from throughline.rules.presence import seat_rows
from throughline.rules.terms.model import Terms
from throughline.web.access.models import User
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_as_written
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.papers.kept import take_papers
from throughline.web.meetings.queries import EXTRAORDINARY
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class MeetingExists(Refused):
    """The body meets on that day already."""


class NoMeetingThen(Refused):
    """The day or the time will not do for a meeting."""


class MayNotCall(Refused):
    """Those who ask may not call a meeting of that kind, by the terms."""


@dataclass(frozen=True)
class Planned:
    """One meeting of a year that is to be called."""

    day: date
    kind: str = "ordinary"
    starts_at: time | None = None


@transaction.atomic
def call_meeting(
    *,
    body: Body,
    held_on: date,
    by: User | None,
    at: datetime,
    kind: str = "ordinary",
    starts_at: time | None = None,
    place: str = "",
    second_sitting: bool = False,
    asked_by: Sequence[str] = (),
) -> Meeting:
    """Call a meeting of a body on a day; ``asked_by`` are the seats of those who ask, if extraordinary.

    Raises MeetingExists unless a second sitting is meant, NoMeetingThen and MayNotCall.
    """
    sittings = Meeting.objects.filter(body=body, held_on=held_on).count()
    if sittings and not second_sitting:
        raise MeetingExists(
            f"{body.name} is called for {day_words(held_on)} already. "
            "Call a second sitting, or choose another day."
        )
    terms = _terms(body, held_on)
    _must_do(terms, held_on, starts_at, kind)
    if kind == EXTRAORDINARY:
        _must_be_for_them(body, held_on, asked_by)
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        held_on=held_on,
        called_for=held_on,
        is_short_notice=_is_short(terms, body, kind, held_on, localdate(at)),
        asked_by=list(asked_by),
        sitting=sittings + 1,
        starts_at=starts_at,
        place=place,
        called_at=at,
        changed_at=at,
    )
    tell(meeting, "meeting called", by=by, at=at, on=str(held_on), kind=kind, asked_by=list(asked_by))
    return meeting


@transaction.atomic
def call_year(
    *, body: Body, planned: Sequence[Planned], place: str, by: User | None, at: datetime
) -> tuple[Meeting, ...]:
    """Call every one of these meetings that was never called: a day that was moved or cancelled stays so.

    Raises NoMeetingThen. Doing it twice calls nothing twice.
    """
    rows = Meeting.objects.filter(body=body).values_list("held_on", "called_for")
    known = {day for row in rows for day in row}
    made = tuple(
        call_meeting(
            body=body, held_on=one.day, kind=one.kind, starts_at=one.starts_at, place=place, by=by, at=at
        )
        for one in planned
        if one.day not in known
    )
    if made:
        tell(made[0], "year called", by=by, at=at, days=[str(one.held_on) for one in made])
    return made


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    held_on: date,
    starts_at: time | None,
    place: str,
    expected_version: int,
    by: User | None,
    at: datetime,
    because: str = "",
) -> Meeting:
    """Settle another day, time or place; every deadline follows, and calendars are told by a higher sequence.

    The day it was first called for stays. Where something should already have gone out for the new day,
    short notice is recorded, and whoever sends late then broke no rule. Raises MeetingExists, NoMeetingThen,
    NotInThisState and EditedSince. Source: rule R1.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be moved")
    others = Meeting.objects.filter(body=meeting.body, held_on=held_on, sitting=meeting.sitting)
    if others.exclude(pk=meeting.pk).exists():
        raise MeetingExists(f"{meeting.body.name} meets on {day_words(held_on)} already. Choose another day.")
    was, told_on = meeting.held_on, localdate(at)
    terms = _terms(meeting.body, held_on)
    _must_do(terms, held_on, starts_at, meeting.kind)
    save_changes(
        meeting,
        expected_version=expected_version,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        moved_because=because,
        is_short_notice=_is_short(terms, meeting.body, meeting.kind, held_on, told_on)
        if held_on != was
        else meeting.is_short_notice,
        called_for=meeting.called_for or was,
        sequence=meeting.sequence + 1,
        changed_at=at,
    )
    tell(meeting, "meeting moved", by=by, at=at, reason=because, was=str(was), now=str(held_on))
    return meeting


def _terms(body: Body, day: date) -> Terms | None:
    """The terms as written on a day, if there are any and the body is in force then."""
    try:
        terms = terms_as_written(body.partnership, day)
    except NoTermsYet:
        return None
    return terms if any(one.id == body.code for one in terms.bodies) else None


def _must_do(terms: Terms | None, day: date, starts_at: time | None, kind: str) -> None:
    why = (why_not_on(terms, day, kind=kind) if terms else None) or why_not_at(day, starts_at)
    if why:
        raise NoMeetingThen(f"{why} Nothing was changed.")


def _is_short(terms: Terms | None, body: Body, kind: str, day: date, told_on: date) -> bool:
    if terms is None:
        return False
    duties = deadlines_of_meetings(terms, body.code, [MeetingDay(body=body.code, kind=kind, day=day)])
    return is_short_notice([one.due for one in duties if one.meeting and one.due <= day], told_on)


def _must_be_for_them(body: Body, day: date, asked_by: Sequence[str]) -> None:
    circle = seated_on(body, day).circle
    rows = [row for row in seat_rows(circle, filled=True) if row.seat in asked_by]
    if may_call(circle, rows, kind=EXTRAORDINARY) is False:
        raise MayNotCall(
            f"Those named may not call an extraordinary meeting of {body.name} by its terms. "
            "Name those who ask for it: the chair, unless the terms say otherwise."
        )


@transaction.atomic
def cancel_meeting(
    *, meeting: Meeting, because: str, expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Cancel a meeting before it is held; calendars are told by a higher sequence.

    Raises NotInThisState and EditedSince.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be cancelled")
    save_changes(
        meeting,
        expected_version=expected_version,
        state=Meeting.State.CANCELLED,
        cancelled_because=because,
        sequence=meeting.sequence + 1,
        changed_at=at,
    )
    tell(meeting, "meeting cancelled", by=by, at=at)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Record that the meeting was held; its papers are taken. Raises NotInThisState."""
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be closed")
    save_changes(meeting, expected_version=expected_version, state=Meeting.State.HELD)
    take_papers(meeting)
    tell(meeting, "meeting held", by=by, at=at)
    return meeting


@transaction.atomic
def record_minutes_sent(
    *, meeting: Meeting, sent_on: date, expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Record the day the minutes went to every reader."""
    must_be(meeting, Meeting.State.HELD, doing="have its minutes sent")
    save_changes(meeting, expected_version=expected_version, minutes_sent_on=sent_on)
    tell(meeting, "minutes sent", by=by, at=at, on=str(sent_on))
    return meeting
