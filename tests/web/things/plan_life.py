"""What stands in the addresses of a plan's life and of its sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.plan.actions import record_strategy


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """A draft of a strategy, and one of the sources that the plan serves."""
    board = Body.objects.get(partnership=keeper.partnership, code="emrrp")
    drafted = record_strategy(
        partnership=keeper.partnership, title="Strategy for 2010 to 2014", starts=date(2010, 4, 1),
        ends=date(2014, 3, 31), written_by=board, owner=board, watched_by=board, by=keeper.user,
        at=timezone.now(),
    )  # fmt: skip
    return {"strategy": drafted.number, "source": "psa-16", "form": "docx"}
