"""The plan on a page and the filters of its table: nothing falls out, and each objective says who and how."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pypdf
import pytest
from django.test import Client

from tests.web.plan.test_plan_pages import PLAN, of_east_midlands, page_of, rows_of
from tests.web.universe import signed_in
from throughline.rules.plan.age_groups import age_groups
from throughline.rules.plan.model import Objective
from throughline.web.plan.queries import plan_of

SHEET = f"{PLAN}/on-a-page"


@pytest.fixture
def reader(universe: None, db: None) -> Client:
    """Marek Rowan, who reads the plan."""
    return signed_in("Marek Rowan", at="east-midlands")


def objectives() -> dict[str, Objective]:
    plan = plan_of(of_east_midlands().latest("number"))
    return {one.id: one for one in plan.objectives}


def test_every_objective_stands_under_each_of_its_pathways_and_once_without_one(reader: Client) -> None:
    shown = Counter(link.get_text(strip=True) for link in page_of(reader, SHEET).select("a.tl-o"))
    assert shown == {code: max(1, len(set(one.pathways))) for code, one in objectives().items()}


def test_a_square_says_in_words_how_it_stands_and_who_leads_as_the_table_does(reader: Client) -> None:
    table = rows_of(page_of(reader, PLAN))
    page = page_of(reader, SHEET)
    for link in page.select("a.tl-o"):
        code = link.get_text(strip=True)
        said = link.find_next_sibling("small")
        written_out = said.select_one("abbr")
        lead = written_out["title"] if written_out else said.get_text(strip=True).partition(": ")[2]
        assert table[code][1].startswith(said.get_text(strip=True).partition(":")[0].split(" (")[0])
        assert table[code][2].startswith(lead)
        assert link.select_one("use")["href"].startswith("#s-")


def test_the_sheet_is_a3_on_its_side(reader: Client) -> None:
    paper = pypdf.PdfReader(io.BytesIO(reader.get(f"{SHEET}.pdf").content))
    width, height = (round(float(one) / 72 * 25.4) for one in paper.pages[0].mediabox[2:])
    assert (width, height) == (420, 297)
    words = " ".join(page.extract_text() for page in paper.pages)
    assert all(code in words for code in objectives())
    assert len(paper.pages) <= 2


@pytest.mark.parametrize("address", [SHEET, f"{PLAN}?theme=1&age=youth"])
def test_it_asks_the_store_little(reader: Client, address: str, django_assert_max_num_queries: Any) -> None:
    reader.get(address)
    with django_assert_max_num_queries(12):
        assert reader.get(address).status_code == 200


@pytest.mark.parametrize(
    ("asked", "takes"),
    [
        pytest.param("theme=1", lambda one: one.id.startswith("1."), id="by theme"),
        pytest.param(
            "cohort=under-12-months", lambda one: "under-12-months" in one.cohorts, id="by cohort",
            marks=pytest.mark.clause("C429", breaks="throughline.web.plan.shown:Filters.takes"),
        ),
        pytest.param("cohort=women", lambda one: "women" in one.cohorts, id="by another cohort"),
        pytest.param("age=youth", lambda one: "youth" in age_groups(one.cohorts), id="by age"),
    ],
)  # fmt: skip
def test_the_table_is_filtered_by_what_the_plan_says(reader: Client, asked: str, takes: Any) -> None:
    wanted = {code for code, one in objectives().items() if takes(one)}
    assert wanted
    assert set(rows_of(page_of(reader, f"{PLAN}?{asked}"))) == wanted


def test_those_in_support_stand_under_the_one_who_is_accountable(reader: Client) -> None:
    supported = next(one for one in objectives().values() if one.support)
    cell = rows_of(page_of(reader, PLAN))[supported.id][2]
    assert " With " in cell
