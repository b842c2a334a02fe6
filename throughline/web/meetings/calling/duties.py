"""The day by which the terms want something of one meeting."""

from __future__ import annotations

from datetime import date

from throughline.rules.calendar_year import MeetingDay
from throughline.rules.deadlines import Deadline, deadlines_of_meetings
from throughline.rules.terms.model import Terms
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.models import Meeting


def duties_around(meeting: Meeting, *, written: Terms | None = None) -> tuple[Deadline, ...]:
    """Every dated duty of the terms around one meeting. Raises NoTermsYet. Source: rules R1 to R3."""
    terms = written or terms_as_written(meeting.body.partnership, meeting.held_on)
    day = MeetingDay(body=meeting.body.code, kind=meeting.kind, day=meeting.held_on, is_called=True)
    return deadlines_of_meetings(terms, meeting.body.code, [day])


def due_of(meeting: Meeting, *duties: str, written: Terms | None = None) -> date | None:
    """The day by which the first of these duties is due around a meeting; None where there is none."""
    found = [one for one in duties_around(meeting, written=written) if one.what in duties]
    return found[0].due if found else None
