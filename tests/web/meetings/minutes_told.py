"""Minutes for tests: a meeting that was held, with a paragraph, and the steps that minutes take."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.web.meetings.conftest import NOW
from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.actions import Came
from throughline.web.meetings.minutes.content import content_of, lines_of, seal_of
from throughline.web.meetings.models import Meeting, Minute, MinutesVersion

QUORATE = {
    "Jo Hazel": "cst-head",
    "Owen Teasel": "nps-aco",
    "Dee Bramble": "pol-supt",
    "Lena Yarrow": "ph-cm",
}
INQUORATE = {"Jo Hazel": "cst-head", "Dee Bramble": "pol-supt"}
AT: dict[str, Any] = {"by": None, "at": NOW}


def someone(name: str) -> Person:
    """A person of Barnet."""
    return Person.objects.get(partnership__slug="barnet", name=name)


def held_on(group: Body, day: date, came: dict[str, str] = QUORATE) -> Meeting:
    """A meeting of the group that was held, with who came."""
    meeting = actions.call_meeting(body=group, held_on=day, **AT)
    actions.set_attendance(
        meeting=meeting,
        came=[_came(name, seat) for name, seat in came.items()],
        expected_version=meeting.version,
        by=None,
        at=_noon(day),
    )
    return actions.close_meeting(meeting=meeting, expected_version=meeting.version, by=None, at=_noon(day))


def _came(name: str, seat: str) -> Came:
    person = someone(name)
    assert person.agency is not None
    return Came(seat=seat, person=person, agency=person.agency, capacity="member")


def _noon(day: date) -> datetime:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def note(meeting: Meeting, text: str = "Agreed.", **more: Any) -> Minute:
    """One paragraph, before the first item."""
    return actions.write_minute(
        meeting=meeting, text=text, **{"item": None, "kind": "note", "once": "", **AT, **more}
    )


def seal(meeting: Meeting) -> str:
    """What stands for the draft as it now is."""
    return seal_of(content_of(lines_of(meeting)))


def sent_out(meeting: Meeting, **more: Any) -> MinutesVersion:
    """The draft of a meeting, out for comments until the end of a week."""
    closes = (NOW + timedelta(days=7)).date()
    given = {"comments_close_on": closes, "seen": seal(meeting), **AT, **more}
    return actions.circulate_minutes(meeting=meeting, **given)


def approved(meeting: Meeting, at_meeting: Meeting, **more: Any) -> MinutesVersion:
    """The minutes of a meeting, approved by a later one."""
    return actions.approve_minutes(
        meeting=meeting, at_meeting=at_meeting, **{"seen": seal(meeting), **AT, **more}
    )
