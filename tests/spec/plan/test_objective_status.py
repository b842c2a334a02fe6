"""Where an objective stands: the worst of its steps decides, and a step without news is never green."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.plan.model import Milestone, Objective, Plan, SuccessMeasure
from throughline.rules.plan.objective_status import News, objective_standing, step_due, steps_of
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import PlanYear

YEAR = PlanYear(date(2009, 4, 1), date(2010, 3, 31))
TODAY = date(2010, 1, 15)
COMPLETE, COURSE, SLIPPING, LATE, NO_NEWS, UNDATED = (
    MilestoneStatus.COMPLETE, MilestoneStatus.ON_COURSE, MilestoneStatus.SLIPPING, MilestoneStatus.LATE,
    MilestoneStatus.NO_NEWS, MilestoneStatus.UNDATED,
)  # fmt: skip
DONE = News(is_complete=True, forecast=None, is_of_this_period=False)
FINE = News(is_complete=False, forecast=None, is_of_this_period=True)
APRIL = News(is_complete=False, forecast=YEAR.window("2010-04"), is_of_this_period=True)


def plan_with(*dues: str, measures: tuple[SuccessMeasure, ...] = ()) -> Plan:
    """Objective 1.1.1 with a milestone for each date, m1 first."""
    steps = [Milestone(id=f"m{n}", parent="1.1.1", due=due) for n, due in enumerate(dues, 1)]
    return Plan((Objective(id="1.1.1"), *steps, *measures))


@pytest.mark.parametrize(
    ("sentence", "dues", "news", "status", "decided_by"),
    [
        ("a late step outweighs one on course", ("2010-03", "2009-09"), {"m1": FINE}, LATE, "m2"),
        ("a slipping step outweighs silence", ("2010-03", "2010-03"), {"m2": APRIL}, SLIPPING, "m2"),
        ("silence outweighs a step on course", ("2010-03", "2010-02"), {"m1": FINE}, NO_NEWS, "m2"),
        ("a step on course outweighs one without a date", ("", "2010-03"), {"m2": FINE}, COURSE, "m2"),
        ("what is left without a date is undated", ("", "2009-09"), {"m2": DONE}, UNDATED, "m1"),
        ("complete only when every step is", ("2009-09", "2009-12"), {"m1": DONE, "m2": DONE}, COMPLETE, "m1"),
        ("of two late steps the first due decides", ("2009-12", "2009-09"), {}, LATE, "m2"),
    ],
)  # fmt: skip
def test_the_worst_step_decides(
    sentence: str, dues: tuple[str, ...], news: dict[str, News], status: MilestoneStatus, decided_by: str
) -> None:
    stands = objective_standing(plan_with(*dues), "1.1.1", year=YEAR, news=news, today=TODAY)
    assert (stands.status, stands.decided_by and stands.decided_by.step.id) == (status, decided_by), sentence


def test_an_objective_without_steps_is_undated() -> None:
    stands = objective_standing(plan_with(), "1.1.1", year=YEAR, news={}, today=TODAY)
    assert (stands.status, stands.decided_by) == (UNDATED, None)


QUARTERS = {"q1": 1, "q2": 2, "q3": 3, "q4": 4, "cumulative": True}


@pytest.mark.parametrize(
    ("sentence", "step", "last_day"),
    [
        ("a season ends with its last month", Milestone(id="m", due="2009-autumn"), date(2009, 11, 30)),
        ("a rhythm ends with its last turn in the year", Milestone(id="m", recurs="every-3-months"),
         date(2010, 3, 31)),
        ("planned quarters end with the year", SuccessMeasure(id="a", **QUARTERS), date(2010, 3, 31)),
        ("a date of its own comes before planned quarters", SuccessMeasure(id="a", due="2009-12", **QUARTERS),
         date(2009, 12, 31)),
        ("a beginning alone is no due date", Milestone(id="m", start="2009-10"), None),
    ],
)  # fmt: skip
def test_what_a_step_is_judged_by(
    sentence: str, step: Milestone | SuccessMeasure, last_day: date | None
) -> None:
    due = step_due(step, YEAR)
    assert (due.latest if due else None) == last_day, sentence


def test_a_measure_with_neither_date_nor_quarters_is_no_step() -> None:
    measures = (
        SuccessMeasure(id="a", parent="1.1.1"),
        SuccessMeasure(id="b", parent="1.1.1", due="2009-12"),
        SuccessMeasure(id="c", parent="1.1.1", **QUARTERS),
    )
    assert [step.id for step in steps_of(plan_with("2009-09", measures=measures), "1.1.1")] == [
        "m1",
        "b",
        "c",
    ]
