"""Opening, adjourning, resuming and ending a meeting, its items and its chair; each act leaves its event."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from throughline.web.access.models import User
from throughline.web.meetings.course import course_of
from throughline.web.meetings.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Meeting,
    Motion,
    Presiding,
    Stay,
)
from throughline.web.meetings.papers.kept import take_papers
from throughline.web.meetings.room.in_session import (
    ItemNotInHand,
    about_person,
    act_in,
    clock_words,
    of_meeting,
    room_to_decide,
)
from throughline.web.meetings.room.presence import in_the_room
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NotItsDay(Refused):
    """A meeting is opened on its own day, and goes on on the day it was adjourned to."""


class VoteOpen(Refused):
    """A vote is open; it is closed or withdrawn before the meeting goes on."""


class NotHere(Refused):
    """Somebody who is not in the room cannot do that."""


class HasItsQuorum(Refused):
    """Only a meeting without its quorum is abandoned."""


class NoReasonGiven(Refused):
    """The record says why."""


@transaction.atomic
def open_session(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Open a meeting on its day. Raises NotItsDay, NotInThisState and EditedSince."""
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be opened")
    if timezone.localdate(at) != meeting.held_on:
        raise NotItsDay(
            f"The meeting is called for {day_words(meeting.held_on)} and is opened on that day. "
            "Move it to another day, or record afterwards who came. Nothing was changed."
        )
    save_changes(
        meeting,
        expected_version=expected_version,
        state=Meeting.State.IN_SESSION,
        opened_at=at,
        room_stamp=secrets.token_hex(8),
    )
    tell(meeting, "meeting opened", by=by, at=at)
    return meeting


@transaction.atomic
def take_item(*, item: AgendaItem, by: User | None, at: datetime) -> AgendaItem:
    """Take an item in hand, in any order; the one in hand is closed. Pressed twice it changes nothing.

    Raises VoteOpen where a vote is open on the other, NotInThisState.
    """
    meeting = act_in(item.meeting, doing="take up an item")
    item.refresh_from_db()
    if item.opened_at is not None and item.closed_at is None:
        return item
    _close_items(meeting, at)
    AgendaItem.objects.filter(pk=item.pk).update(opened_at=at, closed_at=None)
    tell(meeting, "item taken", by=by, at=at, item=item.position)
    item.refresh_from_db()
    return item


@transaction.atomic
def close_item(*, item: AgendaItem, by: User | None, at: datetime) -> AgendaItem:
    """Close the item in hand. Pressed twice it changes nothing. Raises ItemNotInHand and VoteOpen."""
    meeting = act_in(item.meeting, doing="close an item")
    item.refresh_from_db()
    if item.opened_at is None:
        raise ItemNotInHand(
            f"Item {item.number or item.position} was not taken up yet, so it cannot be closed. "
            "Take it up first. Nothing was changed."
        )
    if item.closed_at is None:
        _close_items(meeting, at)
        tell(meeting, "item closed", by=by, at=at, item=item.position)
        item.refresh_from_db()
    return item


@transaction.atomic
def choose_presiding(
    *, meeting: Meeting, attendance: Attendance, because: str, by: User | None, at: datetime
) -> Presiding:
    """Record who presides from now on by choice of those present, and why.

    Raises NotHere for somebody who is not in the room, NoReasonGiven, NotInThisState. Source: rule R9.
    """
    meeting = act_in(meeting, doing="have somebody chosen to preside")
    of_meeting(meeting, attendance)
    if not because.strip():
        raise NoReasonGiven("Say why they preside: the minutes must hold the reason. Nothing was changed.")
    room = room_to_decide(meeting, at)
    if not room.is_inside(room.row_of(attendance.person.name)):
        raise NotHere(
            f"{attendance.person.name} is not in the room and cannot preside. Choose somebody who is here. "
            "Nothing was changed."
        )
    chosen = Presiding.objects.create(
        meeting=meeting, attendance=attendance, from_at=at, because=because.strip()
    )
    about_person(meeting, "presiding chosen", attendance.person, by=by, at=at, seat=attendance.seat)
    return chosen


