"""Escalations as a reader sees them: every clock, what boards answered, and one ask with its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.escalation import EscalationClock
from throughline.rules.escalation_states import ESCALATION_FOLLOWS, OPEN
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.commissions.page import CommissionLine, commissions_page
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.web.risks.models import Escalation, EscalationRecipient
from throughline.web.risks.permits import RAISE_ESCALATION, chairs, is_of, keeps_risks
from throughline.web.risks.standing import (
    address_of_escalation,
    address_of_risk,
    clock_of,
    working_days_of,
)
from throughline.web.risks.words import ESCALATIONS, SEVERITIES, STEPPED, STEPS
from throughline.words.formats import day_words, list_words


@dataclass(frozen=True)
class EscalationLine:
    """One escalation in a row: who asks whom for what, and where its clock stands."""

    number: int
    subject: str
    source: str
    to: str
    severity: str
    kind: str
    words: str
    clock: str
    needed_by: date | None
    is_open: bool
    days_late: int
    address: str


@dataclass(frozen=True)
class BoardsAnswer:
    """What a board answered, and when."""

    subject: str
    board: str
    words: str
    on: date
    address: str


@dataclass(frozen=True)
class EscalationsPage:
    """Every escalation, what boards above answered, and what bodies below owe."""

    lead: str
    waiting: tuple[EscalationLine, ...]
    ended: tuple[EscalationLine, ...]
    answers: tuple[BoardsAnswer, ...]
    owed: tuple[CommissionLine, ...]
    may_raise: bool


@dataclass(frozen=True)
class Step:
    """One step that was taken."""

    words: str
    said: str
    on: date
    by: str


@dataclass(frozen=True)
class Way:
    """One step that this reader may take now."""

    key: str
    step: str
    words: str
    recipient: EscalationRecipient | None
    is_on_behalf: bool


@dataclass(frozen=True)
class EscalationPage:
    """One escalation with its clock, its boards and its steps."""

    escalation: Escalation
    line: EscalationLine
    lead: str
    clock: tuple[tuple[str, str], ...]
    boards: tuple[tuple[str, str, str], ...]
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]
    risk: tuple[str, str] | None
    objective: str
    """The number of the objective that it is about, where the reader may read it."""


def escalations_page(partnership: Partnership, viewpoint: Viewpoint) -> EscalationsPage:
    """Every escalation of a partnership, those that wait first; the longest late at the top."""
    rows = list(
        Escalation.objects.filter(partnership=partnership)
        .select_related("partnership", "body", "from_agency", "about_agency")
        .prefetch_related("recipients", "steps__recipient")
    )
    calendar = working_days_of(partnership, viewpoint.on)
    lines = [_line(one, clock_of(one, on=viewpoint.on, calendar=calendar)) for one in rows]
    waiting = sorted((one for one in lines if one.is_open), key=lambda one: (-one.days_late, one.number))
    owed = [
        one
        for one in commissions_page(partnership, viewpoint).rows
        if one.kind in ("no news", "late", "on course")
    ]
    return EscalationsPage(
        lead=_lead(waiting),
        waiting=tuple(waiting),
        ended=tuple(one for one in lines if not one.is_open),
        answers=tuple(sorted(_answers(rows), key=lambda one: one.on, reverse=True)),
        owed=tuple(owed),
        may_raise=holds_permit(RAISE_ESCALATION, viewpoint),
    )


def _lead(waiting: list[EscalationLine]) -> str:
    if not waiting:
        return _("Nothing waits for an answer.")
    said = ngettext("%(n)d escalation is open.", "%(n)d escalations are open.", len(waiting))
    late = sum(one.days_late > 0 for one in waiting)
    overdue = ngettext("%(n)d was not answered in time", "%(n)d were not answered in time", late)
    return f"{said % {'n': len(waiting)}} {overdue % {'n': late}}."


def _answers(rows: list[Escalation]) -> Iterator[BoardsAnswer]:
    for one in rows:
        for step in one.steps.all():
            if step.step == "answer" and step.recipient:
                yield BoardsAnswer(
                    one.subject, step.recipient.name, step.words, step.on, address_of_escalation(one)
                )


def _line(one: Escalation, clock: EscalationClock | None) -> EscalationLine:
    kind, words = ESCALATIONS[one.state]
    late = clock.days_late if clock and clock.stage == "answer late" else 0
    return EscalationLine(
        number=one.number,
        subject=one.subject,
        source=source_words(one),
        to=list_words([each.name for each in one.recipients.all()], translate=_),
        severity=str(SEVERITIES[one.severity]),
        kind="late" if late else kind,
        words=_("No answer in time") if late else str(words),
        clock=clock_words(one, clock),
        needed_by=one.needed_by,
        is_open=one.state in OPEN,
        days_late=late,
        address=address_of_escalation(one),
    )


def source_words(one: Escalation) -> str:
    """The name of the body or organisation that asks."""
    return str(one.body or one.from_agency)


def clock_words(one: Escalation, clock: EscalationClock | None) -> str:
    """Where the clock stands, in a sentence; both sides see the same. Source: rule R44."""
    if clock is None:
        return _("The chair of %(body)s has not signed it.") % {"body": source_words(one)}
    day = day_words(clock.answer_by) if clock.answer_by else ""
    if clock.stage == "reply open":
        told = {"agency": one.about_agency, "day": day_words(clock.reply_by)}
        return _("%(agency)s may reply until %(day)s.") % told
    if clock.stage == "ready to send":
        return _("It is ready to be sent.")
    if clock.stage == "answer late":
        late = ngettext("%(n)d day late", "%(n)d days late", clock.days_late) % {"n": clock.days_late}
        return _("The answer was needed by %(day)s: %(late)s.") % {"day": day, "late": late}
    if clock.stage == "answered":
        return _("Nothing more is waited for.")
    return _("An answer is needed by %(day)s.") % {"day": day} if day else _("No day was set for an answer.")


def escalation_page(one: Escalation, viewpoint: Viewpoint) -> EscalationPage:
    """One escalation as a reader sees it."""
    clock = clock_of(one, on=viewpoint.on, calendar=working_days_of(one.partnership, viewpoint.on))
    line = _line(one, clock)
    return EscalationPage(
        escalation=one,
        line=line,
        lead=line.clock,
        clock=tuple(_clock_rows(one, clock)),
        boards=tuple(_board(each) for each in one.recipients.all()),
        steps=tuple(Step(_step_words(each), each.words, each.on, _by(each)) for each in one.steps.all()),
        ways=tuple(ways_of(one, clock, viewpoint)),
        risk=(f"{one.risk}", address_of_risk(_with_partnership(one))) if one.risk else None,
        objective=shown_code(one.objective, objectives_closed_to(viewpoint)) if one.objective else "",
    )


def _board(each: EscalationRecipient) -> tuple[str, str, str]:
    if each.state == Escalation.State.PREPARED:
        return each.name, "no news", _("Not yet asked")
    kind, words = ESCALATIONS[each.state]
    return each.name, kind, str(words)


def _with_partnership(one: Escalation) -> Any:
    if one.risk is not None:
        one.risk.partnership = one.partnership
    return one.risk


def _clock_rows(one: Escalation, clock: EscalationClock | None) -> Iterator[tuple[str, str]]:
    yield _("Written down on"), day_words(one.raised_on)
    yield _("Signed on"), day_words(one.signed_on) if one.signed_on else _("Not yet")
    if clock is not None and one.about_agency is not None:
        yield _("Reply until"), day_words(clock.reply_by)
    sent = next((each.on for each in one.steps.all() if each.step == "send"), None)
    yield _("Sent on"), day_words(sent) if sent else _("Not yet")
    yield _("Answer needed by"), day_words(one.needed_by) if one.needed_by else _("No day was set")


def _step_words(step: Any) -> str:
    words = str(STEPPED[step.step])
    if step.recipient is None:
        return words
    return _("%(step)s by %(board)s") % {"step": words, "board": step.recipient.name}


def _by(step: Any) -> str:
    name = step.by.name if step.by else ""
    return _("%(name)s, for them") % {"name": name} if step.is_on_behalf and name else name


def ways_of(one: Escalation, clock: EscalationClock | None, viewpoint: Viewpoint) -> Iterator[Way]:
    """The steps that this reader may take now. Source: rule R44 (who replies, who signs, who answers)."""
    keeps = keeps_risks(viewpoint)
    raised_it = chairs(viewpoint, one.body.code if one.body else None) or is_of(viewpoint, one.from_agency_id)
    for step in ESCALATION_FOLLOWS[one.state]:  # type: ignore[index]
        if step in ("acknowledge", "answer"):
            yield from _ways_of_boards(one, step, viewpoint, keeps=keeps, raised_it=raised_it)
        elif step == "return" and one.state != "answered":
            boards = [_speaks_for(each, viewpoint) for each in one.recipients.all()]
            if keeps or raised_it or any(boards):
                yield Way(step, step, str(STEPS[step]), None, not any(boards))
        elif _may_take(step, one, clock, viewpoint, keeps=keeps, raised_it=raised_it):
            behalf = step == "reply" and not is_of(viewpoint, one.about_agency_id)
            yield Way(step, step, str(STEPS[step]), None, behalf)


def _may_take(
    step: str,
    one: Escalation,
    clock: EscalationClock | None,
    viewpoint: Viewpoint,
    *,
    keeps: bool,
    raised_it: bool,
) -> bool:
    if step == "sign":
        return one.body is not None and chairs(viewpoint, one.body.code)
    if step == "reply":
        return keeps or is_of(viewpoint, one.about_agency_id)
    if step == "send" and clock is not None and clock.stage == "reply open":
        return False
    return keeps or raised_it


def _ways_of_boards(
    one: Escalation, step: str, viewpoint: Viewpoint, *, keeps: bool, raised_it: bool
) -> Iterator[Way]:
    for each in one.recipients.all():
        if step not in ESCALATION_FOLLOWS[each.state]:  # type: ignore[index]
            continue
        speaks = _speaks_for(each, viewpoint)
        writes_down = keeps or (raised_it and each.body_id is None)
        if speaks or writes_down:
            words = _("%(step)s, for %(board)s") % {"step": STEPS[step], "board": each.name}
            yield Way(f"{step}:{each.pk}", step, words, each, not speaks)


def _speaks_for(each: EscalationRecipient, viewpoint: Viewpoint) -> bool:
    return each.body is not None and chairs(viewpoint, each.body.code)
