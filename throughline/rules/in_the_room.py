"""How a meeting stands at an instant: who is in the room, whether it may decide, and who presides.

Source: rules R6, R6d, R8, R9 and R10; the partnership file, sections 8 to 10.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from throughline.rules.circle import Circle, Present
from throughline.rules.presence import countable
from throughline.rules.presiding import Presiding, who_presides
from throughline.rules.quorum import QuorumState, Stay, is_quorate, present_at, quorum_rule
from throughline.rules.terms.model import IfNotMet, Open, Quorum, Test
from throughline.rules.voting import electors, voting_rows


@dataclass(frozen=True, kw_only=True)
class OutFor:
    """A time for which somebody is out of the room for an interest in the item in hand."""

    person: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Who those present chose to preside from an instant on, and why."""

    person: str
    since: datetime
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time for which the meeting is adjourned."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Log:
    """Everything recorded of who was in the room and who presided, in instants."""

    stays: tuple[Stay, ...] = ()
    out: tuple[OutFor, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Somebody who said when they arrive or must leave; an unknown time is None."""

    row: Present
    arrives: datetime | None = None
    leaves: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Room:
    """The room at an instant."""

    at: datetime
    rows: tuple[Present, ...]
    """Who is listed, those out for an interest too; these are marked."""
    quorum: QuorumState
    since: datetime | None
    """Since when the quorum has stood as it does; None while nobody has come."""
    presiding: Presiding
    next_to_preside: Presiding
    """Who presides if the person presiding leaves."""
    would_lose: tuple[str, ...]
    """The organisations each of which would end the quorum by leaving."""
    is_paused: bool

    @property
    def inside(self) -> tuple[Present, ...]:
        """Who is in the room and not out for an interest."""
        return _inside(self.rows)


@dataclass(frozen=True, kw_only=True)
class Elector:
    """One voice at the table, and the people who may give it."""

    id: str
    people: tuple[str, ...]


def rows_at(log: Log, instant: datetime) -> tuple[Present, ...]:
    """Who is listed at an instant, with those marked who are out for an interest.

    Source: rules R6 and R6d.
    """
    out = {one.person for one in log.out if _runs(one.since, one.until, instant)}
    return tuple(
        replace(row, left_for_interest=True) if row.person in out else row
        for row in present_at(log.stays, instant)
    )


def room_at(
    circle: Circle,
    log: Log,
    instant: datetime,
    *,
    matter: str | None = None,
    meeting_number: int | None = None,
) -> Room:
    """The room at an instant: whether it may decide, since when, who presides and who would be next.

    ``meeting_number`` counts this body's meetings from 0, for a chair that rotates by meeting.
    Source: rules R6, R6d and R9.
    """
    rows = rows_at(log, instant)
    quorum = is_quorate(circle, rows, matter=matter)
    presiding = presiding_at(circle, log, instant, meeting_number=meeting_number)
    return Room(
        at=instant,
        rows=rows,
        quorum=quorum,
        since=_since(circle, log, instant, quorum, matter),
        presiding=presiding,
        next_to_preside=_next_to_preside(circle, rows, presiding, meeting_number),
        would_lose=would_lose_quorum(circle, rows, matter=matter),
        is_paused=any(_runs(one.since, one.until, instant) for one in log.pauses),
    )


def presiding_at(
    circle: Circle, log: Log, instant: datetime, *, meeting_number: int | None = None
) -> Presiding:
    """Who presides at an instant: whoever was chosen last and is in the room, else by the terms.

    Somebody out of the room for an interest does not preside.
    Source: rule R9; the partnership file, section 10.
    """
    inside = _inside(rows_at(log, instant))
    here = {row.person for row in inside}
    made = [one for one in log.chosen if one.since <= instant]
    last = max(made, key=lambda one: one.since, default=None)
    by_terms = who_presides(circle, inside, meeting_number=meeting_number)
    if last is None or last.person not in here:
        return by_terms
    return Presiding(how="presides", people=(last.person,), because=last.because, clause=by_terms.clause)


def would_lose_quorum(
    circle: Circle, rows: Collection[Present], *, matter: str | None = None
) -> tuple[str, ...]:
    """The organisations here, each of which would end the quorum by leaving; none while there is no quorum.

    Source: rule R6 (evaluated at an instant).
    """
    now = is_quorate(circle, rows, matter=matter)
    if now.result != "true":
        return ()
    return tuple(
        one
        for one in now.organisations
        if is_quorate(circle, _without(circle, rows, one), matter=matter).result == "false"
    )


def would_make_quorum(
    circle: Circle, rows: Collection[Present], absent: Collection[Expected], *, matter: str | None = None
) -> tuple[Expected, ...]:
    """Of those not here, each who would make the quorum by arriving; none while there is one.

    Source: rules R6 and R6d (rejoining restores the quorum).
    """
    if is_quorate(circle, rows, matter=matter).result != "false":
        return ()
    return tuple(
        one for one in absent if is_quorate(circle, (*rows, one.row), matter=matter).result == "true"
    )


def quorum_lost_at(
    circle: Circle, rows: Collection[Present], leaving: Collection[Expected], *, matter: str | None = None
) -> tuple[datetime, Present] | None:
    """When the quorum ends, and by whose leaving, if everybody leaves when they said; None if it holds.

    Source: rules R6 and R6d.
    """
    if is_quorate(circle, rows, matter=matter).result != "true":
        return None
    left = tuple(rows)
    for one in sorted(_in_order(leaving), key=lambda pair: (pair[0], pair[1].person)):
        left = tuple(row for row in left if row.person != one[1].person)
        if is_quorate(circle, left, matter=matter).result == "false":
            return one
    return None


def electors_here(
    circle: Circle, rows: Collection[Present], *, matter: str | None = None
) -> tuple[Elector, ...]:
    """Every voice in the room and who may give it, as the vote of the terms counts them.

    Somebody out of the room for an interest has none.
    Source: the partnership file, section 9 (rule 1); rule R10.
    """
    voters = voting_rows(circle, rows, matter=matter)
    of = {row.person: electors(circle, [row], matter=matter) for row in voters}
    return tuple(
        Elector(id=voice, people=tuple(person for person, voices in of.items() if voice in voices))
        for voice in electors(circle, rows, matter=matter)
    )


def minutes_that_count(log: Log, starts: datetime, ends: datetime) -> tuple[datetime, ...]:
    """The instants from the start to the end at which anything about the room changed.

    Source: rules R6 and R6d.
    """
    changes = {stay.arrived for stay in log.stays} | {stay.left for stay in log.stays}
    changes |= {one.since for one in log.out} | {one.until for one in log.out}
    return tuple(sorted(at for at in changes if at is not None and starts <= at <= ends))


def at_the_repeat(circle: Circle) -> Circle:
    """The same body at the repeat of a meeting that had no quorum: tested by the quorum for repeats.

    Source: the partnership file, section 8 (``if_not_met``, ``repeat``).
    """
    entries = tuple(_repeated(entry) for entry in circle.body.quorum)
    return replace(circle, body=replace(circle.body, quorum=entries))


def _repeated(entry: Quorum) -> Quorum:
    found = entry.if_not_met
    rule: IfNotMet | None = found.proposed if isinstance(found, Open) else found
    test: Test | Open[Test] | None = rule.quorum if rule is not None else None
    return entry if test is None else replace(entry, test=test)


def _since(
    circle: Circle, log: Log, instant: datetime, now: QuorumState, matter: str | None
) -> datetime | None:
    """The first of the latest unbroken run of instants with the same result as now."""
    if not log.stays:
        return None
    first = min(stay.arrived for stay in log.stays)
    since: datetime | None = None
    for at in reversed(minutes_that_count(log, first, instant)):
        if is_quorate(circle, rows_at(log, at), matter=matter).result != now.result:
            break
        since = at
    return since


def _next_to_preside(
    circle: Circle, rows: Collection[Present], presiding: Presiding, meeting_number: int | None
) -> Presiding:
    others = tuple(row for row in _inside(rows) if row.person not in presiding.people[:1])
    return who_presides(circle, others, meeting_number=meeting_number)


def _without(circle: Circle, rows: Collection[Present], organisation: str) -> tuple[Present, ...]:
    rule = quorum_rule(circle)
    own = {row.person for row in countable(rows, circle, quorum=rule) if _is_of(circle, row, organisation)}
    return tuple(row for row in rows if row.person not in own)


def _is_of(circle: Circle, row: Present, organisation: str) -> bool:
    return row.organisation is not None and circle.standing(row.organisation) == organisation


def _in_order(leaving: Collection[Expected]) -> Iterator[tuple[datetime, Present]]:
    return ((one.leaves, one.row) for one in leaving if one.leaves is not None)


def _inside(rows: Collection[Present]) -> tuple[Present, ...]:
    return tuple(row for row in rows if not row.left_for_interest)


def _runs(since: datetime, until: datetime | None, instant: datetime) -> bool:
    return since <= instant and (until is None or instant < until)
