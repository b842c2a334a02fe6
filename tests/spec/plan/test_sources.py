"""Which duty a plan serves: what its lines name, what serves each source, what serves none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.cells import PlanRefused, rows_of
from throughline.rules.plan.model import Objective, Plan, Priority
from throughline.rules.plan.sources import (
    STANDARD_KINDS,
    coverage,
    is_in_force,
    named_sources,
    objectives_serving,
    read_sources,
    serving_nothing,
)
from throughline.rules.plan.status import MilestoneStatus

REGISTER = {"psa-23": "PSA 23: make communities safer", "psa-16": "PSA 16: socially excluded adults"}
PLAN = Plan(
    (
        Priority(id="1"),
        Objective(id="1.1", parent="1"),
        Objective(id="1.2", parent="1"),
        Priority(id="2"),
        Objective(id="2.1", parent="2"),
        Objective(id="2.2", parent="2"),
    )
)


@pytest.mark.parametrize(
    ("sentence", "duty", "codes"),
    [
        ("by its code", "psa-23", ["psa-23"]),
        ("by its code as people write it", "PSA 23", ["psa-23"]),
        ("by its title", "psa 16:  Socially excluded adults", ["psa-16"]),
        ("several, split at semicolons", "psa-23; PSA 16", ["psa-23", "psa-16"]),
        ("what the register lacks is named without a code", "PSA 99; psa-23", ["", "psa-23"]),
        ("an empty cell names nothing", " ; ", []),
    ],
)
def test_what_the_column_duty_names(sentence: str, duty: str, codes: list[str]) -> None:
    plan = Plan((Objective(id="1.1", parent="1", duty=duty),))
    assert [one.code for one in named_sources(plan, REGISTER)] == codes, sentence


@pytest.mark.parametrize(
    ("sentence", "links", "serving"),
    [
        ("an objective serves by its own link", [("a", "1.2")], {"a": ("1.2",)}),
        ("a priority's link reaches all its objectives", [("a", "1")], {"a": ("1.1", "1.2")}),
        ("named twice, it counts once", [("a", "1"), ("a", "1.1")], {"a": ("1.1", "1.2")}),
        ("one objective may serve many", [("a", "2.1"), ("b", "2.1")], {"a": ("2.1",), "b": ("2.1",)}),
        ("a number the plan has lost serves nothing", [("a", "9.9")], {"a": ()}),
    ],
)
def test_what_serves_a_source(sentence: str, links: Any, serving: Any) -> None:
    assert objectives_serving(PLAN, links) == serving, sentence


@pytest.mark.parametrize(
    ("sentence", "links", "priorities", "objectives"),
    [
        ("nothing is linked", [], ("1", "2"), ("1.1", "1.2", "2.1", "2.2")),
        ("a linked priority carries its objectives", [("a", "1")], ("2",), ("2.1", "2.2")),
        ("one linked objective aligns its priority alone", [("a", "2.1")], ("1",), ("1.1", "1.2", "2.2")),
        ("all is linked", [("a", "1"), ("b", "2")], (), ()),
    ],
)
def test_what_serves_nothing_is_listed(sentence: str, links: Any, priorities: Any, objectives: Any) -> None:
    assert serving_nothing(PLAN, links) == (priorities, objectives), sentence


LINKS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(("1", "2", "1.1", "1.2", "2.1", "2.2", "9")))
)


@given(LINKS)
def test_an_objective_serves_something_or_is_listed_and_never_both(links: Any) -> None:
    serving = {one for found in objectives_serving(PLAN, links).values() for one in found}
    _priorities, orphans = serving_nothing(PLAN, links)
    assert serving | set(orphans) == {one.id for one in PLAN.objectives}
    assert not serving & set(orphans)


def test_a_source_shows_how_what_serves_it_stands() -> None:
    late, course = MilestoneStatus.LATE, MilestoneStatus.ON_COURSE
    found = coverage(("1.1", "1.2", "2.1"), {"1.1": late, "1.2": course, "2.1": late, "2.2": course})
    assert len(found.objectives) == 3
    assert dict(found.by_status) == {late: 2, course: 1}


@pytest.mark.parametrize(
    ("sentence", "from_on", "until_on", "binds"),
    [
        ("a source without dates always stands", None, None, True),
        ("a duty of a later day does not bind yet", date(2010, 4, 1), None, False),
        ("it binds on its first day", date(2010, 1, 15), None, True),
        ("it binds on its last day", None, date(2010, 1, 15), True),
        ("it has ended", None, date(2010, 1, 14), False),
    ],
)
def test_when_a_source_binds(sentence: str, from_on: date | None, until_on: date | None, binds: bool) -> None:
    assert is_in_force(from_on, until_on, on=date(2010, 1, 15)) is binds, sentence


HEAD = ["code", "kind", "title", "part_of", "held_by", "from_on"]
GOOD = ["psa-23", "target", "PSA 23", "", "", ""]
BAD = [
    # sentence, rows, words that the refusal must hold
    ("no title", [["x", "target", "", "", "", ""]], "row 2: The column title is empty"),
    ("an unknown kind", [["x", "rumour", "X", "", "", ""]], "“rumour” is no kind of source"),
    ("a code twice in the file", [GOOD, GOOD], "row 3: “psa-23” is in the register already"),
    ("part of what is not there", [["x", "target", "X", "nothing", "", ""]], "“nothing” is no source above"),
    ("held by a stranger", [["x", "target", "X", "", "acme", ""]], "“acme” is no organisation"),
    ("a day that is none", [["x", "target", "X", "", "", "April 2010"]], "“April 2010” under from_on"),
]


@pytest.mark.parametrize(("rows", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_file_with_a_fault_is_refused_with_its_place(rows: Any, words: str) -> None:
    with pytest.raises(PlanRefused, match=words):
        read_sources(rows_of([HEAD, *rows]), kinds={"target"}, agencies={"police"})


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(PlanRefused, match="The file is empty"):
        read_sources(rows_of([["", ""]]), kinds={"target"}, agencies=())


def test_a_file_without_a_needed_column_is_refused() -> None:
    with pytest.raises(PlanRefused, match="no column kind"):
        read_sources(rows_of([["code", "title"], ["x", "X"]]), kinds={"target"}, agencies=())


def test_a_file_is_read_whole_with_its_holders_and_days() -> None:
    rows = rows_of(
        [HEAD, GOOD, ["duty", "target", "Duty", "psa-23", "police; council", "2010-04-01"], [""] * 6]
    )
    first, second = read_sources(rows, kinds={"target"}, agencies={"police", "council"})
    assert (first.code, first.title, first.held_by) == ("psa-23", "PSA 23", ())
    assert (second.part_of, second.held_by, second.from_on) == (
        "psa-23",
        ("police", "council"),
        date(2010, 4, 1),
    )


REGISTERED = [
    # what, kind, title, whose, from when, until when
    pytest.param("assessment", "Strategic assessment of the partnership", "police", "2020-04-01", "2021-03-31",
                 id="a strategic assessment with its owner and its period", marks=pytest.mark.clause(
                     "C138", breaks="throughline.rules.plan.sources:read_sources")),
    pytest.param("reference", "Research on women who offend", "", "", "", id="academic work",
                 marks=pytest.mark.clause("C206", breaks="throughline.rules.plan.sources:read_sources")),
    pytest.param("national-policy", "Female Offender Strategy", "", "2018-06-01", "", id="a national strategy",
                 marks=pytest.mark.clause("C206", breaks="throughline.rules.plan.sources:read_sources")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "title", "whose", "first", "last"), REGISTERED)
def test_evidence_and_reference_documents_are_kinds_that_every_register_begins_with(
    kind: str, title: str, whose: str, first: str, last: str
) -> None:
    heading = ["code", "kind", "title", "held_by", "from_on", "until_on"]
    rows = rows_of([heading, ["document", kind, title, whose, first, last]])
    [found] = read_sources(rows, kinds=set(STANDARD_KINDS), agencies={"police"})
    assert (found.kind, found.title) == (kind, title)
    assert found.held_by == ((whose,) if whose else ())
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert [found.from_on, found.until_on] == days
