"""The legacy table of six columns: what is joined, repaired, asked, and that no word is lost."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from throughline.rules.plan.cells import Cell, PlanRefused, rows_of
from throughline.rules.plan.draft import Preview
from throughline.rules.plan.file_form import plan_rows, read_plan
from throughline.rules.plan.legacy import preview_legacy
from throughline.rules.plan.linter import lint
from throughline.rules.plan.model import Check, SuccessMeasure
from throughline.rules.plan.proposal import propose_plan
from throughline.rules.plan.when import PlanYear

FIXTURE = Path(__file__).parents[2] / "fixtures" / "plan" / "legacy_harbour.txt"
YEAR = PlanYear(date(2024, 4, 1), date(2025, 3, 31))
ALIASES = {
    "County Council (Safety Team)": "council",
    "Police": "police",
    "Probation Service": "probation",
    "Prison Service – Harbour": "prison",
    "Housing Trust": "housing",
}
PATHWAYS = {code: code for code in ("E&D", "OM", "PP", "ACCM", "ELS", "ATB")} | {"Third sector": "TS&F"}
HEADING = (
    "Priority",
    "Objectives",
    "Measure of Success",
    "Timescales and Milestones",
    "Lead Agency",
    "Pathway",
)


def fixture_rows() -> tuple[tuple[Cell, ...], ...]:
    return rows_of(list(csv.reader(FIXTURE.read_text(encoding="utf-8").splitlines(), delimiter="\t")))


def harbour() -> Preview:
    return preview_legacy(fixture_rows(), aliases=ALIASES, pathways=PATHWAYS, year=YEAR)


def table(*rows: tuple[str, ...]) -> Preview:
    return preview_legacy(rows_of([HEADING, *rows]), aliases=ALIASES, pathways=PATHWAYS, year=YEAR)


def words(text: str) -> list[str]:
    """The words of a cell as a reader would count them, by a way of its own."""
    bare = re.sub(r"<[a-z/][^>]*>", " ", text)
    return [word for word in re.sub(r"[•▪○;]", " ", bare).split() if word != "o"]


def words_of(preview: Preview) -> Counter[str]:
    said: list[str] = []
    for theme in preview.themes:
        said += [f"{theme.id}.", theme.text, *theme.approach]
    for priority in preview.priorities:
        said += [priority.id, priority.text]
    for one in preview.objectives:
        said += [one.id, one.text, *one.measures, *one.milestones, *one.lead_words, *one.pathway_words]
    said += [cell.text for row in (*preview.headings, *preview.outside) for cell in row]
    said += [text for _, text in preview.unplaced]
    return Counter(word for text in said for word in words(text))


def levelled(counted: Counter[str]) -> Counter[str]:
    """Numbers are compared without the full stop that some writers put after them."""
    level: Counter[str] = Counter()
    for word, count in counted.items():
        level[re.sub(r"^(\d+(?:\.\d+)*)\.$", r"\1", word)] += count
    return level


def test_no_word_of_the_source_is_dropped_or_added() -> None:
    source = Counter(word for row in fixture_rows() for cell in row for word in words(cell.text))
    assert levelled(words_of(harbour())) == levelled(source)


def test_objectives_come_in_the_order_of_their_numbers() -> None:
    assert [one.id for one in harbour().objectives] == [
        "1.1.1",
        "1.1.2",
        "1.1.3",
        "1.2.1",
        "2.1.1",
        "2.1.2",
        "2.1.9",
        "2.1.10",
        "2.2.1",
        "2.3.1",
    ]


@pytest.mark.clause("C419", breaks="throughline.rules.plan.legacy:preview_legacy")
def test_an_objective_printed_in_another_row_stays_under_its_own_priority() -> None:
    preview = harbour()
    moved = next(one for one in preview.objectives if one.id == "1.1.3")
    assert moved.priority == "1.1"
    assert [(q.place.row, q.sentence) for q in preview.questions if q.code == "other-row"] == [
        (14, "1.1.3 stands in the row of 1.2. Does it belong to 1.1, as its number says?"),
    ]


@pytest.mark.clause("C402", breaks="throughline.rules.plan.legacy:preview_legacy")
def test_what_a_page_break_cut_apart_is_joined_and_shown() -> None:
    assert [(join.place.row, join.belongs_to, join.joined) for join in harbour().joins] == [
        (24, "2.1", "Housing for people who leave for under a year"),
        (24, "2.1.2", "Advice before release for everyone held in the harbour prison"),
        (24, "2.1.2", "Advice given to all"),
        (24, "2.1.2", "Quarterly reports to the board"),
    ]


@pytest.mark.clause("C492", breaks="throughline.rules.plan.legacy:preview_legacy")
def test_a_row_shifted_one_column_is_repaired_and_its_original_kept() -> None:
    preview = harbour()
    repaired = next(one for one in preview.objectives if one.id == "2.3.1")
    assert (repaired.measures, repaired.milestones) == (["Advice given"], ["Contracts by Oct 2024"])
    assert [(one.id, one.text) for one in preview.priorities][-1] == ("2.3", "Debt")
    assert repaired.leads.unresolved == ("citizens bureau",)
    [repair] = preview.repairs
    assert dict(repair.original)["pathway"] == "Citizens' Bureau"
    assert dict(repair.proposed)["lead"] == "Citizens' Bureau"
    assert [q.place.row for q in preview.questions if q.code == "shifted-row"] == [30]


@pytest.mark.parametrize(
    ("sentence", "objective", "leads"),
    [
        ("one writing, one organisation", "1.1.1", ("council",)),
        ("a stroke between two", "1.1.3", ("police", "council")),
        ("two names without anything between", "1.2.1", ("probation", "police", "council")),
        ("a dash is a hyphen", "2.1.9", ("prison",)),
        ("the same with a dash", "2.1.2", ("prison",)),
    ],
)
@pytest.mark.clause("C527", breaks="throughline.rules.plan.names:resolve")
def test_leads_resolve_through_their_writings(sentence: str, objective: str, leads: tuple[str, ...]) -> None:
    found = next(one for one in harbour().objectives if one.id == objective)
    assert found.leads.known == leads, sentence


def test_the_first_lead_is_proposed_as_accountable_and_a_person_is_asked() -> None:
    preview = harbour()
    objective = next(
        one for one in propose_plan(preview, year=YEAR, facts={}).objectives if one.id == "1.2.1"
    )
    assert (objective.lead, objective.support) == ("probation", ("police", "council"))
    asked = [q.sentence for q in preview.questions if q.code == "several-leads" and q.place.row == 15]
    assert asked == [
        "1.2.1 names 3 leads: probation, police, council. "
        "Is probation, the first, the one who is accountable?"
    ]


def test_an_unresolved_name_is_listed_once_with_every_row() -> None:
    preview = table(
        ("1.1 One", "1.1.1 A", "m", "May 2024", "Lighthouse Board", "OM"),
        ("", "1.1.2 B", "m", "May 2024", "Lighthouse Board, Police", "OM"),
    )
    assert [(one.name, [place.row for place in one.places]) for one in preview.unresolved_leads] == [
        ("lighthouse board", [2, 3]),
    ]


@pytest.mark.clause("C528", breaks="throughline.rules.plan.names:resolve")
def test_pathway_cells_hold_a_set_of_codes_and_the_unknown_are_flagged() -> None:
    preview = harbour()
    codes = {one.id: one.pathways.known for one in preview.objectives}
    assert codes["1.1.3"] == ("OM", "PP")
    assert codes["2.1.2"] == ("ACCM", "ELS")
    assert [(one.name, one.places[0].row) for one in preview.unresolved_pathways] == [("gardens", 26)]


def test_quarters_become_trajectories_and_a_sum_is_proposed() -> None:
    plan = propose_plan(harbour(), year=YEAR, facts={})
    found = [(one.text, *map(int, filter(None, one.quarters))) for one in plan.measures if one.is_trajectory]
    assert found == [("Community (cumulative)", 20, 55, 80, 120), ("Custody (cumulative)", 10, 30, 60, 85)]
    assert [check.expression for check in plan.checks] == ["120 + 85 = 205"]


@pytest.mark.parametrize(
    ("sentence", "milestone", "start", "due", "recurs"),
    [
        ("a month", "1.1.1.m1", "", "2024-09", ""),
        ("only a year", "1.1.2.m1", "", "2024", ""),
        ("a start is no due date", "1.1.3.m1", "2024-06", "", ""),
        ("two dates: a person must part them", "1.2.1.m1", "", "", ""),
        ("a short month", "1.2.1.m2", "", "2024-12", ""),
        ("a rhythm", "2.1.2.m1", "", "", "every-3-months"),
        ("to be determined is no date", "2.1.10.m1", "", "", ""),
        ("a season", "2.1.9.m1", "", "2025-spring", ""),
    ],
)
def test_dates_keep_their_authors_precision(
    sentence: str, milestone: str, start: str, due: str, recurs: str
) -> None:
    plan = propose_plan(harbour(), year=YEAR, facts={})
    one = next(line for line in plan.milestones if line.id == milestone)
    assert (one.start, one.due, one.recurs) == (start, due, recurs), sentence


def test_what_is_not_the_table_is_kept_outside_it_with_the_glossary() -> None:
    preview = harbour()
    assert [row[0].place.row for row in preview.outside] == [1, 3, 32, 34, 35]
    assert preview.glossary == (("ACCM", "Accommodation"), ("ATB", "Attitudes, thinking and behaviour"))
    assert len(preview.headings) == 6


def test_the_proposed_plan_can_be_written_and_read_again() -> None:
    plan = propose_plan(harbour(), year=YEAR, facts={"name": "Harbour"})
    assert read_plan(rows_of(plan_rows(plan))) == plan
    assert "sum-broken" not in {finding.code for finding in lint(plan)}
    assert any(isinstance(line, Check) for line in plan.lines)
    assert any(isinstance(line, SuccessMeasure) for line in plan.lines)


def test_words_before_any_objective_are_shown_and_not_dropped() -> None:
    preview = table(("", "", "a measure of nothing", "", "Police", ""))
    assert [text for _, text in preview.unplaced] == ["a measure of nothing", "Police"]


def test_a_number_inside_a_sentence_begins_nothing() -> None:
    preview = table(
        ("1.1 One", "1.1.1 A plan", "m", "May 2024", "Police", "OM"),
        ("", "as outlined in 2.5.1 and later", "", "", "", ""),
    )
    assert [(one.id, one.text) for one in preview.objectives] == [
        ("1.1.1", "A plan as outlined in 2.5.1 and later"),
    ]


def test_rows_without_the_six_headings_are_refused() -> None:
    with pytest.raises(PlanRefused, match="No row names the six columns"):
        preview_legacy(rows_of([("a", "b")]), aliases={}, pathways={}, year=YEAR)
