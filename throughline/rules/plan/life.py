"""The life of a delivery plan: which step may follow which, and what each step must show first.

A gate is passed by what was recorded for it, or by a waiver that says why. A plan is in its year, and
closed after it, by the calendar alone.
Source: the product's state machines (delivery plan); rule R16.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from throughline.words.formats import day_words, list_words
from throughline.words.periods import DEFAULT_YEAR_STARTS, Period, year_holding
from throughline.words.refusals import Refused

PlanState = Literal[
    "drafting",
    "consulting",
    "parent-consulted",
    "equality-assessed",
    "adopted",
    "in-year",
    "closed",
    "reviewed",
    "rolled-forward",
]
LifeStepTo = Literal[
    "consulting", "parent-consulted", "equality-assessed", "adopted", "reviewed", "rolled-forward"
]
Gate = Literal["consultation", "parent", "equality", "measures"]
StrategyState = Literal["draft", "agreed", "in-force", "closed"]

LIFE: Final[tuple[PlanState, ...]] = PlanState.__args__  # type: ignore[attr-defined]
"""Every state of a plan in the order of its life."""
FOLLOWS: Final[Mapping[PlanState, tuple[LifeStepTo, ...]]] = {
    "drafting": ("consulting",),
    "consulting": ("parent-consulted",),
    "parent-consulted": ("equality-assessed",),
    "equality-assessed": ("adopted",),
    "adopted": (),
    "in-year": (),
    "closed": ("reviewed",),
    "reviewed": ("rolled-forward",),
    "rolled-forward": (),
}
"""The steps that people may take from each state; the calendar takes the others."""
GATES: Final[Mapping[LifeStepTo, tuple[Gate, ...]]] = {
    "consulting": (),
    "parent-consulted": ("consultation", "parent"),
    "equality-assessed": ("equality",),
    "adopted": ("measures",),
    "reviewed": (),
    "rolled-forward": (),
}
"""What must be shown, or waived for a reason, before each step."""
NEED_DECISION: Final[frozenset[LifeStepTo]] = frozenset(("adopted", "reviewed"))
"""The steps that only a decision can take; no waiver stands for it."""
TERM_MONTHS: Final = 48
"""How long a strategy usually runs."""

ASKS: Final[Mapping[Gate, str]] = {
    "consultation": "a consultation that has closed, with what came of it",
    "parent": "what the parent body answered",
    "equality": "an equality impact assessment that is signed off",
    "measures": "a measure of success for every objective",
}


class LifeStepRefused(Refused, ValueError):
    """The state of the plan does not allow this step."""


class GateNotPassed(Refused):
    """A step waits for something that is neither shown nor waived."""


class DecisionMissing(Refused):
    """Only a decision takes this step."""


@dataclass(frozen=True)
class GateShown:
    """How a gate stands: what shows it, or the reason for which it is waived; both may be empty."""

    evidence: str = ""
    waiver: str = ""

    @property
    def is_passed(self) -> bool:
        """Whether something shows it, or a reason waives it."""
        return bool(self.evidence.strip() or self.waiver.strip())


def plan_state(taken: Iterable[LifeStepTo], *, year: Period, on: date) -> PlanState:
    """The state of a plan on a day, from the steps taken until then and the plan's year.

    Source: the product's state machines (delivery plan); rule R16.
    """
    state: PlanState = "drafting"
    for step in taken:
        state = step
    if state == "adopted" and on > year.last:
        return "closed"
    return "in-year" if state == "adopted" and on >= year.first else state


def step_after(
    state: PlanState, to: LifeStepTo, *, gates: Mapping[Gate, GateShown], has_decision: bool
) -> PlanState:
    """The state that a step leads to.

    Raises LifeStepRefused, GateNotPassed with every gate that stands open, DecisionMissing.
    Source: the product's state machines (delivery plan): each gate has evidence or a recorded waiver.
    """
    if to not in FOLLOWS[state]:
        may = list_words([one.replace("-", " ") for one in FOLLOWS[state]], joining="or")
        then = f"From here it can only become {may}." if may else "No step can be taken from here."
        raise LifeStepRefused(f"The plan is {_said(state)} and cannot become {_said(to)}. {then}")
    open_gates = [gate for gate in GATES[to] if not gates.get(gate, GateShown()).is_passed]
    if open_gates:
        missing = list_words([ASKS[gate] for gate in open_gates])
        raise GateNotPassed(
            f"The plan cannot become {_said(to)}: there is no record of {missing}. "
            "Record it, or waive the gate and say why. Nothing was changed."
        )
    if to in NEED_DECISION and not has_decision:
        raise DecisionMissing(
            f"A plan becomes {_said(to)} by a decision. Choose the decision. Nothing was changed."
        )
    return to


def _said(state: str) -> str:
    return state.replace("-", " ")


def adoption_gap(adopted_on: date, *, year: Period) -> int:
    """The days of a plan's year that passed before it was adopted; 0 where it was adopted in time.

    Source: rule R16 (a late plan is in force from the day of its decision; the gap is shown).
    """
    return max((adopted_on - year.first).days, 0)


def strategy_state(starts: date, ends: date, *, approved_on: date | None, on: date) -> StrategyState:
    """The state of a strategy on a day: a draft until a decision approves it, then by its dates.

    Source: rule R16; West Mercia terms, 2.1.
    """
    if approved_on is None or on < approved_on:
        return "draft"
    if on < starts:
        return "agreed"
    return "in-force" if on <= ends else "closed"


def months_of(starts: date, ends: date) -> int:
    """How many whole months a term runs, its last day counted in. Source: rule R16."""
    after = date.fromordinal(ends.toordinal() + 1)
    return (after.year - starts.year) * 12 + after.month - starts.month - (after.day < starts.day)


def term_finding(starts: date, ends: date) -> str:
    """One sentence where a strategy does not run for the usual 48 months; else nothing.

    Source: rule R16; Leicester, Leicestershire and Rutland terms (four-year strategy).
    """
    months = months_of(starts, ends)
    if months == TERM_MONTHS:
        return ""
    days = f"from {day_words(starts)} to {day_words(ends)}"
    return f"It runs for {months} months, {days}; {TERM_MONTHS} are usual."


def years_without_plan(
    starts: date, ends: date, *, agreed: Iterable[str], year_starts: str = DEFAULT_YEAR_STARTS
) -> tuple[Period, ...]:
    """The years inside a strategy for which no plan is agreed; ``agreed`` holds names such as "2009-10".

    Source: rule R16; Leicester, Leicestershire and Rutland terms (a delivery plan for every year).
    """
    have = frozenset(agreed)
    found: list[Period] = []
    day = starts
    while day <= ends:
        year = year_holding(day, year_starts)
        if year.name not in have:
            found.append(year)
        day = date.fromordinal(year.last.toordinal() + 1)
    return tuple(found)
