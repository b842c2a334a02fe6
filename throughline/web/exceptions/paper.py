"""An exception report as a paper: the same lines as its page."""

from __future__ import annotations

from throughline.papers import exception_report as papers
from throughline.papers.blocks import Document
from throughline.rules.exceptions import KINDS, RULES
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport
from throughline.web.exceptions.queries import lines_of
from throughline.web.exceptions.words import LOOKED_AT, number_of
from throughline.web.governance.queries import terms_on
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words
from throughline.words.markings import read_marking


def quarter_in_words(report: ExceptionReport) -> str:
    """The quarter of a report: "October to December 2009"."""
    first, last = report.quarter_starts, report.quarter_ends
    return f"{first:%B} to {last:%B %Y}"


def report_in_words(report: ExceptionReport) -> papers.ExceptionReport:
    """The report as values to print; a line that was taken out stands apart with its reason."""
    lines = lines_of(report)
    return papers.ExceptionReport(
        number=report.number,
        body=report.body.name,
        quarter=quarter_in_words(report),
        drafted_on=day_words(report.drafted_on),
        lines=tuple(_line(one) for one in lines if one.removed_on is None),
        looked_at=tuple((str(LOOKED_AT[kind]), report.looked_at.get(kind, 0)) for kind in KINDS),
        taken_out=tuple(
            papers.TakenOut(number_of(one.kind, one.code), one.words, one.removed_because)
            for one in lines
            if one.removed_on is not None
        ),
        thresholds=report.thresholds,
    )


def _line(one: ExceptionItem) -> papers.ExceptionLine:
    return papers.ExceptionLine(
        number=number_of(one.kind, one.code),
        words=one.words,
        lead=one.lead,
        chosen_because=reasons_in_words(one),
        cause=one.cause,
        recovery=one.recovery,
        ask=one.ask,
        owner=one.owner.name if one.owner else "",
        note=no_longer(one),
    )


def reasons_in_words(one: ExceptionItem) -> tuple[str, ...]:
    """Each rule that last chose a line, with what was seen."""
    chosen = [pick for pick in one.picks.all() if pick.reasons]
    reasons = chosen[-1].reasons if chosen else []
    return tuple(f"{RULES[each['rule']].capitalize()}: {each['evidence']}" for each in reasons)


def no_longer(one: ExceptionItem) -> str:
    """That the rules no longer choose a line, and since when; empty where they do."""
    picks = list(one.picks.all())
    if not picks or picks[-1].reasons:
        return ""
    return f"No rule chooses it any more, as on {day_words(picks[-1].picked_on)}."


def report_paper(report: ExceptionReport) -> Document:
    """The report as a paper that stands alone. Raises NoTermsYet."""
    written = terms_on(report.partnership, report.drafted_on)
    version = (
        f"plan {report.plan_version.plan.year}, version {report.plan_version.number}, and "
        if (report.plan_version)
        else ""
    )
    return papers.exception_report(
        report_in_words(report),
        marking=str(read_marking(written.marking_default or "OFFICIAL")),
        computed_from=f"{version}what was on record on {day_words(report.drafted_on)}",
        version=f"Report {report.number}, {report.get_state_display()}",
        fictional=is_demonstration(),
    )
