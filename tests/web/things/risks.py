"""What stands in the addresses of risks, escalations and inspections."""

from __future__ import annotations

from typing import Any

from throughline.web.access.models import Person
from throughline.web.risks.models import Lesson, Recommendation


def in_barnet(reader: Person) -> dict[str, Any]:
    """The first risk of Barnet, which has no escalation and no inspection."""
    return {"risk": 1, "escalation": 0, "inspection": 0, "recommendation": 0, "lesson": 0}


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """The risk that rises, the escalation that waits, and an inspection with what came of it."""
    made = Recommendation.objects.filter(inspection__partnership=keeper.partnership, state="accepted")
    lesson = Lesson.objects.filter(inspection__partnership=keeper.partnership, completed_on=None)
    return {
        "risk": 1,
        "escalation": 1,
        "inspection": 1,
        "recommendation": made[0].pk,
        "lesson": lesson[0].pk,
    }
