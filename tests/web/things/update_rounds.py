"""What stands in the addresses of update rounds: a letter, an answer that waits, an override."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.web.access.models import Person
from throughline.web.plan.models import PlanAnswer, StatusOverride, UpdateLetter
from throughline.web.plan.rounds.links import path_of


def in_barnet(_reader: Person) -> dict[str, Any]:
    """A letter opens wherever one is, and belongs to no address of a partnership."""
    letter = UpdateLetter.objects.select_related("round").filter(round__sent_at__isnull=False)[0]
    return {"plan_token": path_of(letter).rpartition("/")[2]}


def in_east_midlands(_keeper: Person) -> dict[str, Any]:
    """The round for October to December, an answer in it that waits, a letter and an override."""
    answer = PlanAnswer.objects.select_related("question").filter(state="proposed")[0]
    override = StatusOverride.objects.filter(quarter_starts=date(2009, 10, 1), lifted_on=None)[0]
    return {
        "plan_quarter": 3,
        "plan_answer": answer.pk,
        "plan_letter": answer.question.letter_id,
        "override": override.pk,
        "plan_measure": "2.8.2.b",
    }
