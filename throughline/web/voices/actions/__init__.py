"""Recording who was heard, what they said and what came of it. Each act leaves its event."""

from throughline.web.voices.actions.engagements import (
    HeardRefused,
    KindTaken,
    add_own_type,
    amend_engagement,
    record_engagement,
)
from throughline.web.voices.actions.following import (
    FollowingRefused,
    answer_nomination,
    ask_nominations,
    end_engagement,
    move_sunset,
    name_to_reach,
    record_reached,
    record_time_held,
)
from throughline.web.voices.actions.outcomes import (
    CitedAlready,
    OutcomeRefused,
    cite_outcome,
    record_finding,
    record_outcome,
    record_outcome_came,
    withdraw_citation,
)

__all__ = [
    "CitedAlready",
    "FollowingRefused",
    "HeardRefused",
    "KindTaken",
    "OutcomeRefused",
    "add_own_type",
    "amend_engagement",
    "answer_nomination",
    "ask_nominations",
    "cite_outcome",
    "end_engagement",
    "move_sunset",
    "name_to_reach",
    "record_engagement",
    "record_finding",
    "record_outcome",
    "record_outcome_came",
    "record_reached",
    "record_time_held",
    "withdraw_citation",
]
