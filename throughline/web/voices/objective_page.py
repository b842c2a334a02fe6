"""What was heard about one objective of the plan in force, and the outcomes that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.plan.strands import Knot, ObjectiveSeen
from throughline.web.voices.on_objective import came_of_voices, voices_of_objective


@dataclass(frozen=True)
class ObjectivePage:
    """An objective with the records made for it and the outcomes that it rests on."""

    code: str
    words: str
    year: str
    voices: tuple[Knot, ...]
    outcomes: tuple[Knot, ...]


def objective_page(partnership: Partnership, viewpoint: Viewpoint, code: str) -> ObjectivePage | None:
    """What was heard about an objective; None where the plan in force has no such objective."""
    version = version_on(partnership, viewpoint.on)
    if version is None:
        return None
    written = next((one for one in plan_of(version).objectives if one.id == code), None)
    row = Objective.objects.filter(plan=version.plan, code=code).first()
    if written is None or row is None:
        return None
    seen = ObjectiveSeen(row, version, viewpoint)
    return ObjectivePage(
        code, written.text, version.plan.year, voices_of_objective(seen), came_of_voices(seen)
    )
