"""What stands in the addresses of the reports room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.reports import actions


def in_barnet(reader: Person) -> dict[str, Any]:
    """A report that is being drafted, a date and a decision of the partnership board."""
    body = Body.objects.get(partnership=reader.partnership, code="rrdg")
    told: dict[str, Any] = {"by": None, "at": timezone.now()}
    report = actions.draft_report(
        body=body, duty="rrdg.line.accountable-to:scpb", what="account", recipient="scpb", title="Report",
        period_starts=date(2025, 10, 1), period_ends=date(2026, 3, 31), begun_on=date(2026, 3, 30),
        marking="OFFICIAL", **told,
    )  # fmt: skip
    day = actions.record_recipient_date(
        partnership=reader.partnership, recipient="scpb", meets_on=date(2026, 4, 20),
        papers_due=date(2026, 4, 10), **told,
    )  # fmt: skip
    decided = actions.record_parent_decision(
        body=body, parent="scpb", decided_on=date(2026, 3, 2), received_on=date(2026, 3, 9),
        words="Each organisation names one person.", **told,
    )  # fmt: skip
    return {
        "report": report.number, "section": "brief", "recipient": "scpb",
        "recipient_date": day.pk, "parent_decision": decided.number,
    }  # fmt: skip
