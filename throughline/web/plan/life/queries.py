"""Where a plan is in its life: whether it is adopted, its baseline, and how each gate stands."""

from __future__ import annotations

from datetime import date

from throughline.web.plan.models import DeliveryPlan, LifeStep, PlanVersion


def is_adopted(plan: DeliveryPlan, on: date) -> bool:
    """Whether a plan was adopted by a decision on or before a day, so that only a change request alters it."""
    return LifeStep.objects.filter(plan=plan, to=LifeStep.To.ADOPTED, on__lte=on).exists()


def baseline_of(plan: DeliveryPlan) -> PlanVersion | None:
    """The version that was adopted, kept for ever; None for a plan that is not adopted."""
    step = LifeStep.objects.filter(plan=plan, to=LifeStep.To.ADOPTED).select_related("version__plan").first()
    return step.version if step else None
