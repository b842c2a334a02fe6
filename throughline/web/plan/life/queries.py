"""Where a plan is in its life: its state, whether it is adopted, its baseline, and how each gate stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from throughline.rules.plan.life import Gate, GateShown, LifeStepTo, PlanState, plan_state
from throughline.rules.plan.model import Plan
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import (
    ConsultationFinding,
    DeliveryPlan,
    EqualityAssessment,
    GateWaiver,
    LifeStep,
    ParentAnswer,
    PlanVersion,
    Strategy,
)
from throughline.web.plan.queries import plan_of, version_on
from throughline.words.formats import day_words, plural
from throughline.words.periods import Period


def is_adopted(plan: DeliveryPlan, on: date) -> bool:
    """Whether a plan was adopted on or before a day, so that only a change request alters it."""
    return LifeStep.objects.filter(plan=plan, to=LifeStep.To.ADOPTED, on__lte=on).exists()


def baseline_of(plan: DeliveryPlan) -> PlanVersion | None:
    """The version that was adopted, kept for ever; None for a plan that is not adopted."""
    step = LifeStep.objects.filter(plan=plan, to=LifeStep.To.ADOPTED).select_related("version__plan").first()
    return step.version if step else None


def strategies_visible_to(viewpoint: Viewpoint, *, partnership: Partnership) -> QuerySet[Strategy]:
    """The strategies of a partnership; whoever enters it may read them, and the viewpoint has entered."""
    rows = Strategy.objects.filter(partnership=partnership) & Strategy.objects.filter(
        partnership=viewpoint.partnership
    )
    return rows.select_related("written_by", "owner", "watched_by", "approval__decision", "supersedes")


def year_period(plan: DeliveryPlan) -> Period:
    """The days of a plan's year."""
    return Period(plan.year_starts, plan.year_ends, plan.year)


def state_of_plan(plan: DeliveryPlan, on: date) -> PlanState:
    """The state of a plan on a day, by the steps recorded until then and by the calendar."""
    taken: list[LifeStepTo] = [one.to for one in plan.life_steps.all() if one.on <= on]  # type: ignore[misc]
    return plan_state(taken, year=year_period(plan), on=on)


def years_agreed(partnership: Partnership, on: date) -> tuple[str, ...]:
    """The years of a partnership whose plan was adopted on or before a day."""
    rows = LifeStep.objects.filter(plan__partnership=partnership, to=LifeStep.To.ADOPTED, on__lte=on)
    return tuple(rows.values_list("plan__year", flat=True))


def gates_of(plan: DeliveryPlan, on: date) -> Mapping[Gate, GateShown]:
    """What is on record for each gate of a plan until a day, or the reason for which it is waived."""
    waived: dict[str, str] = dict(
        GateWaiver.objects.filter(plan=plan, on__lte=on).values_list("gate", "reason")
    )
    shown: dict[Gate, str] = {
        "consultation": _consulted(plan, on),
        "parent": _parent_answered(plan, on),
        "equality": _assessed(plan, on),
        "measures": _measured(plan, on),
    }
    return {gate: GateShown(words, waived.get(gate, "")) for gate, words in shown.items()}


def _consulted(plan: DeliveryPlan, on: date) -> str:
    rows = ConsultationFinding.objects.filter(consultation__plan=plan, consultation__closes__lte=on)
    found = list(rows.values_list("consultation__title", "consultation__closes"))
    if not found:
        return ""
    title, closed = found[-1]
    return f"{title}, closed on {day_words(closed)}, with {plural(len(found), 'finding')}."


def _parent_answered(plan: DeliveryPlan, on: date) -> str:
    found = ParentAnswer.objects.filter(plan=plan, on__lte=on).last()
    return f"{found.name} answered on {day_words(found.on)}." if found else ""


def _assessed(plan: DeliveryPlan, on: date) -> str:
    rows = EqualityAssessment.objects.filter(plan=plan, signed_off_on__lte=on)
    found = rows.exclude(outcome=EqualityAssessment.Outcome.STOP).last()
    if found is None or found.signed_off_on is None:
        return ""
    signed = f"signed off on {day_words(found.signed_off_on)}"
    return f"Assessment {found.number}, {signed}: {found.get_outcome_display()}."


def _measured(plan: DeliveryPlan, on: date) -> str:
    version = version_on(plan.partnership, on, year=plan.year)
    read = plan_of(version) if version else Plan(())
    if version is None or not read.objectives or unmeasured(read):
        return ""
    return f"{plural(len(read.objectives), 'objective')} in version {version.number}, each with a measure."


def unmeasured(plan: Plan) -> tuple[str, ...]:
    """The objectives that have no measure of success. Source: Pan-Dorset terms (clear measures)."""
    return tuple(one.id for one in plan.objectives if not plan.measures_of(one.id))
