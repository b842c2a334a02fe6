"""Passing an action on: offered to a new owner who accepts, or given where the earlier one cannot keep it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.decisions.models import Action, ActionUpdate, OwnerChange, StateChange
from throughline.web.decisions.stepping import (
    person_of,
    refuse_closed,
    settle_what_waits_for_the_body,
    stepped,
)
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused

Outcome = OwnerChange.Outcome
ASKED_ANEW = Action.State.PROPOSED


class OwnerNotFit(Refused):
    """The new owner is another one, of the same partnership, and the reason is said."""


class OfferWaits(Refused):
    """One new owner is asked at a time."""


class OfferSettled(Refused):
    """An offer is answered once."""


@transaction.atomic
def offer_action(
    *,
    action: Action,
    to_agency: Agency,
    reason: str,
    expected_version: int,
    by: User | None,
    at: datetime,
    to_owner: Person | None = None,
) -> OwnerChange:
    """Ask somebody else to take an action over; until they accept, it stays with its owner.

    Raises OwnerNotFit, OfferWaits, AlreadyClosed, and EditedSince. Source: state machine of an action.
    """
    refuse_closed(action)
    refuse_unfit_owner(action, to_owner=to_owner, to_agency=to_agency, reason=reason)
    if action.owner_changes.filter(outcome=Outcome.WAITING).exists():
        raise OfferWaits(
            f"Somebody was asked already to take over action {action.number}. Wait for the answer first."
        )
    save_changes(action, expected_version=expected_version)
    change = _kept(action, to_owner, to_agency, reason, Outcome.WAITING, at)
    record_event(
        by=by,
        at=at,
        what="action offered to another owner",
        thing=action,
        partnership=action.partnership,
        subjects=[f"person:{to_owner.pk}"] if to_owner else [],
        detail={"number": action.number, "to": to_agency.code},
    )
    return change


@transaction.atomic
def answer_offer(
    *,
    change: OwnerChange,
    accepted: bool,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> OwnerChange:
    """Take an offered action over, or leave it where it is.

    Raises OfferSettled, AlreadyClosed, and EditedSince.
    """
    action = change.action
    refuse_closed(action)
    outcome = Outcome.ACCEPTED if accepted else Outcome.DECLINED
    waiting = OwnerChange.objects.filter(pk=change.pk, outcome=Outcome.WAITING)
    if not waiting.update(outcome=outcome, settled_at=at):
        raise OfferSettled(f"The offer of action {action.number} was answered already. Nothing was changed.")
    change.refresh_from_db()
    if accepted:
        settle_what_waits_for_the_body(action)
        stepped(
            action,
            "take-over",
            expected_version=expected_version,
            by=by,
            at=at,
            owner=change.to_owner,
            owner_agency=change.to_agency,
        )
    else:
        save_changes(action, expected_version=expected_version)
        record_event(
            by=by,
            at=at,
            what="action offer declined",
            thing=action,
            partnership=action.partnership,
            detail={"number": action.number},
        )
    return change


@transaction.atomic
def reassign_all(
    *,
    partnership: Partnership,
    actions: Iterable[Action],
    to_agency: Agency,
    reason: str,
    by: User | None,
    at: datetime,
    to_owner: Person | None = None,
) -> int:
    """Give open actions to another owner in one act, as when somebody leaves; one event tells of all.

    Each is then asked to be accepted anew. Closed ones, and those the new owner holds already, stay as
    they are. Answers how many were given. Raises OwnerNotFit.
    """
    if not reason.strip():
        raise OwnerNotFit("Say why these actions pass to another owner.")
    to_give = _locked(partnership, actions)
    given = [one for one in to_give if (one.owner, one.owner_agency) != (to_owner, to_agency)]
    for action in given:
        refuse_unfit_owner(action, to_owner=to_owner, to_agency=to_agency, reason=reason)
    _give(
        given,
        to_owner,
        to_agency,
        reason,
        giver=person_of(by, partnership),
        at=at,
    )
    record_event(
        by=by,
        at=at,
        what="actions given to another owner",
        thing=partnership,
        partnership=partnership,
        subjects=sorted({f"person:{one.pk}" for one in (to_owner, *(a.owner for a in given)) if one}),
        detail={"actions": sorted(one.number for one in given), "to": to_agency.code},
    )
    return len(given)


@transaction.atomic
def transfer_actions(
    *, actions: Iterable[Action], to: Agency, on: date, reason: str, by: User | None, at: datetime
) -> int:
    """Let open actions follow an organisation into its successor from a day on; owners and states stay.

    Answers how many moved; one event tells of all. Raises OwnerNotFit. Source: rule R48.
    """
    moved = [one for one in _locked(to.partnership, actions) if one.owner_agency_id != to.pk]
    midnight = timezone.make_aware(datetime.combine(on, time()))
    OwnerChange.objects.bulk_create(
        OwnerChange(
            action=one,
            from_owner=one.owner,
            from_agency=one.owner_agency,
            to_owner=one.owner,
            to_agency=to,
            reason=reason,
            outcome=Outcome.GIVEN,
            asked_at=at,
            settled_at=midnight,
        )
        for one in moved
    )
    Action.objects.filter(pk__in=[one.pk for one in moved]).update(owner_agency=to, version=F("version") + 1)
    record_event(
        by=by,
        at=at,
        what="actions followed their organisation",
        thing=to,
        partnership=to.partnership,
        detail={"actions": sorted(one.number for one in moved), "to": to.code, "on": str(on)},
    )
    return len(moved)


def _locked(partnership: Partnership, actions: Iterable[Action]) -> list[Action]:
    """The open ones among some actions of a partnership, as they now stand."""
    found = Action.objects.filter(
        pk__in=[one.pk for one in actions], partnership=partnership, closed_on__isnull=True
    )
    return list(found.select_related("owner", "owner_agency", "partnership").order_by("number"))


def _give(
    actions: list[Action],
    to_owner: Person | None,
    to_agency: Agency,
    reason: str,
    *,
    giver: Person | None,
    at: datetime,
) -> None:
    given = [one.pk for one in actions]
    waiting = OwnerChange.objects.filter(action__in=given, outcome=Outcome.WAITING)
    waiting.update(outcome=Outcome.DECLINED, settled_at=at)
    OwnerChange.objects.bulk_create(
        OwnerChange(
            action=one,
            from_owner=one.owner,
            from_agency=one.owner_agency,
            to_owner=to_owner,
            to_agency=to_agency,
            reason=reason,
            outcome=Outcome.GIVEN,
            asked_at=at,
            settled_at=at,
        )
        for one in actions
    )
    StateChange.objects.bulk_create(
        StateChange(action=one, came_from=one.state, to=ASKED_ANEW, reason=reason, by=giver, changed_at=at)
        for one in actions
    )
    escalated = ActionUpdate.objects.filter(action__in=given, state=ActionUpdate.State.ESCALATED)
    escalated.update(state=ActionUpdate.State.DECIDED)
    Action.objects.filter(pk__in=given).update(
        owner=to_owner, owner_agency=to_agency, state=ASKED_ANEW, version=F("version") + 1
    )


def _kept(
    action: Action, to_owner: Person | None, to_agency: Agency, reason: str, outcome: str, at: datetime
) -> OwnerChange:
    return OwnerChange.objects.create(
        action=action,
        from_owner=action.owner,
        from_agency=action.owner_agency,
        to_owner=to_owner,
        to_agency=to_agency,
        reason=reason.strip(),
        outcome=outcome,
        asked_at=at,
    )


def refuse_unfit_owner(action: Action, *, to_owner: Person | None, to_agency: Agency, reason: str) -> None:
    """Refuse a new owner who is the old one, or comes from elsewhere, or no reason. Raises OwnerNotFit."""
    if not reason.strip():
        raise OwnerNotFit(f"Say why action {action.number} passes to another owner.")
    if (to_owner, to_agency) == (action.owner, action.owner_agency):
        raise OwnerNotFit(f"Action {action.number} is theirs already. Choose somebody else.")
    partnerships = {to_agency.partnership_id, *([to_owner.partnership_id] if to_owner else [])}
    if partnerships != {action.partnership_id}:
        raise OwnerNotFit(
            f"The new owner of action {action.number} must be of the same partnership. Choose somebody else."
        )
