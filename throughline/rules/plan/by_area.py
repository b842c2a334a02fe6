"""What a plan promises place by place: which are reached, and what each has to deliver.

Source: East Midlands plan 2009-10, objectives 1.3.2, 2.9.1, 3.2.2 and 3.4.4.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from throughline.rules.plan.model import Milestone, Plan, SuccessMeasure

DELIVERABLE = "deliverable"
DELIVERABLES_UNIT = "deliverables an area"


@dataclass(frozen=True)
class AreaReached:
    """One place: the steps that name it, and which of them are done there."""

    area: str
    steps: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def is_reached(self) -> bool:
        """Whether every step that names the place is done there; one that nothing names is not."""
        return bool(self.steps) and len(self.done) == len(self.steps)


def is_done_everywhere(step: Milestone, done: Collection[str]) -> bool:
    """Whether a step that names places is done in each of them.

    Source: East Midlands plan 2009-10, objective 3.2.2.
    """
    return bool(step.areas) and set(step.areas) <= set(done)


def areas_reached(
    plan: Plan, line: SuccessMeasure | Milestone, done: Mapping[str, Collection[str]]
) -> tuple[AreaReached, ...]:
    """Each place of a measure with the steps of its objective there; of a step, the step alone.

    ``done`` are the places in which each step is done, by the step's number.
    Source: East Midlands plan 2009-10, objective 3.2.2 (a centre in each of five forces).
    """
    steps = (line,) if isinstance(line, Milestone) else plan.milestones_of(line.parent)
    found = []
    for area in line.areas:
        here = tuple(one.id for one in steps if area in one.areas)
        found.append(AreaReached(area, here, tuple(code for code in here if area in done.get(code, ()))))
    return tuple(found)


def deliverables_of(plan: Plan, measure: SuccessMeasure) -> Mapping[str, tuple[str, ...]]:
    """The numbers of the deliverables that each place of a measure has named, by place.

    Source: East Midlands plan 2009-10, objective 2.9.1.
    """
    own = [one for one in plan.milestones_of(measure.parent) if one.kind == DELIVERABLE]
    return {area: tuple(one.id for one in own if area in one.areas) for area in measure.areas}


def areas_off_their_number(plan: Plan, measure: SuccessMeasure) -> Mapping[str, int]:
    """How many deliverables each place has that has not exactly as many as the measure asks for.

    Source: East Midlands plan 2009-10, objective 2.9.1 (three key deliverables in each area).
    """
    if measure.unit != DELIVERABLES_UNIT or measure.target is None:
        return {}
    counts = {area: len(named) for area, named in deliverables_of(plan, measure).items()}
    return {area: count for area, count in counts.items() if count != measure.target}
