"""One good call of each act on reports that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from throughline.web.reports import actions as reports
from throughline.web.reports.models import RecipientDate

CALLS: dict[str, Callable[[], Any]] = {
    "reports.withdraw_recipient_date": lambda: reports.withdraw_recipient_date(
        date_of=RecipientDate.objects.filter(withdrawn_at=None)[0],
        by=None,
        at=datetime(2026, 3, 30, 10, tzinfo=UTC),
    ),
}
