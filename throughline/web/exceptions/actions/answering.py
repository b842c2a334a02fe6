"""What the board made of a report, and which of its decisions and actions came of which line."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from throughline.rules.exception_duty import asked_when_escalated
from throughline.rules.exception_states import state_after
from throughline.web.access.models import InForce, OfficeHeld, Person, User
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.stepping import person_of
from throughline.web.exceptions.models import ExceptionAnswer, ExceptionItem, ExceptionReport
from throughline.web.exceptions.permits import WRITERS
from throughline.web.exceptions.queries import tabling_of
from throughline.web.exceptions.stepping import stepped, tell
from throughline.web.governance.queries import terms_on
from throughline.web.mail.actions import notify_all
from throughline.web.meetings.models import Meeting
from throughline.web.plan import actions as plan
from throughline.web.risks.actions import raise_escalation
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

RETURNED_KIND = "exception-returned"
"""The kind of message that tells whoever writes reports that one came back with a question."""
MET = (Meeting.State.HELD, Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)


class NotBeforeTheBoard(Refused):
    """A board answers a report at the meeting that has it on its agenda, or after it."""


class NotOfThisBody(Refused):
    """What came of a report was decided or promised by the body that it was made to."""


@transaction.atomic
def record_outcome(
    *,
    report: ExceptionReport,
    outcome: str,
    said: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> ExceptionReport:
    """Record what the board made of a report: accept, return with a question, or escalate with a reason.

    A report that is submitted is recorded as tabled on the day of its meeting first. One that is escalated
    raises the escalation with the boards that the terms name above; the chair signs it next. Raises
    NotBeforeTheBoard, StepNotPossible, StepLacks, CircularEscalation and EditedSince.
    """
    tabled = tabling_of(report)
    if report.state == ExceptionReport.State.SUBMITTED and tabled is not None:
        meeting = tabled.paper.meeting
        if meeting.state not in MET:
            raise NotBeforeTheBoard(
                f"The meeting of {day_words(meeting.held_on)} has this report on its agenda "
                "and is not held yet. Record the answer when the board has given it."
            )
        state_after("tabled", outcome, said=said)
        stepped(report, "table", on=meeting.held_on, expected_version=expected_version, by=by, at=at)
        expected_version = report.version
    stepped(report, outcome, said=said, on=on, expected_version=expected_version, by=by, at=at)
    if report.state == ExceptionReport.State.RETURNED and tabled is not None:
        tabled.ended_on = on
        tabled.save(update_fields=["ended_on"])
        _tell_writers(report, on, by=by, at=at)
    if report.state == ExceptionReport.State.ESCALATED:
        _escalate(report, said, on, by=by, at=at)
    return report


def _escalate(report: ExceptionReport, said: str, on: date, *, by: User | None, at: datetime) -> None:
    to = asked_when_escalated(terms_on(report.partnership, on), report.body.code)
    if not to:
        return
    staying = report.items.filter(removed_on__isnull=True).order_by("position")
    lines = ", ".join(staying.values_list("code", flat=True))
    raised = raise_escalation(
        source=report.body,
        to=to,
        subject=f"Exception report {report.number}",
        ask=said,
        evidence=f"Exception report {report.number}: lines {lines}." if lines else str(report),
        raised_on=on,
        by=by,
        at=at,
    )
    save_changes(report, expected_version=report.version, escalation=raised)
    tell(report, "exception report raised above", by=by, at=at, escalation=raised.number, to=list(to))


def _tell_writers(report: ExceptionReport, on: date, *, by: User | None, at: datetime) -> None:
    held = OfficeHeld.objects.filter(
        InForce.on(on),
        office=WRITERS[0],
        body_code__in=("", report.body.code),
        person__partnership=report.partnership,
    )
    people = {one.person_id: one.person for one in held.select_related("person__partnership", "person__user")}
    address = {"partnership": report.partnership.slug, "exception_report": report.number}
    notify_all(
        people=list(people.values()),
        kind=RETURNED_KIND,
        about=f"exception-report:{report.pk}",
        subject=f"Exception report {report.number} came back with a question",
        words=(
            f"{report.body.name} sent exception report {report.number} back with a question. "
            "The question stands on the report's page."
        ),
        path=reverse("exceptions:report", kwargs=address),
        once=f"exception-returned:{report.pk}:{report.version}",
        by=by,
        at=at,
    )


@transaction.atomic
def answer_exception(
    *, item: ExceptionItem, to: Decision | Action, on: date, by: User | None, at: datetime
) -> ExceptionAnswer:
    """Record that a decision or an action of the body came of a line, and tie it to the line's objective.

    The same record answers a line once. Raises NotOfThisBody.
    """
    report = item.report
    if to.body_id != report.body_id:
        raise NotOfThisBody(
            f"{to} is not of {report.body.name}, to which report {report.number} was made. "
            "Choose a decision or an action of that body."
        )
    kind = "decision" if isinstance(to, Decision) else "action"
    person: Person | None = person_of(by, report.partnership)
    made, is_new = ExceptionAnswer.objects.get_or_create(
        item=item, **{kind: to}, defaults={"answered_on": on, "by": person}
    )
    if is_new:
        tell(report, "exception answered", by=by, at=at, line=item.code, **{kind: to.pk})
        _tie(item, to, on=on, person=person, by=by, at=at)
    return made


def _tie(
    item: ExceptionItem,
    to: Decision | Action,
    *,
    on: date,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> None:
    if item.objective is None:
        return
    kind = "decision" if isinstance(to, Decision) else "action"
    if not item.objective.ties.filter(untied_on=None, **{kind: to}).exists():
        plan.tie(objective=item.objective, to=to, on=on, person=person, by=by, at=at)
