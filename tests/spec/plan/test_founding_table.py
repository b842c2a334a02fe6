"""The founding plan's own text, when its folder is named: the numbers that the product promises."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.spec.plan.test_legacy_table import levelled, words, words_of
from throughline.rules.plan.cells import Cell, rows_of
from throughline.rules.plan.draft import Preview
from throughline.rules.plan.legacy import preview_legacy
from throughline.rules.plan.linter import PlanFinding, lint
from throughline.rules.plan.proposal import propose_plan
from throughline.rules.plan.when import PlanYear

YEAR = PlanYear(date(2009, 4, 1), date(2010, 3, 31))
FOLDER = os.environ.get("THROUGHLINE_FOUNDING_DOCUMENTS", "")
PARTNERSHIP = Path(__file__).parents[3] / "partnerships" / "east-midlands.toml"

pytestmark = pytest.mark.skipif(
    not FOLDER, reason="THROUGHLINE_FOUNDING_DOCUMENTS names no folder with the founding documents"
)


def texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


@cache
def founding_rows() -> tuple[tuple[Cell, ...], ...]:
    [path] = Path(FOLDER).glob("004*.txt")
    return rows_of(list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t")))


@cache
def founding() -> Preview:
    file = tomllib.loads(PARTNERSHIP.read_text(encoding="utf-8"))
    aliases = {
        writing: agency["id"]
        for agency in file["agency"]
        for writing in (agency["name"], *texts(agency.get("alias")))
    }
    pathways = {
        writing: pathway["code"]
        for pathway in file["pathway"]
        for writing in (pathway["code"], pathway["name"], *texts(pathway.get("alias")))
    }
    return preview_legacy(founding_rows(), aliases=aliases, pathways=pathways, year=YEAR)


@cache
def findings() -> tuple[PlanFinding, ...]:
    return lint(propose_plan(founding(), year=YEAR, facts={"adopted": "2009-07"}))


def places(code: str) -> list[str]:
    return [finding.place for finding in findings() if finding.code == code]


def test_no_word_of_the_founding_table_is_dropped_or_added() -> None:
    source = Counter(word for row in founding_rows() for cell in row for word in words(cell.text))
    assert levelled(words_of(founding())) == levelled(source)


def test_seventeen_priorities_and_fifty_six_objectives_in_the_order_of_their_numbers() -> None:
    preview = founding()
    numbers = [one.id for one in preview.objectives]
    assert (len(preview.priorities), len(numbers), len(preview.glossary)) == (17, 56, 63)
    assert numbers.index("2.5.10") == numbers.index("2.5.9") + 1
    assert next(one for one in preview.objectives if one.id == "1.3.3").priority == "1.3"


def test_the_shifted_row_is_found_and_no_other() -> None:
    assert [repair.place.row for repair in founding().repairs] == [450]


def test_five_trajectories_and_the_sums_between_numbers() -> None:
    preview = founding()
    assert [(one.id, t.quarters) for one in preview.objectives for t in one.trajectories] == [
        ("2.7.2", (189, 454, 827, 1181)),
        ("2.7.2", (169, 418, 701, 1102)),
        ("3.2.1", (34, 89, 216, 257)),
        ("3.2.3", (15, 37, 58, 107)),
        ("3.2.3", (9, 35, 117, 205)),
    ]
    assert {str(found) for one in preview.objectives for found in one.sums} == {
        "1181 + 1102 = 2283",
        "257 + 2283 = 2540",
        "107 + 205 = 312",
    }


def test_every_lead_resolves_but_one_and_every_pathway() -> None:
    assert [one.name for one in founding().unresolved_leads] == ["fdm"]
    assert founding().unresolved_pathways == ()


def test_leads_are_written_in_many_ways_and_many_cells_name_several() -> None:
    cells = [cell for one in founding().objectives for cell in one.lead_words]
    written = {re.sub(r"\W+", " ", cell).strip() for cell in cells}
    bodies = {lead for one in founding().objectives for lead in one.leads.known}
    assert len(written) >= 37
    assert 15 <= len(bodies) <= 20
    assert sum(len(one.leads.known) > 1 for one in founding().objectives) >= 12


@pytest.mark.parametrize(
    ("sentence", "code", "expected"),
    [
        ("no date at all", "objective-undated", ["2.5.10", "3.4.4"]),
        ("only a year", "objective-year-only", ["1.2.1", "2.9.2"]),
        ("only a rhythm", "objective-rhythm-only", ["2.2.1", "3.1.1"]),
    ],
)
def test_the_three_kinds_of_undated_objective(sentence: str, code: str, expected: list[str]) -> None:
    assert places(code) == expected, sentence


def test_nine_dates_of_objectives_fall_after_the_plan_year() -> None:
    after = {(f.place.rsplit(".", 1)[0], f.sentence) for f in findings() if f.code == "after-year"}
    assert len({(place, sentence.replace("by ", "")) for place, sentence in after}) == 9


def test_seven_milestones_were_past_when_the_plan_was_adopted() -> None:
    assert {place.rsplit(".", 1)[0] for place in places("past-at-adoption")} == {
        "1.4.3",
        "2.4.4",
        "2.5.7",
        "2.5.8",
        "3.3.1",
        "3.4.1",
        "3.4.2",
    }


def test_more_than_twenty_abbreviations_are_not_in_the_glossary() -> None:
    undefined = {f.sentence.split()[0] for f in findings() if f.code == "term-undefined"}
    assert len(undefined) > 20
    assert {"DIP", "MIAP", "EXU", "JTAC"} <= undefined
