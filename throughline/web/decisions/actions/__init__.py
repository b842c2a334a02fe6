"""What may be done to decisions and to promises to act."""

from throughline.web.decisions.actions.decisions import (
    DecisionNumberTaken,
    NotValidThere,
    NotYetDecided,
    QuestionOpen,
    adopt_reading,
    raise_question,
    record_decision,
    record_reading,
    refuse_decision_of_no_force,
)
from throughline.web.decisions.actions.promises import (
    AlreadyClosed,
    DateNotMoved,
    DueBeforeRaised,
    assign_action,
    close_action,
    move_action_date,
)

__all__ = [
    "AlreadyClosed",
    "DateNotMoved",
    "DecisionNumberTaken",
    "DueBeforeRaised",
    "NotValidThere",
    "NotYetDecided",
    "QuestionOpen",
    "adopt_reading",
    "assign_action",
    "close_action",
    "move_action_date",
    "raise_question",
    "record_decision",
    "record_reading",
    "refuse_decision_of_no_force",
]
