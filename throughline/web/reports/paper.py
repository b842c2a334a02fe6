"""A report, the highlights of a period and a year as papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.blocks import Document
from throughline.papers.report_to_parent import (
    Reported,
    ReportedLine,
    ReportedSection,
    highlight_report,
    report_to_parent,
)
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.reports import Taken, last_day
from throughline.rules.terms.words_for import names_in
from throughline.web.governance.models import Body
from throughline.web.governance.queries import read_record, terms_record
from throughline.web.reports.composing import SectionShown
from throughline.web.reports.content import Content, Line
from throughline.web.reports.grid_page import STATES
from throughline.web.reports.models import Report
from throughline.web.reports.report_page import ReportPage
from throughline.web.reports.sources import Basis, catalogue
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, days_words
from throughline.words.markings import read_marking


def paper_of(page: ReportPage, *, on: date) -> Document:
    """A report at one version as a paper."""
    version = page.version
    if version.frozen_at is None:
        state, computed = _("Draft of %(day)s") % {"day": day_words(on)}, day_words(on)
    else:
        state = _("Version %(number)d") % {"number": version.number}
        computed = _("%(day)s, digest %(digest)s") % {
            "day": day_words(version.as_at or on),
            "digest": version.digest[:12],
        }
    shown = Reported(
        title=page.report.title,
        body=page.report.body.name,
        period=page.period,
        lead=_("For %(who)s.") % {"who": page.recipient},
        sections=tuple(map(_section, page.sections)),
    )
    return report_to_parent(
        shown,
        marking=str(read_marking(page.report.marking)),
        computed_from=_("accepted updates and the records named beside each line, as at %(day)s")
        % {"day": computed},
        version=state,
        fictional=is_demonstration(),
    )


def highlights(basis: Basis) -> Document:
    """One body and one period on two pages."""
    return highlight_report(_of_period(basis, _("Highlight report"), facts=True), **_foot(basis))


def annual_report(basis: Basis) -> Document:
    """One body's year: every section of the catalogue, and the reports that it made."""
    shown = _of_period(basis, _("Annual report"), facts=True)
    made = _section(SectionShown("reports", _("Reports made"), "", reports_made(basis)))
    whole = Reported(
        title=shown.title,
        body=shown.body,
        period=shown.period,
        lead=shown.lead,
        facts=shown.facts,
        sections=(*shown.sections, made),
    )
    return report_to_parent(whole, **_foot(basis))


def _foot(basis: Basis) -> dict[str, Any]:
    terms = read_record(terms_record(basis.partnership, basis.on))
    return {
        "marking": str(read_marking(terms.marking_default or "OFFICIAL")),
        "computed_from": _("accepted updates and the records named beside each line, as at %(day)s")
        % {"day": day_words(basis.on)},
        "fictional": is_demonstration(),
    }


def _of_period(basis: Basis, title: str, *, facts: bool) -> Reported:
    sections = [
        SectionShown(one.code, str(one.heading), "", one.compose(basis))
        for one in catalogue().values()
        if one.compose is not None
    ]
    first = next((one.content.lead for one in sections if one.content), "")
    return Reported(
        title=title,
        body=basis.body.name,
        period=days_words(basis.starts, basis.ends),
        lead=first,
        facts=_facts(basis) if facts else (),
        sections=tuple(map(_section, sections)),
    )


def _facts(basis: Basis) -> tuple[tuple[str, str], ...]:
    standing = [one.standing.status for one in basis.plan.objectives] if basis.plan else []
    return (
        (_("Objectives"), str(len(standing))),
        (_("Complete"), str(standing.count(MilestoneStatus.COMPLETE))),
        (_("Late"), str(standing.count(MilestoneStatus.LATE))),
        (_("Updates accepted"), str(len(basis.updates))),
        (_("Decisions"), str(len(basis.decisions))),
    )


def reports_made(basis: Basis) -> Content:
    """The reports of a body whose period ended in the days that are told of."""
    rows = Report.objects.filter(body=basis.body, period_ends__range=(basis.starts, basis.ends))
    found = list(rows.select_related("body", "partnership").prefetch_related("steps"))
    names = names_in(read_record(terms_record(basis.partnership, basis.on)))
    return Content(
        ngettext("%(n)d report was begun.", "%(n)d reports were begun.", len(found)) % {"n": len(found)},
        (_("For"), _("State"), _("Due"), _("Received")) if found else (),
        tuple(_made(one, names) for one in found),
    )


def _made(report: Report, names: dict[str, str]) -> Line:
    taken = [Taken(one.step, one.taken_on) for one in report.steps.all()]  # type: ignore[arg-type]
    received = last_day(taken, "receive", "accept")
    return Line(
        (
            names.get(report.recipient, report.recipient),
            _(STATES[report.state][1]),
            day_words(report.due) if report.due else _("No day set"),
            day_words(received) if received else _("Not yet"),
        ),
        str(report),
    )


def _section(one: SectionShown) -> ReportedSection:
    content = one.content
    if content is None:
        return ReportedSection(one.heading, one.framing)
    return ReportedSection(
        one.heading,
        one.framing,
        content.lead,
        content.columns,
        tuple(_lines(content.lines)),
    )


def _lines(lines: Iterable[Line]) -> Iterable[ReportedLine]:
    return (ReportedLine(one.cells, one.came_from) for one in lines)


def file_name(body: Body, what: str, form: str) -> str:
    """What the file is called: `rrsg-report-3.odt`."""
    return f"{body.code}-{what}.{form}"
