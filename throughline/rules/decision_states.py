"""What may become of a decision: recommended, made or the chair's own, and what follows from each.

Source: the product's state machines (decision); rules R8 and R47.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from throughline.words.refusals import Refused

DecisionState = Literal[
    "recommended",
    "ratified",
    "made",
    "chairs-action",
    "reported",
    "noted",
    "reversed",
    "implemented",
    "closed",
    "rescinded",
]
DecisionStep = Literal["ratify", "implement", "close", "rescind", "report", "note", "reverse"]

BEGINS: Final[Mapping[str, DecisionState]] = {
    "recommended": "recommended",
    "made": "made",
    "no-quorum-stated": "made",
    "chairs-action": "chairs-action",
}
"""The first state of a decision, by the right it was taken by."""

FOLLOWS: Final[Mapping[DecisionState, Mapping[DecisionStep, DecisionState]]] = {
    "recommended": {"ratify": "ratified"},
    "ratified": {"implement": "implemented", "rescind": "rescinded"},
    "made": {"implement": "implemented", "rescind": "rescinded"},
    "chairs-action": {"report": "reported"},
    "reported": {"note": "noted", "reverse": "reversed"},
    "noted": {"implement": "implemented", "rescind": "rescinded"},
    "implemented": {"close": "closed", "rescind": "rescinded"},
    "closed": {},
    "reversed": {},
    "rescinded": {},
}
"""Every step that a state allows, and the state that follows. What is not here is refused."""

_DONE: Final[Mapping[DecisionStep, str]] = {
    "ratify": "ratified",
    "implement": "recorded as implemented",
    "close": "closed",
    "rescind": "rescinded",
    "report": "reported",
    "note": "noted",
    "reverse": "reversed",
}
_WAY_OUT: Final[Mapping[DecisionState, str]] = {
    "recommended": "was only recommended: a quorate meeting must ratify it first",
    "ratified": "was ratified: it may be implemented or rescinded",
    "made": "is made: it may be implemented or rescinded",
    "chairs-action": "is a chair’s action that no meeting has heard of: report it to the next one first",
    "reported": "is a chair’s action before a meeting, which notes it or reverses it first",
    "noted": "is a chair’s action that the body noted: it may be implemented or rescinded",
    "reversed": "was reversed: take a new decision instead",
    "implemented": "is implemented: it may be closed or rescinded",
    "closed": "is closed: take a new decision instead",
    "rescinded": "was rescinded: take a new decision instead",
}
IN_FORCE: Final[frozenset[DecisionState]] = frozenset({"made", "ratified", "noted", "implemented", "closed"})
"""The states in which a decision of the body holds."""


class StepRefused(Refused, ValueError):
    """The state of the decision does not allow this step."""


def first_state(authority: str) -> DecisionState:
    """The state in which a decision begins, by the right it was taken by. Raises KeyError for another word.

    Source: rules R6 to R8 and R47.
    """
    return BEGINS[authority]


def is_allowed(state: DecisionState, step: DecisionStep) -> bool:
    """Whether a decision in a state may take a step. Source: the product's state machines (decision)."""
    return step in FOLLOWS[state]


def after(state: DecisionState, step: DecisionStep, *, number: str = "This decision") -> DecisionState:
    """The state after a step. ``number`` names the decision in the sentence of a refusal.

    Raises StepRefused where the state does not allow the step.
    Source: the product's state machines (decision).
    """
    if not is_allowed(state, step):
        raise StepRefused(f"{number} cannot be {_DONE[step]}. It {_WAY_OUT[state]}.")
    return FOLLOWS[state][step]


def state_after(authority: str, steps: Iterable[DecisionStep]) -> DecisionState:
    """The state of a decision after all of its steps in order. Raises StepRefused for one out of order.

    Source: the product's state machines (decision).
    """
    state = first_state(authority)
    for step in steps:
        state = after(state, step)
    return state
