"""An edited copy is merged with the plan and overwrites nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from throughline.rules.plan.merging import Conflict, merge
from throughline.rules.plan.model import Milestone, Plan

WAS = Milestone(id="1.1.1.m1", parent="1.1.1", text="House open", due="2009-09", lead="council")
OTHER = Milestone(id="1.1.1.m2", parent="1.1.1", text="Beds filled", due="2009-12")
NEW = Milestone(id="1.1.1.m3", parent="1.1.1", text="Garden dug")
LATER, EARLIER = replace(WAS, due="2009-11"), replace(WAS, due="2009-08")
HANDED_OVER = replace(WAS, lead="police")


@pytest.mark.parametrize(
    ("sentence", "here", "copy", "expected", "conflicts"),
    [
        ("nothing changed", (WAS,), (WAS,), (WAS,), ()),
        ("changed in the copy alone", (WAS,), (LATER,), (LATER,), ()),
        ("changed here alone", (LATER,), (WAS,), (LATER,), ()),
        ("changed alike", (LATER,), (LATER,), (LATER,), ()),
        ("two cells of one line", (HANDED_OVER,), (LATER,), (replace(LATER, lead="police"),), ()),
        ("the same cell in two ways keeps what is here", (LATER,), (EARLIER,), (LATER,),
         (Conflict("1.1.1.m1", "due", "2009-09", "2009-11", "2009-08"),)),
        ("left out of the copy: nothing is deleted", (WAS,), (), (WAS,), ()),
        ("added here", (WAS, NEW), (WAS,), (WAS, NEW), ()),
        ("added in the copy", (WAS,), (WAS, NEW), (WAS, NEW), ()),
        ("dropped here stays dropped", (), (LATER,), (), ()),
        ("another version mark is no change", (WAS,), (replace(WAS, version="7"),), (WAS,), ()),
    ],
)
def test_merge(
    sentence: str, here: tuple[Milestone, ...], copy: tuple[Milestone, ...],
    expected: tuple[Milestone, ...], conflicts: tuple[Conflict, ...],
) -> None:
    merged = merge(exported=Plan((WAS, OTHER)), here=Plan((*here, OTHER)), copy=Plan((*copy, OTHER)))
    assert set(merged.plan.lines) == {*expected, OTHER}, sentence
    assert merged.conflicts == conflicts, sentence
