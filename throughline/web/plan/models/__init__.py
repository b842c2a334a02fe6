"""Tables of the plan room: plans as accepted, and what their objectives are tied to."""

from throughline.web.plan.models.changes import ChangeRequest
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
from throughline.web.plan.models.rounds import (
    MeasureValue,
    PlanAnswer,
    StatusOverride,
    UpdateLetter,
    UpdateOfMeeting,
    UpdateQuestion,
    UpdateRound,
)
from throughline.web.plan.models.sources import (
    LocalLine,
    PartnerPlan,
    Source,
    SourceHolder,
    SourceKind,
    SourceLink,
)
from throughline.web.plan.models.ties import ObjectiveTie

__all__ = [
    "ChangeRequest",
    "Consultation",
    "ConsultationFinding",
    "ConsultationResponse",
    "DeliveryPlan",
    "EqualityAssessment",
    "EqualityEffect",
    "EqualityStrand",
    "GateWaiver",
    "LifeStep",
    "LocalLine",
    "MeasureValue",
    "Milestone",
    "MilestoneUpdate",
    "Objective",
    "ObjectiveTie",
    "ParentAnswer",
    "PartnerPlan",
    "PlanAnswer",
    "PlanPredecessor",
    "PlanUnderStrategy",
    "PlanVersion",
    "Source",
    "SourceHolder",
    "SourceKind",
    "SourceLink",
    "StagedPlan",
    "StatusOverride",
    "Strategy",
    "StrategyApproval",
    "UpdateLetter",
    "UpdateOfMeeting",
    "UpdateQuestion",
    "UpdateRound",
]
