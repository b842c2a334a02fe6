"""Which objectives wait for others: what must be complete before each begins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughline.rules.plan.model import Plan
from throughline.rules.plan.objective_status import steps_of


@dataclass(frozen=True)
class Waits:
    """An objective that begins after others: the numbers of all of them, and of those still open."""

    objective: str
    after: tuple[str, ...]
    still_open: tuple[str, ...]

    @property
    def is_unlocked(self) -> bool:
        """Whether everything before it is complete."""
        return not self.still_open


def waiting(plan: Plan, complete: Collection[str]) -> tuple[Waits, ...]:
    """The objectives that begin after others, in the order of the plan; ``complete`` are numbers of steps.

    A milestone is complete if it is named; an objective if it has steps and every one of them is. A number
    that the plan does not have is never complete.
    Source: Pan-Dorset terms, appendix 1, 4.5 (growth after the scoping work of 4.1).
    """
    return tuple(
        Waits(one.id, one.after, tuple(code for code in one.after if not _is_complete(plan, code, complete)))
        for one in plan.objectives
        if one.after
    )


def _is_complete(plan: Plan, code: str, complete: Collection[str]) -> bool:
    if any(one.id == code for one in plan.objectives):
        steps = [step.id for step in steps_of(plan, code)]
        return bool(steps) and all(step in complete for step in steps)
    return code in complete
