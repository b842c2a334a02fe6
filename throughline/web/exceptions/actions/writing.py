"""What people do with a line: write its cause, recovery and ask, take it out with a reason, put it back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.exception_states import state_after
from throughline.web.access.models import Person, User
from throughline.web.decisions.stepping import person_of
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport, ExceptionWords
from throughline.web.exceptions.stepping import stepped, tell
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class NoReasonGiven(Refused):
    """A line is taken out of a report with a reason, which the board reads."""


@transaction.atomic
def write_exception(
    *,
    item: ExceptionItem,
    cause: str,
    recovery: str,
    ask: str,
    owner: Person | None,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> ExceptionItem:
    """Write why a line is off track, what brings it back and what is asked of the board; earlier words stay.

    Raises StepNotPossible once the report is submitted, and EditedSince where someone else wrote meanwhile.
    """
    report = _open_report(item)
    before = (item.cause, item.recovery, item.ask)
    after = (cause.strip(), recovery.strip(), ask.strip())
    save_changes(
        item, expected_version=expected_version, cause=after[0], recovery=after[1], ask=after[2], owner=owner
    )
    if any(before) and before != after:
        ExceptionWords.objects.create(
            item=item,
            cause=before[0],
            recovery=before[1],
            ask=before[2],
            by=person_of(by, report.partnership),
            replaced_at=at,
        )
    _now_written(report, on=on, by=by, at=at)
    tell(report, "exception written", by=by, at=at, line=item.code)
    return item


@transaction.atomic
def remove_exception(
    *, item: ExceptionItem, because: str, on: date, expected_version: int, by: User | None, at: datetime
) -> ExceptionItem:
    """Take a line out of a report; it stays on record with the reason. Raises NoReasonGiven, as well as
    StepNotPossible and EditedSince.
    """
    report = _open_report(item)
    if not because.strip():
        raise NoReasonGiven(
            f"A rule chose {item.code}. Write why it need not come before the board, then take it out."
        )
    save_changes(
        item,
        expected_version=expected_version,
        removed_on=on,
        removed_because=because.strip(),
        removed_by=person_of(by, report.partnership),
    )
    _now_written(report, on=on, by=by, at=at)
    tell(report, "exception taken out", by=by, at=at, line=item.code)
    return item


@transaction.atomic
def put_back_exception(
    *, item: ExceptionItem, on: date, expected_version: int, by: User | None, at: datetime
) -> ExceptionItem:
    """Put a line back that was taken out. Raises StepNotPossible and EditedSince."""
    report = _open_report(item)
    save_changes(
        item, expected_version=expected_version, removed_on=None, removed_because="", removed_by=None
    )
    _now_written(report, on=on, by=by, at=at)
    tell(report, "exception put back", by=by, at=at, line=item.code)
    return item


def _open_report(item: ExceptionItem) -> ExceptionReport:
    """The report of a line, which people may still write in."""
    report = ExceptionReport.objects.select_related("partnership", "body").get(pk=item.report_id)
    state_after(report.state, "write")
    return report


def _now_written(report: ExceptionReport, *, on: date, by: User | None, at: datetime) -> None:
    if report.state != ExceptionReport.State.WRITTEN:
        stepped(report, "write", on=on, expected_version=report.version, by=by, at=at)
