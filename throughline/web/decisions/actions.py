"""Recording decisions, adopting readings, and keeping promises to act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.rules.terms.write import with_reading
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.models import Action, Adoption, DateChange, Decision
from throughline.web.decisions.queries import next_decision_number
from throughline.web.governance.actions import amend_terms
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_record
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class DueBeforeRaised(Refused):
    """A promise cannot fall due before it is made."""


class DateNotMoved(Refused):
    """An extension gives another day and a reason."""


class AlreadyClosed(Refused):
    """A closed action stays closed."""


class DecisionNumberTaken(Refused):
    """A body's decision numbers are given once."""


@transaction.atomic
def record_decision(
    *,
    body: Body,
    decided_on: date,
    text: str,
    authority: str,
    by: User | None,
    at: datetime,
    number: str = "",
    ratifies: Decision | None = None,
) -> Decision:
    """Record what a body decided; its number follows the day unless one is given.

    Raises DecisionNumberTaken where the body has given that number already.
    """
    number = number or next_decision_number(body, decided_on)
    if Decision.objects.filter(body=body, number=number).exists():
        raise DecisionNumberTaken(f"Decision {number} is recorded already. Give another number.")
    decision = Decision.objects.create(
        body=body,
        number=number,
        decided_on=decided_on,
        text=text,
        authority=authority,
        recorded_at=at,
        ratifies=ratifies,
    )
    record_event(
        by=by,
        at=at,
        what="decision recorded",
        thing=decision,
        partnership=body.partnership,
        detail={"body": body.code, "number": number, "authority": authority},
    )
    return decision


@transaction.atomic
def adopt_reading(
    *,
    decision: Decision,
    settles: str,
    value: Any,
    question: str,
    clause: str,
    effective_from: date,
    by: User | None,
    at: datetime,
) -> Adoption:
    """Let a recorded decision settle one place of the terms from a day on.

    Raises TermsUnreadable where the value is not valid at that place; nothing is changed then.
    """
    partnership = decision.body.partnership
    in_force = terms_record(partnership, effective_from)
    text = with_reading(
        in_force.text,
        settles=settles,
        value=value,
        question=question,
        clause=clause,
        decided=decision.number,
        from_=effective_from,
    )
    terms = amend_terms(
        partnership=partnership,
        text=text,
        in_force_from=effective_from,
        reason=f"reading adopted by {decision.number}",
        by=by,
        at=at,
    )
    adoption = Adoption.objects.create(
        decision=decision, terms=terms, settles=settles, effective_from=effective_from
    )
    record_event(
        by=by,
        at=at,
        what="reading adopted",
        thing=adoption,
        partnership=partnership,
        detail={"decision": decision.number, "settles": settles, "from": str(effective_from)},
    )
    return adoption


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
