"""What was agreed and what became of it."""

from throughline.web.decisions.models.actions import (
    Action,
    ActionUpdate,
    DateChange,
    OwnerChange,
    StateChange,
)
from throughline.web.decisions.models.chase import ChaseRequest, ChaseRound
from throughline.web.decisions.models.decisions import Adoption, Decision
from throughline.web.decisions.models.joining import JoiningAnswer

__all__ = [
    "Action",
    "ActionUpdate",
    "Adoption",
    "ChaseRequest",
    "ChaseRound",
    "DateChange",
    "Decision",
    "JoiningAnswer",
    "OwnerChange",
    "StateChange",
]
