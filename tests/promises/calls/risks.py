"""One good call of each action on risks that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from throughline.web.access.models import Partnership
from throughline.web.risks import actions as risks

CALLS: dict[str, Callable[[], Any]] = {
    "risks.add_risk_kind": lambda: risks.add_risk_kind(
        partnership=Partnership.objects.get(slug="barnet"),
        code="dependency",
        name="Dependency",
        by=None,
        at=datetime(2026, 3, 30, 9, tzinfo=UTC),
    ),
}
