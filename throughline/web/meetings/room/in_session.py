"""What every act in the room shares: the meeting is in session, and onlookers can see that it changed."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from throughline.web.access.models import Person, User
from throughline.web.meetings.models import AgendaItem, Attendance, Meeting, Motion
from throughline.web.meetings.room.presence import InTheRoom, in_the_room
from throughline.web.meetings.told import must_be, tell
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NoArrivals(Refused):
    """What is decided is worth what those in the room make it; nobody is recorded as having arrived."""


class NotOfThisMeeting(Refused):
    """The item, motion or person belongs to another meeting."""


class ItemNotInHand(Refused):
    """Something is recorded under an item while it is in hand."""


def act_in(meeting: Meeting, *, doing: str) -> Meeting:
    """Hold a meeting in session for one act, and give it a new stamp.

    The state is asked of the store in the statement that changes it, so that of a close and an act at
    one moment exactly one wins. Raises NotInThisState.
    """
    held = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.IN_SESSION)
    won = held.update(version=F("version") + 1, room_stamp=secrets.token_hex(8))
    meeting.refresh_from_db()
    if not won:
        must_be(meeting, Meeting.State.IN_SESSION, doing=doing)
    return meeting


def room_to_decide(meeting: Meeting, at: datetime, *, matter: str = "") -> InTheRoom:
    """The room at the minute of an act that depends on who is there. Raises NoArrivals."""
    found = in_the_room(meeting, at, matter=matter)
    if not any(row.stays.all() for row in found.rows):
        raise NoArrivals(
            "Nobody is recorded as having arrived. Record who is here first: what the meeting decides "
            "is worth what those in the room make it. Nothing was changed."
        )
    return found


def of_meeting(meeting: Meeting, thing: AgendaItem | Attendance | Motion) -> None:
    """Refuse a thing of another meeting. Raises NotOfThisMeeting."""
    own = thing.item.meeting_id if isinstance(thing, Motion) else thing.meeting_id
    if own != meeting.pk:
        raise NotOfThisMeeting(
            f"That belongs to another meeting than that of {day_words(meeting.held_on)}. Nothing was changed."
        )


def in_hand(meeting: Meeting, item: AgendaItem) -> None:
    """Refuse an item that is not the one in hand. Raises ItemNotInHand and NotOfThisMeeting."""
    of_meeting(meeting, item)
    item.refresh_from_db()
    if item.opened_at is None or item.closed_at is not None:
        raise ItemNotInHand(
            f"Item {item.number or item.position} is not in hand. Take it up first. Nothing was changed."
        )


def clock_words(at: datetime) -> str:
    """A moment as the room reads it, such as 10:40."""
    return f"{timezone.localtime(at):%H:%M}"


def about_person(
    meeting: Meeting, what: str, person: Person, *, by: User | None, at: datetime, **detail: str | int
) -> None:
    """Leave the event of something that somebody did in the room; they are its subject, never its words."""
    tell(meeting, what, by=by, at=at, reason="", subjects=[f"person:{person.pk}"], **detail)
