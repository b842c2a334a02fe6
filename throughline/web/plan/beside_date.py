"""What an objective's page shows of its steps beside their dates: places reached, and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughline.rules.plan.by_area import DELIVERABLE, DELIVERABLES_UNIT, areas_reached, deliverables_of
from throughline.rules.plan.model import Milestone, SuccessMeasure
from throughline.web.plan.models import MilestoneUpdate
from throughline.web.plan.queries import StandingPlan, places_done


@dataclass(frozen=True)
class Places:
    """One step or measure place by place: the state of each place as a status has it, and in words."""

    code: str
    words: str
    said: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Waiting:
    """A step, what it waits for outside the partnership, and what became of that."""

    code: str
    words: str
    what: str
    became: Any


def places_of(shown: StandingPlan, objective: str) -> tuple[Places, ...]:
    """The steps and measures of an objective that name places; one query where there are any."""
    plan = shown.plan
    own: tuple[Milestone | SuccessMeasure, ...] = (
        *plan.measures_of(objective),
        *plan.milestones_of(objective),
    )
    lines = [one for one in own if one.areas and one.kind != DELIVERABLE]
    if not lines:
        return ()
    done = places_done(shown.version, shown.on)
    return tuple(
        _deliverables(shown, one, done)
        if isinstance(one, SuccessMeasure) and one.unit == DELIVERABLES_UNIT
        else _reached(shown, one, done)
        for one in lines
    )


def _reached(shown: StandingPlan, line: Milestone | SuccessMeasure, done: Any) -> Places:
    found = areas_reached(shown.plan, line, done)
    reached = sum(one.is_reached for one in found)
    said = _("%(reached)d of %(all)d places reached.") % {"reached": reached, "all": len(found)}
    rows = tuple(
        (one.area, *(("complete", _("Reached")) if one.is_reached else ("no news", _("Not yet reached"))))
        for one in found
    )
    return Places(line.id, line.text, said, rows)


def _deliverables(shown: StandingPlan, measure: SuccessMeasure, done: Any) -> Places:
    asked = int(measure.target or 0)
    rows = []
    for area, named in deliverables_of(shown.plan, measure).items():
        kept = sum(area in done.get(code, ()) for code in named)
        words = _("%(named)d of %(asked)d named, %(kept)d delivered") % {
            "named": len(named), "asked": asked, "kept": kept,
        }  # fmt: skip
        rows.append((area, "complete" if kept == asked == len(named) else "no news", words))
    whole = sum(kind == "complete" for _area, kind, _words in rows)
    said = _("%(whole)d of %(all)d places have delivered all.") % {"whole": whole, "all": len(rows)}
    return Places(measure.id, measure.text, said, tuple(rows))


def waiting_of(shown: StandingPlan, objective: str) -> tuple[Waiting, ...]:
    """The steps of an objective that wait for something outside; one query where there are any."""
    steps = [one for one in shown.plan.milestones_of(objective) if one.waits_for]
    if not steps:
        return ()
    rows = MilestoneUpdate.objects.filter(
        milestone__plan=shown.version.plan,
        milestone__code__in=[one.id for one in steps],
        told_on__lte=shown.on,
    ).exclude(came="")
    came = {row.milestone.code: row for row in rows.select_related("milestone").order_by("told_on", "pk")}
    return tuple(
        Waiting(
            one.id,
            one.text,
            one.waits_for,
            came[one.id].get_came_display() if one.id in came else _("nothing is known yet"),
        )
        for one in steps
    )
