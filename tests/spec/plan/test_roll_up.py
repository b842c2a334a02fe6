"""What local plans do for each priority of the regional plan, as it was last told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.model import Objective, Plan, Priority
from throughline.rules.plan.roll_up import LocalStanding, rolled_up
from throughline.rules.plan.status import MilestoneStatus

PLAN = Plan((Priority(id="1"), Objective(id="1.1", parent="1"), Priority(id="2")))
COMPLETE, LATE, ON_COURSE = MilestoneStatus.COMPLETE, MilestoneStatus.LATE, MilestoneStatus.ON_COURSE


def said(plan: str, number: str, serves: str, status: MilestoneStatus) -> LocalStanding:
    return LocalStanding(plan, number, serves, status)


@pytest.mark.clause("C308", breaks="throughline.rules.plan.roll_up:rolled_up")
@pytest.mark.parametrize(
    ("sentence", "told", "by_status", "plans", "worst"),
    [
        ("nothing was told", (), (), (), None),
        ("a line that serves the priority itself", (said("A", "1", "1", LATE),), ((LATE, 1),), ("A",), LATE),
        ("a line that serves an objective of it", (said("A", "1", "1.1", COMPLETE),), ((COMPLETE, 1),), ("A",), COMPLETE),
        ("a line that serves another priority", (said("A", "1", "2", LATE),), (), (), None),
        ("a line that serves nothing of the plan", (said("A", "1", "9.9", LATE),), (), (), None),
        (
            "the last word counts",
            (said("A", "1", "1", LATE), said("A", "1", "1", ON_COURSE)),
            ((ON_COURSE, 1),),
            ("A",),
            ON_COURSE,
        ),
        (
            "the same number in two plans is two lines, and the worst is told",
            (said("A", "1", "1", COMPLETE), said("B", "1", "1.1", LATE)),
            ((COMPLETE, 1), (LATE, 1)),
            ("A", "B"),
            LATE,
        ),
        ("a line that was moved counts where it is now", (said("A", "1", "1", LATE), said("A", "1", "2", LATE)), (), (), None),
    ],
)  # fmt: skip
def test_a_priority_rolls_up(
    sentence: str,
    told: tuple[LocalStanding, ...],
    by_status: tuple[tuple[MilestoneStatus, int], ...],
    plans: tuple[str, ...],
    worst: MilestoneStatus | None,
) -> None:
    found = rolled_up(PLAN, told)[0]
    assert (found.by_status, found.plans, found.worst) == (by_status, plans, worst), sentence


LINES = st.builds(
    LocalStanding,
    st.sampled_from("AB"),
    st.sampled_from("12"),
    st.sampled_from(["1", "1.1", "2", "9"]),
    st.sampled_from(list(MilestoneStatus)),
)


@given(st.lists(LINES, max_size=12))
def test_each_local_objective_counts_at_most_once(told: list[LocalStanding]) -> None:
    counted = [(one.plan, one.number) for row in rolled_up(PLAN, told) for one in row.lines]
    assert len(counted) == len(set(counted)) <= len({(one.plan, one.number) for one in told})
