"""One good call of each action on exception reports that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.web.decisions.models import Decision
from throughline.web.exceptions import actions
from throughline.web.exceptions.models import ExceptionItem, ExceptionReport

DAY = date(2010, 1, 15)
AT = datetime(2010, 1, 15, 10, tzinfo=UTC)


def _written() -> ExceptionReport:
    return ExceptionReport.objects.get(partnership__slug="east-midlands", state="written")


def _line() -> ExceptionItem:
    return _written().items.order_by("position")[0]


def _taken_out() -> ExceptionItem:
    line = _line()
    actions.remove_exception(
        item=line, because="Told last time.", on=DAY, expected_version=line.version, by=None, at=AT
    )
    return line


def _submitted() -> ExceptionReport:
    for line in _written().items.all():
        actions.write_exception(
            item=line, cause="Ice.", recovery="Thaw.", ask="", owner=None, on=DAY,
            expected_version=line.version, by=None, at=AT,
        )  # fmt: skip
    report = _written()
    actions.submit_report(
        report=report, agency=report.partnership.agencies.get(code="noms-dom"), author=None, on=DAY,
        expected_version=report.version, by=None, at=AT,
    )  # fmt: skip
    return report


def _take_back() -> Any:
    report = _submitted()
    return actions.take_back_report(
        report=report, because="A figure was wrong.", on=DAY, expected_version=report.version, by=None, at=AT
    )


def _put_back() -> Any:
    line = _taken_out()
    return actions.put_back_exception(item=line, on=DAY, expected_version=line.version, by=None, at=AT)


def _agree() -> Any:
    decision = Decision.objects.filter(body__code="emrrp")[0]
    return actions.agree_thresholds(
        body=decision.body, decision=decision, from_on=DAY, action_days=60, action_moves=2, by=None, at=AT
    )


CALLS: dict[str, Callable[[], Any]] = {
    "exceptions.remove_exception": _taken_out,
    "exceptions.put_back_exception": _put_back,
    "exceptions.take_back_report": _take_back,
    "exceptions.agree_thresholds": _agree,
}
