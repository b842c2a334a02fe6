"""The states of a recommendation of an inspection, an audit or a review, and when it is late.

Source: West Mercia terms, inputs (audits, inspections, reviews); the delivery plan 2009-10, 2.5.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from throughline.words.refusals import Refused

RecommendationState = Literal["open", "accepted", "not-accepted", "said-done", "closed"]
RecommendationStep = Literal["accept", "refuse", "report", "say-done", "confirm", "send-back"]

RECOMMENDATION_FOLLOWS: Final[
    Mapping[RecommendationState, Mapping[RecommendationStep, RecommendationState]]
] = {
    "open": {"accept": "accepted", "refuse": "not-accepted"},
    "accepted": {"report": "accepted", "say-done": "said-done"},
    "said-done": {"confirm": "closed", "send-back": "accepted"},
    "not-accepted": {},
    "closed": {},
}
"""Every step that a recommendation's state allows, and the state that follows."""
BY_THE_KEEPER: Final[tuple[RecommendationStep, ...]] = ("confirm", "send-back")
"""The steps that are not for the organisation that answers for it."""

_STANDS: Final[Mapping[RecommendationState, str]] = {
    "open": "waits to be accepted or not",
    "accepted": "is accepted and not yet said to be done",
    "said-done": "is said to be done and waits to be confirmed",
    "not-accepted": "was not accepted",
    "closed": "is closed",
}


class RecommendationStepRefused(Refused, ValueError):
    """The state of the recommendation does not allow this step."""


def recommendation_after(
    state: RecommendationState, step: RecommendationStep, *, name: str = "The recommendation"
) -> RecommendationState:
    """The state of a recommendation after a step. Raises RecommendationStepRefused.

    Source: West Mercia terms, inputs (recommendations of inspections with owner, day and status).
    """
    if step not in RECOMMENDATION_FOLLOWS[state]:
        raise RecommendationStepRefused(f"{name} {_STANDS[state]}. Nothing was changed.")
    return RECOMMENDATION_FOLLOWS[state][step]


def days_late(state: RecommendationState, *, due: date, on: date) -> int:
    """Calendar days past the last day that its words mean; nothing for one that is closed or refused.

    Source: rule R19 (a date in its author's precision is late after its last day).
    """
    return max(0, (on - due).days) if RECOMMENDATION_FOLLOWS[state] else 0
