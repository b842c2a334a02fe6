"""What of a year's plan goes into the draft of the next; rule R19."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.model import Check, Fact, Milestone, Objective, Plan, Priority, SuccessMeasure
from throughline.rules.plan.roll_forward import roll_forward
from throughline.words.periods import year_named

NEXT = year_named("2010-11")
PLAN = Plan(
    (
        Fact(id="name", text="Harbour delivery plan 2009-10"),
        Fact(id="year_starts", text="2009-04-01"),
        Fact(id="year_ends", text="2010-03-31"),
        Fact(id="adopted", text="2009-07"),
        Priority(id="1", text="Homes"),
        Objective(id="1.1", parent="1", text="A home for all"),
        SuccessMeasure(
            id="1.1.a", parent="1.1", text="Homes found", baseline=Decimal(70), target=Decimal(80)
        ),
        Milestone(id="1.1.m1", parent="1.1", due="2009-09"),
        Milestone(id="1.1.m2", parent="1.1", due="2010-02"),
        Priority(id="2", text="Work"),
        Objective(id="2.1", parent="2"),
        Milestone(id="2.1.m1", parent="2.1", due="2009-12"),
        Check(id="c", expression="1.1.a = 80"),
    )
)


def rolled(*complete: str) -> Any:
    return roll_forward(PLAN, complete=complete, before="2009-10", year=NEXT)


@pytest.mark.parametrize(
    ("sentence", "complete", "carried", "finished"),
    [
        ("nothing is done: all goes on", (), ("1.1", "1.1.m1", "1.1.m2", "2.1", "2.1.m1"), ()),
        ("a step that is done stays behind", ("1.1.m1",), ("1.1", "1.1.m2", "2.1", "2.1.m1"), ()),
        ("an objective with every step done stays behind", ("2.1.m1",), ("1.1", "1.1.m1", "1.1.m2"), ("2.1",)),
        ("all is done: nothing goes on", ("1.1.m1", "1.1.m2", "2.1.m1"), (), ("1.1", "2.1")),
    ],
)  # fmt: skip
def test_open_work_goes_on_and_finished_work_stays(
    sentence: str, complete: Any, carried: Any, finished: Any
) -> None:
    found = rolled(*complete)
    assert (found.carried, found.finished) == (carried, finished), sentence


def test_the_draft_is_of_the_next_year_and_says_where_each_line_comes_from() -> None:
    draft = rolled("2.1.m1").draft
    assert (draft.fact("name"), draft.fact("year_starts"), draft.fact("year_ends"), draft.fact("adopted")) == (
        "Harbour delivery plan 2010-11", "2010-04-01", "2011-03-31", "",
    )  # fmt: skip
    assert [one.id for one in draft.priorities] == ["1"]
    assert {one.source for one in draft.milestones} == {"2009-10, 1.1.m1", "2009-10, 1.1.m2"}


def test_a_step_keeps_its_first_date_and_a_measure_loses_the_old_years_target() -> None:
    draft = rolled().draft
    assert [one.due for one in draft.milestones_of("1.1")] == ["2009-09", "2010-02"]
    measure = draft.measures_of("1.1")[0]
    assert (measure.text, measure.baseline, measure.target) == ("Homes found", Decimal(70), None)
    assert draft.checks == ()


STEPS = ("1.1.m1", "1.1.m2", "2.1.m1")


@given(st.sets(st.sampled_from(STEPS)))
def test_no_open_step_is_lost_and_no_finished_one_goes_on(complete: set[str]) -> None:
    found = rolled(*complete)
    assert {one.id for one in found.draft.milestones} == set(STEPS) - complete
    assert {one.id for one in found.draft.objectives} | set(found.finished) == {"1.1", "2.1"}
