"""Where a plan is in its life: its state, whether it is adopted, its baseline, and how each gate stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from throughline.rules.plan.life import Gate, GateShown, LifeStepTo, PlanState, plan_state
from throughline.rules.plan.model import Plan
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import (
    Consultation,
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


def gates_of(plan: DeliveryPlan, on: date, *, version: PlanVersion | None = None) -> Mapping[Gate, GateShown]:
    """What is on record for each gate of a plan until a day, or the reason for which it is waived.

    ``version`` is the one in force on the day, where the caller has it already.
    """
    waived: dict[str, str] = dict(
        GateWaiver.objects.filter(plan=plan, on__lte=on).values_list("gate", "reason")
    )
    record = _on_record(plan, on)
    shown: dict[Gate, str] = {
        "consultation": _consulted(record),
        "parent": _parent_answered(record),
        "equality": _assessed(record),
        "measures": _measured(version or version_on(plan.partnership, on, year=plan.year)),
    }
    return {gate: GateShown(words, waived.get(gate, "")) for gate, words in shown.items()}


def _on_record(plan: DeliveryPlan, on: date) -> Mapping[str, Any]:
    """The last closed consultation with its findings, answer of a parent and assessment, in one query."""
    asked = Consultation.objects.filter(plan=OuterRef("pk"), closes__lte=on, findings__isnull=False)
    last = asked.order_by("-closes", "-number")
    findings = (
        ConsultationFinding.objects.filter(consultation__plan=OuterRef("pk"), consultation__closes__lte=on)
        .order_by()
        .values("consultation__plan")
        .annotate(found=Count("pk"))
    )
    answers = ParentAnswer.objects.filter(plan=OuterRef("pk"), on__lte=on).order_by("-on", "-pk")
    assessed = (
        EqualityAssessment.objects.filter(plan=OuterRef("pk"), signed_off_on__lte=on)
        .exclude(outcome=EqualityAssessment.Outcome.STOP)
        .order_by("-number")
    )
    wanted = {
        "asked_title": last.values("title")[:1],
        "asked_closed": last.values("closes")[:1],
        "findings": findings.values("found"),
        "parent": answers.values("name")[:1],
        "parent_on": answers.values("on")[:1],
        "assessment": assessed.values("number")[:1],
        "assessed_on": assessed.values("signed_off_on")[:1],
        "outcome": assessed.values("outcome")[:1],
    }
    rows = DeliveryPlan.objects.filter(pk=plan.pk)
    return rows.annotate(**{name: Subquery(one) for name, one in wanted.items()}).values(*wanted).get()


def _consulted(record: Mapping[str, Any]) -> str:
    if not record["asked_title"]:
        return ""
    closed, found = day_words(record["asked_closed"]), plural(record["findings"], "finding")
    return f"{record['asked_title']}, closed on {closed}, with {found}."


def _parent_answered(record: Mapping[str, Any]) -> str:
    return f"{record['parent']} answered on {day_words(record['parent_on'])}." if record["parent"] else ""


def _assessed(record: Mapping[str, Any]) -> str:
    if not record["assessment"]:
        return ""
    outcome = EqualityAssessment.Outcome(record["outcome"]).label
    return f"Assessment {record['assessment']}, signed off on {day_words(record['assessed_on'])}: {outcome}."


def _measured(version: PlanVersion | None) -> str:
    read = plan_of(version) if version else Plan(())
    if version is None or not read.objectives or unmeasured(read):
        return ""
    return f"{plural(len(read.objectives), 'objective')} in version {version.number}, each with a measure."


def unmeasured(plan: Plan) -> tuple[str, ...]:
    """The objectives that have no measure of success. Source: Pan-Dorset terms (clear measures)."""
    return tuple(one.id for one in plan.objectives if not plan.measures_of(one.id))
