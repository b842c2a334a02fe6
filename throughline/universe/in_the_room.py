"""A meeting of Barnet's group kept by the minute: who came when, who left early, and what was in hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from throughline.universe.story import LONDON, Story
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting

BY_THE_MINUTE = date(2025, 8, 12)
"""The day on which Public Health leaves early: five organisations become four, and none is to spare."""
LATE, EARLY = "Kofi Linden", "Lena Yarrow"
OPENS, LEAVES, CLOSES = 0, 50, 85
"""Minutes after ten."""


def hold(story: Story, meeting: Meeting, came: Sequence[tuple[str, str, str]]) -> None:
    """Hold a meeting in the room: triples of person, seat ("" for none) and capacity."""
    actions.open_session(
        meeting=meeting, expected_version=meeting.version, by=story.by, at=_at(meeting, OPENS)
    )
    for name, seat, _capacity in came:
        actions.arrive(
            meeting=meeting,
            person=story.people[name],
            seat=seat,
            by=story.by,
            at=_at(meeting, 8 if name == LATE else OPENS),
        )
    items = list(meeting.items.order_by("position"))
    for place, item in enumerate(items):
        actions.take_item(item=item, by=story.by, at=_at(meeting, 2 + place * 9))
    row = meeting.attendances.get(person=story.people[EARLY])
    actions.leave(meeting=meeting, attendance=row, by=story.by, at=_at(meeting, LEAVES))
    meeting.refresh_from_db()
    actions.close_session(
        meeting=meeting, expected_version=meeting.version, by=story.by, at=_at(meeting, CLOSES)
    )


def _at(meeting: Meeting, minutes: int) -> datetime:
    return datetime.combine(meeting.held_on, time(10), tzinfo=LONDON) + timedelta(minutes=minutes)
