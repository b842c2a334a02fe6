"""Keeping promises to act: the words and the first day stay, and every later day has its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.lateness import needs_the_body_to_move
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.models import Action, ActionUpdate, DateChange, Decision
from throughline.web.decisions.stepping import (
    person_of,
    refuse_closed,
    refuse_weak_decision,
    settle_what_waits_for_the_body,
    stepped,
)
from throughline.web.governance.models import Body
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class DueBeforeRaised(Refused):
    """A promise cannot fall due before it is made."""


class DateNotMoved(Refused):
    """An extension gives another day and a reason."""


class MoveIsForTheBody(Refused):
    """After three moves the body gives the next day."""


class NotByItsOwner(Refused):
    """Nobody confirms alone that their own promise was kept."""


class NotMergedIntoThat(Refused):
    """A promise becomes part of another open promise of the same partnership."""


@transaction.atomic
def assign_action(
    *,
    body: Body,
    text: str,
    owner_agency: Agency,
    due: date,
    raised_on: date,
    by: User | None,
    at: datetime,
    owner: Person | None = None,
    decision: Decision | None = None,
) -> Action:
    """Record a promise with its words and its first day, which never change. Raises DueBeforeRaised."""
    if due < raised_on:
        raise DueBeforeRaised(
            f"The action was raised on {raised_on} and cannot be due on {due}. Give a later day."
        )
    last = Action.objects.filter(partnership=body.partnership).aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(
        partnership=body.partnership,
        number=last + 1,
        body=body,
        decision=decision,
        text=text,
        owner=owner,
        owner_agency=owner_agency,
        raised_on=raised_on,
        first_due=due,
    )
    record_event(
        by=by,
        at=at,
        what="action assigned",
        thing=action,
        partnership=body.partnership,
        subjects=[f"person:{owner.pk}"] if owner else [],
        detail={"number": action.number, "due": str(due), "organisation": owner_agency.code},
    )
    return action


@transaction.atomic
def move_action_date(
    *,
    action: Action,
    to: date,
    reason: str,
    expected_version: int,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
    update: ActionUpdate | None = None,
) -> DateChange:
    """Extend an action to another day with a reason; the first day and every earlier one stay.

    ``update`` is what its owner said; a fourth move needs the ``decision`` that gives the day.
    Raises DateNotMoved, MoveIsForTheBody, DecisionOfNoForce, AlreadyClosed, and EditedSince where
    someone else changed it meanwhile. Source: rules R18 and R21.
    """
    moves = list(action.date_changes.order_by("pk").values_list("moved_to", flat=True))
    current = moves[-1] if moves else action.first_due
    refuse_closed(action)
    if to == current or to < action.raised_on or not reason.strip():
        raise DateNotMoved(
            f"Action {action.number} is due on {day_words(current)}. Give another day and a reason."
        )
    if decision is None and needs_the_body_to_move(len(moves)):
        raise MoveIsForTheBody(
            f"Action {action.number} was moved {len(moves)} times. "
            f"{action.body.name} gives the next day: put it to the meeting, and give its decision here."
        )
    refuse_weak_decision(action.partnership, decision)
    save_changes(action, expected_version=expected_version)
    change = DateChange.objects.create(
        action=action,
        moved_from=current,
        moved_to=to,
        reason=reason,
        moved_at=at,
        by=person_of(by, action.partnership),
        update=update,
        decision=decision,
    )
    if decision is not None:
        settle_what_waits_for_the_body(action)
    record_event(
        by=by,
        at=at,
        what="action date moved",
        thing=action,
        partnership=action.partnership,
        detail={"number": action.number, "from": str(current), "to": str(to)},
    )
    return change


@transaction.atomic
def take_step(
    *, action: Action, step: str, expected_version: int, by: User | None, at: datetime, said: str = ""
) -> Action:
    """Accept, decline, start, block, unblock or send back an action; ``said`` is the reason it needs.

    Raises StepNotPossible, StepLacks, and EditedSince. Source: state machine of an action.
    """
    return stepped(action, step, said=said, expected_version=expected_version, by=by, at=at)


@transaction.atomic
def verify_action(
    *, action: Action, verified_on: date, expected_version: int, by: User | None, at: datetime
) -> Action:
    """Confirm that an action claimed done is done, and close it.

    Raises NotByItsOwner for the owner alone, StepNotPossible where nobody claimed it, AlreadyClosed, and
    EditedSince. Source: state machine of an action.
    """
    refuse_closed(action)
    if action.owner is not None and by is not None and action.owner.user_id == by.pk:
        raise NotByItsOwner(
            f"Action {action.number} is your own. Ask the chair, or somebody else who keeps the record, "
            "to confirm that it is done."
        )
    return stepped(action, "verify", expected_version=expected_version, by=by, at=at, closed_on=verified_on)


@transaction.atomic
def cancel_action(
    *,
    action: Action,
    decision: Decision,
    reason: str,
    cancelled_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> Action:
    """Close an action because a decision says that it need not be done.

    Raises DecisionOfNoForce, AlreadyClosed, and EditedSince. Source: state machine of an action.
    """
    refuse_closed(action)
    refuse_weak_decision(action.partnership, decision)
    return stepped(
        action,
        "cancel",
        said=f"{decision.number}: {reason}",
        expected_version=expected_version,
        by=by,
        at=at,
        closed_on=cancelled_on,
        cancelled_by=decision,
    )


@transaction.atomic
def merge_action(
    *,
    action: Action,
    into: Action,
    reason: str,
    merged_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> Action:
    """Close an action because it has become part of another open one.

    Raises NotMergedIntoThat, AlreadyClosed, and EditedSince. Source: state machine of an action.
    """
    refuse_closed(action)
    if into.pk == action.pk or into.partnership_id != action.partnership_id or into.closed_on:
        raise NotMergedIntoThat(
            f"Action {action.number} can only become part of another action that is open. "
            "Give the number of an open action."
        )
    return stepped(
        action,
        "merge",
        said=f"Action {into.number}: {reason}",
        expected_version=expected_version,
        by=by,
        at=at,
        closed_on=merged_on,
        merged_into=into,
    )
