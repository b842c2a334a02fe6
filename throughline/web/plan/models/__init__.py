"""Tables of the plan room: plans as accepted, and what their objectives are tied to."""

from throughline.web.plan.models.consultation import Consultation, ConsultationFinding, ConsultationResponse
from throughline.web.plan.models.equality import EqualityAssessment, EqualityEffect, EqualityStrand
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
from throughline.web.plan.models.sources import PartnerPlan, Source, SourceHolder, SourceKind, SourceLink
from throughline.web.plan.models.ties import ObjectiveTie

__all__ = [
    "Consultation",
    "ConsultationFinding",
    "ConsultationResponse",
    "DeliveryPlan",
    "EqualityAssessment",
    "EqualityEffect",
    "EqualityStrand",
    "GateWaiver",
    "LifeStep",
    "Milestone",
    "MilestoneUpdate",
    "Objective",
    "ObjectiveTie",
    "ParentAnswer",
    "PartnerPlan",
    "PlanPredecessor",
    "PlanUnderStrategy",
    "PlanVersion",
    "Source",
    "SourceHolder",
    "SourceKind",
    "SourceLink",
    "StagedPlan",
    "Strategy",
    "StrategyApproval",
]
