"""Asking another body or an organisation for work, and what it answers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.commissioning import commission_after, remit_of
from throughline.rules.decision_states import IN_FORCE
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, User
from throughline.web.decisions.actions.decisions import DayOutOfOrder, NotOfForce
from throughline.web.decisions.models import Commission, CommissionStep, Decision
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class OutsideRemit(Refused):
    """A body asks for work inside its remit, unless a decision waives it."""


class AskedOfItself(Refused):
    """Work is asked of another."""


class ReasonMissing(Refused):
    """A refusal says why."""


@transaction.atomic
def ask_commission(
    *,
    decision: Decision,
    to: Body | Agency,
    scope: str,
    product: str,
    due: date,
    asked_on: date,
    by: User | None,
    at: datetime,
    under_clause: str = "",
    waiver: Decision | None = None,
) -> Commission:
    """Ask another body or an organisation for work, by a decision that holds and inside the remit.

    Raises NotOfForce, AskedOfItself, DayOutOfOrder, and OutsideRemit where the terms do not reach so
    far and no decision waives it. Source: rule R46.
    """
    body = decision.body
    _refuse_without_force(decision, body)
    if isinstance(to, Body) and to.pk == body.pk:
        raise AskedOfItself(f"{body.name} cannot commission itself. Record an action instead.")
    if due < asked_on:
        raise DayOutOfOrder(f"The work cannot be due on {day_words(due)}, before it is asked for.")
    terms = terms_on(body.partnership, asked_on)
    remit = remit_of(terms, terms.body(body.code), recipient=to.code, under=under_clause)
    if remit.result == "outside":
        if waiver is None:
            raise OutsideRemit(
                f"{remit.why} Name the clause, ask the parent body, or give the decision that waives it. "
                "Nothing was changed."
            )
        _refuse_without_force(waiver, body)
    last = Commission.objects.filter(partnership=body.partnership).aggregate(last=Max("number"))["last"] or 0
    commission = Commission.objects.create(
        partnership=body.partnership,
        number=last + 1,
        body=body,
        to_body=to if isinstance(to, Body) else None,
        to_agency=to if isinstance(to, Agency) else None,
        scope=scope,
        product=product,
        asked_on=asked_on,
        due=due,
        decision=decision,
        under_clause=under_clause,
        waiver=waiver if remit.result == "outside" else None,
    )
    record_event(
        by=by,
        at=at,
        what="commission asked",
        thing=commission,
        partnership=body.partnership,
        detail={"number": commission.number, "to": to.code, "remit": remit.result, "due": str(due)},
    )
    return commission


def _refuse_without_force(decision: Decision, body: Body) -> None:
    if decision.body_id != body.pk or state_of(decision) not in IN_FORCE:
        raise NotOfForce(
            f"{decision.number} is no decision of {body.name} that holds. A commission needs one. "
            "Nothing was changed."
        )


@transaction.atomic
def take_commission_step(
    *,
    commission: Commission,
    step: str,
    words: str,
    taken_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> CommissionStep:
    """Accept, refuse, deliver or close a commission.

    Raises CommissionStepRefused, ReasonMissing for a refusal without a reason, DayOutOfOrder and
    EditedSince. Source: rule R46.
    """
    state = commission_after(
        commission.state,  # type: ignore[arg-type]
        step,  # type: ignore[arg-type]
        number=f"Commission {commission.number}",
    )
    if state == "refused" and not words.strip():
        raise ReasonMissing("Say why the work is refused. Nothing was changed.")
    if not commission.asked_on <= taken_on <= at.date():
        raise DayOutOfOrder(
            f"Give a day from {day_words(commission.asked_on)}, when it was asked, until today."
        )
    save_changes(commission, expected_version=expected_version, state=state)
    made = CommissionStep.objects.create(
        commission=commission,
        to=state,
        taken_on=taken_on,
        words=words.strip(),
        by=person_of(by, commission.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"commission {state}",
        thing=commission,
        partnership=commission.partnership,
        detail={"number": commission.number, "on": str(taken_on)},
    )
    return made
