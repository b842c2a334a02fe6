"""Tables of the reports room."""

from throughline.web.reports.models.assurance import Assurance, AssuranceEvidence
from throughline.web.reports.models.parents import Briefing, ParentDecision, RecipientDate
from throughline.web.reports.models.reports import (
    Report,
    ReportSection,
    ReportStep,
    ReportTemplate,
    ReportVersion,
)

__all__ = [
    "Assurance",
    "AssuranceEvidence",
    "Briefing",
    "ParentDecision",
    "RecipientDate",
    "Report",
    "ReportSection",
    "ReportStep",
    "ReportTemplate",
    "ReportVersion",
]
