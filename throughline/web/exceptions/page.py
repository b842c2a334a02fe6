"""What the pages of exception reports show: the list, one report with its lines, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.exception_duty import quarters_missing, quarters_owed, report_duty
from throughline.rules.exception_states import OPEN, OUTCOMES, steps_from
from throughline.rules.exceptions import RULES
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.permits import codes_read_by
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport
from throughline.web.exceptions.paper import no_longer, quarter_in_words
from throughline.web.exceptions.permits import ANSWER_EXCEPTIONS, WRITE_EXCEPTIONS, WRITE_THIS
from throughline.web.exceptions.queries import (
    bodies_to_report_to,
    item_before,
    lines_of,
    meeting_to_submit_to,
    meeting_to_table_late,
    meetings_to_come,
    reports_of,
    tabling_of,
)
from throughline.web.exceptions.words import KINDS, LOOKED_AT, STATES, number_of
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.meetings.leave import people_who_preside
from throughline.web.meetings.models import AgendaItem, Meeting, Minute
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.words.formats import day_words

MADE = ("submitted", "tabled", "accepted", "returned", "escalated")
"""States of a report that was made: it went to its board."""


@dataclass(frozen=True)
class ReportLine:
    """One report in the list."""

    number: int
    body: str
    quarter: str
    kind: str
    state: str
    lines: int
    written: int
    address: str


@dataclass(frozen=True)
class ReportsPage:
    """Every report that a reader may see, and what is owed."""

    lead: str
    rows: tuple[ReportLine, ...]
    owed: tuple[str, ...]
    """The duty of each body in a sentence, and each quarter that lacks its report."""
    bodies: tuple[tuple[str, str], ...]
    """The bodies to which this reader may draft a report."""


@dataclass(frozen=True)
class LineShown:
    """One line of a report: why it is there, what people wrote, and what came of it."""

    item: ExceptionItem
    number: str
    kind: str
    address: str
    """The page of what the line is about."""
    why: tuple[tuple[str, str, str], ...]
    """Each rule, what was seen, and the page of the figure behind it."""
    no_longer: str
    answers: tuple[tuple[str, str], ...]

    @property
    def is_written(self) -> bool:
        """Whether its cause and its recovery are written."""
        return bool(self.item.cause.strip() and self.item.recovery.strip())


@dataclass(frozen=True)
class ReportPage:
    """One report with its lines, and what may be done now by this reader."""

    report: ExceptionReport
    lead: str
    quarter: str
    kind: str
    state: str
    lines: tuple[LineShown, ...]
    taken_out: tuple[LineShown, ...]
    not_chosen: tuple[tuple[str, str, str], ...]
    looked_at: str
    steps: tuple[Any, ...]
    agenda: AgendaItem | None
    agenda_address: str
    meeting: Meeting | None
    """The meeting to which it would go."""
    late_meeting: Meeting | None
    """The meeting before that one whose agenda is published: it may be tabled late there, by leave."""
    presiding: tuple[Person, ...]
    """Those whose leave that takes."""
    is_late: bool
    """Whether it came onto its agenda by leave, once that was published."""
    came: tuple[tuple[str, str], ...]
    """Decisions and actions recorded under the agenda's item, with their pages."""
    may_write: bool
    may_submit: bool
    may_take_back: bool
    may_answer: bool
    may_link: bool


def reports_page(partnership: Partnership, viewpoint: Viewpoint) -> ReportsPage:
    """The reports that a reader may see, the latest quarter first, and what is owed on their day."""
    found = list(reports_of(viewpoint))
    rows = tuple(_row(one) for one in found)
    may_draft = holds_permit(WRITE_EXCEPTIONS, viewpoint)
    bodies = bodies_to_report_to(partnership)
    return ReportsPage(
        lead=_lead_of_all(found),
        rows=rows,
        owed=tuple(_owed(partnership, viewpoint, bodies, found)),
        bodies=tuple((one.code, one.name) for one in bodies) if may_draft else (),
    )


def _lead_of_all(found: list[ExceptionReport]) -> str:
    if not found:
        return _("There is no exception report that you may read yet.")
    last = found[0]
    words = _("The report of %(quarter)s to %(body)s is: %(state)s.") % {
        "quarter": quarter_in_words(last),
        "body": last.body.name,
        "state": str(STATES[last.state][1]).lower(),
    }
    more = len(found) - 1
    earlier = ngettext("There is one other.", "There are %(n)d others.", more) % {"n": more} if more else ""
    return f"{words} {earlier}".strip()


