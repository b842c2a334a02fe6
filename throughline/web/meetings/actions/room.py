"""Recording who came, what was decided and who is to act; each act leaves its event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.actions import assign_action, decide_settling
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.settling import Settling
from throughline.web.meetings.models import Attendance, Meeting
from throughline.web.meetings.room.attendance import AUTHORITIES
from throughline.web.meetings.room.levels import comes_below, levels_asked
from throughline.web.meetings.room.presence import counted_at, stood, was_kept_by_the_minute
from throughline.web.meetings.told import NotInThisState, must_be
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class InTheRoomAlready(Refused):
    """A person comes to a meeting once."""


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    person: Person,
    agency: Agency,
    capacity: str,
    by: User | None,
    at: datetime,
    seat: str = "",
) -> Attendance:
    """Record that a person came, for which seat and organisation. Raises InTheRoomAlready."""
    if Attendance.objects.filter(meeting=meeting, person=person).exists():
        raise InTheRoomAlready("This person is recorded at the meeting already. Change that line instead.")
    row = Attendance.objects.create(
        meeting=meeting,
        person=person,
        agency=agency,
        capacity=capacity,
        seat=seat,
        is_below_level=comes_below(levels_asked(meeting), seat, person, meeting.held_on),
    )
    record_event(
        by=by,
        at=at,
        what="attendance recorded",
        thing=row,
        partnership=meeting.body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"meeting": meeting.pk, "seat": seat, "capacity": capacity},
    )
    return row


class KeptByTheMinute(Refused):
    """Arrivals recorded as they happened are not replaced by a list."""


class NobodyCame(Refused):
    """What a decision is worth follows from who came; nobody is recorded."""


@dataclass(frozen=True)
class Came:
    """One person who came for a seat, as its member or as a deputy."""

    seat: str
    person: Person
    agency: Agency
    capacity: str


@transaction.atomic
def set_attendance(
    *, meeting: Meeting, came: Collection[Came], expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Record who came for which seat in place of those recorded; people without a seat stay recorded.

    Raises NotInThisState before the day and for a cancelled meeting, InTheRoomAlready for somebody who
    would come twice, KeptByTheMinute where arrivals were recorded as they happened, and EditedSince.
    """
    _must_have_come(meeting, at, doing="have its attendance recorded")
    if was_kept_by_the_minute(meeting):
        raise KeptByTheMinute(
            f"Who came on {day_words(meeting.held_on)} was recorded minute by minute in the room. "
            "A list would lose those times. Nothing was changed."
        )
    people = [one.person.pk for one in came]
    without_seat = meeting.attendances.filter(seat="").values_list("person", flat=True)
    if len(set(people)) < len(people) or set(people) & set(without_seat):
        raise InTheRoomAlready("Somebody is given twice. A person comes to a meeting once, for one seat.")
    save_changes(meeting, expected_version=expected_version)
    meeting.attendances.exclude(seat="").delete()
    levels = levels_asked(meeting)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=one.person,
            agency=one.agency,
            seat=one.seat,
            capacity=one.capacity,
            is_below_level=comes_below(levels, one.seat, one.person, meeting.held_on),
        )
        for one in came
    )
    record_event(
        by=by,
        at=at,
        what="attendance recorded",
        thing=meeting,
        partnership=meeting.body.partnership,
        subjects=[f"person:{number}" for number in people],
        detail={"seats": {one.seat: one.capacity for one in came}},
    )
    return meeting


@transaction.atomic
def decide_at_meeting(
    *,
    meeting: Meeting,
    text: str,
    expected_version: int,
    by: User | None,
    at: datetime,
    settles: Settling | None = None,
    decided_at: datetime | None = None,
) -> Decision:
    """Record what a meeting decided; whether it was made or only recommended follows from who came.

    ``decided_at`` is the minute of it, where arrivals were recorded; else who was there at the close
    counts. Raises NobodyCame where nobody is recorded, NotInThisState, and EditedSince.
    Source: rules R6 to R8.
    """
    must_be(meeting, Meeting.State.HELD, doing="have decisions recorded")
    if not meeting.attendances.exists():
        raise NobodyCame("Record who came first: whether a decision was made follows from that.")
    save_changes(meeting, expected_version=expected_version)
    quorum = counted_at(meeting, decided_at)
    return decide_settling(
        body=meeting.body,
        decided_on=meeting.held_on,
        decided_at=decided_at,
        text=text,
        authority=AUTHORITIES[quorum.authority],
        stood=stood(quorum),
        settles=settles,
        by=by,
        at=at,
    )


@transaction.atomic
def assign_at_meeting(
    *,
    meeting: Meeting,
    text: str,
    owner_agency: Agency,
    owner: Person | None,
    due: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> Action:
    """Record a promise made at a meeting. Raises NotInThisState, DueBeforeRaised and EditedSince."""
    must_be(meeting, Meeting.State.HELD, doing="have actions recorded")
    save_changes(meeting, expected_version=expected_version)
    return assign_action(
        body=meeting.body,
        text=text,
        owner_agency=owner_agency,
        owner=owner,
        due=due,
        raised_on=meeting.held_on,
        by=by,
        at=at,
    )


def _must_have_come(meeting: Meeting, at: datetime, *, doing: str) -> None:
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, Meeting.State.HELD, doing=doing)
    if timezone.localdate(at) < meeting.held_on:
        raise NotInThisState(f"{day_words(meeting.held_on)} has not come yet: the meeting cannot {doing}.")
