"""The states of an exception report, and the steps from one to the next.

Source: Throughline's design, state machine of an exception report (section 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from throughline.words.formats import list_words, plural
from throughline.words.refusals import Refused

Need = Literal["", "question", "reason"]
OPEN = ("drafted", "written", "returned")
"""States in which people still write."""


class StepNotPossible(Refused):
    """The report is not in a state from which that step can be taken."""


class StepLacks(Refused):
    """A step was taken without what it needs, such as a question."""


class NotWritten(Refused):
    """A report is submitted when every line that stays in it has its cause and its recovery."""


@dataclass(frozen=True)
class Step:
    """One way on: from which states, to which state, and what must be said with it."""

    code: str
    words: str
    came_from: tuple[str, ...]
    to: str
    needs: Need = ""


STEPS = (
    Step("write", "write in it", OPEN, "written"),
    Step("submit", "submit it", OPEN, "submitted"),
    Step("take-back", "take it back", ("submitted",), "written", "reason"),
    Step("table", "record that it was tabled", ("submitted",), "tabled"),
    Step("accept", "record that it was accepted", ("tabled",), "accepted"),
    Step("return", "send it back", ("tabled",), "returned", "question"),
    Step("escalate", "record that it was escalated", ("tabled",), "escalated", "reason"),
)
"""Every step there is; what is not here cannot be done."""
_BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
OUTCOMES = ("accept", "return", "escalate")
"""What a board may make of a report that came before it."""
_WORDS: Mapping[str, str] = {
    "drafted": "is drafted and nobody has written in it",
    "written": "is being written",
    "submitted": "is submitted and waits for its meeting",
    "tabled": "came before the board, whose answer is not recorded",
    "accepted": "was accepted and stays as it is",
    "returned": "was sent back with a question",
    "escalated": "was escalated and stays as it is",
}


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that a report in a state can take, in the order of the table.

    Source: Throughline's design, state machine of an exception report (section 4.2).
    """
    return tuple(step for step in STEPS if state in step.came_from)


def state_after(state: str, code: str, *, said: str = "") -> str:
    """The state that a step leads to; ``said`` is the question or reason it needs.

    Raises StepNotPossible where the state allows no such step, StepLacks where it needs what was not
    said, and KeyError for a code that is no step.
    Source: Throughline's design, state machine of an exception report (section 4.2).
    """
    step = _BY_CODE[code]
    if state not in step.came_from:
        raise StepNotPossible(
            f"Nobody can {step.words} now: the report {_WORDS[state]}. Nothing was changed."
        )
    if step.needs and not said.strip():
        raise StepLacks(f"To {step.words}, write the {step.needs}.")
    return step.to


def refuse_unwritten(lines: Sequence[tuple[str, str, str]]) -> None:
    """Raises NotWritten where a line lacks its cause or its recovery, naming up to three of them.

    ``lines`` are those that stay in the report: number, cause, recovery. A report without lines is whole.
    Source: rule R21; East Midlands delivery plan 2009-10, 1.3.1.
    """
    lacking = [number for number, cause, recovery in lines if not (cause.strip() and recovery.strip())]
    if not lacking:
        return
    more = len(lacking) - 3
    named = list_words([*lacking[:3], f"{more} more"] if more > 0 else lacking)
    raise NotWritten(
        f"{plural(len(lacking), 'line')} without a cause or a recovery: {named}. "
        "Write both, or take the line out with a reason, then submit."
    )
