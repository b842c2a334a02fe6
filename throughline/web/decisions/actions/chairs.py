"""What a chair decides between meetings, and what the body then says of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.chairs_action import chair_may_act
from throughline.rules.decision_states import IN_FORCE, after
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.actions.decisions import NotOfForce, record_decision
from throughline.web.decisions.models import ChairsAction, Decision
from throughline.web.decisions.standing import ANSWERED, state_of
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class ChairMayNotAct(Refused):
    """Neither the terms nor a decision let the chair decide between meetings."""


class DayToCome(Refused):
    """What was decided was decided on a day that has come."""


@transaction.atomic
def take_chairs_action(
    *,
    body: Body,
    decided_on: date,
    text: str,
    because: str,
    by: User | None,
    at: datetime,
    allowed_by: Decision | None = None,
    matter: str = "",
) -> Decision:
    """Record what the chair decided between meetings, by what right and why it could not wait.

    The body's next agenda has it. Raises ChairMayNotAct where neither the terms of that day nor
    ``allowed_by``, a decision of the body in force, allows it; DayToCome. Source: rule R47.
    """
    if decided_on > at.date():
        raise DayToCome(f"{day_words(decided_on)} has not come yet. Give the day on which the chair decided.")
    if allowed_by is not None:
        _refuse_as_ground(allowed_by, body, decided_on)
    terms = terms_on(body.partnership, decided_on)
    right = chair_may_act(
        terms.body(body.code), matter=matter, decision=allowed_by.number if allowed_by else ""
    )
    if not right.may_act:
        raise ChairMayNotAct(f"{right.says} Nothing was changed.")
    decision = record_decision(
        body=body,
        decided_on=decided_on,
        text=text,
        authority=Decision.Authority.CHAIRS_ACTION,
        by=by,
        at=at,
    )
    taken = ChairsAction.objects.create(
        decision=decision,
        clause=", ".join(right.clause),
        allowed_by=allowed_by if right.decision else None,
        because=because,
    )
    record_event(
        by=by,
        at=at,
        what="chair's action taken",
        thing=taken,
        partnership=body.partnership,
        detail={"number": decision.number, "clause": list(right.clause), "allowed by": right.decision},
    )
    return decision


def _refuse_as_ground(allowed_by: Decision, body: Body, day: date) -> None:
    holds = state_of(allowed_by, on=day) in IN_FORCE and allowed_by.decided_on <= day
    if allowed_by.body_id != body.pk or not holds:
        raise ChairMayNotAct(
            f"{allowed_by.number} is no decision of {body.name} in force on {day_words(day)}, so it lets "
            "nobody act. Ask the next meeting. Nothing was changed."
        )


@transaction.atomic
def report_chairs_action(
    *, taken: ChairsAction, reported_on: date, by: User | None, at: datetime
) -> ChairsAction:
    """Record that a chair's action stands on a published agenda, once. Source: rule R47."""
    if taken.reported_on is None:
        taken.reported_on = reported_on
        taken.save(update_fields=["reported_on"])
        _tell(taken, "chair's action reported", by, at)
    return taken


@transaction.atomic
def answer_chairs_action(
    *, taken: ChairsAction, answer: str, answered_by: Decision, by: User | None, at: datetime
) -> ChairsAction:
    """Let a decision of the body note or reverse what its chair did; hearing of it there reports it.

    Raises StepRefused where it was answered before, and NotOfForce for an answer that was only
    recommended, is of another body or of an earlier day. Source: rule R47.
    """
    chairs = taken.decision
    of_force = answered_by.authority in (Decision.Authority.MADE, Decision.Authority.NO_QUORUM_STATED)
    if not of_force or answered_by.body_id != chairs.body_id or answered_by.decided_on < chairs.decided_on:
        raise NotOfForce(
            f"{answered_by.number} cannot settle {chairs.number}: only a later decision that "
            f"{chairs.body.name} itself makes does. Nothing was changed."
        )
    report_chairs_action(taken=taken, reported_on=answered_by.decided_on, by=by, at=at)
    after(state_of(chairs), ANSWERED[answer], number=chairs.number)
    taken.answer = answer
    taken.answered_by = answered_by
    taken.save(update_fields=["answer", "answered_by"])
    _tell(taken, f"chair's action {answer}", by, at)
    return taken


def _tell(taken: ChairsAction, what: str, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=taken,
        partnership=taken.decision.body.partnership,
        detail={"number": taken.decision.number, "on": str(taken.reported_on)},
    )
