"""One good call of each action on ties that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.web.plan import actions as plan
from throughline.web.plan.models import ObjectiveTie

CALLS: dict[str, Callable[[], Any]] = {
    "plan.untie": lambda: plan.untie(
        tied=ObjectiveTie.objects.filter(untied_on=None)[0],
        on=date(2010, 1, 15),
        by=None,
        at=datetime(2010, 1, 15, 10, tzinfo=UTC),
    ),
}
