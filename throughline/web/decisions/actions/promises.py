"""Keeping promises to act: the words and the first day stay, and every later day has its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.models import Action, DateChange, Decision
from throughline.web.governance.models import Body
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class DueBeforeRaised(Refused):
    """A promise cannot fall due before it is made."""


class DateNotMoved(Refused):
    """An extension gives another day and a reason."""


class AlreadyClosed(Refused):
    """A closed action stays closed."""


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
    *, action: Action, to: date, reason: str, expected_version: int, by: User | None, at: datetime
) -> DateChange:
    """Extend an action to another day with a reason; the first day and every earlier one stay.

    Raises DateNotMoved, AlreadyClosed, and EditedSince where someone else changed it meanwhile.
    """
    current = (
        action.date_changes.order_by("-pk").values_list("moved_to", flat=True).first() or action.first_due
    )
    if action.closed_on:
        raise AlreadyClosed(f"Action {action.number} was closed on {action.closed_on}. Its date stays.")
    if to == current or not reason.strip():
        raise DateNotMoved(f"Action {action.number} is due on {current}. Give another day and a reason.")
    save_changes(action, expected_version=expected_version)
    change = DateChange.objects.create(
        action=action, moved_from=current, moved_to=to, reason=reason, moved_at=at
    )
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
def close_action(
    *, action: Action, closed_on: date, expected_version: int, by: User | None, at: datetime
) -> Action:
    """Close an action whose doing was verified. Raises AlreadyClosed, and EditedSince."""
    if action.closed_on:
        raise AlreadyClosed(f"Action {action.number} was closed on {action.closed_on} already.")
    save_changes(action, expected_version=expected_version, state=Action.State.VERIFIED, closed_on=closed_on)
    record_event(
        by=by,
        at=at,
        what="action closed",
        thing=action,
        partnership=action.partnership,
        detail={"number": action.number, "on": str(closed_on)},
    )
    return action
