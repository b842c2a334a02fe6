"""The course of a meeting as it is kept when it ends: its quorum, who presided, pauses and interests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from throughline.rules.in_the_room import Log
from throughline.rules.through_the_meeting import PresidingSpan, QuorumSpan, presiding_over, quorum_over
from throughline.web.meetings.models import Interest, Meeting
from throughline.web.meetings.room.presence import (
    InTheRoom,
    beginning_of,
    end_of,
    in_the_room,
    number_of,
    stood,
)


def course_of(meeting: Meeting) -> dict[str, Any]:
    """How a meeting that has ended went: keys of attendances, numbers and instants to the minute.

    Empty where nobody was recorded as arriving. Raises NoTermsYet. Source: rules R6, R6d and R9.
    """
    found = in_the_room(meeting, end_of(meeting))
    if not any(row.stays.all() for row in found.rows):
        return {}
    log, starts, ends = _to_the_minute(found.log), _minute(beginning_of(meeting)), _minute(end_of(meeting))
    number = number_of(meeting)
    sittings = _sittings(log, starts, ends)
    spans = [span for since, until in sittings for span in quorum_over(found.circle, log, since, until)]
    presided = presiding_over(found.circle, log, starts, ends, meeting_number=number)
    return {
        "quorum": [_quorum(one) for one in spans],
        "closed": stood(found.room.quorum),
        "presided": [_presided(one, found) for one in presided],
        "pauses": [[_written(one.since), _written(one.until or ends)] for one in log.pauses],
        "interests": list(_interests(meeting)),
    }


def _quorum(span: QuorumSpan) -> list[Any]:
    return [_written(span.since), _written(span.until), span.result, span.fewest]


def _presided(span: PresidingSpan, found: InTheRoom) -> list[Any]:
    """From when to when, how, and the attendances of those who presided or were to agree on it."""
    rows = [found.row_of(person).pk for person in span.presiding.people]
    return [_written(span.since), _written(span.until), span.presiding.how, rows]


def _interests(meeting: Meeting) -> Iterator[list[Any]]:
    """Each interest: its item, whose, from when, whether they left for it, and when they withdrew it.

    One withdrawn in the minute in which it was declared was a slip, and is left out.
    """
    for one in Interest.objects.filter(item__meeting=meeting).order_by("declared_at", "pk"):
        since, until = _minute(one.declared_at), _minute(one.withdrawn_at) if one.withdrawn_at else None
        if until is None or until > since:
            ended = _written(until) if until else None
            yield [one.item_id, one.attendance_id, _written(since), one.leaves_the_room, ended]


def _sittings(log: Log, starts: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The times between adjournments to another day: a short pause does not divide a meeting."""
    for pause in log.pauses:
        until = pause.until or ends
        if localdate(pause.since) != localdate(until):
            yield starts, pause.since
            starts = until
    yield starts, ends


def _to_the_minute(log: Log) -> Log:
    """The log as a clock on the wall shows it: who comes in the first minute was there from the start."""
    return replace(
        log,
        stays=tuple(
            replace(one, arrived=_minute(one.arrived), left=_minute(one.left) if one.left else None)
            for one in log.stays
        ),
        out=tuple(
            replace(one, since=_minute(one.since), until=_minute(one.until) if one.until else None)
            for one in log.out
        ),
        chosen=tuple(replace(one, since=_minute(one.since)) for one in log.chosen),
        pauses=tuple(
            replace(one, since=_minute(one.since), until=_minute(one.until) if one.until else None)
            for one in log.pauses
        ),
    )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _written(at: datetime) -> str:
    return at.isoformat()
