"""One good call of each action on rounds, overrides and told figures that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.web.governance.models import Body
from throughline.web.plan import actions as plan
from throughline.web.plan.models import Milestone, PlanAnswer, StatusOverride, UpdateLetter

ON = date(2010, 1, 15)
AT: dict[str, Any] = {"by": None, "at": datetime(2010, 1, 15, 10, tzinfo=UTC)}


def waiting(code: str) -> PlanAnswer:
    return PlanAnswer.objects.get(question__milestone__code=code, state="proposed")


CALLS: dict[str, Callable[[], Any]] = {
    "plan.make_plan_link_by_hand": lambda: plan.make_plan_link_by_hand(
        letter=UpdateLetter.objects.get(person__name="Neil Hornbeam"), made_on=ON, **AT
    ),
    "plan.decline_answer": lambda: plan.decline_answer(
        answer=waiting("2.5.3.m1"), reason="Another lead answers for it.", on=ON, expected_version=1, **AT
    ),
    "plan.accept_unchanged_answers": lambda: plan.accept_unchanged_answers(
        partnership=Body.objects.get(code="emrrp").partnership, answers=[waiting("2.5.8.m3")], on=ON, **AT
    ),
    "plan.record_update_of_meeting": lambda: plan.record_update_of_meeting(
        milestone=Milestone.objects.get(code="2.2.2.m1"), body=Body.objects.get(code="emrrp"),
        held_on=date(2010, 1, 12), quarter_starts=date(2009, 10, 1), told_on=ON, words="It was reported.", **AT,
    ),
    "plan.lift_override": lambda: plan.lift_override(
        override=StatusOverride.objects.filter(lifted_on=None)[0], on=ON, **AT
    ),
}  # fmt: skip
