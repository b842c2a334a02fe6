"""The plan linter: each finding comes when it should, and only then."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from throughline.rules.plan.abbreviations import abbreviations_in, glossary_gaps
from throughline.rules.plan.linter import Surroundings, lint
from throughline.rules.plan.model import (
    Check,
    Fact,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    Term,
)
from throughline.rules.plan.sums import SumUnreadable, work_out

YEAR = (
    Fact(id="year_starts", text="2009-04-01"),
    Fact(id="year_ends", text="2010-03-31"),
    Fact(id="adopted", text="2009-07"),
)
PRIORITY = Priority(id="1.1", text="Fewer victims")
OBJECTIVE = Objective(id="1.1.1", parent="1.1", text="Open a house", lead="council", pathways=("housing",))
MEASURE = SuccessMeasure(
    id="1.1.1.a",
    parent="1.1.1",
    text="People housed",
    kind="outcome",
    unit="count",
    baseline=Decimal(10),
    target=Decimal(20),
)
MILESTONE = Milestone(id="1.1.1.m1", parent="1.1.1", text="House open", due="2009-12")
SOUND = (*YEAR, PRIORITY, OBJECTIVE, MEASURE, MILESTONE)
SEVERAL = tuple(
    Objective(id=f"1.1.{n}", parent="1.1", text=f"Do {n}", lead="council", pathways=("housing",))
    for n in range(2, 10)
)


def codes(*lines: Line, around: Surroundings | None = None) -> set[tuple[str, str]]:
    return {(finding.code, finding.place) for finding in lint(Plan(lines), around)}


def changed(old: Line, **values: object) -> tuple[Line, ...]:
    return tuple(replace(line, **values) if line is old else line for line in SOUND)  # type: ignore[arg-type]


def test_a_sound_plan_has_no_findings() -> None:
    around = Surroundings(agencies={"council"}, members={"council"})
    assert codes(*SOUND, around=around) == set()


@pytest.mark.parametrize(
    ("code", "place", "lines"),
    [
        ("no-parent", "1.1.1", changed(OBJECTIVE, parent="9.9")),
        ("no-parent", "1.1.1.m1", changed(MILESTONE, parent="1.1")),
        ("no-measure", "1.1.1", tuple(line for line in SOUND if line is not MEASURE)),
        ("no-measurable-measure", "1.1.1", changed(MEASURE, unit="", target=None)),
        ("no-pathway", "1.1.1", changed(OBJECTIVE, pathways=())),
        ("no-lead", "1.1.1", changed(OBJECTIVE, lead="")),
        ("several-leads", "1.1.1", changed(OBJECTIVE, lead="council; police")),
        ("no-baseline", "1.1.1.a", changed(MEASURE, baseline=None)),
        ("no-outcome-measure", "1.1", changed(MEASURE, kind="output")),
        ("objective-undated", "1.1.1", changed(MILESTONE, due="")),
        ("objective-undated", "1.1.1", changed(MILESTONE, due="ongoing")),
        ("objective-year-only", "1.1.1", changed(MILESTONE, due="2009")),
        ("objective-rhythm-only", "1.1.1", changed(MILESTONE, due="", recurs="every-3-months")),
        ("milestone-undated", "1.1.1.m1", changed(MILESTONE, due="to be determined")),
        ("milestone-undated", "1.1.1.m1", changed(MILESTONE, due="")),
        ("several-dates", "1.1.1.m1", changed(MILESTONE, due="June and December 2009")),
        ("after-year", "1.1.1.m1", changed(MILESTONE, due="2010-04")),
        ("before-year", "1.1.1.m1", changed(MILESTONE, due="2009-03")),
        ("past-at-adoption", "1.1.1.m1", changed(MILESTONE, due="2009-06")),
        ("year-unknown", "plan", SOUND[1:]),
        (
            "duplicate-text",
            "1.1.2",
            (*SOUND, Objective(id="1.1.2", parent="1.1", text="open a  House", lead="police")),
        ),
        ("term-undefined", "plan", changed(OBJECTIVE, text="Open a house for MAPPA")),
        ("term-unused", "plan", (*SOUND, Term(id="CDRP", text="a partnership"))),
        ("lead-overloaded", "plan", (*SOUND, *SEVERAL)),
        ("sum-broken", "1.1.t1", (*SOUND, Check(id="1.1.t1", expression="1.1.1.a + 5 = 26"))),
        ("sum-unreadable", "1.1.t1", (*SOUND, Check(id="1.1.t1", expression="1.1.1.z = 20"))),
        (
            "quarters-fall",
            "1.1.1.a",
            changed(MEASURE, q1=Decimal(5), q2=Decimal(4), q3=Decimal(9), q4=Decimal(20), cumulative=True),
        ),
        (
            "quarters-miss-target",
            "1.1.1.a",
            changed(MEASURE, q1=Decimal(5), q2=Decimal(6), q3=Decimal(9), q4=Decimal(19), cumulative=True),
        ),
    ],
)
def test_a_fault_is_found_at_its_place(code: str, place: str, lines: tuple[Line, ...]) -> None:
    assert (code, place) not in codes(*SOUND)
    assert (code, place) in codes(*lines)


@pytest.mark.parametrize(
    ("sentence", "lines", "code"),
    [
        ("the last day of the year is inside it", changed(MILESTONE, due="2010-03"), "after-year"),
        ("the month of adoption is not past", changed(MILESTONE, due="2009-07"), "past-at-adoption"),
        ("a check that holds", (*SOUND, Check(id="1.1.t1", expression="1.1.1.a + 5 = 25")), "sum-broken"),
        ("eight are not too many", (*SOUND, *SEVERAL[:-1]), "lead-overloaded"),
        ("a start is a date", changed(MILESTONE, due="", start="2009-10"), "milestone-undated"),
    ],
)
def test_what_is_in_order_is_not_found(sentence: str, lines: tuple[Line, ...], code: str) -> None:
    assert code not in {found for found, _ in codes(*lines)}, sentence


@pytest.mark.parametrize(
    ("code", "place", "around"),
    [
        ("agency-unknown", "1.1.1", Surroundings(agencies={"police"})),
        ("lead-not-a-member", "1.1.1", Surroundings(agencies={"council"}, members={"police"})),
        ("target-not-detectable", "1.1.1.a", Surroundings(not_detectable={"1.1.1.a": "Too few people."})),
    ],
)
def test_what_is_told_of_the_world_outside_is_used(code: str, place: str, around: Surroundings) -> None:
    assert (code, place) in codes(*SOUND, around=around)


def test_dates_that_crowd_into_the_last_month_are_said() -> None:
    in_march = tuple(
        Milestone(id=f"1.1.1.m{n}", parent="1.1.1", text=f"Step {n}", due="2010-03") for n in range(2, 5)
    )
    elsewhere = tuple(
        replace(one, id=f"1.1.1.n{n}", text=f"Stage {n}", due="2009-12") for n, one in enumerate(in_march)
    )
    assert ("due-together", "plan") in codes(*SOUND, *in_march)
    assert ("due-together", "plan") not in codes(*SOUND, *in_march, *elsewhere)


@pytest.mark.parametrize(
    ("sentence", "expression", "complaint"),
    [
        ("no sum at all", "about 20", "is not a sum"),
        ("a measure without a target", "1.1.1.b = 2", "1.1.1.b has no target"),
        ("a line that is not there", "1.9.9.a = 2", "neither a number nor a measure"),
    ],
)
def test_a_sum_that_cannot_be_worked_out(sentence: str, expression: str, complaint: str) -> None:
    plan = Plan((MEASURE, SuccessMeasure(id="1.1.1.b", parent="1.1.1")))
    with pytest.raises(SumUnreadable, match=complaint):
        work_out(Check(id="t", expression=expression), plan)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PPOs and the MoJ, E&D with C&F", ("PPO", "MoJ", "E&D", "C&F")),
        ("A plan for Leicester and Derby", ()),
        ("ViSOR, NOMS(Probation) in Q1", ("ViSOR", "NOMS")),
        ("No abbreviation here", ()),
    ],
)
def test_abbreviations_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert abbreviations_in(text) == found


def test_the_glossary_knows_plurals_and_capitals() -> None:
    gaps = glossary_gaps(["CDRPs and MOJ and DIP"], {"CDRP": "", "MoJ": "", "YOT": ""})
    assert (gaps.undefined, gaps.unused) == (("DIP",), ("YOT",))
