"""Tables of the provision room."""

from throughline.web.provision.models.catalogue import CatalogueEntry, Intention
from throughline.web.provision.models.directory import BudgetShare, FundingAward, MonitoringDay, Provision
from throughline.web.provision.models.gaps import GapFinding, GapStep
from throughline.web.provision.models.influence import Recommendation, RecommendationAnswer
from throughline.web.provision.models.needs import Need, NeedsAssessment, Place
from throughline.web.provision.models.staged import StagedRows

__all__ = [
    "BudgetShare",
    "CatalogueEntry",
    "FundingAward",
    "GapFinding",
    "GapStep",
    "Intention",
    "MonitoringDay",
    "Need",
    "NeedsAssessment",
    "Place",
    "Provision",
    "Recommendation",
    "RecommendationAnswer",
    "StagedRows",
]
