"""Asking a board above: the ask, the chair's sign-off, the owner's reply, sending, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.rules.escalation import DAYS_TO_REPLY, escalation_clock
from throughline.rules.escalation_states import (
    ASKED_OF_EACH,
    NEEDS_WORDS,
    OPEN,
    Asked,
    EscalationState,
    EscalationStepRefused,
    check_route,
    escalation_after,
    state_of_all,
)
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.plan.models import Objective
from throughline.web.risks.models import Escalation, EscalationRecipient, EscalationStep, Risk
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class AskMissing(Refused):
    """An escalation asks for something, and shows why."""


class ReplyStillOpen(Refused):
    """Whoever it is about may reply first."""


class EscalationDayOutOfOrder(Refused):
    """What becomes of an escalation does not come before it, nor in days to come."""


class RecipientMissing(Refused):
    """What a board says is said by one of those that were asked."""


class AnswerMissing(Refused):
    """A reply, an answer, a return and a withdrawal each say something."""


@transaction.atomic
def raise_escalation(
    *,
    source: Body | Agency,
    to: Sequence[str],
    subject: str,
    ask: str,
    evidence: str,
    raised_on: date,
    by: User | None,
    at: datetime,
    severity: str = Escalation.Severity.SERIOUS,
    needed_by: date | None = None,
    about: Agency | None = None,
    risk: Risk | None = None,
    objective: Objective | None = None,
    days_to_reply: int = DAYS_TO_REPLY,
) -> Escalation:
    """Write down what is asked of boards above, by the codes of the terms; a body's chair signs it next.

    An organisation's own ask needs no chair: its right of reply, or its sending, follows at once.
    Raises AskMissing, EscalationDayOutOfOrder, NobodyToAsk and CircularEscalation.
    Source: rule R44; Pan-Dorset terms, role 9; West Mercia terms, inputs.
    """
    if not (subject.strip() and ask.strip() and evidence.strip()):
        raise AskMissing("Say what it is about, what is asked and what shows it. Nothing was changed.")
    if raised_on > at.date() or (needed_by is not None and needed_by < raised_on):
        raise EscalationDayOutOfOrder(
            "It is raised today or before, and its answer is needed after that. Nothing was changed."
        )
    partnership = source.partnership
    terms = terms_on(partnership, raised_on)
    matter = Matter(risk, objective, subject)
    check_route(terms, source=source.code, to=to, earlier=_asked_already(partnership, matter))
    last = Escalation.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    made = Escalation.objects.create(
        partnership=partnership,
        number=last + 1,
        body=source if isinstance(source, Body) else None,
        from_agency=source if isinstance(source, Agency) else None,
        about_agency=about,
        risk=risk,
        objective=objective,
        subject=subject.strip(),
        ask=ask.strip(),
        evidence=evidence.strip(),
        severity=severity,
        raised_on=raised_on,
        needed_by=needed_by,
        days_to_reply=days_to_reply,
    )
    _ask(made, to, terms)
    _record("escalation raised", made, by, at, severity=severity, to=list(to))
    if isinstance(source, Agency):
        take_escalation_step(
            escalation=made, step="sign", words="", on=raised_on, expected_version=made.version, by=by, at=at
        )
    return made


class Matter:
    """What an escalation is about: the same risk, else the same objective, else the same words."""

    def __init__(self, risk: Risk | None, objective: Objective | None, subject: str) -> None:
        if risk is not None:
            self.same: dict[str, Any] = {"risk": risk}
        elif objective is not None:
            self.same = {"objective": objective}
        else:
            self.same = {"subject__iexact": subject.strip()}


def _asked_already(partnership: Partnership, matter: Matter) -> Iterable[Asked]:
    rows = Escalation.objects.filter(partnership=partnership, state__in=OPEN, **matter.same)
    for one in rows.select_related("body", "from_agency").prefetch_related("recipients"):
        source = one.body or one.from_agency
        codes = tuple(each.code for each in one.recipients.all())
        yield Asked(number=one.number, source=source.code if source else "", to=codes)


def _ask(made: Escalation, to: Sequence[str], terms: Terms) -> None:
    bodies = {one.code: one for one in Body.objects.filter(partnership=made.partnership, code__in=to)}
    names = names_in(terms)
    for code in dict.fromkeys(to):
        EscalationRecipient.objects.create(
            escalation=made, body=bodies.get(code), code=code, name=names[code]
        )


@transaction.atomic
def take_escalation_step(
    *,
    escalation: Escalation,
    step: str,
    words: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    recipient: EscalationRecipient | None = None,
    is_on_behalf: bool = False,
) -> EscalationStep:
    """Sign, reply to, send, acknowledge, answer, close, return or withdraw an escalation.

    What a board asked says is recorded for that ``recipient``. Raises EscalationStepRefused,
    ReplyStillOpen, RecipientMissing, AnswerMissing, EscalationDayOutOfOrder and EditedSince.
    Source: rule R44.
    """
    words = words.strip()
    if step in NEEDS_WORDS and not words:
        raise AnswerMissing("Write what is said with it. Nothing was changed.")
    last = escalation.steps.aggregate(last=Max("on"))["last"] or escalation.raised_on
    if not last <= on <= at.date():
        raise EscalationDayOutOfOrder(
            f"Give a day from {day_words(last)}, when the last step was taken, until today. "
            "Nothing was changed."
        )
    state = _state_after(escalation, step, on, recipient)
    signed = {"signed_on": on} if step == "sign" else {}
    save_changes(escalation, expected_version=expected_version, state=state, **signed)
    made = EscalationStep.objects.create(
        escalation=escalation,
        recipient=recipient,
        step=step,
        on=on,
        words=words,
        by=person_of(by, escalation.partnership),
        is_on_behalf=is_on_behalf,
        recorded_at=at,
    )
    _record(f"escalation: {step}", escalation, by, at, on=str(on), state=state)
    return made


def _state_after(
    escalation: Escalation, step: str, on: date, recipient: EscalationRecipient | None
) -> EscalationState:
    """The state of the whole after a step, with the state of each board asked set on the way."""
    name = str(escalation)
    if step in ("acknowledge", "answer"):
        return _after_a_board(escalation, step, recipient, name)
    state = escalation_after(
        escalation.state,  # type: ignore[arg-type]
        step,  # type: ignore[arg-type]
        about_an_organisation=escalation.about_agency_id is not None,
        name=name,
    )
    if step == "send":
        _refuse_before_the_reply(escalation, on)
        escalation.recipients.update(state=state)
    return state


def _after_a_board(
    escalation: Escalation, step: str, recipient: EscalationRecipient | None, name: str
) -> EscalationState:
    if escalation.state not in ASKED_OF_EACH:
        escalation_after(escalation.state, step, name=name)  # type: ignore[arg-type]
    if recipient is None or recipient.escalation_id != escalation.pk:
        raise RecipientMissing("Choose which of the boards asked says it. Nothing was changed.")
    recipient.refresh_from_db(fields=["state"])
    if recipient.state == "answered":
        raise EscalationStepRefused(f"{recipient.name} has answered it. Nothing was changed.")
    recipient.state = escalation_after(recipient.state, step, name=name)  # type: ignore[arg-type]
    recipient.save(update_fields=["state"])
    states = escalation.recipients.values_list("state", flat=True)
    return state_of_all(list(states))  # type: ignore[arg-type]


def _refuse_before_the_reply(escalation: Escalation, on: date) -> None:
    if escalation.state != Escalation.State.REPLY_OPEN or escalation.signed_on is None:
        return
    calendar = terms_on(escalation.partnership, on).calendar.working_days
    clock = escalation_clock(
        raised=escalation.signed_on, today=on, days_to_reply=escalation.days_to_reply, calendar=calendar
    )
    if clock.stage == "reply open":
        raise ReplyStillOpen(
            f"{escalation.about_agency} may reply until {day_words(clock.reply_by)}. Send it after that day, "
            "or record the reply. Nothing was changed."
        )


def _record(what: str, one: Escalation, by: User | None, at: datetime, **detail: object) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=one,
        partnership=one.partnership,
        detail={"number": one.number, **detail},
    )
