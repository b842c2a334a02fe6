"""How far a scorecard for the public is, and the steps from one state to the next.

Source: Throughline's design, publication (trust): two approvals, never the author's own; an edit resets them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from throughline.words.refusals import Refused

APPROVALS_NEEDED: Final = 2


class StepNotPossible(Refused):
    """The scorecard is not in a state from which that step can be taken."""


class ApprovalRefused(Refused):
    """Somebody may not approve these words: they wrote them, approved them, or have read others."""


@dataclass(frozen=True)
class Step:
    """One way on: from which states, and to which."""

    code: str
    words: str
    came_from: tuple[str, ...]
    to: str


STEPS: Final = (
    Step("edit", "edit it", ("draft",), "draft"),
    Step("approve", "approve it", ("draft",), "draft"),
    Step("release", "release it", ("draft",), "released"),
    Step("withdraw", "withdraw it", ("released",), "withdrawn"),
)
"""Every step there is; what is not here cannot be done."""
_BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
_WORDS: Mapping[str, str] = {
    "draft": "is a draft that nobody outside has seen",
    "released": "is released. Withdraw it and compose another",
    "withdrawn": "was withdrawn. Compose another",
}


def is_allowed(state: str, code: str) -> bool:
    """Whether a step can be taken from a state. Source: Throughline's design, publication (trust)."""
    return state in _BY_CODE[code].came_from


def state_after(state: str, code: str) -> str:
    """The state that a step leads to. Raises StepNotPossible where the state allows no such step.

    Source: Throughline's design, publication (trust).
    """
    if not is_allowed(state, code):
        raise StepNotPossible(f"Nobody can {_BY_CODE[code].words} now. This scorecard {_WORDS[state]}.")
    return _BY_CODE[code].to


def step_of_approval(*, approver: int, authors: Collection[int], approved_by: Collection[int]) -> str:
    """The step that an approval takes: ``release`` for the last one needed, ``approve`` before that.

    People are told by their numbers; ``approved_by`` holds those who approved the words as they stand.
    Raises ApprovalRefused for an author, and for whoever approved them already.
    Source: Throughline's design, publication (trust).
    """
    if approver in authors:
        raise ApprovalRefused(
            "You wrote or edited this scorecard, so you cannot approve it. Ask two others to read it."
        )
    if approver in approved_by:
        raise ApprovalRefused("You have approved these words already. Somebody else has to read them too.")
    return "release" if len(set(approved_by)) + 1 >= APPROVALS_NEEDED else "approve"
