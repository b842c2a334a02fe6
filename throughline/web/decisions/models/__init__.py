"""What was agreed and what became of it."""

from throughline.web.decisions.models.actions import (
    Action,
    ActionUpdate,
    DateChange,
    OwnerChange,
    StateChange,
)
from throughline.web.decisions.models.cascade import Cascade, CascadeAnswer, CascadeReceipt
from throughline.web.decisions.models.chase import ChaseRequest, ChaseRound
from throughline.web.decisions.models.commissions import Commission, CommissionStep
from throughline.web.decisions.models.decisions import Adoption, ChairsAction, Decision, DecisionStep
from throughline.web.decisions.models.joining import JoiningAnswer

__all__ = [
    "Action",
    "ActionUpdate",
    "Adoption",
    "Cascade",
    "CascadeAnswer",
    "CascadeReceipt",
    "ChairsAction",
    "ChaseRequest",
    "ChaseRound",
    "Commission",
    "CommissionStep",
    "DateChange",
    "Decision",
    "DecisionStep",
    "JoiningAnswer",
    "OwnerChange",
    "StateChange",
]