def _row(one: ExceptionReport) -> ReportLine:
    staying = [line for line in one.items.all() if line.removed_on is None]
    kind, state = STATES[one.state]
    return ReportLine(
        number=one.number,
        body=one.body.name,
        quarter=quarter_in_words(one),
        kind=kind,
        state=str(state),
        lines=len(staying),
        written=sum(bool(line.cause and line.recovery) for line in staying),
        address=reverse("exceptions:report", kwargs=_parts(one)),
    )


def _parts(one: ExceptionReport) -> dict[str, Any]:
    return {"partnership": one.partnership.slug, "exception_report": one.number}


def _owed(
    partnership: Partnership, viewpoint: Viewpoint, bodies: Any, found: list[ExceptionReport]
) -> Iterator[str]:
    """The duty that the terms set, and each quarter of which no report was made. Source: EM plan, 1.3.1."""
    try:
        terms = terms_on(partnership, viewpoint.on)
    except NoTermsYet:
        return
    in_force = {one.id: one for one in terms.bodies}
    for body in bodies:
        duty = report_duty(in_force[body.code]) if body.code in in_force else None
        if duty is None:
            continue
        told = {"body": body.name, "day": day_words(duty.from_on), "clause": ", ".join(duty.clause)}
        yield _("%(body)s is owed a report each quarter from %(day)s (clause %(clause)s).") % told
        owed = quarters_owed(duty, today=viewpoint.on, year_starts=terms.calendar.year_starts)
        made = [one.quarter_starts for one in found if one.body_id == body.pk and one.state in MADE]
        for quarter in quarters_missing(owed, made):
            yield _("No report of %(first)s to %(last)s has been submitted.") % {
                "first": f"{quarter.first:%B}",
                "last": f"{quarter.last:%B %Y}",
            }


def report_page(report: ExceptionReport, viewpoint: Viewpoint) -> ReportPage:
    """One report as a reader sees it."""
    closed = objectives_closed_to(viewpoint)
    shown = tuple(_line(report, one, closed) for one in lines_of(report))
    item = item_before(report)
    readable = codes_read_by(viewpoint)
    codes = {step.code for step in steps_from(report.state)}
    writes, answers = holds_permit(WRITE_THIS, viewpoint), holds_permit(ANSWER_EXCEPTIONS, viewpoint)
    kind, state = STATES[report.state]
    may_go = writes and report.state in OPEN
    to_come = meetings_to_come(report.body, viewpoint.on) if may_go else ()
    late = meeting_to_table_late(to_come)
    came = tuple(_came(item, report)) if item and report.body.code in readable else ()
    staying = tuple(one for one in shown if one.item.removed_on is None)
    return ReportPage(
        report=report,
        lead=_lead(report, staying),
        quarter=quarter_in_words(report),
        kind=kind,
        state=str(state),
        lines=staying,
        taken_out=tuple(one for one in shown if one.item.removed_on is not None),
        not_chosen=tuple(
            (number_of(one["kind"], one["code"]), one["words"], one["why"]) for one in report.not_chosen
        ),
        looked_at=_looked_at(report),
        steps=tuple(report.steps.select_related("by")),
        agenda=item,
        agenda_address=_meeting_address(item.meeting) if item and report.body.code in readable else "",
        meeting=meeting_to_submit_to(to_come, viewpoint.on),
        late_meeting=late,
        presiding=people_who_preside(report.body, viewpoint.on) if late else (),
        is_late=item is not None and item.paper is not None and item.paper.permitted_by is not None,
        came=came,
        may_write=writes and report.state in OPEN,
        may_submit=writes and "submit" in codes,
        may_take_back=writes and "take-back" in codes,
        may_answer=answers and bool(codes & {"table", *OUTCOMES}),
        may_link=answers and bool(came) and bool(staying),
    )


def _looked_at(report: ExceptionReport) -> str:
    """How many lines of each kind were looked at."""
    return ", ".join(f"{count} {LOOKED_AT[kind]}" for kind, count in report.looked_at.items() if count)


def _lead(report: ExceptionReport, lines: tuple[LineShown, ...]) -> str:
    if not lines:
        return _("Nothing met a rule for an exception. A nil report is a valid report.")
    unwritten = sum(not one.is_written for one in lines)
    said = ngettext("%(n)d line is off track.", "%(n)d lines are off track.", len(lines)) % {"n": len(lines)}
    if report.state not in OPEN:
        return said
    if not unwritten:
        return f"{said} {_('Each has its cause and its recovery.')}"
    waits = ngettext(
        "%(n)d still lacks its cause or its recovery.", "%(n)d still lack their cause or recovery.", unwritten
    )
    return f"{said} {waits % {'n': unwritten}}"


