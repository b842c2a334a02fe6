"""Recording decisions, and what becomes of them: ratified, rescinded, implemented, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from throughline.rules.decision_states import after
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision, DecisionStep
from throughline.web.decisions.queries import next_decision_number
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.governance.models import Body
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class DecisionNumberTaken(Refused):
    """A body's decision numbers are given once."""


class OfAnotherBody(Refused):
    """A body ratifies and rescinds what it decided itself."""


class NotOfForce(Refused):
    """A recommendation, or the chair alone, neither ratifies nor rescinds."""


class EvidenceMissing(Refused):
    """That something was done is shown, not only said."""


class DayOutOfOrder(Refused):
    """What follows a decision does not come before it, nor in days to come."""


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
    rescinds: Decision | None = None,
    decided_at: datetime | None = None,
    effective_from: date | None = None,
    stood: Mapping[str, Any] | None = None,
) -> Decision:
    """Record what a body decided; its number follows the day unless one is given.

    ``stood`` is how the quorum stood, in codes and numbers. Raises DecisionNumberTaken where the body
    has given that number already; StepRefused, OfAnotherBody and NotOfForce where the decision that it
    ratifies or rescinds does not allow it. Nothing is changed then.
    """
    number = number or next_decision_number(body, decided_on)
    _refuse_number_taken(body, number)
    if ratifies is not None:
        _refuse_step(ratifies, "ratify", body, authority, decided_on)
    if rescinds is not None:
        _refuse_step(rescinds, "rescind", body, authority, decided_on)
    decision = Decision.objects.create(
        body=body,
        number=number,
        decided_on=decided_on,
        decided_at=decided_at,
        text=text,
        authority=authority,
        recorded_at=at,
        ratifies=ratifies,
        rescinds=rescinds,
        effective_from=effective_from,
        stood=dict(stood or {}),
    )
    detail = {"body": body.code, "number": number, "authority": authority}
    detail |= {"ratifies": ratifies.number} if ratifies else {}
    detail |= {"rescinds": rescinds.number} if rescinds else {}
    record_event(
        by=by, at=at, what="decision recorded", thing=decision, partnership=body.partnership, detail=detail
    )
    return decision


def _refuse_number_taken(body: Body, number: str) -> None:
    """Two numbers that differ only by the body's code would have one address."""
    alike = {number, f"{body.code}-{number}", number.removeprefix(f"{body.code}-")}
    if Decision.objects.filter(body=body, number__in=alike).exists():
        raise DecisionNumberTaken(f"Decision {number} is recorded already. Give another number.")


def _refuse_step(earlier: Decision, step: Any, body: Body, authority: str, decided_on: date) -> None:
    does = "ratifies" if step == "ratify" else "rescinds"
    if earlier.body_id != body.pk:
        raise OfAnotherBody(
            f"{earlier.number} is a decision of {earlier.body.name}. Only that body {does} it. "
            "Nothing was changed."
        )
    after(state_of(earlier), step, number=earlier.number)
    if authority not in (Decision.Authority.MADE, Decision.Authority.NO_QUORUM_STATED):
        raise NotOfForce(
            f"Only a decision that the body itself makes {does} {earlier.number}; without a quorum it "
            "can only be recommended. Put it to the next meeting. Nothing was changed."
        )
    if decided_on < earlier.decided_on:
        raise DayOutOfOrder(
            f"{earlier.number} was taken on {day_words(earlier.decided_on)}, later than this decision. "
            "Give a later day. Nothing was changed."
        )


@transaction.atomic
def record_implemented(
    *, decision: Decision, implemented_on: date, evidence: str, by: User | None, at: datetime
) -> DecisionStep:
    """Record that a decision was carried out, by what evidence.

    Raises StepRefused, EvidenceMissing and DayOutOfOrder.
    """
    if not evidence.strip():
        raise EvidenceMissing("Say what shows that the decision was carried out. Nothing was changed.")
    after(state_of(decision), "implement", number=decision.number)
    return _step(decision, DecisionStep.To.IMPLEMENTED, implemented_on, evidence.strip(), by, at)


@transaction.atomic
def close_decision(*, decision: Decision, closed_on: date, by: User | None, at: datetime) -> DecisionStep:
    """Close a decision that was carried out, so that nothing of it is open. Raises StepRefused."""
    after(state_of(decision), "close", number=decision.number)
    return _step(decision, DecisionStep.To.CLOSED, closed_on, "", by, at)


def _step(
    decision: Decision, to: str, day: date, evidence: str, by: User | None, at: datetime
) -> DecisionStep:
    refuse_day(decision, day, at)
    partnership = decision.body.partnership
    step = DecisionStep.objects.create(
        decision=decision,
        to=to,
        taken_on=day,
        evidence=evidence,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"decision {to}",
        thing=decision,
        partnership=partnership,
        detail={"number": decision.number, "on": str(day)},
    )
    return step


def refuse_day(decision: Decision, day: date, at: datetime) -> None:
    """Refuse a day before the decision or after the act. Raises DayOutOfOrder."""
    if day < decision.decided_on:
        raise DayOutOfOrder(
            f"{decision.number} was taken on {day_words(decision.decided_on)}. Give that day or a later one."
        )
    if day > at.date():
        raise DayOutOfOrder(f"{day_words(day)} has not come yet. Give the day on which it was done.")
