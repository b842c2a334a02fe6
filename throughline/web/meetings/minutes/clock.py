"""The day by which the minutes of a meeting are due to go out, and whether they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from throughline.rules.calendar_year import MeetingDay
from throughline.rules.deadlines import Deadline, deadlines_of_meetings
from throughline.rules.kept import Kept, was_kept
from throughline.rules.terms.model import Terms
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.models import Meeting


@dataclass(frozen=True)
class Clock:
    """What the terms ask of the minutes of one meeting, and how it stands with that."""

    duty: Deadline | None
    """None where the terms name no day for minutes."""
    kept: Kept | None


def minutes_clock(meeting: Meeting, today: date, *, written: Terms | None = None) -> Clock:
    """The deadline of a meeting's minutes, counted from its last day, and whether it was kept.

    Raises NoTermsYet. Source: rule R2.
    """
    terms = written or terms_as_written(meeting.body.partnership, meeting.held_on)
    day = MeetingDay(body=meeting.body.code, kind=meeting.kind, day=last_day(meeting), is_called=True)
    duties = deadlines_of_meetings(terms, meeting.body.code, [day])
    duty = next((one for one in duties if one.what == "minutes"), None)
    if duty is None:
        return Clock(None, None)
    kept = was_kept(
        due=duty.due,
        sent=meeting.minutes_sent_on,
        today=today,
        strength=duty.strength,
        calendar=terms.calendar.working_days,
    )
    return Clock(duty, kept)


def last_day(meeting: Meeting) -> date:
    """The day on which the meeting ended: a later one where it was adjourned. Source: rule R2."""
    ended = timezone.localdate(meeting.closed_at) if meeting.closed_at else meeting.held_on
    return max(meeting.held_on, meeting.resumes_on or meeting.held_on, ended)
