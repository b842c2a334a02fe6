"""How a report goes from one state to the next: the table's step, its place in the history, its event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from throughline.rules.exception_states import state_after
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.stepping import person_of
from throughline.web.exceptions.models import ExceptionReport, ReportStep
from throughline.web.site.versions import save_changes


def stepped(
    report: ExceptionReport,
    step: str,
    *,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    said: str = "",
) -> ExceptionReport:
    """Take one step of the table and tell of it. Raises StepNotPossible, StepLacks and EditedSince."""
    before = report.state
    after = state_after(before, step, said=said)
    save_changes(report, expected_version=expected_version, state=after)
    ReportStep.objects.create(
        report=report,
        came_from=before,
        to=after,
        taken_on=on,
        said=said.strip(),
        by=person_of(by, report.partnership),
        recorded_at=at,
    )
    tell(report, f"exception report {step}", by=by, at=at, came_from=before, to=after)
    return report


def tell(report: ExceptionReport, what: str, *, by: User | None, at: datetime, **detail: Any) -> None:
    """Leave the event of an act on a report; ``detail`` holds codes, numbers and days only."""
    record_event(
        by=by,
        at=at,
        what=what,
        thing=report,
        partnership=report.partnership,
        detail={"number": report.number, "body": report.body.code, **detail},
    )
