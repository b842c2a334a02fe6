"""What of a plan is closed to whom: a priority, an objective, all that stands under it, sums that name it."""

from __future__ import annotations

import pytest

from throughline.rules.plan.model import Check, Milestone, Objective, Plan, Priority, SuccessMeasure
from throughline.rules.plan.restriction import part_open_to, restricted_to

PLAN = Plan(
    (
        Priority(id="1"),
        Objective(id="1.1", parent="1", after=("2.1", "2.1.a", "1.3")),
        Milestone(id="1.1.m1", parent="1.1", waits_for="1.2.m1"),
        Milestone(id="1.1.m2", parent="1.1", waits_for="1.1.m1"),
        Objective(id="1.2", parent="1", readers=("analyst",)),
        Milestone(id="1.2.m1", parent="1.2"),
        Priority(id="2", readers=("chair",)),
        Objective(id="2.1", parent="2"),
        SuccessMeasure(id="2.1.a", parent="2.1"),
        Objective(id="2.2", parent="2", readers=("analyst",)),
        Check(id="1.1.t1", parent="1.1", expression="2.1.a + 3 = 5"),
        Check(id="1.1.t2", parent="1.1", expression="2 + 3 = 5"),
        Check(id="1.1.t3", parent="1.1", expression="3+2.1.a=5"),
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
        ("a sum that names a closed line goes with it", [], ["1", "1.1", "1.1.m1", "1.1.m2", "1.1.t2"]),
        ("and stays where the line is open", ["analyst", "chair"], [line.id for line in PLAN.lines]),
    ],
)
def test_the_part_that_is_open(sentence: str, offices: list[str], left: list[str]) -> None:
    assert [line.id for line in part_open_to(PLAN, offices).lines] == left, sentence


@pytest.mark.parametrize(
    ("sentence", "offices", "left"),
    [
        ("what is closed is named by nothing that is open", [], [("1.3",), "", "1.1.m1"]),
        ("a step of an objective that is open is named", ["analyst"], [("1.3",), "1.2.m1", "1.1.m1"]),
        ("whole to whom both name", ["analyst", "chair"], [("2.1", "2.1.a", "1.3"), "1.2.m1", "1.1.m1"]),
    ],
)
def test_what_an_open_line_comes_after_names_no_closed_line(
    sentence: str, offices: list[str], left: list[object]
) -> None:
    shown = part_open_to(PLAN, offices)
    [first] = [one for one in shown.objectives if one.id == "1.1"]
    assert [first.after, *(one.waits_for for one in shown.milestones_of("1.1"))] == left, sentence


def test_a_line_that_is_closed_besides_takes_with_it_what_stands_under_it() -> None:
    everybody = ["analyst", "chair"]
    assert restricted_to(PLAN, everybody, ["1.2", "9"]) == {"1.2", "1.2.m1"}
    assert "1.2.m1" not in [line.id for line in part_open_to(PLAN, everybody, ["1.2"]).lines]
