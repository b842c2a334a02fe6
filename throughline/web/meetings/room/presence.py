"""Who was in the room of a meeting, minute by minute, as the rules take it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

from django.utils import timezone

from throughline.rules.circle import Circle, Present
from throughline.rules.in_the_room import Chosen, Log, OutFor, Pause, Room, at_the_repeat, room_at
from throughline.rules.quorum import QuorumState, Stay
from throughline.web.meetings.models import Adjournment, AgendaItem, Attendance, Interest, Meeting, Presiding
from throughline.web.meetings.models import Stay as StayKept
from throughline.web.meetings.room.attendance import circle_of

REPEAT = "repeat"
"""The kind of a meeting called because the one before had no quorum."""


@dataclass(frozen=True)
class InTheRoom:
    """A meeting at an instant: its circle, what is recorded of its room, and how it stands."""

    circle: Circle
    log: Log
    room: Room
    rows: tuple[Attendance, ...]
    """Everybody recorded, in the order they came, each with ``stays.all()`` at hand."""

    def row_of(self, person: str) -> Attendance:
        """The attendance of somebody the rules know by name."""
        return next(row for row in self.rows if row.person.name == person)

    def is_inside(self, row: Attendance) -> bool:
        """Whether somebody is in the room and not out for an interest."""
        return row.person.name in {one.person for one in self.room.inside}


def in_the_room(meeting: Meeting, instant: datetime, *, matter: str = "") -> InTheRoom:
    """The room of a meeting at an instant, in eight queries however many people are there.

    For a matter with a quorum of its own, by that quorum.

    Raises NoTermsYet.
    """
    rows = everybody(meeting)
    circle = circle_at(meeting)
    log = log_of(meeting, rows)
    room = room_at(circle, log, instant, matter=matter or None, meeting_number=number_of(meeting))
    return InTheRoom(circle=circle, log=log, room=room, rows=rows)


def number_of(meeting: Meeting) -> int:
    """How many meetings the body held before this one: for a chair that rotates by meeting."""
    earlier = Meeting.objects.filter(body_id=meeting.body_id, state=Meeting.State.HELD)
    return earlier.filter(held_on__lt=meeting.held_on).count()


def circle_at(meeting: Meeting) -> Circle:
    """The body of a meeting on its day; at a repeat, with the quorum for repeats. Raises NoTermsYet."""
    circle = circle_of(meeting)
    return at_the_repeat(circle) if meeting.kind == REPEAT else circle


def everybody(meeting: Meeting) -> tuple[Attendance, ...]:
    """Everybody recorded at a meeting with their stays, in two queries."""
    return tuple(meeting.attendances.select_related("person", "agency").prefetch_related("stays"))


def was_kept_by_the_minute(meeting: Meeting) -> bool:
    """Whether arrivals were recorded as they happened."""
    return StayKept.objects.filter(attendance__meeting=meeting).exists()


def log_of(meeting: Meeting, rows: Collection[Attendance]) -> Log:
    """Everything recorded of a meeting's room, as the rules take it."""
    presidings = Presiding.objects.filter(meeting=meeting).select_related("attendance__person")
    pauses = Adjournment.objects.filter(meeting=meeting)
    return Log(
        stays=_stays(meeting, rows),
        out=tuple(_out(meeting)),
        chosen=tuple(
            Chosen(person=one.attendance.person.name, since=one.from_at, because=one.because)
            for one in presidings
        ),
        pauses=tuple(Pause(since=one.from_at, until=one.until_at) for one in pauses),
    )


def counted_at(meeting: Meeting, instant: datetime | None = None) -> QuorumState:
    """The quorum of a meeting at an instant; by default at its close, with everybody who stayed to the end.

    Source: rules R6 and R6d.
    """
    return in_the_room(meeting, instant or end_of(meeting)).room.quorum


def stood(quorum: QuorumState) -> dict[str, Any]:
    """How a quorum stands, in codes and numbers: what a decision keeps for ever."""
    used = quorum.reckoning.as_used
    return {
        "result": quorum.result,
        "number": used.number,
        "needed": used.needed,
        "unit": used.unit,
        "organisations": list(quorum.organisations),
        "otherwise": [[says, other.result, other.number] for says, other in quorum.reckoning.otherwise],
        "clause": list(quorum.clause),
    }


def beginning_of(meeting: Meeting) -> datetime:
    """When a meeting began: as recorded, else as called."""
    return meeting.opened_at or timezone.make_aware(
        datetime.combine(meeting.held_on, meeting.starts_at or time())
    )


def end_of(meeting: Meeting) -> datetime:
    """When a meeting ended: as recorded, else at the end of its day."""
    return meeting.closed_at or timezone.make_aware(datetime.combine(meeting.held_on, time.max))


def row_as_present(row: Attendance, *, is_remote: bool = False) -> Present:
    """One person at the meeting as the rules take them."""
    return Present(
        person=row.person.name,
        seat=row.seat or None,
        organisation=row.agency.code,
        as_=row.capacity,  # type: ignore[arg-type]
        remote=is_remote,
    )


def _stays(meeting: Meeting, rows: Iterable[Attendance]) -> tuple[Stay, ...]:
    found: list[Stay] = []
    for row in rows:
        kept = [
            Stay(row=row_as_present(row, is_remote=one.is_remote), arrived=one.arrived_at, left=one.left_at)
            for one in row.stays.all()
        ]
        found += kept or [Stay(row=row_as_present(row), arrived=beginning_of(meeting))]
    return tuple(found)


def _out(meeting: Meeting) -> Iterable[OutFor]:
    """Whoever leaves for an item is out while it is in hand, from when they said so."""
    rows = Interest.objects.filter(item__meeting=meeting, leaves_the_room=True, item__opened_at__isnull=False)
    for one in rows.select_related("item", "attendance__person"):
        since = max(_opened(one.item), one.declared_at)
        ends = [at for at in (one.item.closed_at, one.withdrawn_at) if at is not None]
        until = min(ends, default=None)
        if until is None or since < until:
            yield OutFor(person=one.attendance.person.name, since=since, until=until)


def _opened(item: AgendaItem) -> datetime:
    if item.opened_at is None:
        raise ValueError("An item that was never taken up sends nobody out of the room.")
    return item.opened_at


def latest_stay(row: Attendance) -> StayKept | None:
    """The last stay of somebody at a meeting, or None where they were recorded afterwards."""
    return max(row.stays.all(), key=lambda one: one.arrived_at, default=None)


def by_seat(rows: Iterable[Attendance]) -> dict[str, list[Attendance]]:
    """Those recorded, by the seat they came for."""
    ordered = sorted(rows, key=lambda row: row.seat)
    return {seat: list(group) for seat, group in groupby(ordered, key=lambda row: row.seat)}
