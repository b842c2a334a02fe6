"""Tables of the plan room: plans as accepted, and what their objectives are tied to."""

from throughline.web.plan.models.plans import (
    DeliveryPlan,
    Milestone,
    MilestoneUpdate,
    Objective,
    PlanVersion,
    StagedPlan,
)
from throughline.web.plan.models.ties import ObjectiveTie

__all__ = [
    "DeliveryPlan",
    "Milestone",
    "MilestoneUpdate",
    "Objective",
    "ObjectiveTie",
    "PlanVersion",
    "StagedPlan",
]
