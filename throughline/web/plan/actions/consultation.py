"""Asking about a plan: whom, what they said, and what was done about it. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.plan.models import (
    Consultation,
    ConsultationFinding,
    ConsultationResponse,
    DeliveryPlan,
    Objective,
)
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class ConsultationRefused(Refused):
    """What is told of a consultation cannot be."""


@transaction.atomic
def open_consultation(
    *,
    plan: DeliveryPlan,
    title: str,
    who: str,
    method: str,
    opens: date,
    closes: date,
    by: User | None,
    at: datetime,
    said_as: str = "",
) -> Consultation:
    """Record that groups are asked about a plan, how, and until when. Raises ConsultationRefused."""
    if closes < opens:
        raise ConsultationRefused(
            f"A consultation cannot close on {day_words(closes)}, before it opens. Correct the days."
        )
    last = Consultation.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    made = Consultation.objects.create(
        plan=plan,
        number=last + 1,
        title=title,
        who=who,
        method=method,
        opens=opens,
        closes=closes,
        said_as=said_as,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="consultation opened",
        thing=made,
        partnership=plan.partnership,
        detail={"year": plan.year, "number": made.number, "opens": str(opens), "closes": str(closes)},
    )
    return made


@transaction.atomic
def record_response(
    *,
    consultation: Consultation,
    from_whom: str,
    kind: str,
    count: int,
    on: date,
    by: User | None,
    at: datetime,
    is_at_least: bool = False,
) -> ConsultationResponse:
    """Count answers of one kind that came from groups named in words. Raises ConsultationRefused."""
    if count < 1 or not consultation.opens <= on <= at.date():
        raise ConsultationRefused(
            f"Count at least one answer, on a day from {day_words(consultation.opens)} until today."
        )
    made = ConsultationResponse.objects.create(
        consultation=consultation,
        from_whom=from_whom,
        kind=kind,
        count=count,
        is_at_least=is_at_least,
        on=on,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="responses counted",
        thing=made,
        partnership=consultation.plan.partnership,
        detail={"consultation": consultation.number, "kind": kind, "count": count},
    )
    return made


@transaction.atomic
def record_consultation_finding(
    *,
    consultation: Consultation,
    theme: str,
    words: str,
    by: User | None,
    at: datetime,
    is_dissent: bool = False,
    what_we_did: str = "",
    answered_on: date | None = None,
    objective: Objective | None = None,
) -> ConsultationFinding:
    """Write down one thing that was said, dissent too, with what was done where that is known.

    Raises ConsultationRefused for an objective of another plan.
    """
    _refuse_objective(consultation.plan, objective)
    last = consultation.findings.aggregate(last=Max("number"))["last"] or 0
    said = what_we_did.strip()
    made = ConsultationFinding.objects.create(
        consultation=consultation,
        number=last + 1,
        theme=theme,
        words=words,
        is_dissent=is_dissent,
        what_we_did=said,
        answered_on=(answered_on or at.date()) if said else None,
        objective=objective,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="consultation finding recorded",
        thing=made,
        partnership=consultation.plan.partnership,
        detail={"consultation": consultation.number, "finding": made.number, "dissent": is_dissent},
    )
    return made


@transaction.atomic
def answer_consultation_finding(
    *,
    finding: ConsultationFinding,
    what_we_did: str,
    on: date,
    by: User | None,
    at: datetime,
    objective: Objective | None = None,
) -> ConsultationFinding:
    """Say what was done about a finding, or why nothing was. Said once; raises ConsultationRefused."""
    if finding.what_we_did:
        raise ConsultationRefused(
            f"Finding {finding.number} was answered on {day_words(finding.answered_on or on)}. "
            "An answer is not replaced. Nothing was changed."
        )
    if not what_we_did.strip():
        raise ConsultationRefused("Say what was done, or why nothing was. Nothing was changed.")
    _refuse_objective(finding.consultation.plan, objective)
    finding.what_we_did, finding.answered_on = what_we_did.strip(), on
    finding.objective = objective or finding.objective
    finding.save(update_fields=["what_we_did", "answered_on", "objective"])
    record_event(
        by=by,
        at=at,
        what="consultation finding answered",
        thing=finding,
        partnership=finding.consultation.plan.partnership,
        detail={"finding": finding.number, "objective": objective.code if objective else ""},
    )
    return finding


def _refuse_objective(plan: DeliveryPlan, objective: Objective | None) -> None:
    if objective is not None and objective.plan_id != plan.pk:
        raise ConsultationRefused(
            f"Objective {objective.code} is of another plan. Choose one of {plan.year}. Nothing was changed."
        )
