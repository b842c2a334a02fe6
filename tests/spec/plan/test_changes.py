"""An adopted plan's promises change one at a time, and each is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from tests.spec.plan.plans_made import PLANS
from throughline.rules.plan.changes import (
    ChangeMoved,
    PromiseChange,
    promises_changed,
    with_change,
    with_promises_kept,
)
from throughline.rules.plan.file_form import plan_rows
from throughline.rules.plan.model import Line, Milestone, Objective, Plan, Priority, SuccessMeasure, Term

HOMES = Priority(id="1.1", text="Homes")
ROOMS = Objective(id="1.1.1", parent="1.1", text="Rooms", lead="council", support=("police",))
WORK = Objective(id="1.1.2", parent="1.1", text="Work")
BEDS = SuccessMeasure(id="1.1.1.a", parent="1.1.1", text="Beds", target=Decimal(20), q1=Decimal(5))
KEYS = Milestone(id="1.1.1.m1", parent="1.1.1", text="Keys handed over", due="2009-09")
GARDEN = Milestone(id="1.1.1.m2", parent="1.1.1", text="Garden dug")
ROUND = Milestone(id="1.1.1.m3", parent="1.1.1", text="Visits", recurs="every-3-months")
JCP = Term(id="JCP", text="Jobcentre Plus")
PLAN = Plan((HOMES, ROOMS, BEDS, KEYS, GARDEN, ROUND, WORK, JCP))


def changed(old: Line, new: Line | None) -> Plan:
    lines = (new if line is old else line for line in PLAN.lines)
    return Plan(tuple(line for line in lines if line is not None))


@pytest.mark.parametrize(
    ("sentence", "after", "expected"),
    [
        ("nothing changed", PLAN, ()),
        ("a later date is another promise", changed(KEYS, replace(KEYS, due="2009-12")),
         (("rebaseline", "milestone", "1.1.1.m1", "due", "2009-09", "2009-12"),)),
        ("so is an earlier one", changed(KEYS, replace(KEYS, due="2009-08")),
         (("rebaseline", "milestone", "1.1.1.m1", "due", "2009-09", "2009-08"),)),
        ("a date taken away", changed(KEYS, replace(KEYS, due="")),
         (("rebaseline", "milestone", "1.1.1.m1", "due", "2009-09", ""),)),
        ("a step that had no date takes its first freely", changed(GARDEN, replace(GARDEN, due="2009-10")), ()),
        ("another rhythm", changed(ROUND, replace(ROUND, recurs="every-6-months")),
         (("rebaseline", "milestone", "1.1.1.m3", "recurs", "every-3-months", "every-6-months"),)),
        ("a lower target", changed(BEDS, replace(BEDS, target=Decimal(15))),
         (("rebaseline", "measure", "1.1.1.a", "target", "20", "15"),)),
        ("the same number written otherwise is the same target", changed(BEDS, replace(BEDS, target=Decimal("20.0"))), ()),
        ("a quarter that was planned", changed(BEDS, replace(BEDS, q1=Decimal(4))),
         (("rebaseline", "measure", "1.1.1.a", "q1", "5", "4"),)),
        ("a quarter that was not planned is free", changed(BEDS, replace(BEDS, q2=Decimal(9))), ()),
        ("another lead of an objective", changed(ROOMS, replace(ROOMS, lead="police")),
         (("lead", "objective", "1.1.1", "lead", "council", "police"),)),
        ("a lead where there was none is free", changed(WORK, replace(WORK, lead="police")), ()),
        ("another organisation in support is free", changed(ROOMS, replace(ROOMS, support=())), ()),
        ("plainer words are free", changed(KEYS, replace(KEYS, text="Keys given out")), ()),
        ("a line more is free", Plan((*PLAN.lines, Milestone(id="1.1.1.m4", parent="1.1.1", due="2009-09"))), ()),
        ("a glossary entry may go", changed(JCP, None), ()),
        ("a step dropped", changed(KEYS, None),
         (("drop", "milestone", "1.1.1.m1", "", "Keys handed over", ""),)),
        ("a measure dropped", changed(BEDS, None), (("drop", "measure", "1.1.1.a", "", "Beds", ""),)),
        ("an objective dropped with its steps is one change", Plan((HOMES, WORK, JCP)),
         (("drop", "objective", "1.1.1", "", "Rooms", ""),)),
        ("a priority dropped with all under it is one change", Plan((JCP,)),
         (("drop", "priority", "1.1", "", "Homes", ""),)),
    ],
)  # fmt: skip
def test_which_differences_change_a_promise(
    sentence: str, after: Plan, expected: tuple[tuple[str, ...], ...]
) -> None:
    found = promises_changed(PLAN, after)
    assert tuple((one.kind, one.row, one.line, one.field, one.before, one.after) for one in found) == expected


@pytest.mark.parametrize(
    ("sentence", "change", "expected"),
    [
        ("one date", PromiseChange("rebaseline", "milestone", "1.1.1.m1", "due", "2009-09", "2009-12"),
         changed(KEYS, replace(KEYS, due="2009-12"))),
        ("one lead", PromiseChange("lead", "objective", "1.1.1", "lead", "council", "police"),
         changed(ROOMS, replace(ROOMS, lead="police"))),
        ("one step goes", PromiseChange("drop", "milestone", "1.1.1.m1", "", "Keys handed over", ""),
         changed(KEYS, None)),
        ("an objective goes with what belongs to it",
         PromiseChange("drop", "objective", "1.1.1", "", "Rooms", ""), Plan((HOMES, WORK, JCP))),
        ("a priority goes with all under it",
         PromiseChange("drop", "priority", "1.1", "", "Homes", ""), Plan((JCP,))),
    ],
)  # fmt: skip
def test_the_plan_after_one_change_holds_just_that(
    sentence: str, change: PromiseChange, expected: Plan
) -> None:
    assert with_change(PLAN, change) == expected, sentence


@pytest.mark.parametrize(
    ("sentence", "change", "refusal"),
    [
        ("the line is gone", PromiseChange("drop", "milestone", "9.9.9.m1", "", "x", ""),
         "9.9.9.m1 is no longer in the plan"),
        ("the cell says something else by now",
         PromiseChange("rebaseline", "milestone", "1.1.1.m1", "due", "2009-07", "2009-12"),
         "no longer says '2009-07' under due, but '2009-09'"),
    ],
)  # fmt: skip
def test_a_change_of_what_is_no_longer_so_is_refused(
    sentence: str, change: PromiseChange, refusal: str
) -> None:
    with pytest.raises(ChangeMoved, match=refusal):
        with_change(PLAN, change)


def test_the_other_changes_of_a_file_stay_when_its_promises_are_kept() -> None:
    edited = Plan((HOMES, replace(WORK, text="Work and training"), replace(JCP, text="Jobs")))
    kept = with_promises_kept(PLAN, edited)
    assert promises_changed(PLAN, kept) == ()
    assert kept.lines == (
        HOMES, ROOMS, BEDS, KEYS, GARDEN, ROUND, replace(WORK, text="Work and training"),
        replace(JCP, text="Jobs"),
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(PLANS, PLANS)
def test_a_file_made_to_keep_its_promises_keeps_every_one(before: Plan, after: Plan) -> None:
    kinds = {line.id: type(line) for line in before.lines}
    assume(all(kinds.get(line.id, type(line)) is type(line) for line in after.lines))
    kept = with_promises_kept(before, after)
    assert promises_changed(before, kept) == ()
    if not promises_changed(before, after):
        assert plan_rows(kept) == plan_rows(after)
