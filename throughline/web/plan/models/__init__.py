"""Tables of the plan room: plans as accepted, and what their objectives are tied to."""

from throughline.web.plan.models.life import (
    GateWaiver,
    LifeStep,
    ParentAnswer,
    PlanPredecessor,
    PlanUnderStrategy,
    Strategy,
    StrategyApproval,
)
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
    "GateWaiver",
    "LifeStep",
    "Milestone",
    "MilestoneUpdate",
    "Objective",
    "ObjectiveTie",
    "ParentAnswer",
    "PlanPredecessor",
    "PlanUnderStrategy",
    "PlanVersion",
    "StagedPlan",
    "Strategy",
    "StrategyApproval",
]
