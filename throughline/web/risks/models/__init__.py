"""Tables of the risks room: the register, escalations, inspections and lessons."""

from throughline.web.risks.models.escalations import Escalation, EscalationRecipient, EscalationStep
from throughline.web.risks.models.inspections import (
    Inspection,
    Lesson,
    Recommendation,
    RecommendationStep,
    Theme,
)
from throughline.web.risks.models.risks import (
    Risk,
    RiskFigure,
    RiskKind,
    RiskScore,
    RiskThreshold,
    RiskTie,
    RiskWording,
)

__all__ = [
    "Escalation",
    "EscalationRecipient",
    "EscalationStep",
    "Inspection",
    "Lesson",
    "Recommendation",
    "RecommendationStep",
    "Risk",
    "RiskFigure",
    "RiskKind",
    "RiskScore",
    "RiskThreshold",
    "RiskTie",
    "RiskWording",
    "Theme",
]
