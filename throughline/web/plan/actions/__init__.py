"""Keeping a plan: accepting its file, what is told of its steps, what its objectives are tied to."""

from throughline.web.plan.actions.plans import (
    AlreadyAccepted,
    PlanHasMoved,
    UpdateRefused,
    accept_plan,
    accept_staged_plan,
    answer_questions,
    discard_staged_plan,
    pass_on_lines,
    record_milestone_update,
    stage_plan,
)
from throughline.web.plan.actions.ties import TiedAlready, tie, untie

__all__ = [
    "AlreadyAccepted",
    "PlanHasMoved",
    "TiedAlready",
    "UpdateRefused",
    "accept_plan",
    "accept_staged_plan",
    "answer_questions",
    "discard_staged_plan",
    "pass_on_lines",
    "record_milestone_update",
    "stage_plan",
    "tie",
    "untie",
]
