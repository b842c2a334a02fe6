"""Cases under public protection as the page tells them: counts by category, level and age, and no names."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.universe.story import morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions

PAGE = "/east-midlands/scorecard/timeliness?quarter=2009-10-01"
COUNTED = "throughline.web.performance.timeliness.cases_counted"
CAME = date(2010, 1, 6)


@pytest.fixture
def region(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def planner(region: Partnership) -> Client:
    """Priya Hawthorn, who reads the figures and does not keep them."""
    return signed_in("Priya Hawthorn", at="east-midlands")


def receive(region: Partnership, supplier: str, lines: list[str]) -> None:
    actions.receive_case_dates(
        supplier=Agency.objects.get(partnership=region, code=supplier), kind="mappa",
        content="\n".join(("reference,event,on,detail", *lines)).encode(), quarter_starts=date(2009, 10, 1),
        received_on=CAME, by=None, at=morning(CAME),
    )  # fmt: skip


def cases(first: int, count: int, *, category: int, level: int, age: str) -> list[str]:
    return [
        line
        for number in range(first, first + count)
        for line in (
            f"M-{number},category,2009-10-01,{category}",
            f"M-{number},level,2009-10-01,{level}",
            f"M-{number},age,2009-10-01,{age}",
        )
    ]


@pytest.fixture
def told(region: Partnership) -> None:
    """40 cases of category 2 and 10 of category 1 by probation; what a prison identified, told and saw."""
    receive(
        region,
        "noms-probation",
        [
            *cases(1001, 30, category=2, level=2, age="18 and over"),
            *cases(1031, 10, category=2, level=3, age="under 18"),
            *cases(1041, 10, category=1, level=2, age="18 and over"),
            *(f"M-{number},checked,2009-11-02,risk assessment" for number in range(1001, 1021)),
        ],
    )
    receive(
        region,
        "noms-prisons",
        [
            *(f"M-{number},identified,2009-10-05," for number in range(1001, 1021)),
            *(f"M-{number},notified,2009-10-08," for number in range(1001, 1011)),
        ],
    )


def page_of(client: Client) -> BeautifulSoup:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html5lib")
    for label in page.select(".tl-l"):
        label.extract()
    return page


def table_of(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    found = next(each for each in page.find_all("table") if each.caption.get_text().startswith(caption))
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in found.tbody.find_all("tr")
    ]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.clause("C349", breaks=f"{COUNTED}:cases_counted")
def test_a_board_reads_counts_by_category_and_level_with_the_rule_of_the_category(
    planner: Client, told: None
) -> None:
    page = page_of(planner)
    rows = table_of(page, "Cases by category")
    assert rows["Category 1"] == ["0", "10", "0", "10"]
    assert rows["Category 2"] == ["0", "30", "10", "40"]
    assert rows["All"] == ["0", "40", "10", "50"]
    words = page.main.get_text(" ", strip=True)
    assert "those aged 18 and over who are sentenced to 12 months of custody or more" in words
    assert "Version 2009-10" in words
    assert "M-10" not in words


@pytest.mark.clause("C355", breaks=f"{COUNTED}:cases_counted")
def test_young_people_are_counted_apart(planner: Client, told: None) -> None:
    rows = table_of(page_of(planner), "Cases by age")
    assert (rows["Under 18"], rows["18 and over"]) == (["0", "0", "10", "10"], ["0", "40", "0", "40"])


@pytest.mark.clause("C353", breaks=f"{COUNTED}:cases_counted")
def test_how_many_a_prison_identified_told_partners_of_and_after_how_long(
    planner: Client, told: None
) -> None:
    said = [" ".join(each.get_text().split()) for each in page_of(planner).main.find_all("p")]
    assert (
        "Of the cases identified by prisons on reception, partners were told of 10 of 20; half of these "
        "within 3 days."
    ) in said


@pytest.mark.clause("C350", breaks=f"{COUNTED}:cases_counted")
def test_the_checklist_of_category_2_is_told_as_a_share(planner: Client, told: None) -> None:
    rows = table_of(page_of(planner), "What was looked at")
    assert rows["Risk assessment"] == ["20 of 40"]
    assert rows["Approved premises"] == ["0 of 40"]


def test_a_few_young_people_are_hidden_and_so_is_what_gives_them_away(
    region: Partnership, planner: Client
) -> None:
    lines = cases(1001, 30, category=2, level=2, age="18 and over")
    receive(region, "noms-probation", [*lines, *cases(1031, 2, category=2, level=2, age="under 18")])
    rows = table_of(page_of(planner), "Cases by age")
    assert rows["Under 18"][1] == "hidden"
    assert rows["18 and over"][1] == "hidden"
    assert table_of(page_of(planner), "Cases by category")["All"][3] == "32"
