"""Who was at a meeting, for whom, and from when to when, in words for its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from throughline.web.access.models import Person
from throughline.web.governance.queries import appointments_on
from throughline.web.meetings.models import Attendance, Meeting, Reply
from throughline.web.site.jinja import time_of_day
from throughline.words.formats import list_words


@dataclass(frozen=True)
class WhoWasThere:
    """People as name and organisation: those with a seat or sitting for one, those without, those away."""

    present: tuple[str, ...]
    in_attendance: tuple[str, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]


def who_was_there(meeting: Meeting) -> WhoWasThere:
    """Everybody recorded at a meeting, and the members who were not, in four queries.

    Source: Barnet RRDG terms of reference, 4.5 (a quorum by organisations present).
    """
    rows = tuple(meeting.attendances.select_related("person", "agency").prefetch_related("stays"))
    members = appointments_on(meeting.body, meeting.held_on)
    replies = {one.seat: one for one in meeting.replies.all()}
    seated = [row for row in rows if row.seat]
    away = _away(members, seated)
    excused = {
        seat
        for seat in away
        if any(row.seat == seat for row in seated)
        or (seat in replies and replies[seat].answer in (Reply.Answer.AWAY, Reply.Answer.DEPUTY))
    }
    return WhoWasThere(
        present=tuple(_words(row, meeting, members) for row in seated),
        in_attendance=tuple(_words(row, meeting, members) for row in rows if not row.seat),
        apologies=tuple(_named(one) for seat, one in away.items() if seat in excused),
        absent=tuple(_named(one) for seat, one in away.items() if seat not in excused),
    )


def _away(members: Mapping[str, Person], seated: Sequence[Attendance]) -> dict[str, Person]:
    here = {row.person_id for row in seated}
    return {seat: one for seat, one in members.items() if one.pk not in here}


def _named(person: Person) -> str:
    return f"{person.name}, {person.agency}" if person.agency else person.name


def _words(row: Attendance, meeting: Meeting, members: Mapping[str, Person]) -> str:
    said = f"{row.person.name}, {row.agency}"
    member = members.get(row.seat)
    if member is not None and member.pk != row.person_id:
        said += ", " + _("for %(member)s") % {"member": member.name}
    elif row.capacity == Attendance.Capacity.OBSERVER:
        said += ", " + _("observer")
    times = list_words(list(_times(row, meeting)))
    return f"{said} ({times})" if times else said


def _times(row: Attendance, meeting: Meeting) -> Iterator[str]:
    """When somebody came after the start or left before the end; nothing where they were there throughout."""
    for stay in row.stays.all():
        came_late = meeting.opened_at is None or stay.arrived_at > meeting.opened_at
        left_early = stay.left_at and (meeting.closed_at is None or stay.left_at < meeting.closed_at)
        parts = {"from": time_of_day(stay.arrived_at), "until": time_of_day(stay.left_at or stay.arrived_at)}
        if came_late and left_early:
            yield _("%(from)s to %(until)s") % parts
        elif came_late:
            yield _("from %(from)s") % parts
        elif left_early:
            yield _("until %(until)s") % parts
        if stay.is_remote:
            yield _("joined remotely")
