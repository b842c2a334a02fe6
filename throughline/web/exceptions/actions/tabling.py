"""Putting a report before the board: it becomes a paper and an item of the next meeting's agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from throughline.papers.exception_report import as_text
from throughline.rules.exception_states import refuse_unwritten, state_after
from throughline.web.access.models import Agency, Person, User
from throughline.web.exceptions.models import ExceptionReport, TabledReport
from throughline.web.exceptions.paper import report_in_words
from throughline.web.exceptions.queries import (
    meeting_to_submit_to,
    meeting_to_table_late,
    meetings_to_come,
    tabling_of,
)
from throughline.web.exceptions.stepping import stepped, tell
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.calling.planning import agenda_as_kept, agenda_proposed
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.queries import own_marking, papers_due_on
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

EXCEPTIONS = "exceptions"
"""The item of an agenda from the terms under which exceptions are discussed."""


class NoMeetingToCome(Refused):
    """A report comes before a meeting that is called and whose agenda is not published yet."""


class NoOrganisation(Refused):
    """A paper comes from an organisation."""


@transaction.atomic
def submit_report(
    *,
    report: ExceptionReport,
    agency: Agency | None,
    author: Person | None,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    permitted_by: Person | None = None,
) -> TabledReport:
    """Submit a report: its words become a paper, and an item on the agenda of the body's next meeting.

    A report without lines is submitted too, and says so. With ``permitted_by``, who presides, it is tabled
    late at the next meeting, whose agenda is published. Raises StepNotPossible, NotWritten,
    NoMeetingToCome, NoOrganisation, NotPresiding and EditedSince; then nothing is changed.
    Source: rule R21; East Midlands delivery plan 2009-10, 1.3.1.
    """
    state_after(report.state, "submit")
    staying = report.items.filter(removed_on__isnull=True).order_by("position")
    refuse_unwritten(list(staying.values_list("code", "cause", "recovery")))
    to_come = meetings_to_come(report.body, on)
    meeting = meeting_to_table_late(to_come) if permitted_by else meeting_to_submit_to(to_come, on)
    if meeting is None and permitted_by is not None:
        raise NoMeetingToCome(
            f"The next meeting of {report.body.name} has no published agenda, so nothing is late for it. "
            "Submit the report without leave."
        )
    if meeting is None:
        raise NoMeetingToCome(
            f"No meeting of {report.body.name} is called after {day_words(on)} "
            "whose agenda is not published. Call one on the page of its meetings, then submit."
        )
    if agency is None:
        raise NoOrganisation(
            "Nobody knows which organisation you come from, and a paper needs one. "
            "Ask whoever keeps the people to enter it, then submit."
        )
    paper = _paper(report, meeting, agency, author, on=on, by=by, at=at, permitted_by=permitted_by)
    _on_the_agenda(report, meeting, paper, by=by, at=at, permitted_by=permitted_by)
    made = TabledReport.objects.create(report=report, paper=paper, submitted_on=on)
    stepped(report, "submit", on=on, expected_version=expected_version, by=by, at=at)
    return made


def _paper(
    report: ExceptionReport,
    meeting: Meeting,
    agency: Agency,
    author: Person | None,
    *,
    on: date,
    by: User | None,
    at: datetime,
    permitted_by: Person | None,
) -> Paper:
    told = report_in_words(report)
    paper = meetings.commission_paper(
        meeting=meeting,
        title=told.title,
        ask=Paper.Ask.DISCUSSION if not told.asks else Paper.Ask.DECISION,
        author_agency=agency,
        author=author,
        due_on=papers_due_on(meeting),
        asked_on=on,
        marking=own_marking(meeting),
        by=by,
        at=at,
    )
    return meetings.receive_paper(
        paper=paper,
        text=as_text(told),
        received_on=on,
        expected_version=paper.version,
        came_as="md",
        permitted_by=permitted_by,
        by=by,
        at=at,
    )


def _on_the_agenda(
    report: ExceptionReport,
    meeting: Meeting,
    paper: Paper,
    *,
    by: User | None,
    at: datetime,
    permitted_by: Person | None,
) -> None:
    kept = agenda_as_kept(meeting)
    lines = _with_paper(report, kept, paper) if kept else agenda_proposed(meeting, papers={EXCEPTIONS: paper})
    meetings.set_agenda(
        meeting=meeting,
        lines=lines,
        expected_version=meeting.version,
        permitted_by=permitted_by,
        by=by,
        at=at,
    )


def _with_paper(
    report: ExceptionReport, kept: tuple[AgendaLine, ...], paper: Paper
) -> tuple[AgendaLine, ...]:
    """The agenda with the paper under its exceptions, or under an item of its own before the last."""
    if any(line.code == EXCEPTIONS and line.paper is None for line in kept):
        return tuple(replace(line, paper=paper) if line.code == EXCEPTIONS else line for line in kept)
    own = AgendaLine(
        code=f"exception-report-{report.number}",
        title=paper.title,
        asks="decide" if paper.ask == Paper.Ask.DECISION else "discuss",
        because="an exception report was submitted (rule R21)",
        paper=paper,
    )
    return (*kept[:-1], own, *kept[-1:])


@transaction.atomic
def take_back_report(
    *, report: ExceptionReport, because: str, on: date, expected_version: int, by: User | None, at: datetime
) -> ExceptionReport:
    """Take a submitted report back to write in it again; its paper is withdrawn and stays on record.

    Raises StepNotPossible, StepLacks, PaperIsPastThat once its paper was taken, and EditedSince.
    """
    stepped(report, "take-back", said=because, on=on, expected_version=expected_version, by=by, at=at)
    tabled = tabling_of(report)
    if tabled is not None:
        paper = tabled.paper
        meetings.withdraw_paper(paper=paper, expected_version=paper.version, by=by, at=at)
        tabled.ended_on = on
        tabled.save(update_fields=["ended_on"])
        tell(report, "exception report taken off an agenda", by=by, at=at, paper=paper.pk)
    return report
