"""What owners say of their actions, and what the secretary makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.decisions.actions.promises import move_action_date
from throughline.web.decisions.models import Action, ActionUpdate
from throughline.web.decisions.promises.update_settling import UpdateLacks, settle_update
from throughline.web.decisions.stepping import goes_on, person_of, refuse_closed
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

Claim = ActionUpdate.Claim
State = ActionUpdate.State


class NotTheirAction(Refused):
    """Only an action's owner, or somebody of the organisation that owns it, says how it goes."""


@transaction.atomic
def propose_update(
    *,
    action: Action,
    author: Person,
    claim: str,
    by: User | None,
    at: datetime,
    on: date,
    text: str = "",
    forecast: date | None = None,
    evidence: str = "",
    by_link: bool = False,
) -> ActionUpdate:
    """Keep what an owner says of an action until the secretary has looked at it; nothing else changes.

    ``on`` is the day it is said. Where ``by`` is somebody else, they are kept as having written it down.
    Raises UpdateLacks, NotTheirAction and AlreadyClosed.
    """
    refuse_closed(action)
    refuse_not_theirs(action, author)
    refuse_update_lacking(action, claim=claim, text=text, forecast=forecast, evidence=evidence, on=on)
    writer = person_of(by, action.partnership)
    update = ActionUpdate.objects.create(
        action=action,
        author=author,
        recorded_by=writer if writer != author else None,
        by_link=by_link,
        said_at=at,
        text=text.strip(),
        claim=claim,
        forecast=forecast if claim == Claim.LONGER else None,
        evidence=evidence.strip(),
    )
    record_event(
        by=by,
        at=at,
        what="action update proposed",
        thing=update,
        partnership=action.partnership,
        subjects=[f"person:{author.pk}"],
        detail={"number": action.number, "claim": claim, "by link": by_link},
    )
    return update


@transaction.atomic
def accept_update(
    *,
    update: ActionUpdate,
    expected_version: int,
    action_version: int,
    by: User | None,
    at: datetime,
    reply: str = "",
) -> ActionUpdate:
    """Accept an update, and let it do what it says: move the day, block, go on or be claimed done.

    A fourth move is not accepted but put to the body. Raises AlreadySettled, MoveIsForTheBody,
    AlreadyClosed, and EditedSince. Source: rule R18; state machine of an action.
    """
    action = update.action
    refuse_closed(action)
    settle_update(update, State.ACCEPTED, reply, expected_version, by, at)
    if update.claim == Claim.LONGER and update.forecast is not None:
        move_action_date(
            action=action,
            to=update.forecast,
            reason=update.text,
            expected_version=action_version,
            update=update,
            by=by,
            at=at,
        )
    else:
        save_changes(action, expected_version=action_version)
    goes_on(action, update, by=by, at=at)
    return update


@transaction.atomic
def escalate_update(
    *, update: ActionUpdate, expected_version: int, by: User | None, at: datetime, reply: str = ""
) -> ActionUpdate:
    """Put what an owner said to the body: the action then needs its decision.

    Raises AlreadySettled and EditedSince.
    """
    return settle_update(update, State.ESCALATED, reply, expected_version, by, at)


@transaction.atomic
def decline_update(
    *, update: ActionUpdate, reply: str, expected_version: int, by: User | None, at: datetime
) -> ActionUpdate:
    """Let nothing follow from an update, and say why. Raises UpdateLacks, AlreadySettled, EditedSince."""
    if not reply.strip():
        raise UpdateLacks("Write why nothing follows from this update.")
    return settle_update(update, State.DECLINED, reply, expected_version, by, at)


@transaction.atomic
def accept_unchanged(
    *, partnership: Partnership, updates: Sequence[ActionUpdate], by: User | None, at: datetime
) -> int:
    """Accept at once every waiting update that says its action is on course; one event tells of all.

    Updates of another kind are left as they are. Answers how many were accepted.
    """
    wanted = [one.pk for one in updates]
    waiting = ActionUpdate.objects.filter(
        pk__in=wanted,
        action__partnership=partnership,
        action__closed_on__isnull=True,
        claim=Claim.ON_COURSE,
        state=State.PROPOSED,
    )
    found = list(waiting.select_related("action", "action__partnership"))
    for update in found:
        save_changes(
            update,
            expected_version=update.version,
            state=State.ACCEPTED,
            settled_by=person_of(by, partnership),
            settled_at=at,
        )
        goes_on(update.action, update, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="unchanged updates accepted",
        thing=partnership,
        partnership=partnership,
        detail={"actions": sorted(one.action.number for one in found)},
    )
    return len(found)


@transaction.atomic
def claim_done(
    *,
    action: Action,
    author: Person,
    evidence: str,
    by: User | None,
    at: datetime,
    on: date,
    text: str = "",
) -> Action:
    """Record at once that an owner claims an action done, with evidence; somebody else verifies it.

    Raises UpdateLacks without evidence, NotTheirAction and AlreadyClosed.
    """
    update = propose_update(
        action=action, author=author, claim=Claim.DONE, text=text, evidence=evidence, by=by, at=at, on=on
    )
    accept_update(update=update, expected_version=update.version, action_version=action.version, by=by, at=at)
    return action


def refuse_not_theirs(action: Action, author: Person) -> None:
    """Refuse an update by somebody whose action it is not. Raises NotTheirAction."""
    is_owner = action.owner_id == author.pk
    is_of_owner = action.owner_id is None and action.owner_agency_id == author.agency_id
    if not (is_owner or is_of_owner):
        raise NotTheirAction(
            f"Action {action.number} is now somebody else’s. Only its owner says how it goes. "
            "Nothing was changed."
        )


def refuse_update_lacking(
    action: Action, *, claim: str, text: str, forecast: date | None, evidence: str, on: date
) -> None:
    """Refuse an update that does not say what its claim needs. Raises UpdateLacks."""
    if claim == Claim.DONE and not evidence.strip():
        raise UpdateLacks("Say what shows that it is done: a sentence or a link.")
    if claim == Claim.STUCK and not text.strip():
        raise UpdateLacks("Say on whom or what it waits.")
    if claim == Claim.NOT_MINE and not text.strip():
        raise UpdateLacks("Say who should have this action, by post or organisation.")
    due = action.date_changes.order_by("-pk").values_list("moved_to", flat=True).first() or action.first_due
    if claim == Claim.ON_COURSE and on > due:
        raise UpdateLacks(f"It was due on {day_words(due)}, which has passed. Give a new date.")
    if claim != Claim.LONGER:
        return
    if forecast is None or forecast <= max(due, on):
        raise UpdateLacks(f"Give a new date after {day_words(max(due, on))}, which is real and ahead.")
    if not text.strip():
        raise UpdateLacks("Say why it needs longer. The reason stays with the new date.")
