"""The states of a promise to act, and the steps from one to the next.

Overdue and slipping are no states: they are computed from the dates (``rules.lateness``).
Source: Throughline's design, state machine of an action (section 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from throughline.words.refusals import Refused

Need = Literal["", "reason", "evidence", "decision", "another action"]

BEGUN = ("open", "accepted", "in-progress", "blocked")
"""States of a promise that its owner took on; ``open`` is one recorded before owners were asked."""
NOT_OVER = ("proposed", "declined", *BEGUN, "claimed")
"""States in which something is still to be done."""
OVER = ("verified", "cancelled", "merged")
"""States that stay for ever."""


class StepNotPossible(Refused):
    """The promise is not in a state from which that step can be taken."""


class StepLacks(Refused):
    """A step was taken without what it needs, such as a reason."""


@dataclass(frozen=True)
class Step:
    """One way on: from which states, to which state, and what must be said with it."""

    code: str
    words: str
    came_from: tuple[str, ...]
    to: str
    needs: Need = ""


STEPS = (
    Step("accept", "accept it", ("proposed",), "accepted"),
    Step("decline", "decline it", ("proposed",), "declined", "reason"),
    Step("start", "say that it goes on", ("open", "accepted"), "in-progress"),
    Step("block", "say on whom it waits", ("open", "accepted", "in-progress"), "blocked", "reason"),
    Step("unblock", "say that it goes on again", ("blocked",), "in-progress"),
    Step("claim", "say that it is done", BEGUN, "claimed", "evidence"),
    Step("send-back", "say that it is not done", ("claimed",), "in-progress", "reason"),
    Step("verify", "confirm that it is done", ("claimed",), "verified"),
    Step("cancel", "cancel it", NOT_OVER, "cancelled", "decision"),
    Step("merge", "merge it into another action", NOT_OVER, "merged", "another action"),
    Step("take-over", "take it over", NOT_OVER, "accepted"),
    Step("give", "give it to another owner", NOT_OVER, "proposed", "reason"),
)
"""Every step there is; what is not here cannot be done."""
_BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}


def step_named(code: str) -> Step:
    """The step of a code. Raises KeyError for a code that is no step.

    Source: Throughline's design, state machine of an action (section 4.2).
    """
    return _BY_CODE[code]


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that a promise in a state can take, in the order of the table.

    Source: Throughline's design, state machine of an action (section 4.2).
    """
    return tuple(step for step in STEPS if state in step.came_from)


def state_after(state: str, code: str, *, said: str = "") -> str:
    """The state that a step leads to; ``said`` is the reason, evidence, decision or action it needs.

    Raises StepNotPossible where the state allows no such step, and StepLacks where it needs what was
    not said; a promise that is over takes no step.
    Source: Throughline's design, state machine of an action (section 4.2).
    """
    step = _BY_CODE[code]
    if state not in step.came_from:
        raise StepNotPossible(f"An action that is {_words(state)} cannot take this step: {step.words}.")
    if step.needs and not said.strip():
        raise StepLacks(f"To {step.words}, give {_ARTICLES[step.needs]}.")
    return step.to


def is_over(state: str) -> bool:
    """Whether nothing more is to be done: verified, cancelled or merged.

    Source: Throughline's design, state machine of an action (section 4.2).
    """
    return state in OVER


_ARTICLES: Mapping[str, str] = {
    "reason": "a reason",
    "evidence": "evidence in words or a link",
    "decision": "the decision of the body",
    "another action": "the action that it becomes part of",
}
_WORDS = {"proposed": "not yet accepted", "claimed": "claimed done", "in-progress": "in progress"}


def _words(state: str) -> str:
    return _WORDS.get(state, state)