@transaction.atomic
def adjourn(
    *, meeting: Meeting, because: str, by: User | None, at: datetime, resumes_on: date | None = None
) -> Meeting:
    """Adjourn a meeting, to later the same day or to another day; then everybody is recorded as having left.

    Raises NoReasonGiven, NotItsDay for a day that has passed, VoteOpen and NotInThisState.
    """
    meeting = act_in(meeting, doing="be adjourned")
    today = timezone.localdate(at)
    if not because.strip():
        raise NoReasonGiven("Say why the meeting is adjourned. Nothing was changed.")
    if resumes_on is not None and resumes_on < today:
        raise NotItsDay(f"{day_words(resumes_on)} has passed. Choose a later day. Nothing was changed.")
    _close_items(meeting, at)
    Adjournment.objects.create(meeting=meeting, from_at=at, because=because.strip())
    if resumes_on is not None and resumes_on > today:
        Stay.objects.filter(attendance__meeting=meeting, left_at=None).update(left_at=at)
    save_changes(
        meeting,
        expected_version=meeting.version,
        state=Meeting.State.ADJOURNED,
        resumes_on=resumes_on or today,
    )
    tell(meeting, "meeting adjourned", by=by, at=at, until=str(meeting.resumes_on))
    return meeting


@transaction.atomic
def resume(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Go on with an adjourned meeting, not before its day. Raises NotItsDay, NotInThisState, EditedSince."""
    must_be(meeting, Meeting.State.ADJOURNED, doing="be resumed")
    if meeting.resumes_on is not None and timezone.localdate(at) < meeting.resumes_on:
        raise NotItsDay(
            f"The meeting goes on on {day_words(meeting.resumes_on)}, which has not come. "
            "Nothing was changed."
        )
    save_changes(
        meeting,
        expected_version=expected_version,
        state=Meeting.State.IN_SESSION,
        resumes_on=None,
        room_stamp=secrets.token_hex(8),
    )
    Adjournment.objects.filter(meeting=meeting, until_at=None).update(until_at=at)
    tell(meeting, "meeting resumed", by=by, at=at)
    return meeting


@transaction.atomic
def close_session(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Close a meeting that was in session: it was held.

    Raises VoteOpen, NotInThisState, and EditedSince where something was recorded since the page was opened.
    """
    must_be(meeting, Meeting.State.IN_SESSION, Meeting.State.ADJOURNED, doing="be closed")
    take_papers(meeting)
    return _end(meeting, Meeting.State.HELD, "meeting held", expected_version, by, at)


@transaction.atomic
def abandon(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Abandon a meeting that has no quorum; who came stays recorded.

    Raises HasItsQuorum, VoteOpen, NotInThisState and EditedSince. Source: rules R2 and R8.
    """
    must_be(meeting, Meeting.State.IN_SESSION, Meeting.State.ADJOURNED, doing="be abandoned")
    quorum = in_the_room(meeting, at).room.quorum
    if quorum.result != "false":
        raise HasItsQuorum(
            "Only a meeting without its quorum is abandoned, and this one may decide. Close it instead. "
            "Nothing was changed."
        )
    return _end(meeting, Meeting.State.ABANDONED, "meeting abandoned", expected_version, by, at)


def _end(
    meeting: Meeting, state: str, what: str, expected_version: int, by: User | None, at: datetime
) -> Meeting:
    save_changes(
        meeting,
        expected_version=expected_version,
        state=state,
        closed_at=at,
        resumes_on=None,
        room_stamp=secrets.token_hex(8),
    )
    _close_items(meeting, at)
    Adjournment.objects.filter(meeting=meeting, until_at=None).update(until_at=at)
    meeting.course = course_of(meeting)
    meeting.save(update_fields=["course"])
    tell(meeting, what, by=by, at=at)
    return meeting


def _close_items(meeting: Meeting, at: datetime) -> None:
    voting = Motion.objects.filter(item__meeting=meeting, state=Motion.State.OPEN).select_related("item")
    for motion in voting[:1]:
        raise VoteOpen(
            f"A vote on item {motion.item.number or motion.item.position} has been open since "
            f"{clock_words(motion.put_at)}. Close the vote or withdraw the motion first. Nothing was changed."
        )
    meeting.items.filter(opened_at__isnull=False, closed_at=None).update(closed_at=at)
