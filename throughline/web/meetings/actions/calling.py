"""Calling a meeting, moving it, cancelling it, and recording that it was held; each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from throughline.web.access.models import User
from throughline.web.governance.models import Body
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class MeetingExists(Refused):
    """The body meets on that day already."""


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
) -> Meeting:
    """Call a meeting of a body on a day. Raises MeetingExists unless a second sitting is meant."""
    sittings = Meeting.objects.filter(body=body, held_on=held_on).count()
    if sittings and not second_sitting:
        raise MeetingExists(
            f"{body.name} is called for {day_words(held_on)} already. "
            "Call a second sitting, or choose another day."
        )
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        held_on=held_on,
        sitting=sittings + 1,
        starts_at=starts_at,
        place=place,
        called_at=at,
        changed_at=at,
    )
    tell(meeting, "meeting called", by=by, at=at, on=str(held_on), kind=kind)
    return meeting


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
) -> Meeting:
    """Settle another day, time or place; every deadline follows, and calendars are told by a higher sequence.

    Raises MeetingExists, NotInThisState and EditedSince.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be moved")
    others = Meeting.objects.filter(body=meeting.body, held_on=held_on, sitting=meeting.sitting)
    if others.exclude(pk=meeting.pk).exists():
        raise MeetingExists(f"{meeting.body.name} meets on {day_words(held_on)} already. Choose another day.")
    was = meeting.held_on
    save_changes(
        meeting,
        expected_version=expected_version,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        sequence=meeting.sequence + 1,
        changed_at=at,
    )
    tell(meeting, "meeting moved", by=by, at=at, was=str(was), now=str(held_on))
    return meeting


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
    """Record that the meeting was held. Raises NotInThisState for one cancelled or held."""
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be closed")
    save_changes(meeting, expected_version=expected_version, state=Meeting.State.HELD)
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
