"""A body's called meetings and what is due around them, for a calendar program. It names no person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from throughline.papers.calendar_feed import DeadlineEntry, MeetingEntry, calendar_feed, invitation
from throughline.rules.terms.model import Terms
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.countdown import countdown
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.queries import meetings_of_body
from throughline.web.meetings.step_words import step_name
from throughline.web.site.today import today

LENGTH_SHOWN = timedelta(hours=2)
"""How long a meeting is in a diary, which needs an end that terms do not give."""


def feed_of_body(body: Body, *, host: str, with_deadlines: bool) -> bytes:
    """Every meeting of a body that was called, cancelled ones as cancelled. Raises NoTermsYet."""
    terms = terms_as_written(body.partnership, today(body.partnership))
    meetings = list(meetings_of_body(body))
    timed = [_meeting(meeting, meeting.starts_at) for meeting in meetings if meeting.starts_at]
    whole_days = [_whole_day(meeting) for meeting in meetings if not meeting.starts_at]
    due = [entry for meeting in meetings for entry in _deadlines(meeting, terms)] if with_deadlines else []
    return calendar_feed(title=body.name, host=host, meetings=timed, deadlines=[*whole_days, *due])


def invitation_to(meeting: Meeting, *, host: str) -> tuple[bytes, str]:
    """A meeting as an invitation, or as what takes a cancelled one out of diaries, and its method."""
    method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    entry = _meeting(meeting, meeting.starts_at) if meeting.starts_at else _whole_day(meeting)
    return invitation(entry, host=host), method


def _meeting(meeting: Meeting, starts_at: time) -> MeetingEntry:
    starts = timezone.make_aware(datetime.combine(meeting.held_on, starts_at))
    return MeetingEntry(
        id=str(meeting.pk),
        body=meeting.body.name,
        starts=starts,
        ends=starts + LENGTH_SHOWN,
        changed=meeting.changed_at,
        sequence=meeting.sequence,
        cancelled=meeting.state == Meeting.State.CANCELLED,
        place=meeting.place,
    )


def _whole_day(meeting: Meeting) -> DeadlineEntry:
    return DeadlineEntry(
        id=f"meeting-{meeting.pk}",
        words=meeting.body.name,
        due=meeting.held_on,
        changed=meeting.changed_at,
        sequence=meeting.sequence,
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def _deadlines(meeting: Meeting, terms: Terms) -> Iterator[DeadlineEntry]:
    for step in countdown(meeting, terms=terms, papers=(), on=meeting.held_on):
        if step.code != "meeting":
            yield DeadlineEntry(
                id=f"{step.code}-{meeting.pk}",
                words=f"{step_name(step.code)}: {meeting.body.name}",
                due=step.due,
                changed=meeting.changed_at,
                sequence=meeting.sequence,
                cancelled=meeting.state == Meeting.State.CANCELLED,
            )