def _line(report: ExceptionReport, one: ExceptionItem, closed: frozenset[tuple[int, str]]) -> LineShown:
    picks = [pick for pick in one.picks.all() if pick.reasons]
    reasons = picks[-1].reasons if picks else []
    return LineShown(
        item=one,
        number=number_of(one.kind, one.code),
        kind=str(KINDS[one.kind]),
        address=_address(report, one, closed),
        why=tuple(
            (RULES[each["rule"]].capitalize(), each["evidence"], _figure(report, each["shown_by"]))
            for each in reasons
        ),
        no_longer=no_longer(one),
        answers=tuple(_answer(answer, report) for answer in one.answers.all()),
    )


def _figure(report: ExceptionReport, code: str) -> str:
    if not code:
        return ""
    return reverse(
        "performance:indicator", kwargs={"partnership": report.partnership.slug, "indicator": code}
    )


def _address(report: ExceptionReport, one: ExceptionItem, closed: frozenset[tuple[int, str]]) -> str:
    parts: dict[str, Any] = {"partnership": report.partnership.slug}
    version = report.plan_version
    code = shown_code(one.objective, closed)
    if one.kind == "step" and code and version is not None:
        return reverse("plan:objective", kwargs={**parts, "year": version.plan.year, "code": code})
    if one.kind == "measure":
        return _figure(report, one.code)
    if one.kind == "action":
        return reverse("decisions:action", kwargs={**parts, "action": int(one.code)})
    if one.kind in ("risk", "escalation"):
        return reverse(f"risks:{one.kind}", kwargs={**parts, one.kind: int(one.code)})
    return ""


def _answer(answer: Any, report: ExceptionReport) -> tuple[str, str]:
    if answer.decision is not None:
        return f"{answer.decision.number}: {answer.decision.text}", address_of(answer.decision)
    return _action(answer.action, report)


def _action(action: Action, report: ExceptionReport) -> tuple[str, str]:
    words = _("Action %(number)d: %(text)s") % {"number": action.number, "text": action.text}
    parts = {"partnership": report.partnership.slug, "action": action.number}
    return words, reverse("decisions:action", kwargs=parts)


def _came(item: AgendaItem, report: ExceptionReport) -> Iterator[tuple[str, str]]:
    for record in recorded_under(item):
        if isinstance(record, Action):
            yield _action(record, report)
        else:
            yield f"{record.number}: {record.text}", address_of(record)


def recorded_under(item: AgendaItem) -> tuple[Decision | Action, ...]:
    """The decisions and actions that the minutes have under an item of an agenda, in order."""
    minutes = Minute.objects.filter(item=item, struck_at__isnull=True).exclude(kind=Minute.Kind.NOTE)
    rows = minutes.select_related("decision__body__partnership", "action").order_by("written_at", "pk")
    return tuple(record for one in rows if (record := one.decision or one.action) is not None)


def _meeting_address(meeting: Meeting) -> str:
    parts = {
        "partnership": meeting.body.partnership.slug,
        "body": meeting.body.code,
        "meeting": meeting.address,
    }
    return reverse("meetings:meeting", kwargs=parts)


def records_of(report: ExceptionReport) -> tuple[tuple[str, str, Decision | Action], ...]:
    """What may have come of a report: its value in a form, its words, itself.

    What was recorded under its item, and whatever else its body decided or promised on the day of the
    meeting.
    """
    tabled = tabling_of(report)
    if tabled is None:
        return ()
    item, day = item_before(report), tabled.paper.meeting.held_on
    recorded = recorded_under(item) if item else ()
    decisions = [one for one in recorded if isinstance(one, Decision)]
    actions = [one for one in recorded if isinstance(one, Action)]
    known = {one.pk for one in decisions}, {one.pk for one in actions}
    decisions += Decision.objects.filter(body=report.body, decided_on=day).exclude(pk__in=known[0])
    actions += Action.objects.filter(body=report.body, raised_on=day).exclude(pk__in=known[1])
    return (
        *((f"decision:{one.pk}", f"{one.number}: {one.text}"[:110], one) for one in decisions),
        *((f"action:{one.pk}", f"{one}: {one.text}"[:110], one) for one in actions),
    )


def body_of(partnership: Partnership, code: str) -> Body | None:
    """The body to which a report may be drafted, by its code."""
    return next((one for one in bodies_to_report_to(partnership) if one.code == code), None)
