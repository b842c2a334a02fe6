"""Beginning a report from its parent's template, and writing the words that frame its sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.governance.models import Body
from throughline.web.reports.models import Report, ReportSection, ReportTemplate, ReportVersion
from throughline.web.reports.sources import catalogue, usual_sections
from throughline.web.site.versions import save_changes
from throughline.words.formats import days_words
from throughline.words.refusals import Refused


class ReportedAlready(Refused):
    """There is a report to this parent for this period."""


class NothingToReport(Refused):
    """A report has at least one section, and covers days that have begun."""


@transaction.atomic
def keep_template(
    *,
    body: Body,
    recipient: str,
    title: str,
    sections: Sequence[str],
    by: User | None,
    at: datetime,
    template: ReportTemplate | None = None,
    expected_version: int = 0,
) -> ReportTemplate:
    """Say what a report to one parent is made of, and in which order.

    Raises NothingToReport for no section or an unknown one, and EditedSince.
    """
    unknown = [code for code in sections if code not in catalogue()]
    if not sections or unknown:
        raise NothingToReport("Choose at least one section of the list. Nothing was changed.")
    kept = list(dict.fromkeys(sections))
    if template is None:
        template = ReportTemplate.objects.create(body=body, recipient=recipient, title=title, sections=kept)
    else:
        save_changes(template, expected_version=expected_version, title=title, sections=kept)
    record_event(
        by=by,
        at=at,
        what="report template kept",
        thing=template,
        partnership=body.partnership,
        detail={"body": body.code, "recipient": recipient, "sections": ",".join(kept)},
    )
    return template


@transaction.atomic
def draft_report(
    *,
    body: Body,
    duty: str,
    what: str,
    recipient: str,
    title: str,
    period_starts: date,
    period_ends: date,
    begun_on: date,
    marking: str,
    by: User | None,
    at: datetime,
    via: str = "",
    due: date | None = None,
) -> Report:
    """Begin a report to one parent for one period, with the sections of that parent's template.

    Raises ReportedAlready, and NothingToReport for a period that has not begun.
    """
    if not period_starts < period_ends or period_starts > begun_on:
        raise NothingToReport(
            f"A report covers days that have begun, from the first to the last: "
            f"{days_words(period_starts, period_ends)} does not. Nothing was changed."
        )
    same = Report.objects.filter(
        body=body, duty=duty, recipient=recipient, period_starts=period_starts, period_ends=period_ends
    ).first()
    if same is not None:
        raise ReportedAlready(
            f"{same} is to this parent for these days already. Open it, or correct it if it was sent. "
            "Nothing was changed."
        )
    last = Report.objects.filter(partnership=body.partnership).aggregate(last=Max("number"))["last"] or 0
    report = Report.objects.create(
        partnership=body.partnership,
        number=last + 1,
        body=body,
        what=what,
        duty=duty,
        recipient=recipient,
        via=via,
        title=title,
        period_starts=period_starts,
        period_ends=period_ends,
        due=due,
        marking=marking,
        begun_on=begun_on,
    )
    template = ReportTemplate.objects.filter(body=body, recipient=recipient).first()
    version = ReportVersion.objects.create(report=report, number=1)
    for place, code in enumerate(template.sections if template else usual_sections(), start=1):
        ReportSection.objects.create(version=version, position=place, source=code)
    record_event(
        by=by,
        at=at,
        what="report drafted",
        thing=report,
        partnership=body.partnership,
        detail={
            "number": report.number,
            "recipient": recipient,
            "from": str(period_starts),
            "to": str(period_ends),
            "due": str(due or ""),
        },
    )
    return report


@transaction.atomic
def frame_section(
    *, section: ReportSection, framing: str, expected_version: int, by: User | None, at: datetime
) -> ReportSection:
    """Write what frames a section of a draft; what was composed stays as it is.

    Raises NothingToReport where the report is no draft, and EditedSince.
    """
    report = section.version.report
    if report.state != Report.State.DRAFTING or section.version.frozen_at is not None:
        raise NothingToReport(
            f"{report} is no draft any more. Open it again, or begin a correction. Nothing was changed."
        )
    save_changes(report, expected_version=expected_version)
    section.framing = framing.strip()
    section.save(update_fields=["framing"])
    record_event(
        by=by,
        at=at,
        what="report framed",
        thing=report,
        partnership=report.partnership,
        detail={"number": report.number, "section": section.source},
    )
    return section
