"""Who was at a meeting, for whom, and from when to when, in words for its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from throughline.web.access.models import Person
from throughline.web.governance.queries import appointments_on
from throughline.web.meetings.models import Attendance, Meeting, Reply
from throughline.web.site.jinja import time_of_day
from throughline.words.formats import list_words

ASKED = (
    "pk", "person", "person__name", "agency__name", "seat", "capacity", "is_below_level",
    "stays__arrived_at", "stays__left_at", "stays__is_remote",
)  # fmt: skip


@dataclass(frozen=True)
class WhoWasThere:
    """People as name and organisation: those with a seat or sitting for one, those without, those away."""

    present: tuple[str, ...]
    in_attendance: tuple[str, ...]
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    """The name of everybody recorded, by the key of their attendance."""


def who_was_there(meeting: Meeting) -> WhoWasThere:
    """Everybody recorded at a meeting, and the members who were not, in three queries.

    Source: Barnet RRDG terms of reference, 4.5 (a quorum by organisations present).
    """
    members = appointments_on(meeting.body, meeting.held_on)
    replies = {one.seat: one.answer for one in meeting.replies.all()}
    rows = _rows(meeting)
    came, filled = {row[0]["person"] for row in rows}, {row[0]["seat"] for row in rows}
    away = {seat: one for seat, one in members.items() if one.pk not in came}
    excused = (Reply.Answer.AWAY, Reply.Answer.DEPUTY)
    apologies = {seat for seat in away if seat in filled or replies.get(seat) in excused}
    present = _present(rows, meeting, members)
    return WhoWasThere(
        present=present.present,
        in_attendance=present.in_attendance,
        apologies=tuple(_named(one) for seat, one in away.items() if seat in apologies),
        absent=tuple(_named(one) for seat, one in away.items() if seat not in apologies),
        names=present.names,
    )


def who_came_in_words(meeting: Meeting) -> WhoWasThere:
    """Those recorded at a meeting and nobody else, in one query."""
    return _present(_rows(meeting), meeting, {})


def _rows(meeting: Meeting) -> list[list[dict[str, Any]]]:
    """What is kept of each person who came, one record for each of their stays."""
    kept = meeting.attendances.order_by("pk", "stays__arrived_at").values(*ASKED)
    return [list(rows) for _pk, rows in groupby(kept, key=itemgetter("pk"))]


def _present(
    rows: Sequence[list[dict[str, Any]]], meeting: Meeting, members: Mapping[str, Person]
) -> WhoWasThere:
    return WhoWasThere(
        present=tuple(_words(row, meeting, members) for row in rows if row[0]["seat"]),
        in_attendance=tuple(_words(row, meeting, members) for row in rows if not row[0]["seat"]),
        names={row[0]["pk"]: row[0]["person__name"] for row in rows},
    )


def _named(person: Person) -> str:
    return f"{person.name}, {person.agency}" if person.agency else person.name


def _words(stays: Sequence[dict[str, Any]], meeting: Meeting, members: Mapping[str, Person]) -> str:
    row = stays[0]
    said = f"{row['person__name']}, {row['agency__name']}"
    member = members.get(row["seat"])
    if member is not None and member.pk != row["person"]:
        said += ", " + _("for %(member)s") % {"member": member.name}
    elif row["capacity"] == Attendance.Capacity.DEPUTY:
        said += ", " + _("as deputy")
    elif row["capacity"] == Attendance.Capacity.OBSERVER:
        said += ", " + _("observer")
    if row["is_below_level"]:
        said += ", " + _("below the level of the seat")
    times = list_words(
        [words for stay in stays if stay["stays__arrived_at"] for words in _times(stay, meeting)]
    )
    return f"{said} ({times})" if times else said


def _times(stay: Mapping[str, Any], meeting: Meeting) -> Iterator[str]:
    """When somebody came after the start or left before the end; nothing where they were there throughout."""
    arrived: datetime = stay["stays__arrived_at"]
    left: datetime | None = stay["stays__left_at"]
    came_late = meeting.opened_at is None or arrived > meeting.opened_at
    left_early = left is not None and (meeting.closed_at is None or left < meeting.closed_at)
    parts = {"from": time_of_day(arrived), "until": time_of_day(left or arrived)}
    if came_late and left_early:
        yield _("%(from)s to %(until)s") % parts
    elif came_late:
        yield _("from %(from)s") % parts
    elif left_early:
        yield _("until %(until)s") % parts
    if stay["stays__is_remote"]:
        yield _("joined remotely")
