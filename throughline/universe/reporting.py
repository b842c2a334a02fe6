"""Reports of the fictional years: begun from a template, cleared, sent, received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.plan import actions as plans
from throughline.web.plan.models import Milestone
from throughline.web.reports import actions as reports
from throughline.web.reports.models import Report, ReportSection

News = tuple[str, date, str, str, str]
"""A step, the day it was told, the words, the date expected now, and what shows that it is done."""


def tell_news(story: Story, quarter_starts: date, news: Sequence[News]) -> None:
    """What was told of steps for one quarter, and accepted."""
    rows = {
        one.code: one
        for one in Milestone.objects.filter(plan__partnership=story.partnership).select_related(
            "plan__partnership"
        )
    }
    for code, told_on, words, forecast, evidence in news:
        plans.record_milestone_update(
            milestone=rows[code],
            quarter_starts=quarter_starts,
            told_on=told_on,
            told_by=None,
            is_complete=bool(evidence),
            forecast=forecast,
            evidence=evidence,
            words=words,
            by=story.by,
            at=morning(told_on),
        )


def report(
    story: Story,
    *,
    body: str,
    duty: str,
    what: str,
    recipient: str,
    period: tuple[date, date],
    begun_on: date,
    due: date | None,
    via: str = "",
    framing: Mapping[str, str],
    steps: Sequence[tuple[str, date]],
) -> Report:
    """One report to one parent, framed in a few words, and each step that it took."""
    made = reports.draft_report(
        body=story.body(body),
        duty=duty,
        what=what,
        recipient=recipient,
        via=via,
        title="Progress report",
        period_starts=period[0],
        period_ends=period[1],
        begun_on=begun_on,
        due=due,
        marking="OFFICIAL",
        by=story.by,
        at=morning(begun_on),
    )
    for section in ReportSection.objects.filter(version__report=made, source__in=framing):
        made.refresh_from_db()
        section.version.report = made
        reports.frame_section(
            section=section,
            framing=framing[section.source],
            expected_version=made.version,
            by=story.by,
            at=morning(begun_on),
        )
    for step, on in steps:
        made.refresh_from_db()
        reports.take_report_step(
            report=made,
            step=step,
            taken_on=on,
            words="",
            expected_version=made.version,
            by=story.by,
            at=morning(on),
        )
    return made
