"""An objective that begins after others is unlocked once all of them are complete."""

from __future__ import annotations

import pytest

from throughline.rules.plan.depends import waiting
from throughline.rules.plan.model import Milestone, Objective, Plan

PLAN = Plan(
    (
        Objective(id="4.1", parent="4"),
        Milestone(id="4.1.a", parent="4.1"),
        Milestone(id="4.1.b", parent="4.1"),
        Objective(id="4.2", parent="4"),
        Objective(id="4.5", parent="4", after=("4.1",)),
        Objective(id="4.6", parent="4", after=("4.1.a", "4.2")),
        Objective(id="4.7", parent="4", after=("9.9",)),
    )
)


@pytest.mark.clause("C208", breaks="throughline.rules.plan.depends:_is_complete")
@pytest.mark.parametrize(
    ("sentence", "complete", "objective", "still_open"),
    [
        ("nothing is complete", set(), "4.5", ("4.1",)),
        ("one step of two is not the objective", {"4.1.a"}, "4.5", ("4.1",)),
        ("every step is complete", {"4.1.a", "4.1.b"}, "4.5", ()),
        ("a step may be named alone; an objective without steps is never complete", {"4.1.a"}, "4.6", ("4.2",)),
        ("what the plan does not have is never complete", {"4.1.a", "4.1.b"}, "4.7", ("9.9",)),
    ],
)  # fmt: skip
def test_what_an_objective_still_waits_for(
    sentence: str, complete: set[str], objective: str, still_open: tuple[str, ...]
) -> None:
    found = {one.objective: one for one in waiting(PLAN, complete)}
    assert found[objective].still_open == still_open, sentence
    assert found[objective].is_unlocked == (not still_open)


def test_objectives_that_wait_for_nothing_are_not_listed() -> None:
    assert [one.objective for one in waiting(PLAN, set())] == ["4.5", "4.6", "4.7"]
