"""How an action goes from one state to the next: the table's step, its place in the history, its event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from throughline.rules.action_states import is_over, state_after, steps_from
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.decisions.models import Action, ActionUpdate, Decision, StateChange
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class AlreadyClosed(Refused):
    """A closed action stays closed."""


class DecisionOfNoForce(Refused):
    """Only a decision that stands, of the same partnership, cancels a promise or gives a fourth day."""


def stepped(
    action: Action,
    step: str,
    *,
    expected_version: int,
    by: User | None,
    at: datetime,
    said: str = "",
    **changes: Any,
) -> Action:
    """Take one step of the table, keep it in the action's history and tell of it."""
    before = action.state
    after = state_after(before, step, said=said)
    save_changes(action, expected_version=expected_version, state=after, **changes)
    keep_step(action, came_from=before, said=said, by=by, at=at)
    if is_over(after):
        settle_what_waits_for_the_body(action)
    record_event(
        by=by,
        at=at,
        what=f"action {step}",
        thing=action,
        partnership=action.partnership,
        detail={"number": action.number, "from": before, "to": after},
    )
    return action


def keep_step(action: Action, *, came_from: str, said: str, by: User | None, at: datetime) -> None:
    """Add to an action's history the step that brought it to its state."""
    StateChange.objects.create(
        action=action,
        came_from=came_from,
        to=action.state,
        reason=said,
        by=person_of(by, action.partnership),
        changed_at=at,
    )


def settle_what_waits_for_the_body(action: Action) -> None:
    """What was put to the body of this action is decided."""
    waiting = ActionUpdate.objects.filter(action=action, state=ActionUpdate.State.ESCALATED)
    waiting.update(state=ActionUpdate.State.DECIDED)


def person_of(user: User | None, partnership: Partnership) -> Person | None:
    """The user as a person of the partnership; none for the command line."""
    return Person.objects.filter(user=user, partnership=partnership).first() if user else None


def refuse_closed(action: Action) -> None:
    """Refuse what only an open action allows. Raises AlreadyClosed."""
    if action.closed_on:
        raise AlreadyClosed(
            f"Action {action.number} was closed on {day_words(action.closed_on)}. It stays as it is."
        )


def refuse_weak_decision(partnership: Partnership, decision: Decision | None) -> None:
    """Refuse a decision of another partnership, one only recommended, or one rescinded.

    Raises DecisionOfNoForce; no decision at all is no fault here.
    """
    if decision is None:
        return
    if decision.body.partnership_id != partnership.pk:
        raise DecisionOfNoForce("That decision is not one of this partnership. Give one of its own.")
    recommended = decision.authority == Decision.Authority.RECOMMENDED
    if (recommended and not hasattr(decision, "ratified_by")) or hasattr(decision, "rescinded_by"):
        raise DecisionOfNoForce(
            f"{decision.number} has no force: it was only recommended, or was rescinded. "
            "Give a decision that stands."
        )


STEP_OF_CLAIM = {
    ActionUpdate.Claim.DONE: "claim",
    ActionUpdate.Claim.STUCK: "block",
    ActionUpdate.Claim.ON_COURSE: "start",
    ActionUpdate.Claim.LONGER: "start",
}
"""What an accepted update makes of its action; ``not-mine`` makes nothing of it by itself."""


def goes_on(action: Action, update: ActionUpdate, *, by: User | None, at: datetime) -> None:
    """Take the steps that follow from an accepted update: an owner who answers has accepted the action."""
    code = STEP_OF_CLAIM.get(ActionUpdate.Claim(update.claim))
    if code is None:
        return
    possible = {step.code for step in steps_from(action.state)}
    if "accept" in possible:
        stepped(action, "accept", expected_version=action.version, by=by, at=at)
        possible = {step.code for step in steps_from(action.state)}
    if code == "start" and action.state == Action.State.BLOCKED:
        code = "unblock"
    if code in possible:
        said = update.evidence if code == "claim" else update.text
        stepped(action, code, said=said, expected_version=action.version, by=by, at=at)
