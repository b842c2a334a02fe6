"""How a meeting went from its beginning to its end: when it had its quorum, and who presided when.

Source: rules R6, R6d and R9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from throughline.rules.circle import Circle
from throughline.rules.counting import Truth
from throughline.rules.in_the_room import Log, minutes_that_count, presiding_at, rows_at
from throughline.rules.presiding import Presiding
from throughline.rules.quorum import QuorumState, is_quorate


@dataclass(frozen=True, kw_only=True)
class QuorumSpan:
    """A time through which the quorum stood in one way."""

    since: datetime
    until: datetime
    result: Truth
    fewest: int
    """The fewest counted in it, in the unit of the rule."""


@dataclass(frozen=True, kw_only=True)
class PresidingSpan:
    """A time through which the same people presided."""

    since: datetime
    until: datetime
    presiding: Presiding


def counted_here(quorum: QuorumState) -> int:
    """How many the quorum counts; of a rule in parts or of none, the organisations here.

    Source: the partnership file, section 8; rule R6.
    """
    used = quorum.reckoning.as_used
    return len(quorum.organisations) if used.parts or used.needed is None else used.number


def quorum_over(
    circle: Circle, log: Log, starts: datetime, ends: datetime, *, matter: str | None = None
) -> tuple[QuorumSpan, ...]:
    """The times through which a meeting had its quorum and had it not, in order and without a gap.

    Source: rules R6 and R6d.
    """
    found: list[QuorumSpan] = []
    for since, until in _between(minutes_that_count(log, starts, ends), starts, ends):
        quorum = is_quorate(circle, rows_at(log, since), matter=matter)
        here = counted_here(quorum)
        span = QuorumSpan(since=since, until=until, result=quorum.result, fewest=here)
        if found and found[-1].result == span.result:
            found[-1] = replace(found[-1], until=until, fewest=min(found[-1].fewest, here))
        else:
            found.append(span)
    return tuple(found)


def presiding_over(
    circle: Circle, log: Log, starts: datetime, ends: datetime, *, meeting_number: int | None = None
) -> tuple[PresidingSpan, ...]:
    """Who presided from when to when, in order and without a gap; a choice counts while whoever it fell on
    is in the room.

    Source: rule R9.
    """
    chosen = {one.since for one in log.chosen if starts <= one.since <= ends}
    changes = sorted({*minutes_that_count(log, starts, ends), *chosen})
    found: list[PresidingSpan] = []
    for since, until in _between(changes, starts, ends):
        now = presiding_at(circle, log, since, meeting_number=meeting_number)
        if found and _same(found[-1].presiding, now):
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(PresidingSpan(since=since, until=until, presiding=now))
    return tuple(found)


def _same(one: Presiding, other: Presiding) -> bool:
    return (one.how, one.people) == (other.how, other.people)


def _between(
    changes: Iterable[datetime], starts: datetime, ends: datetime
) -> Iterable[tuple[datetime, datetime]]:
    """Each time between two instants at which something changed."""
    inner = sorted({at for at in changes if starts < at < ends})
    edges = (starts, *inner, ends)
    return ((since, until) for since, until in pairwise(edges) if since < until)
