"""What of a plan is closed to whom: a priority, an objective, all that stands under it, sums that name it."""

from __future__ import annotations

import pytest

from throughline.rules.plan.model import Check, Milestone, Objective, Plan, Priority, SuccessMeasure
from throughline.rules.plan.restriction import part_open_to, restricted_to

PLAN = Plan(
    (
        Priority(id="1"),
        Objective(id="1.1", parent="1"),
        Objective(id="1.2", parent="1", readers=("analyst",)),
        Milestone(id="1.2.m1", parent="1.2"),
        Priority(id="2", readers=("chair",)),
        Objective(id="2.1", parent="2"),
        SuccessMeasure(id="2.1.a", parent="2.1"),
        Objective(id="2.2", parent="2", readers=("analyst",)),
        Check(id="1.1.t1", parent="1.1", expression="2.1.a + 3 = 5"),
        Check(id="1.1.t2", parent="1.1", expression="2 + 3 = 5"),
    )
)


@pytest.mark.parametrize(
    ("sentence", "offices", "closed"),
    [
        ("nobody in particular", [], {"1.2", "1.2.m1", "2", "2.1", "2.1.a", "2.2"}),
        ("whom the priority names, and one objective does not", ["chair"], {"1.2", "1.2.m1", "2.2"}),
        ("whom only objectives name", ["analyst"], {"2", "2.1", "2.1.a", "2.2"}),
        ("whom both name", ["analyst", "chair"], set()),
    ],
)
def test_what_is_closed(sentence: str, offices: list[str], closed: set[str]) -> None:
    assert restricted_to(PLAN, offices) == closed, sentence


@pytest.mark.parametrize(
    ("sentence", "offices", "left"),
    [
        ("a sum that names a closed line goes with it", [], ["1", "1.1", "1.1.t2"]),
        ("and stays where the line is open", ["analyst", "chair"], [line.id for line in PLAN.lines]),
    ],
)
def test_the_part_that_is_open(sentence: str, offices: list[str], left: list[str]) -> None:
    assert [line.id for line in part_open_to(PLAN, offices).lines] == left, sentence
