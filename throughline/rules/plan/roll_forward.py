"""What of a year's plan goes into the draft of the next: open work only, and nothing by itself.

Source: rule R19 (outside the plan year: kept, flagged, rolls forward); product.md, section 4.2.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from throughline.rules.plan.model import (
    Check,
    Fact,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
)
from throughline.rules.plan.objective_status import steps_of
from throughline.words.periods import Period

DROPPED_FACTS = ("adopted", "replaces")


@dataclass(frozen=True)
class RolledForward:
    """The draft of the next year, and the numbers of what went into it and what stays behind."""

    draft: Plan
    carried: tuple[str, ...]
    finished: tuple[str, ...]
    """Objectives whose every step is complete."""


def roll_forward(plan: Plan, *, complete: Collection[str], before: str, year: Period) -> RolledForward:
    """The open objectives and steps of a plan as a draft for ``year``; ``before`` names the plan's own year.

    A step is open unless its number is in ``complete``. An objective goes on if a step of it is open or
    it has none; a priority if an objective of it does. A measure keeps its words and its baseline and
    loses its target and planned quarters, which were the old year's. Every line says where it comes from.
    Source: rule R19; product.md, section 4.2 (delivery plan, rolled forward).
    """
    steps = {one.id: [step.id for step in steps_of(plan, one.id)] for one in plan.objectives}
    goes = {code for code, own in steps.items() if not own or any(step not in complete for step in own)}
    priorities = {one.parent for one in plan.objectives if one.id in goes}
    lines = tuple(
        carried
        for line in plan.lines
        if _is_open(line, goes, priorities, complete)
        and (carried := _carried(line, complete, before=before, year=year)) is not None
    )
    return RolledForward(
        Plan(lines),
        tuple(line.id for line in lines if isinstance(line, Objective | Milestone)),
        tuple(one.id for one in plan.objectives if one.id not in goes),
    )


def _is_open(
    line: Line, goes: Collection[str], priorities: Collection[str], complete: Collection[str]
) -> bool:
    if isinstance(line, Priority):
        return line.id in priorities
    if isinstance(line, Objective):
        return line.id in goes
    if isinstance(line, Milestone):
        return line.parent in goes and line.id not in complete
    return line.parent in goes if isinstance(line, SuccessMeasure) else not isinstance(line, Check)


def _carried(line: Line, complete: Collection[str], *, before: str, year: Period) -> Line | None:
    if isinstance(line, Fact):
        return _fact(line, before=before, year=year)
    if isinstance(line, SuccessMeasure):
        due = "" if line.id in complete else line.due
        line = replace(
            line, target=None, ceiling=None, q1=None, q2=None, q3=None, q4=None, cumulative=None, due=due
        )
    if isinstance(line, Priority | Objective | Milestone | SuccessMeasure):
        return replace(line, source=f"{before}, {line.id}", version="")
    return replace(line, version="")


def _fact(line: Fact, *, before: str, year: Period) -> Fact | None:
    if line.id in DROPPED_FACTS:
        return None
    said = {
        "year_starts": year.first.isoformat(),
        "year_ends": year.last.isoformat(),
        "name": line.text.replace(before, year.name),
    }
    return replace(line, text=said.get(line.id, line.text), version="")
