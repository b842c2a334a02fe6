"""The steps of a report: what leaves the house is frozen, and a correction is a new version."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.reports import BEGINS_A_VERSION, FREEZES, Taken, refuse_day, report_after
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.standing import person_of
from throughline.web.reports.composing import digest_of, sections_of
from throughline.web.reports.models import Report, ReportSection, ReportStep, ReportVersion
from throughline.web.site.versions import save_changes


@transaction.atomic
def take_report_step(
    *,
    report: Report,
    step: str,
    taken_on: date,
    words: str,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> ReportStep:
    """Clear, send, return, receive, accept, answer or correct a report.

    The first sending of a version composes it as at that day and freezes it. Raises ReportStepRefused,
    EditedSince. Source: product.md, page 30; the partnership file, section 7 (``via``).
    """
    before = list(report.steps.values_list("step", "taken_on"))
    state = report_after(
        report.state,  # type: ignore[arg-type]
        step,  # type: ignore[arg-type]
        has_intermediate=bool(report.via),
        words=words,
        name=str(report),
    )
    refuse_day(
        [Taken(one, on) for one, on in before],  # type: ignore[arg-type]
        taken_on,
        begun=report.period_starts,
        today=at.date(),
    )
    version = report.versions.order_by("number").last()
    if version is None:
        raise LookupError(f"{report} has no version.")
    save_changes(report, expected_version=expected_version, state=state)
    if step in FREEZES and version.frozen_at is None:
        _freeze(version, taken_on, at)
    if step == BEGINS_A_VERSION:
        version = _follow(version, words)
    made = ReportStep.objects.create(
        report=report,
        version=version,
        step=step,
        taken_on=taken_on,
        words=words.strip(),
        by=person_of(by, report.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"report: {step}",
        thing=report,
        partnership=report.partnership,
        detail={
            "number": report.number,
            "version": version.number,
            "on": str(taken_on),
            "digest": version.digest,
        },
    )
    return made


def _freeze(version: ReportVersion, as_at: date, at: datetime) -> None:
    """Keep every section as it is composed on the day, and the digest of all."""
    shown = sections_of(version, as_at)
    contents = {one.source: one.content for one in shown}
    sections = list(version.sections.all())
    for section in sections:
        content = contents[section.source]
        section.content = content.as_record() if content else None
    ReportSection.objects.bulk_update(sections, ["content"])
    version.frozen_at, version.as_at, version.digest = at, as_at, digest_of(shown, as_at=as_at)
    version.save(update_fields=["frozen_at", "as_at", "digest"])


def _follow(version: ReportVersion, because: str) -> ReportVersion:
    """A version after a sent one: the same sections with the same framing, composed anew."""
    later = ReportVersion.objects.create(
        report=version.report, number=version.number + 1, because=because.strip()
    )
    for section in version.sections.all():
        ReportSection.objects.create(
            version=later, position=section.position, source=section.source, framing=section.framing
        )
    return later
