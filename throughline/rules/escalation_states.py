"""The states of an escalation, and the way that it may not take.

Source: the partnership's states of an escalation; rule R44; Pan-Dorset terms, role 9 (the chair
highlights to the parents what needs their support).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from throughline.rules.governance_map import governance_map
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.words.refusals import Refused

EscalationState = Literal[
    "prepared", "reply-open", "ready", "sent", "acknowledged", "answered", "closed", "returned", "withdrawn"
]
EscalationStep = Literal["sign", "reply", "send", "acknowledge", "answer", "close", "return", "withdraw"]

ESCALATION_FOLLOWS: Final[Mapping[EscalationState, Mapping[EscalationStep, EscalationState]]] = {
    "prepared": {"sign": "reply-open", "withdraw": "withdrawn"},
    "reply-open": {"reply": "ready", "send": "sent", "withdraw": "withdrawn"},
    "ready": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {"acknowledge": "acknowledged", "answer": "answered", "return": "returned"},
    "acknowledged": {"answer": "answered", "return": "returned"},
    "answered": {"close": "closed", "return": "returned"},
    "closed": {},
    "returned": {},
    "withdrawn": {},
}
"""Every step that an escalation's state allows, and the state that follows."""
ASKED_OF_EACH: Final[tuple[EscalationState, ...]] = ("sent", "acknowledged", "answered")
"""The states that each board asked has for itself, in their order."""
NEEDS_WORDS: Final[tuple[EscalationStep, ...]] = ("reply", "answer", "return", "withdraw")
"""The steps that say nothing without words."""
OPEN: Final[tuple[EscalationState, ...]] = (
    "prepared", "reply-open", "ready", "sent", "acknowledged", "answered",
)  # fmt: skip
"""The states in which something is still to come."""

_STANDS: Final[Mapping[EscalationState, str]] = {
    "prepared": "waits for the chair to sign it",
    "reply-open": "waits for the reply of the organisation that it is about",
    "ready": "is ready and not yet sent",
    "sent": "is sent and not yet acknowledged",
    "acknowledged": "is acknowledged and not yet answered",
    "answered": "is answered and not yet closed",
    "closed": "is closed",
    "returned": "was returned",
    "withdrawn": "was withdrawn",
}


class EscalationStepRefused(Refused, ValueError):
    """The state of the escalation does not allow this step."""


class CircularEscalation(Refused, ValueError):
    """A matter goes upward and does not come back to whoever raised it."""


class NobodyToAsk(Refused, ValueError):
    """An escalation asks at least one board that the terms know."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An open escalation about the same matter: who raised it, and whom it asks, by their codes."""

    number: int
    source: str
    to: tuple[str, ...]


def escalation_after(
    state: EscalationState, step: EscalationStep, *, about_an_organisation: bool = True, name: str = "It"
) -> EscalationState:
    """The state of an escalation after a step; nobody's reply is waited for where it is about nobody.

    Raises EscalationStepRefused. Source: rule R44; the partnership's states of an escalation.
    """
    if step not in ESCALATION_FOLLOWS[state]:
        raise EscalationStepRefused(f"{name} {_STANDS[state]}. Nothing was changed.")
    after = ESCALATION_FOLLOWS[state][step]
    return "ready" if after == "reply-open" and not about_an_organisation else after


def state_of_all(states: Collection[EscalationState]) -> EscalationState:
    """How far an escalation to several boards has come: as far as the board that is behind.

    Raises ValueError for a state that a board asked does not have.
    Source: Pan-Dorset terms, role 9 (to several parents).
    """
    return ASKED_OF_EACH[min(ASKED_OF_EACH.index(one) for one in states)]


def boards_above(terms: Terms, code: str) -> tuple[str, ...]:
    """The codes of the boards to which a body reports by the terms of the day, whichever side says so.

    Source: the partnership file, section 7 (``line``).
    """
    return tuple(dict.fromkeys(upper for lower, upper in _reporting(terms) if lower == code))


def check_route(terms: Terms, *, source: str, to: Sequence[str], earlier: Iterable[Asked] = ()) -> None:
    """Refuse an ask that goes in a circle: to itself, downward, or back to who raised the same matter.

    ``source`` and ``to`` are codes of bodies, outside bodies or organisations; ``earlier`` are the
    open escalations about the same matter. Raises NobodyToAsk and CircularEscalation.
    Source: rule R44; the partnership file, section 7 (``line``).
    """
    known = {one.id for one in terms.bodies} | {one.id for one in terms.externals}
    if not to or not set(to) <= known:
        raise NobodyToAsk("Choose at least one board that the terms name. Nothing was changed.")
    names = names_in(terms)
    passed_on = [(one.source, each) for one in earlier for each in one.to]
    for upper in to:
        name = names[upper]
        if upper == source:
            raise CircularEscalation(
                f"{name} cannot escalate to itself. Choose the board above it. Nothing was changed."
            )
        if _leads(_reporting(terms), upper, source):
            raise CircularEscalation(
                f"{name} reports to {names.get(source, source)} by the terms. Ask it by a decision or a "
                "commission, and escalate to a board above. Nothing was changed."
            )
        if _leads(passed_on, upper, source):
            raise CircularEscalation(
                f"{name} has escalated the same matter, and it came to {names.get(source, source)}. "
                "Answer that escalation instead. Nothing was changed."
            )


def _reporting(terms: Terms) -> list[tuple[str, str]]:
    sets = {one.id: tuple(one.of) for one in terms.sets}
    return [
        (lower, upper)
        for line in governance_map(terms).in_style("reporting")
        for lower in sets.get(line.from_, (line.from_,))
        for upper in sets.get(line.to, (line.to,))
    ]


def _leads(ways: Sequence[tuple[str, str]], start: str, end: str) -> bool:
    """Whether one comes from the start to the end by any number of ways, at least one."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for lower, upper in ways:
            if lower == here and upper not in seen:
                seen.add(upper)
                waiting.append(upper)
    return end in seen
