"""Telling organisations of a decision, and recording what each of them made of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from throughline.rules.cascade import AnswerState, acknowledge_by, refuse_answer
from throughline.rules.decision_states import IN_FORCE
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, InForce, Person, User
from throughline.web.decisions.actions.decisions import DayOutOfOrder, NotOfForce, refuse_day
from throughline.web.decisions.addresses import address_parts
from throughline.web.decisions.models import Cascade, CascadeAnswer, CascadeReceipt, Decision
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.governance.models import Appointment
from throughline.web.governance.queries import terms_on
from throughline.web.mail.actions import notify
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

TOLD = "cascade"
"""The kind of message that tells an organisation of a decision."""


class CascadeStarted(Refused):
    """Organisations are told of a decision once."""


class NobodyToTell(Refused):
    """A cascade goes to at least one organisation."""


@transaction.atomic
def start_cascade(
    *,
    decision: Decision,
    agencies: Collection[Agency],
    told_on: date,
    effective_from: date | None,
    by: User | None,
    at: datetime,
) -> Cascade:
    """Tell organisations of a decision that holds; each must acknowledge and carry it out.

    Raises NotOfForce for a decision that does not hold, CascadeStarted, NobodyToTell and DayOutOfOrder.
    Source: rule R45.
    """
    if state_of(decision) not in IN_FORCE:
        raise NotOfForce(
            f"{decision.number} does not hold, so no organisation can carry it out. Nothing was changed."
        )
    if Cascade.objects.filter(decision=decision).exists():
        raise CascadeStarted(f"Organisations were told of {decision.number} already. Nothing was changed.")
    if not agencies:
        raise NobodyToTell("Choose at least one organisation to tell. Nothing was changed.")
    refuse_day(decision, told_on, at)
    if effective_from is not None and effective_from < told_on:
        raise DayOutOfOrder(
            f"It cannot be carried out by {day_words(effective_from)}, before organisations are told of it. "
            "Give a later day, or none."
        )
    cascade = Cascade.objects.create(
        decision=decision, told_on=told_on, effective_from=effective_from, started_at=at
    )
    CascadeReceipt.objects.bulk_create(CascadeReceipt(cascade=cascade, agency=one) for one in agencies)
    _tell_members(cascade, agencies, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="cascade started",
        thing=cascade,
        partnership=decision.body.partnership,
        detail={"number": decision.number, "organisations": sorted(one.code for one in agencies)},
    )
    return cascade


def _tell_members(cascade: Cascade, agencies: Collection[Agency], *, by: User | None, at: datetime) -> None:
    """A message to whoever sits on the body for one of the organisations: numbers and days alone."""
    body = cascade.decision.body
    calendar = terms_on(body.partnership, cascade.told_on).calendar.working_days
    due = acknowledge_by(cascade.told_on, calendar=calendar)
    seated = Appointment.objects.filter(InForce.on(cascade.told_on), body=body, person__agency__in=agencies)
    for person in Person.objects.filter(pk__in=seated.order_by().values("person")).order_by("pk"):
        notify(
            person=person,
            kind=TOLD,
            about=f"cascade:{cascade.pk}",
            subject=f"Decision {cascade.decision.number}: your organisation’s answer",
            words=f"Your organisation is asked to acknowledge decision {cascade.decision.number} "
            f"by {day_words(due)}.",
            path=reverse("decisions:cascade", kwargs=address_parts(cascade.decision)),
            once=f"cascade:{cascade.pk}:told",
            by=by,
            at=at,
        )


@transaction.atomic
def answer_cascade(
    *,
    receipt: CascadeReceipt,
    says: str,
    said_on: date,
    reason: str,
    is_on_behalf: bool,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> CascadeAnswer:
    """Record what an organisation made of a decision, by itself or on its behalf.

    Raises AnswerRefused where the answer may not follow or lacks its reason, DayOutOfOrder and
    EditedSince. Source: rule R45.
    """
    refuse_answer(_state(receipt), says, reason)  # type: ignore[arg-type]
    refuse_day(receipt.cascade.decision, said_on, at)
    last = receipt.answers.order_by("-pk").first()
    if last is not None and said_on < last.said_on:
        raise DayOutOfOrder(f"The last answer is of {day_words(last.said_on)}. Give that day or a later one.")
    save_changes(receipt, expected_version=expected_version)
    partnership = receipt.cascade.decision.body.partnership
    answer = CascadeAnswer.objects.create(
        receipt=receipt,
        says=says,
        said_on=said_on,
        reason=reason.strip(),
        is_on_behalf=is_on_behalf,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="cascade answered",
        thing=receipt,
        partnership=partnership,
        detail={"number": receipt.cascade.decision.number, "organisation": receipt.agency.code, "says": says},
    )
    return answer


def _state(receipt: CascadeReceipt) -> AnswerState:
    last = receipt.answers.order_by("-pk").values_list("says", flat=True).first()
    return last or "waiting"  # type: ignore[return-value]
