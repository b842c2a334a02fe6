"""Who arrives, who leaves and who steps out for an interest; each act leaves its event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.rules.circle import SeatHeld
from throughline.web.access.models import Agency, Person, User
from throughline.web.meetings.models import AgendaItem, Attendance, Interest, Meeting, Stay
from throughline.web.meetings.room.in_session import about_person, act_in, clock_words, of_meeting
from throughline.web.meetings.room.levels import comes_below, levels_asked
from throughline.web.meetings.room.presence import beginning_of, circle_at
from throughline.words.refusals import Refused


class HereForAnotherSeat(Refused):
    """A person comes to a meeting for one seat. Source: rule R6a."""


class SeatTaken(Refused):
    """A seat has one person at a time."""


class NoSuchSeat(Refused):
    """The body has no such seat on the day of the meeting."""


class NotInTheRoom(Refused):
    """Who is not in the room can neither leave it nor act in it."""


@transaction.atomic
def arrive(
    *,
    meeting: Meeting,
    person: Person,
    seat: str,
    by: User | None,
    at: datetime,
    is_remote: bool = False,
    capacity: str = "",
) -> Stay:
    """Record that somebody arrives for a seat, as its member or a deputy, or comes back.

    Without a seat they attend and do not count. Pressed twice it changes nothing. Raises
    HereForAnotherSeat, SeatTaken, NoSuchSeat and NotInThisState. Source: rules R6a and R11.
    """
    meeting = act_in(meeting, doing="have arrivals recorded")
    held = _seat_held(meeting, seat) if seat else None
    row = Attendance.objects.filter(meeting=meeting, person=person).first()
    if row is not None and row.seat != seat:
        raise HereForAnotherSeat(
            f"{person.name} came for {_seat_words(row)}. A person comes to a meeting for one seat: "
            "record somebody else for the other. Nothing was changed."
        )
    if row is not None:
        inside = _open_stay(row)
        if inside is not None:
            return inside
    if seat:
        _refuse_seat_taken(meeting, seat, person)
    if row is None:
        row = Attendance.objects.create(
            meeting=meeting,
            person=person,
            seat=seat,
            agency=_agency(meeting, person, held),
            capacity=capacity or _capacity(person, held),
            is_below_level=comes_below(levels_asked(meeting), seat, person, meeting.held_on),
        )
    stay = Stay.objects.create(attendance=row, arrived_at=at, is_remote=is_remote)
    about_person(meeting, "arrived", person, by=by, at=at, seat=seat, capacity=row.capacity)
    return stay


@transaction.atomic
def leave(*, meeting: Meeting, attendance: Attendance, by: User | None, at: datetime) -> Stay:
    """Record that somebody leaves. Pressed twice it changes nothing. Raises NotInThisState."""
    meeting = act_in(meeting, doing="have departures recorded")
    of_meeting(meeting, attendance)
    stay = _open_stay(attendance)
    if stay is None:
        last = attendance.stays.order_by("arrived_at").last()
        if last is not None:
            return last
        stay = Stay.objects.create(attendance=attendance, arrived_at=min(beginning_of(meeting), at))
    stay.left_at = at
    stay.save(update_fields=["left_at"])
    about_person(meeting, "left", attendance.person, by=by, at=at, seat=attendance.seat)
    return stay


@transaction.atomic
def declare_interest(
    *, item: AgendaItem, attendance: Attendance, leaves_the_room: bool, by: User | None, at: datetime
) -> Interest:
    """Record that somebody has an interest in an item, and whether they are out of the room for it.

    Out of the room they count neither for the quorum nor in a vote while the item is in hand. Declared
    again it changes nothing, or takes back a withdrawal. Raises NotInTheRoom and NotInThisState.
    Source: rules R6d and R50.
    """
    meeting = act_in(item.meeting, doing="have interests declared")
    of_meeting(meeting, attendance)
    if _open_stay(attendance) is None and attendance.stays.exists():
        raise NotInTheRoom(
            f"{attendance.person.name} is not in the room. Record that they arrive first. "
            "Nothing was changed."
        )
    interest, is_new = Interest.objects.get_or_create(
        item=item, attendance=attendance, defaults={"declared_at": at, "leaves_the_room": leaves_the_room}
    )
    stands = interest.withdrawn_at is None and interest.leaves_the_room == leaves_the_room
    if not is_new and stands:
        return interest
    if not is_new:
        interest.declared_at, interest.withdrawn_at = at, None
        interest.leaves_the_room = leaves_the_room
        interest.save()
    about_person(
        meeting, "interest declared", attendance.person, by=by, at=at, item=item.position, out=leaves_the_room
    )
    return interest


@transaction.atomic
def withdraw_interest(*, interest: Interest, by: User | None, at: datetime) -> Interest:
    """Record that an interest no longer stands; its holder is back. Pressed twice it changes nothing."""
    meeting = act_in(interest.item.meeting, doing="have interests withdrawn")
    interest.refresh_from_db()
    if interest.withdrawn_at is None:
        interest.withdrawn_at = at
        interest.save(update_fields=["withdrawn_at"])
        person = interest.attendance.person
        about_person(meeting, "interest withdrawn", person, by=by, at=at, item=interest.item.position)
    return interest


def _open_stay(row: Attendance) -> Stay | None:
    return row.stays.filter(left_at=None).first()


def _seat_held(meeting: Meeting, seat: str) -> SeatHeld:
    found = next((held for held in circle_at(meeting).seats if held.seat == seat), None)
    if found is None:
        raise NoSuchSeat(
            f"{meeting.body.name} has no seat “{seat}” on this day. Choose one of its seats. "
            "Nothing was changed."
        )
    return found


def _refuse_seat_taken(meeting: Meeting, seat: str, person: Person) -> None:
    others = Attendance.objects.filter(meeting=meeting, seat=seat).exclude(person=person)
    for other in others.select_related("person", "agency"):
        last = other.stays.order_by("arrived_at").last()
        if last is None or last.left_at is None:
            since = clock_words(last.arrived_at if last else beginning_of(meeting))
            raise SeatTaken(
                f"{other.person.name} has been here for {_seat_words(other)} since {since}. "
                "Record that they leave first. Nothing was changed."
            )


def _seat_words(row: Attendance) -> str:
    return f"{row.agency.name} (seat {row.seat})" if row.seat else f"{row.agency.name}, without a seat"


def _capacity(person: Person, held: SeatHeld | None) -> str:
    if held is None:
        return Attendance.Capacity.IN_ATTENDANCE
    stands_in = held.person is not None and held.person != person.name
    return Attendance.Capacity.DEPUTY if stands_in else Attendance.Capacity.MEMBER


def _agency(meeting: Meeting, person: Person, held: SeatHeld | None) -> Agency:
    """The organisation of the seat; of the person where the seat names none or they have no seat."""
    code = held.organisation if held is not None else None
    found = Agency.objects.filter(partnership=meeting.body.partnership, code=code).first() if code else None
    own = found or person.agency
    if own is None:
        raise NoSuchSeat(
            f"{person.name} comes from no organisation that is recorded. Give them one on their page first. "
            "Nothing was changed."
        )
    return own
