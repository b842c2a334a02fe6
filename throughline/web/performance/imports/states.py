"""How far a file is that came in, and the steps from one state to the next.

Source: Throughline's design, state machine of an import (section 4.2); imports (3.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from throughline.words.refusals import Refused


class StepNotPossible(Refused):
    """The file is not in a state from which that step can be taken."""


@dataclass(frozen=True)
class Step:
    """One way on: from which states, and to which."""

    code: str
    words: str
    came_from: tuple[str, ...]
    to: str


STEPS: Final = (
    Step("map", "say what its columns are", ("staged", "mapped"), "mapped"),
    Step("accept", "accept it", ("mapped",), "accepted"),
    Step("withdraw", "withdraw it", ("staged", "mapped"), "withdrawn"),
    Step("undo", "undo it", ("accepted",), "undone"),
)
"""Every step there is; what is not here cannot be done."""
WAITING: Final = ("staged", "mapped")
"""States of a file that waits for somebody; nothing of it counts."""
_BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
_WORDS: Mapping[str, str] = {
    "staged": "waits until somebody says what its columns are",
    "mapped": "waits to be accepted",
    "accepted": "was accepted already",
    "withdrawn": "was withdrawn",
    "undone": "was undone",
}


def state_after(state: str, code: str) -> str:
    """The state that a step leads to. Raises StepNotPossible where the state allows no such step.

    Source: Throughline's design, state machine of an import (section 4.2).
    """
    step = _BY_CODE[code]
    if state not in step.came_from:
        raise StepNotPossible(f"This file {_WORDS[state]}, so nobody can {step.words} now.")
    return step.to
