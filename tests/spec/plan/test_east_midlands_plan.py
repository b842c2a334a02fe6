"""The East Midlands plan of 2009-10, as our own file holds it, and what follows from it."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from throughline.rules.plan.cells import rows_of
from throughline.rules.plan.comparison import compare
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.linter import PlanFinding, Surroundings, lint
from throughline.rules.plan.model import EVERYONE, Plan
from throughline.rules.plan.sums import work_out
from throughline.rules.plan.trajectory import standing
from throughline.rules.plan.when import dating_of, due_windows, occurrences, plan_year

FOLDER = Path(__file__).parents[3] / "partnerships"
FILE = "partnerships/east-midlands-plan-2009-10.csv"
LINTER = "throughline.rules.plan.linter:lint"


@cache
def text() -> str:
    return (FOLDER / "east-midlands-plan-2009-10.csv").read_text(encoding="utf-8")


@cache
def plan() -> Plan:
    return read_plan(rows_of(list(csv.reader(text().splitlines()))))


@cache
def agencies() -> frozenset[str]:
    file = tomllib.loads((FOLDER / "east-midlands.toml").read_text(encoding="utf-8"))
    return frozenset(agency["id"] for agency in file["agency"])


@cache
def findings() -> tuple[PlanFinding, ...]:
    return lint(plan(), Surroundings(agencies=agencies()))


def places(code: str) -> list[str]:
    return [finding.place for finding in findings() if finding.code == code]


def claim(clause: str, row: str) -> pytest.MarkDecorator:
    return pytest.mark.clause(clause, breaks=f"{FILE}#{row}")


@pytest.mark.clause("C406", breaks=f"{FILE}#1.1")
def test_seventeen_priorities_fifty_six_objectives_and_the_glossary() -> None:
    assert (len(plan().priorities), len(plan().objectives), len(plan().glossary)) == (17, 56, 63)
    numbers = [one.id for one in plan().objectives]
    assert numbers.index("2.5.10") == numbers.index("2.5.9") + 1
    assert {one.parent for one in plan().objectives} == {one.id for one in plan().priorities}


def test_the_file_is_written_back_as_it_was() -> None:
    assert plan_csv(plan()) == text()


@pytest.mark.parametrize(
    ("theme", "strands", "of_young"),
    [
        pytest.param("1", 3, 3, marks=[claim("C403", "1.s1"), claim("C405", "1.y1")]),
        pytest.param("2", 5, 7, marks=[claim("C426", "2.s1"), claim("C427", "2.y1")]),
        pytest.param("3", 4, 4, marks=[claim("C483", "3.s1"), claim("C484", "3.y1")]),
    ],
)
def test_each_theme_has_its_approach_and_that_for_the_young(theme: str, strands: int, of_young: int) -> None:
    approach = [dict(vars(line)) for line in plan().under(theme)]
    young = [line for line in approach if line["cohorts"] == ("young",)]
    assert (len(approach) - len(young), len(young)) == (strands, of_young)


@pytest.mark.parametrize(
    ("measure", "quarter", "count"),
    [
        pytest.param("2.7.2.a", 1, 189, marks=claim("C465", "2.7.2.a")),
        pytest.param("2.7.2.a", 2, 454, marks=claim("C466", "2.7.2.a")),
        pytest.param("2.7.2.a", 3, 827, marks=claim("C467", "2.7.2.a")),
        pytest.param("2.7.2.a", 4, 1181, marks=claim("C468", "2.7.2.a")),
        pytest.param("2.7.2.b", 1, 169, marks=claim("C469", "2.7.2.b")),
        pytest.param("2.7.2.b", 2, 418, marks=claim("C470", "2.7.2.b")),
        pytest.param("2.7.2.b", 3, 701, marks=claim("C471", "2.7.2.b")),
        pytest.param("2.7.2.b", 4, 1102, marks=claim("C472", "2.7.2.b")),
        pytest.param("3.2.1.b", 1, 34, marks=claim("C496", "3.2.1.b")),
        pytest.param("3.2.1.b", 2, 89, marks=claim("C497", "3.2.1.b")),
        pytest.param("3.2.1.b", 3, 216, marks=claim("C498", "3.2.1.b")),
        pytest.param("3.2.1.b", 4, 257, marks=claim("C499", "3.2.1.b")),
        pytest.param("3.2.3.a", 1, 15, marks=claim("C503", "3.2.3.a")),
        pytest.param("3.2.3.a", 2, 37, marks=claim("C504", "3.2.3.a")),
        pytest.param("3.2.3.a", 3, 58, marks=claim("C505", "3.2.3.a")),
        pytest.param("3.2.3.a", 4, 107, marks=claim("C506", "3.2.3.a")),
        pytest.param("3.2.3.b", 1, 9, marks=claim("C507", "3.2.3.b")),
        pytest.param("3.2.3.b", 2, 35, marks=claim("C508", "3.2.3.b")),
        pytest.param("3.2.3.b", 3, 117, marks=claim("C509", "3.2.3.b")),
        pytest.param("3.2.3.b", 4, 205, marks=claim("C510", "3.2.3.b")),
    ],
)
def test_a_return_of_one_less_than_planned_is_one_behind(measure: str, quarter: int, count: int) -> None:
    line = next(one for one in plan().measures if one.id == measure)
    assert line.is_trajectory
    planned = [int(one) for one in line.quarters if one is not None]
    returned = [None] * (quarter - 1) + [count - 1]
    assert standing(planned=planned, actual=returned, quarter=quarter).variance == -1
    assert line.target == planned[-1]


def test_five_measures_are_trajectories() -> None:
    assert [one.id for one in plan().measures if one.is_trajectory] == [
        "2.7.2.a",
        "2.7.2.b",
        "3.2.1.b",
        "3.2.3.a",
        "3.2.3.b",
    ]


@pytest.mark.parametrize(
    ("check", "total"),
    [
        pytest.param("2.7.2.t1", 2283, marks=claim("C463", "2.7.2.t1")),
        pytest.param("2.7.2.t2", 2540, marks=claim("C464", "2.7.2.t2")),
        pytest.param("2.7.2.t3", 2540, marks=claim("C495", "3.2.1.b")),
        pytest.param("3.2.3.t1", 312, marks=claim("C501", "3.2.3.t1")),
        pytest.param("3.2.3.t2", 312),
    ],
)
def test_the_sums_of_the_plan_hold(check: str, total: int) -> None:
    result = work_out(next(one for one in plan().checks if one.id == check), plan())
    assert (result.left, result.right) == (Decimal(total), Decimal(total))


def test_one_person_less_breaks_three_checks() -> None:
    lines = tuple(
        replace(line, target=Decimal(1101)) if line.id == "2.7.2.b" else line for line in plan().lines
    )
    codes = ("sum-broken", "quarters-miss-target")
    broken = {finding.place for finding in lint(Plan(lines)) if finding.code in codes}
    assert broken == {"2.7.2.t1", "2.7.2.t3", "2.7.2.b"}


@pytest.mark.parametrize(
    ("sentence", "code", "expected"),
    [
        pytest.param(
            "no date at all", "objective-undated", ["2.5.10", "3.4.4"], marks=claim("C453", "2.5.10")
        ),
        pytest.param("only a year", "objective-year-only", ["1.2.1", "2.9.2"]),
        pytest.param("only a rhythm", "objective-rhythm-only", ["2.2.1", "3.1.1"]),
        pytest.param(
            "past when the plan was adopted",
            "past-at-adoption",
            ["1.4.3.m2", "2.4.4.m2", "2.5.7.m1", "2.5.8.m1", "3.3.1.m1", "3.4.1.m1", "3.4.2.m1"],
            marks=claim("C424", "1.4.3.m2"),
        ),
        pytest.param("no pathway is printed for it", "no-pathway", ["1.3.1", "3.2.1"]),
        pytest.param("a support that is no organisation of the partnership", "agency-unknown", ["2.6.3"]),
        pytest.param("who leads too much", "lead-overloaded", ["plan"]),
        pytest.param("no two lines say the same", "duplicate-text", []),
        pytest.param("no sum is broken", "sum-broken", []),
    ],
)
def test_what_the_linter_says(sentence: str, code: str, expected: list[str]) -> None:
    assert places(code) == expected, sentence


@pytest.mark.clause("C526", breaks=LINTER)
@pytest.mark.clause("C411", breaks=f"{FILE}#1.2.2.m1")
@pytest.mark.clause("C441", breaks=f"{FILE}#2.4.4.m1")
@pytest.mark.clause("C491", breaks=f"{FILE}#3.1.2.m4")
def test_nine_dates_of_objectives_fall_after_the_plan_year() -> None:
    dues = {line.id: (line.parent, line.due) for line in plan().milestones}
    assert sorted({dues[place] for place in places("after-year")}) == [
        ("1.2.2", "2010-06"),
        ("1.2.2", "2010-11"),
        ("1.3.3", "2010-04"),
        ("2.4.4", "2010-12"),
        ("2.5.7", "2011-01"),
        ("2.6.3", "2010-07"),
        ("2.6.4", "2010-07"),
        ("2.6.5", "2010-07"),
        ("3.1.2", "2010-07"),
    ]


def test_nineteen_dates_say_march() -> None:
    [crowd] = [finding for finding in findings() if finding.code == "due-together"]
    assert crowd.sentence.startswith("19 dates fall in March")


@pytest.mark.clause("C440", breaks=f"{FILE}#2.4.3.m2")
def test_a_date_to_be_determined_is_legal_and_listed() -> None:
    assert "2.4.3.m2" in places("milestone-undated")
    assert dating_of(plan(), "2.4.3", plan_year(plan())) == "dated"


@pytest.mark.parametrize(
    ("sentence", "milestone", "earliest", "latest", "precision"),
    [
        ("a month", "1.1.1.m1", date(2009, 9, 1), date(2009, 9, 30), "month"),
        ("during a year", "1.2.1.m2", date(2009, 1, 1), date(2009, 12, 31), "year"),
        pytest.param(
            "autumn is September to November", "2.5.5.m1", date(2009, 9, 1), date(2009, 11, 30), "season"
        ),
        ("the end of a two-year project", "2.5.7.m2", date(2011, 1, 1), date(2011, 1, 31), "month"),
    ],
)
def test_dates_have_a_first_and_a_last_day(
    sentence: str, milestone: str, earliest: date, latest: date, precision: str
) -> None:
    line = next(one for one in plan().milestones if one.id == milestone)
    [window] = due_windows(line, plan_year(plan()))
    assert (window.earliest, window.latest, window.precision) == (earliest, latest, precision), sentence


@pytest.mark.parametrize(
    ("sentence", "milestone", "count", "first"),
    [
        ("exception reports from October, each quarter", "1.3.1.m2", 2, date(2009, 10, 1)),
        pytest.param(
            "quarterly reports after June", "2.5.8.m2", 3, date(2009, 7, 1), marks=claim("C451", "2.5.8.m2")
        ),
        ("and monthly ones", "2.5.8.m3", 12, date(2009, 4, 1)),
        ("twice a year", "2.3.1.m1", 2, date(2009, 4, 1)),
    ],
)
def test_rhythms_give_dates_inside_the_year(sentence: str, milestone: str, count: int, first: date) -> None:
    line = next(one for one in plan().milestones if one.id == milestone)
    found = occurrences(line, plan_year(plan()))
    assert (len(found), found[0].earliest) == (count, first), sentence


@pytest.mark.clause("C431", breaks="throughline.rules.plan.when:occurrences")
def test_the_drug_indicators_are_published_every_quarter() -> None:
    line = next(one for one in plan().milestones if one.id == "2.2.1.m1")
    found = occurrences(line, plan_year(plan()))
    quarters = [(4, 6), (7, 9), (10, 12), (1, 3)]
    assert [(one.earliest.month, one.latest.month) for one in found] == quarters


def test_a_milestone_without_a_rhythm_has_no_occurrences() -> None:
    line = next(one for one in plan().milestones if one.id == "1.1.1.m1")
    assert occurrences(line, plan_year(plan())) == ()


@pytest.mark.parametrize(
    ("sentence", "objective", "leads"),
    [
        pytest.param(
            "each milestone may have its own lead",
            "1.2.3",
            ["noms-prisons", "noms-dom"],
            marks=claim("C412", "1.2.3.m2"),
        ),
        ("women's accommodation has the objective's own lead", "2.3.2", [""]),
        ("the pilot has another lead than the steering group", "2.2.2", ["goem", "jcp"]),
    ],
)
def test_milestones_may_have_leads_of_their_own(sentence: str, objective: str, leads: list[str]) -> None:
    assert [one.lead for one in plan().milestones_of(objective)] == leads, sentence


def test_one_objective_is_for_everyone() -> None:
    assert [one.id for one in plan().objectives if EVERYONE in one.support] == ["1.4.2"]


def test_two_versions_are_compared_word_by_word() -> None:
    old = plan()
    lines = tuple(replace(line, due="2009-11") if line.id == "1.1.1.m1" else line for line in old.lines[:-1])
    added, *_ = changes = compare(old, Plan(lines))
    assert [(change.id, change.kind) for change in changes] == [("1.1.1.m1", "changed"), ("YOT", "removed")]
    assert [(cell.column, cell.before, cell.after) for cell in added.cells] == [("due", "2009-09", "2009-11")]
    assert compare(old, old) == ()
