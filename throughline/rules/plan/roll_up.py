"""Local plans under a regional one: what each line of theirs serves, and where all of it stands together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from throughline.rules.plan.model import Plan
from throughline.rules.plan.objective_status import WORST_FIRST
from throughline.rules.plan.status import MilestoneStatus


@dataclass(frozen=True)
class LocalStanding:
    """One objective of a local plan as it was told: its number there, and the line here that it serves."""

    plan: str
    number: str
    serves: str
    status: MilestoneStatus


@dataclass(frozen=True)
class RolledUp:
    """One priority with what local plans do for it; ``worst`` is None where none does anything."""

    priority: str
    lines: tuple[LocalStanding, ...]
    by_status: tuple[tuple[MilestoneStatus, int], ...]
    plans: tuple[str, ...]
    worst: MilestoneStatus | None


def rolled_up(plan: Plan, told: Iterable[LocalStanding]) -> tuple[RolledUp, ...]:
    """Every priority of a plan with the local objectives that serve it or an objective of it.

    ``told`` is in the order in which it was told: the last word on a local objective counts, and what
    serves no line of the plan counts nowhere.
    Source: East Midlands plan, section 4 (local partnership plans are supported).
    """
    last = tuple({(one.plan, one.number): one for one in told}.values())
    return tuple(_rolled(plan, priority.id, last) for priority in plan.priorities)


def _rolled(plan: Plan, priority: str, told: Iterable[LocalStanding]) -> RolledUp:
    served = {priority, *(one.id for one in plan.objectives if one.parent == priority)}
    lines = tuple(one for one in told if one.serves in served)
    counts = Counter(one.status for one in lines)
    return RolledUp(
        priority,
        lines,
        tuple((status, counts[status]) for status in MilestoneStatus if counts[status]),
        tuple(dict.fromkeys(one.plan for one in lines)),
        min(counts, key=WORST_FIRST.index, default=None),
    )
