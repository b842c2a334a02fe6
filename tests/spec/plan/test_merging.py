"""An edited copy is merged with the plan and overwrites nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from throughline.rules.plan.merging import (
    Conflict,
    UnknownVersion,
    exported_of,
    is_copy,
    marked,
    merge,
    with_choices,
)
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
        (
            "the same cell in two ways keeps what is here",
            (LATER,),
            (EARLIER,),
            (LATER,),
            (Conflict("1.1.1.m1", "due", "2009-09", "2009-11", "2009-08"),),
        ),
        ("left out of the copy: nothing is deleted", (WAS,), (), (WAS,), ()),
        ("added here", (WAS, NEW), (WAS,), (WAS, NEW), ()),
        ("added in the copy", (WAS,), (WAS, NEW), (WAS, NEW), ()),
        ("dropped here stays dropped", (), (LATER,), (), ()),
        ("another version mark is no change", (WAS,), (replace(WAS, version="7"),), (WAS,), ()),
    ],
)
def test_merge(
    sentence: str,
    here: tuple[Milestone, ...],
    copy: tuple[Milestone, ...],
    expected: tuple[Milestone, ...],
    conflicts: tuple[Conflict, ...],
) -> None:
    merged = merge(exported=Plan((WAS, OTHER)), here=Plan((*here, OTHER)), copy=Plan((*copy, OTHER)))
    assert set(merged.plan.lines) == {*expected, OTHER}, sentence
    assert merged.conflicts == conflicts, sentence


@pytest.mark.parametrize(
    ("sentence", "taken", "due"),
    [
        ("nothing chosen keeps what is here", frozenset(), "2009-11"),
        ("the cell chosen takes the copy's words", frozenset({("1.1.1.m1", "due")}), "2009-08"),
        ("a cell without a conflict cannot be chosen", frozenset({("1.1.1.m1", "text")}), "2009-11"),
    ],
)
def test_choices(sentence: str, taken: frozenset[tuple[str, str]], due: str) -> None:
    merged = merge(exported=Plan((WAS,)), here=Plan((LATER,)), copy=Plan((EARLIER,)))
    (line,) = with_choices(merged, taken).lines
    assert isinstance(line, Milestone)
    assert (line.due, line.text) == (due, WAS.text), sentence


def test_a_copy_says_its_version_until_the_marks_are_taken_off() -> None:
    copy = marked(Plan((WAS, OTHER)), "2")
    assert (is_copy(copy), is_copy(Plan((WAS,)))) == (True, False)
    assert {line.version for line in copy.lines} == {"2"}
    assert marked(copy, "") == Plan((WAS, OTHER))


@pytest.mark.parametrize(
    ("sentence", "copy", "exported"),
    [
        ("each line was exported from the version it names", (replace(WAS, version="1"),), (WAS,)),
        ("another version had other words", (replace(WAS, version="2"),), (LATER,)),
        ("a line without a mark is new", (WAS,), ()),
        ("so is a marked line with an id that the version had not", (replace(NEW, version="1"),), ()),
    ],
)
def test_what_was_exported(
    sentence: str, copy: tuple[Milestone, ...], exported: tuple[Milestone, ...]
) -> None:
    versions = {1: Plan((WAS, OTHER)), 2: Plan((LATER, OTHER))}
    assert exported_of(Plan(copy), versions).lines == exported, sentence


def test_a_version_that_never_was_is_named() -> None:
    with pytest.raises(UnknownVersion, match=r"1\.1\.1\.m1 says that it comes from version 7"):
        exported_of(Plan((replace(WAS, version="7"),)), {1: Plan((WAS,))})
