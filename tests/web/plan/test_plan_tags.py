"""Tags of a plan: everything under one, the table filtered and split by them, and who answers for what."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.plan.test_plan_pages import page_of, rows_of
from tests.web.universe import signed_in

PLAN = "/pan-dorset/plan/2025-26"
TAGS = f"{PLAN}/tags"


@pytest.fixture
def priya(universe: None, db: None) -> Client:
    """Priya Hawthorn, who keeps the plan of Pan-Dorset."""
    return signed_in("Priya Hawthorn", at="pan-dorset")


def table(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    """The rows of the table with that caption: the words of each heading and of the cells after it."""
    found = next(one for one in page.select("table") if one.caption.get_text(strip=True) == caption)
    return {
        row.th.get_text(" ", strip=True): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in found.select("tbody tr")
    }


def under(client: Client, tag: str) -> list[str]:
    """The numbers of the objectives that the page of a tag lists, in its order."""
    return [one.partition(" ")[0] for one in table(page_of(client, f"{TAGS}?tag={tag}"), "Objectives")]


@pytest.mark.clause("C187", breaks="throughline.rules.plan.tags:filed_under")
@pytest.mark.clause("C099", breaks="throughline.rules.plan.tags:filed_under")
@pytest.mark.clause("C202", breaks="partnerships/pan-dorset-plan-2025-26.csv#4.4")
@pytest.mark.clause("C192", breaks="partnerships/pan-dorset-plan-2025-26.csv#1.3")
@pytest.mark.parametrize(
    ("tag", "objectives"),
    [
        pytest.param("approach:enforcement", ["2.1", "2.2", "6.1"], id="enforcement"),
        pytest.param("approach:early-intervention", ["1.3", "4.1", "4.4", "4.5"], id="early intervention"),
        pytest.param("approach:diversion", ["4.4"], id="diversion"),
        pytest.param("approach:rehabilitation", ["1.1", "1.2", "2.1", "2.2", "3.1", "5.1"], id="rehabilitation"),
        pytest.param("sector:health", ["4.1", "4.4", "4.5"], id="health"),
        pytest.param("sector:criminal-justice", ["4.1", "4.4"], id="criminal justice"),
        pytest.param("equality:sex=women", ["4.1", "4.4", "4.5"], id="women, by their cohort"),
        pytest.param("inter-generational", ["1.1", "1.3"], id="between the generations",
                     marks=pytest.mark.clause("C141", breaks="throughline.rules.plan.tags:_said")),
        pytest.param("age:16-to-24", ["5.1"], id="16 to 24"),
        pytest.param("kind:joint-commission", ["3.1"], id="commissioned jointly"),
    ],
)  # fmt: skip
def test_everything_under_a_tag(priya: Client, tag: str, objectives: list[str]) -> None:
    assert under(priya, tag) == objectives
    listed = rows_of(page_of(priya, f"{PLAN}?tag={tag}")) if not tag.startswith("age") else objectives
    assert list(listed) == objectives


@pytest.mark.clause("C186", breaks="throughline.rules.plan.tags:_tags_above")
def test_the_priorities_of_the_board_are_filed_under_vulnerability(priya: Client) -> None:
    page = page_of(priya, f"{TAGS}?tag=vulnerability").get_text(" ", strip=True)
    listed = page[page.index("Priorities") : page.index("Objectives")]
    for number in range(1, 7):
        assert f" {number} " in listed


@pytest.mark.clause("C210", breaks="throughline.web.plan.tagged.page:_group")
def test_the_four_priorities_of_the_region_are_mapped_and_what_nothing_serves_is_a_gap(priya: Client) -> None:
    page = page_of(priya, TAGS)
    region = table(page, "Priority of the region")
    assert {words: cells[1].split()[-1] for words, cells in region.items()} == {
        "Short sentences: a priority of the South West": "1",
        "Veterans: a priority of the South West": "0",
        "Women: a priority of the South West": "3",
        "From youth to adult: a priority of the South West": "1",
    }
    assert "Veterans: a priority of the South West" in page.select_one(".govuk-inset-text").get_text()


@pytest.mark.clause("C196", breaks="partnerships/pan-dorset-plan-2025-26.csv#short sentences")
def test_a_cohort_says_its_risk_and_by_what_that_is_known(priya: Client) -> None:
    page = (
        page_of(priya, f"{TAGS}?tag=cohort:short sentences").select_one(".govuk-summary-list").get_text(" ")
    )
    assert "at risk of being drawn into more serious offending" in page
    assert "appendix 1, 2.1" in page


def test_a_tag_that_is_not_there_is_said(priya: Client) -> None:
    assert "The plan has no tag of that name." in page_of(priya, f"{TAGS}?tag=nonsense").get_text()


def test_the_table_and_its_workbook_are_split_by_a_group_of_tags(priya: Client) -> None:
    page = page_of(priya, f"{PLAN}?split=kind")
    split = {one.caption.get_text(strip=True): list(rows_of(one)) for one in page.select("table")}
    assert split["Joint commission"] == ["3.1"]
    assert split["Agency action"] == ["1.2", "1.3", "6.1"]
    assert split["Not said"] == ["1.1", "2.1", "2.2", "4.1", "4.4", "4.5", "5.1"]
    content = priya.get(f"{PLAN}/table.xlsx?tag=approach:diversion").content
    cells = [
        cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.values for cell in row
    ]
    assert "4.4" in map(str, cells)
    assert "3.1" not in map(str, cells)


@pytest.mark.clause("C139", breaks="throughline.web.plan.tagged.page:_matrix_row")
def test_the_matrix_shows_who_leads_who_contributes_the_gap_and_the_double_lead(priya: Client) -> None:
    page = page_of(priya, f"{PLAN}/responsibilities")
    heads = [one.get_text(strip=True) for one in page.select("thead th")][1:]
    rows = {
        row.th.get_text(" ", strip=True): dict(
            zip(heads, (cell.get_text(" ", strip=True).split()[-1] for cell in row.select("td")), strict=True)
        )
        for row in page.select("tbody tr")
    }
    shared = next(words for words in rows if words.startswith("3 "))
    assert shared.endswith("Double lead: choose one")
    assert sorted(rows[shared].values()) == ["Contributes", "Leads", "Leads", "None", "None"]
    nobody = next(words for words in rows if words.startswith("6 "))
    assert nobody.endswith("Gap: nobody leads it")
    assert "Leads" not in rows[nobody].values()
    assert rows[nobody]["Dorset Criminal Justice Board"] == "Contributes"
    assert "Nobody leads 1 priority. 1 priority has more than one lead." in page.get_text(" ", strip=True)


@pytest.mark.clause("C208", breaks="partnerships/pan-dorset-plan-2025-26.csv#4.5")
def test_growth_waits_until_the_gaps_are_known(priya: Client) -> None:
    assert "Locked: it begins once 4.1 is complete." in page_of(priya, f"{PLAN}/objectives/4.5").get_text()
    assert "Locked" not in page_of(priya, f"{PLAN}/objectives/4.4").get_text()


@pytest.mark.parametrize("address", [TAGS, f"{TAGS}?tag=approach:diversion", f"{PLAN}/responsibilities"])
def test_it_asks_the_store_little(priya: Client, address: str, django_assert_max_num_queries: Any) -> None:
    priya.get(address)
    with django_assert_max_num_queries(12):
        assert priya.get(address).status_code == 200
