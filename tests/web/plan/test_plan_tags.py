"""Tags of a plan: everything under one, the table filtered and split by them, and who answers for what."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.plan.test_plan_pages import page_of, rows_of
from tests.web.universe import signed_in
from throughline.web.access.models import Partnership
from throughline.web.plan import actions
from throughline.web.plan.models import PlanVersion

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
    assert heads == ["Leads", "Contributes", "No part"]
    rows = {
        row.th.get_text(" ", strip=True): [
            cell.get_text("|", strip=True).split("|")[-1].split("; ") for cell in row.select("td")
        ]
        for row in page.select("tbody tr")
    }
    shared = next(words for words in rows if words.startswith("3 "))
    assert shared.endswith("Double lead: choose one")
    assert [len(names) for names in rows[shared]] == [2, 1, 2]
    nobody = next(words for words in rows if words.startswith("6 "))
    assert nobody.endswith("Gap: nobody leads it")
    leads, contribute, _none = rows[nobody]
    assert leads == ["Nobody"]
    assert "Dorset Criminal Justice Board" in contribute
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


@pytest.fixture
def marek(universe: None, db: None) -> Client:
    """Marek Rowan, who reads the plan of the East Midlands."""
    return signed_in("Marek Rowan", at="east-midlands")


REGION = "/east-midlands/plan/2009-10"


@pytest.mark.clause("C364", breaks="throughline.web.plan.shown:type_words")
@pytest.mark.clause("C364", breaks="partnerships/east-midlands-plan-2009-10.csv#type")
def test_the_plan_says_that_it_is_regional(marek: Client) -> None:
    caption = page_of(marek, REGION).select_one(".tl-caption").get_text(strip=True)
    assert caption.startswith("Plan of the type regional, 2009-10")


@pytest.mark.clause("C296", breaks="throughline.rules.plan.tags:ages_of")
@pytest.mark.clause("C296", breaks="throughline.web.plan.tagged.page:_approaches")
def test_each_objective_has_its_age_group_and_each_part_of_the_plan_its_words_on_youth(marek: Client) -> None:
    """Adults, but for what names the young and the four objectives of 3.4, which are closed to this reader."""
    ages = table(page_of(marek, f"{REGION}/tags"), "Age group")
    counts = {words: int(cells[1].split()[-1]) for words, cells in ages.items()}
    assert counts == {"Youth": 2, "Adult": 51, "Adult and youth": 1}
    page = page_of(marek, f"{REGION}/tags?tag=age:youth")
    told = {one.get_text(strip=True): len(one.find_next("ul").select("li")) for one in page.select("h2")[:3]}
    assert told == {"Overarching priorities": 3, "Volume re-offending": 7, "Serious re-offending": 4}
    assert next(iter(table(page, "Objectives"))).startswith("2.5.1 ")


@pytest.mark.clause("C295", breaks="throughline.web.plan.tagged.page:_kind_words")
def test_objectives_are_counted_by_what_they_buy_or_do(marek: Client) -> None:
    strip = page_of(marek, f"{REGION}/tags").select_one(".tl-facts").get_text(" ", strip=True)
    assert strip == "1 Joint commission 2 Single commission 6 Agency action 43 Not said"


@pytest.mark.clause("C312", breaks="throughline.web.plan.workshop.on_a_page:grid_of")
@pytest.mark.parametrize(
    ("sentence", "theme", "priority", "pathways"),
    [
        (
            "health with drugs and alcohol",
            "Volume re-offending",
            "2.5",
            {"Health", "Drugs and Alcohol", "ELS"},
        ),
        ("homes", "Volume re-offending", "2.3", {"ACCM", "E&D"}),
        ("skills and work", "Volume re-offending", "2.4", {"ELS"}),
        ("families and debt", "Volume re-offending", "2.6", {"FBD", "C&F"}),
        ("behaviour", "Volume re-offending", "2.7", {"ATB"}),
        ("health again, for those of most risk", "Serious re-offending", "3.3", {"Health"}),
    ],
)
def test_the_themes_and_priorities_of_the_plan_map_to_pathways(
    marek: Client, sentence: str, theme: str, priority: str, pathways: set[str]
) -> None:
    grid = page_of(marek, f"{REGION}/on-a-page").select_one("table.tl-plan")
    codes = [one.get_text(strip=True) for one in grid.select("thead th")][1:]
    under, found = "", {}
    for row in grid.select("tbody tr"):
        if "band" in row["class"] if row.has_attr("class") else False:
            under = row.get_text(strip=True)
        else:
            marked = {code for code, cell in zip(codes, row.select("td"), strict=True) if cell.select("li")}
            found[row.th.b.get_text()] = (under, marked)
    assert found[priority] == (theme, pathways), sentence


@pytest.mark.clause("C136", breaks="throughline.web.plan.workshop.page:versions_of")
def test_each_year_has_a_set_of_objectives_of_its_own_and_every_version_of_it_is_kept(priya: Client) -> None:
    dorset = Partnership.objects.get(slug="pan-dorset")
    text = PlanVersion.objects.get(plan__partnership=dorset).text
    changed = text.replace("What works in one place is known in the other", "What works is shared each year")
    before = text.replace("2025-04-01", "2024-04-01").replace("2026-03-31", "2025-03-31")
    before = before.replace("What works in one place is known in the other", "What works is written down")
    for words, on in ((changed, date(2026, 3, 1)), (before, date(2026, 3, 2))):
        actions.accept_plan(
            partnership=dorset, text=words, accepted_on=on, by=None, at=datetime(2026, 3, 2, tzinfo=UTC)
        )
    listed = [
        one.get_text(" ", strip=True) for one in page_of(priya, f"{PLAN}/workshop").select("#with option")
    ]
    assert [words.rpartition(", ")[0] for words in listed] == ["2025-26, version 1", "2024-25, version 1"]
    assert "What works is shared each year" in rows_of(page_of(priya, PLAN))["1.2"][0]
    assert (
        "What works is written down" in rows_of(page_of(priya, PLAN.replace("2025-26", "2024-25")))["1.2"][0]
    )


@pytest.mark.clause("C140", breaks="throughline.web.governance.board_home:_scope")
def test_the_scope_of_a_body_stands_on_its_page(priya: Client) -> None:
    said = page_of(priya, "/pan-dorset/rrsg/").select(".govuk-summary-list__row")
    rows = {one.dt.get_text(strip=True): one.dd.get_text(" ", strip=True) for one in said}
    assert rows["In scope"].startswith("The whole local system")
    assert rows["Out of scope"] == "No single type of offence. (role 0b)"


@pytest.mark.clause("C142", breaks="throughline.web.plan.proposals:surroundings")
def test_an_objective_limited_to_a_type_of_offence_is_warned_of_in_the_workshop(priya: Client) -> None:
    dorset = Partnership.objects.get(slug="pan-dorset")
    text = PlanVersion.objects.get(plan__partnership=dorset).text
    assert "Outside the scope of the body" not in page_of(priya, f"{PLAN}/workshop").get_text()
    changed = text.replace("What works in one place is known in the other", "Fewer burglaries in one place")
    actions.accept_plan(
        partnership=dorset,
        text=changed,
        accepted_on=date(2026, 3, 2),
        by=None,
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    page = page_of(priya, f"{PLAN}/workshop").get_text(" ", strip=True)
    assert "Outside the scope of the body" in page
    assert "Is limited to burglary. Out of scope by Reducing Reoffending Strategy Group, role 0b" in page


@pytest.mark.clause("C207", breaks="throughline.rules.plan.tags:splits")
@pytest.mark.clause("C217", breaks="throughline.web.plan.tagged.page:_splits")
def test_outcomes_are_told_by_sex_beside_the_count_of_diversions(priya: Client) -> None:
    page = page_of(priya, f"{TAGS}?tag=equality:sex=women")
    figures = {
        indicator: {group: cells[-1].removeprefix("Latest figure ") for group, cells in rows.items()}
        for indicator in ("diversions", "published-reoffending")
        for rows in [table(page, f"By group: {indicator}")]
    }
    assert figures == {
        "diversions": {"Women": "21 of 30 (70.0%)", "Men": "44 of 80 (55.0%)"},
        "published-reoffending": {"Women": "96 of 120 (80.0%)", "Men": "350 of 500 (70.0%)"},
    }
    measures = page_of(priya, f"{PLAN}/objectives/4.4").get_text(" ", strip=True)
    assert (
        "Diversions of women that succeeded 21 against a target of 40, by the end of quarter 3." in measures
    )


@pytest.mark.clause("C200", breaks="partnerships/pan-dorset-plan-2025-26.csv#3.1.s1")
@pytest.mark.clause("C200", breaks="throughline.web.plan.measures.reads:measures_of_objective")
def test_homes_on_release_are_so_many_of_so_many(priya: Client) -> None:
    page = page_of(priya, f"{PLAN}/objectives/3.1").get_text(" ", strip=True)
    assert "People who leave prison with a suitable home, of all who leave" in page
    assert "41 of 50" in page
