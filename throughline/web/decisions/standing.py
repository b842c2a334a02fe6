"""What became of a decision, from the rows that say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from throughline.rules.chairs_action import ChairsRight, chair_may_act
from throughline.rules.decision_states import IN_FORCE, DecisionState, DecisionStep, is_allowed, state_after
from throughline.web.access.models import Partnership, Person, User
from throughline.web.decisions.models import ChairsAction, Decision
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on

ANSWERED: dict[str, DecisionStep] = {
    ChairsAction.Answer.NOTED: "note",
    ChairsAction.Answer.REVERSED: "reverse",
}
STEPPED: dict[str, DecisionStep] = {"implemented": "implement", "closed": "close"}


def with_standing(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions with all that their state is read from, in two queries for any number of them."""
    return decisions.select_related(
        "body__partnership",
        "ratifies",
        "rescinds",
        "ratified_by__rescinded_by",
        "rescinded_by",
        "chairs_action__allowed_by",
        "chairs_action__answered_by",
    ).prefetch_related("steps")


def state_of(decision: Decision, *, on: date | None = None) -> DecisionState:
    """The state of a decision, on a day or by all that is recorded. Source: rules R8 and R47."""
    taken: list[DecisionStep] = []
    for _, step in sorted(_steps(decision, on), key=lambda one: (one[0], _ORDER.index(one[1]))):
        if is_allowed(state_after(decision.authority, taken), step):
            taken.append(step)
    return state_after(decision.authority, taken)


_ORDER: tuple[DecisionStep, ...] = ("report", "note", "reverse", "ratify", "implement", "close", "rescind")


def _steps(decision: Decision, on: date | None) -> Iterator[tuple[date, DecisionStep]]:
    for day, step in _all_steps(decision):
        if on is None or day <= on:
            yield day, step


def _all_steps(decision: Decision) -> Iterator[tuple[date, DecisionStep]]:
    ratifying = ratified_by(decision)
    if ratifying is not None:
        yield ratifying.decided_on, "ratify"
        # what was only recommended falls again with the decision that gave it force
        fallen = rescinded_by(ratifying)
        if fallen is not None:
            yield fallen.effective_from or fallen.decided_on, "rescind"
    later = rescinded_by(decision)
    if later is not None:
        yield later.effective_from or later.decided_on, "rescind"
    for step in decision.steps.all():
        yield step.taken_on, STEPPED[step.to]
    chairs = chairs_action_of(decision)
    if chairs is not None and chairs.reported_on is not None:
        yield chairs.reported_on, "report"
        if chairs.answered_by is not None:
            yield chairs.answered_by.decided_on, ANSWERED[chairs.answer]


def chairs_action_of(decision: Decision) -> ChairsAction | None:
    """The chair's action that a decision is, if it is one."""
    return getattr(decision, "chairs_action", None)


def ratified_by(decision: Decision) -> Decision | None:
    """The decision that ratified this one, if any did."""
    return getattr(decision, "ratified_by", None)


def rescinded_by(decision: Decision) -> Decision | None:
    """The decision that rescinded this one, if any did."""
    return getattr(decision, "rescinded_by", None)


def person_of(user: User | None, partnership: Partnership) -> Person | None:
    """Who a user is in a partnership, if they are anybody there."""
    return Person.objects.filter(user=user, partnership=partnership).first() if user else None


def grounds_for_the_chair(body: Body, day: date) -> tuple[ChairsRight, tuple[Decision, ...]]:
    """What the terms of a day say of chair's action, and the decisions in force that could allow it."""
    right = chair_may_act(terms_on(body.partnership, day).body(body.code))
    rows = with_standing(Decision.objects.filter(body=body, decided_on__lte=day))
    of_the_body = rows.exclude(authority=Decision.Authority.CHAIRS_ACTION)
    return right, tuple(one for one in of_the_body if state_of(one, on=day) in IN_FORCE)
