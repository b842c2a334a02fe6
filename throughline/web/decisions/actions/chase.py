"""Asking owners how their actions go, and taking their answers by link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.decisions.actions.updates import propose_update
from throughline.web.decisions.chase.links import (
    AnsweredAlready,
    new_reference,
    path_of,
    refuse_spent,
    words_sent,
)
from throughline.web.decisions.models import Action, ActionUpdate, ChaseRequest, ChaseRound
from throughline.web.decisions.promises.update_settling import UpdateLacks, settle_update
from throughline.web.mail.actions import keep_reminders, notify
from throughline.web.mail.reminders import Reminder
from throughline.words.refusals import Refused

LASTS = 7
"""Days for which a link works, unless said otherwise."""
LONGEST = 60
KIND = "chase-request"
QUERY = "action-query"


class NobodyToAsk(Refused):
    """A round asks at least one named owner of an open action."""


class LastsTooLong(Refused):
    """A link works for a day at least, and not for ever."""


class SentAlready(Refused):
    """A round is sent once."""


@transaction.atomic
def prepare_chase_round(
    *,
    partnership: Partnership,
    actions: Sequence[Action],
    made_on: date,
    by: User | None,
    at: datetime,
    lasts: int = LASTS,
) -> ChaseRound:
    """Prepare one question for each open action that has a named owner; nothing is sent yet.

    ``lasts`` is for how many days each link works. One event tells of all. Raises NobodyToAsk and
    LastsTooLong.
    """
    if not 1 <= lasts <= LONGEST:
        raise LastsTooLong(f"A link works for 1 to {LONGEST} days. Give a number between them.")
    asked = [
        one for one in actions if one.owner_id and not one.closed_on and one.partnership_id == partnership.pk
    ]
    if not asked:
        raise NobodyToAsk("None of these actions is open with a named owner, so there is nobody to ask.")
    last = ChaseRound.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    made = ChaseRound.objects.create(partnership=partnership, number=last + 1, made_on=made_on, made_at=at)
    ChaseRequest.objects.bulk_create(
        ChaseRequest(
            round=made,
            action=one,
            person_id=one.owner_id,
            reference=new_reference(),
            expires_on=made_on + timedelta(days=lasts),
        )
        for one in asked
        if one.owner_id is not None
    )
    record_event(
        by=by,
        at=at,
        what="chase round prepared",
        thing=made,
        partnership=partnership,
        subjects=sorted({f"person:{one.owner_id}" for one in asked}),
        detail={"number": made.number, "actions": sorted(one.number for one in asked)},
    )
    return made


@transaction.atomic
def send_chase_round(*, chase: ChaseRound, by: User | None, at: datetime) -> int:
    """Hand every question of a round to the messages, each with a link made at the moment of sending.

    Answers how many. Raises SentAlready.
    """
    if not ChaseRound.objects.filter(pk=chase.pk, sent_at__isnull=True).update(sent_at=at):
        raise SentAlready(f"Chase round {chase.number} was sent already. Nothing was sent twice.")
    chase.refresh_from_db()
    waiting = chase.requests.filter(answered_at__isnull=True)
    found = list(waiting.select_related("action"))
    keep_reminders(partnership=chase.partnership, reminders=[_question(one) for one in found], by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="chase round sent",
        thing=chase,
        partnership=chase.partnership,
        detail={"number": chase.number, "questions": len(found)},
    )
    return len(found)


def _question(request: ChaseRequest) -> Reminder:
    """A question as the messages keep it; its link is made at the moment of sending."""
    return Reminder(
        person_id=request.person_id,
        kind=KIND,
        about=f"chase:{request.pk}",
        sentence=words_sent(request.action.number, request.expires_on),
        path="",
        once=_once(request),
    )


def _once(request: ChaseRequest) -> str:
    return f"chase:{request.pk}:{request.reference[:8]}"


def _ask(request: ChaseRequest, *, by: User | None, at: datetime) -> None:
    number = {"number": request.action.number}
    notify(
        person=request.person,
        kind=KIND,
        about=f"chase:{request.pk}",
        subject=_("How is action %(number)d going?") % number,
        words=words_sent(request.action.number, request.expires_on),
        path="",
        once=_once(request),
        by=by,
        at=at,
    )


@transaction.atomic
def ask_again(
    *, request: ChaseRequest, asked_on: date, by: User | None, at: datetime, lasts: int = LASTS
) -> ChaseRequest:
    """Ask the owner once more with a new link, as after a query of what they said. Raises AnsweredAlready.

    The earlier answer stays; an earlier question that nobody answered is not asked twice.
    """
    if request.answered_at is None:
        raise AnsweredAlready(
            f"Action {request.action.number} waits for an answer already. Its link still works."
        )
    again = ChaseRequest.objects.create(
        round=request.round,
        action=request.action,
        person=request.person,
        reference=new_reference(),
        expires_on=asked_on + timedelta(days=lasts),
    )
    _ask(again, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="owner asked again",
        thing=again,
        partnership=request.round.partnership,
        subjects=[f"person:{request.person_id}"],
        detail={"number": request.action.number},
    )
    return again


@transaction.atomic
def make_link_by_hand(
    *, request: ChaseRequest, made_on: date, by: User | None, at: datetime, lasts: int = LASTS
) -> str:
    """Make a new link to pass on by hand, and answer its address; the one made before ends.

    Raises AnsweredAlready and NoLongerTheirs. The event says who took it.
    """
    request.expires_on = max(request.expires_on, made_on + timedelta(days=lasts))
    refuse_spent(request, made_on)
    request.reference = new_reference()
    request.link_shown_at = at
    request.save(update_fields=["reference", "expires_on", "link_shown_at"])
    record_event(
        by=by,
        at=at,
        what="answer link made to pass on by hand",
        thing=request,
        partnership=request.round.partnership,
        subjects=[f"person:{request.person_id}"],
        detail={"number": request.action.number, "until": str(request.expires_on)},
    )
    return path_of(request)


@transaction.atomic
def answer_by_link(
    *,
    request: ChaseRequest,
    claim: str,
    on: date,
    by: User | None,
    at: datetime,
    text: str = "",
    forecast: date | None = None,
    evidence: str = "",
) -> ActionUpdate:
    """Keep the one answer that a link takes, as an update which the secretary then accepts or not.

    ``by`` is nobody: the link is the person's. Of two answers at once exactly one is kept.
    Raises AnsweredAlready, LinkEnded, NoLongerTheirs and UpdateLacks; nothing is changed then.
    """
    refuse_spent(request, on)
    update = propose_update(
        action=request.action,
        author=request.person,
        claim=claim,
        text=text,
        forecast=forecast,
        evidence=evidence,
        by_link=True,
        by=by,
        at=at,
        on=on,
    )
    waiting = ChaseRequest.objects.filter(
        pk=request.pk, reference=request.reference, answered_at__isnull=True
    )
    if not waiting.update(answered_at=at, update=update):
        raise AnsweredAlready("This was answered a moment ago. Your first answer was kept.")
    request.refresh_from_db()
    return update


@transaction.atomic
def query_update(
    *,
    update: ActionUpdate,
    question: str,
    asked_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> ActionUpdate:
    """Ask the owner back before anything follows from the update; by a new link where a link brought it.

    Raises UpdateLacks without a question, AlreadySettled, and EditedSince.
    """
    if not question.strip():
        raise UpdateLacks("Write what the owner is asked.")
    settle_update(update, ActionUpdate.State.QUERIED, question, expected_version, by, at)
    asked = ChaseRequest.objects.filter(update=update).select_related("round", "action", "person").first()
    if asked is not None:
        ask_again(request=asked, asked_on=asked_on, by=by, at=at)
        return update
    number = {"number": update.action.number}
    notify(
        person=update.author,
        kind=QUERY,
        about=f"action:{update.action.pk}",
        subject=_("A question about action %(number)d") % number,
        words=_("The secretary asks about your update of action %(number)d. Sign in to answer.") % number,
        path=reverse(
            "decisions:action",
            kwargs={"partnership": update.action.partnership.slug, "action": update.action.number},
        ),
        once=f"query:{update.pk}",
        by=by,
        at=at,
    )
    return update


@transaction.atomic
def end_links(*, person: Person, last_day: date, by: User | None, at: datetime) -> int:
    """End every link that a person has not answered by, as when they leave; answers how many."""
    waiting = ChaseRequest.objects.filter(person=person, answered_at__isnull=True, expires_on__gt=last_day)
    ended = waiting.update(expires_on=last_day)
    record_event(
        by=by,
        at=at,
        what="answer links ended",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"links": ended, "last day": str(last_day)},
    )
    return ended
