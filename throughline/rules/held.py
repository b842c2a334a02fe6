"""Whether a meeting counts as held, and who may call one.

Source: the partnership file, section 7 (``attended_by``, ``called_by``); rule R4.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughline.rules.circle import Circle, Present
from throughline.rules.counting import Reckoning, count_test
from throughline.rules.presence import countable
from throughline.rules.quorum import QuorumState, is_quorate
from throughline.rules.terms.model import Meets, Open, Test, Who
from throughline.rules.who import holds_office, is_among


@dataclass(frozen=True, kw_only=True)
class Held:
    """Whether a meeting that took place counts for how often the body must meet, and both tests of it."""

    quorum: QuorumState
    attended: Reckoning | None
    """The terms' own test of who must be there; None where they have none."""

    @property
    def counts(self) -> bool:
        """Whether it had its quorum, or has none, and those were there who must be.

        Source: rule R4; the partnership file, section 7 (``attended_by``).
        """
        return self.quorum.result != "false" and (self.attended is None or self.attended.result != "false")


def was_held(circle: Circle, rows: Collection[Present], *, kind: str = "ordinary") -> Held:
    """Whether a meeting of a kind, with these people in the room, counts as held.

    Source: rule R4; the partnership file, section 7 (``attended_by``).
    """
    rule = _of_kind(circle, kind)
    test = rule.attended_by if rule is not None else None
    attended = None if test is None else count_test(test, countable(rows, circle), circle)
    return Held(quorum=is_quorate(circle, rows), attended=attended)


def may_call(circle: Circle, asking: Collection[Present], *, kind: str = "ordinary") -> bool | None:
    """Whether those asking may call a meeting of a kind: the chair, where the terms do not say who.

    A test counts those who ask. None where the terms leave it open.
    Source: the partnership file, section 7 (``called_by``).
    """
    rule = _of_kind(circle, kind)
    by = rule.called_by if rule is not None else None
    if by is None:
        return any(holds_office(row, "chair", circle) for row in asking)
    settled: Who | Test | None = by.proposed if isinstance(by, Open) else by
    if settled is None:
        return None
    if isinstance(settled, Who):
        return any(is_among(row, settled, circle) for row in asking)
    result = count_test(settled, countable(asking, circle), circle).result
    return None if result == "not defined" else result == "true"


def _of_kind(circle: Circle, kind: str) -> Meets | None:
    return next((entry for entry in circle.body.meets if entry.kind == kind), None)
