"""What stands in the addresses of exception reports: a report with a line that may be written."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from throughline.web.access.models import Person
from throughline.web.exceptions.actions import draft_report
from throughline.web.exceptions.models import ExceptionReport
from throughline.web.governance.models import Body
from throughline.web.site.today import today


def in_barnet(reader: Person) -> dict[str, Any]:
    """The report to Barnet's group, drafted by rule."""
    body = Body.objects.get(partnership=reader.partnership, code="rrdg")
    return _parts(draft_report(body=body, on=today(reader.partnership), by=None, at=timezone.now()))


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """The report to the East Midlands board that is half written."""
    return _parts(ExceptionReport.objects.get(partnership=keeper.partnership, state="written"))


def _parts(report: ExceptionReport) -> dict[str, Any]:
    return {"exception_report": report.number, "exception": report.items.order_by("position")[0].pk}
