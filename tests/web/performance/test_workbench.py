"""The target workbench: what people, cases and quarters can show, and a target agreed with its source."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Event, Partnership
from throughline.web.performance import queries
from throughline.web.performance.models import Target

PAGE = "/east-midlands/scorecard/targets"
AGREE = f"{PAGE}/agree"
TODAY = date(2010, 1, 15)


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


def page_of(client: Client, **asked: str) -> BeautifulSoup:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def lead_of(page: BeautifulSoup) -> str:
    return " ".join(page.select_one(".tl-lead").get_text().split())


def table_of(page: BeautifulSoup, caption: str) -> list[list[str]]:
    """The cells of a table, by its caption, without the labels that telephones show."""
    for label in page.select(".tl-l"):
        label.extract()
    found = next(one for one in page.select("table") if one.caption.get_text(strip=True).startswith(caption))
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")
    ]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({}, "Type how many people there are", id="asked nothing, it says what to type"),
        pytest.param(
            {"cohort": "3884", "expected": "294"},
            "With 3,884 people and 294 expected you can only show a fall of 11% or more: 261 or fewer.",
            id="a cohort and its prediction give the smallest fall",
        ),
        pytest.param(
            {"cohort": "3884", "expected": "294", "asked": "5"},
            "A fall of 5% would not show in this cohort",
            id="a fall that is thought of and would not show",
        ),
        pytest.param(
            {"cohort": "3884", "expected": "294", "asked": "12"},
            "A fall of 12% would show in this cohort.",
            id="a fall that is thought of and would show",
        ),
        pytest.param(
            {"cohort": "25", "expected": "2"},
            "No achievable number",
            id="a tiny cohort has no achievable number",
        ),
        pytest.param(
            {"indicator": "ni18-derby"}, "With 3,884 people and 294 expected", id="an area's own numbers"
        ),
        pytest.param(
            {"of": "shares", "cases": "20", "baseline": "50"},
            "Of 20 cases, 5 or fewer (25%) or 15 or more (75%)",
            id="a share of so many cases",
        ),
        pytest.param(
            {"indicator": "dv-community"},
            "200 done by the end of quarter 3, plan 216: each quarter left must bring 57.0 to reach 257.",
            id="a plan by quarter says what the last must bring",
        ),
        pytest.param(
            {"of": "quarters", "first": "34", "second": "55", "third": "127", "fourth": "41"},
            "The quarters add up to 257 in the year.",
            id="typed quarters are added up",
        ),
        pytest.param(
            {"indicator": "ni30-lincolnshire"},
            "Type how many people there are",
            id="a fixed group has no prediction",
        ),
        pytest.param(
            {"of": "nothing", "indicator": "none"}, "Type how many people", id="nonsense is the first page"
        ),
    ],
)
def test_the_sentence_above_answers(analyst: Client, asked: dict[str, str], says: str) -> None:
    assert says in lead_of(page_of(analyst, **asked))


NI_18 = [
    ["Derby", "3,884", "294", "7.57%", "261", "261", "6.73%", "−11.06%"],
    ["Derbyshire", "7,397", "551", "7.45%", "506", "505", "6.84%", "−8.23%"],
    ["Leicester", "6,494", "570", "8.78%", "524", "524", "8.07%", "−7.97%"],
    ["Leicestershire", "4,919", "391", "7.95%", "353", "353", "7.18%", "−9.64%"],
    ["Nottingham", "6,874", "840", "12.22%", "784", "784", "11.41%", "−6.62%"],
    ["Nottinghamshire", "7,504", "890", "11.86%", "832", "832", "11.09%", "−6.45%"],
]
"""The printed table, with the strict reading beside the published number; Leicester's 570 of 6,494 is 8.78%."""


def test_the_six_rows_of_the_plan_stand_in_both_readings(analyst: Client) -> None:
    rows = table_of(page_of(analyst), "Indicators with a prediction")
    assert [[*row[:7], row[8]] for row in rows] == NI_18


def test_both_readings_and_the_one_sided_option_stand_side_by_side(analyst: Client) -> None:
    rows = table_of(page_of(analyst, cohort="7397", expected="551"), "The number under each reading")
    assert [row[1] for row in rows[:2]] == ["506", "505"]
    assert "one-sided" in rows[2][0]
    assert int(rows[2][1]) > 505


def test_which_areas_chose_which_indicator_stands_with_its_source(analyst: Client) -> None:
    rows = {row[0].partition(":")[0]: row[1:] for row in table_of(page_of(analyst), "Which areas chose")}
    assert rows["NI 18"][1:4] == ["6 of 9 (66.7%)", "2011", "25 of 152 (16.4%)"]
    assert rows["NI 19"][0] == "Leicester, Leicestershire, Northamptonshire"
    assert rows["NI 143"][0] == "none: a local measure only"
    assert all("East Midlands plan 2009-10" in row[4] for row in rows.values())


def test_the_warnings_stand_beside_the_number(analyst: Client) -> None:
    words = page_of(analyst, indicator="ni18-derby").get_text(" ", strip=True)
    assert "limits are too narrow" in words
    assert "limits are too wide" in words


def test_the_quarters_of_a_plan_are_its_own_and_no_line(analyst: Client) -> None:
    rows = table_of(page_of(analyst, indicator="dv-community"), "The plan by quarter")
    assert rows == [
        ["Quarter 1", "34", "34", "41", "+7"],
        ["Quarter 2", "55", "89", "96", "+7"],
        ["Quarter 3", "127", "216", "200", "−16"],
        ["Quarter 4", "41", "257", "no return", "–"],
    ]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"asked": "90"}, "A target of 90% of 20 cases needs 18; misses allowed: 2."),
        ({"asked": "50"}, "It asks for no change."),
        ({"asked": "75"}, "Reaching it would show as a change by more than chance."),
        ({"asked": "70"}, "Reaching it would not show as a change: a change of that size takes 25 cases."),
        ({"asked": "30"}, "A target of 30% of 20 cases is reached with 6 or fewer."),
        ({"asked": "25"}, "Reaching it would show as a change by more than chance."),
    ],
)
def test_a_target_of_a_share(analyst: Client, asked: dict[str, str], says: str) -> None:
    words = page_of(analyst, of="shares", cases="20", baseline="50", **asked).main.get_text(" ", strip=True)
    assert says in words


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"cohort": "x", "expected": "294"}, "Write a whole number, such as 3884."),
        ({"cohort": "", "expected": "294"}, "Enter how many people are in the cohort."),
        ({"cohort": "0", "expected": "0"}, "Nobody is in the cohort."),
        ({"cohort": "10", "expected": "294"}, "More are expected than are in the cohort."),
        ({"cohort": "3884", "expected": "-1"}, "Write a number that is not below zero."),
        ({"cohort": "3884", "expected": "294", "asked": "0"}, "A fall of 0% asks for nothing."),
        ({"cohort": "3884", "expected": "294", "asked": "101"}, "A per cent is at most 100."),
        ({"cohort": "9999999999", "expected": "1"}, "Write a number up to 100 million."),
        ({"of": "shares", "cases": "0", "baseline": "5"}, "Without a case there is no share."),
        (
            {"of": "quarters", "first": "1", "second": "1", "third": "1", "fourth": "1", "quarter": "2"},
            "Enter how many were done by the end of that quarter.",
        ),
        (
            {"of": "quarters", "first": "1", "second": "1", "third": "1", "fourth": "1", "done": "2"},
            "Choose the quarter by whose end they were done.",
        ),
    ],
)
def test_what_cannot_be_is_said_above_with_its_field(
    analyst: Client, asked: dict[str, str], says: str
) -> None:
    page = page_of(analyst, **asked)
    assert says in page.select_one(".govuk-error-summary").get_text(" ", strip=True)
    assert page.title.get_text(strip=True).startswith("Error: ")


def test_nothing_typed_is_kept(analyst: Client) -> None:
    before = (Target.objects.count(), Event.objects.count())
    page_of(analyst, cohort="3884", expected="294", asked="5")
    assert (Target.objects.count(), Event.objects.count()) == before


def test_the_page_asks_few_queries_however_long_the_list(
    analyst: Client, django_assert_max_num_queries: object
) -> None:
    for asked in ({}, {"indicator": "ni18-derby"}, {"indicator": "ni143"}, {"indicator": "dv-community"}):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            page_of(analyst, **asked)


def agreed(client: Client, **sent: str) -> BeautifulSoup:
    given = {"source": "agreed by the board on 12 January 2010", "from_on": "2010-01-15", "decision": ""}
    return BeautifulSoup(client.post(AGREE, given | sent, follow=True).content, "html5lib")


@pytest.mark.parametrize(
    ("indicator", "value", "kept"),
    [
        pytest.param("ni143", "75.5", "151/200", id="a share is written in per cent and kept exactly"),
        pytest.param("ni18-derby", "255", "255", id="a count is kept as it is"),
        pytest.param("ni30-lincolnshire", "284", "284", id="a fixed group may aim at its ceiling"),
    ],
)
def test_a_target_is_agreed_with_its_source_and_day(
    analyst: Client, indicator: str, value: str, kept: str
) -> None:
    page = agreed(analyst, indicator=indicator, value=value)
    row = Target.objects.latest("pk")
    assert (row.indicator.code, row.value, row.source) == (
        indicator,
        kept,
        "agreed by the board on 12 January 2010",
    )
    assert row.from_on == TODAY
    assert "is agreed." in page.get_text(" ", strip=True)
    event = Event.objects.latest("pk")
    assert event.what == "target agreed"
    assert event.detail["value"] == kept


def test_the_scorecard_is_judged_by_the_new_target_from_its_day_on(analyst: Client) -> None:
    board = Partnership.objects.get(slug="east-midlands")
    agreed(analyst, indicator="ni143", value="90", from_on="2010-02-01")
    targets = {
        day: queries.planned_indicators(board, day)["ni143"].target.value  # type: ignore[union-attr]
        for day in (date(2010, 1, 31), date(2010, 2, 1))
    }
    assert [float(value) for value in targets.values()] == [0.73, 0.9]


def test_a_decision_stands_in_the_source_if_it_has_that_number(analyst: Client) -> None:
    board = Partnership.objects.get(slug="east-midlands")
    number = board.bodies.get(code="emrrp").decisions.first().number
    agreed(analyst, indicator="ni143", value="75", decision=number)
    assert Target.objects.latest("pk").source.endswith(f", decision {number}")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"indicator": "ni143", "value": "101"}, "A share is at most 100%."),
        ({"indicator": "ni143", "value": "-1"}, "A target is not below zero."),
        ({"indicator": "ni143", "value": "many"}, "Write a number, such as 73 or 261."),
        ({"indicator": "ni18-derby", "value": "260.5"}, "This indicator counts."),
        ({"indicator": "ni18-derby", "value": "3885"}, "The cohort holds fewer people than that."),
        ({"indicator": "ni30-lincolnshire", "value": "285"}, "The ceiling is 284"),
        ({"indicator": "dv-community", "value": "300"}, "Select a valid choice"),
        ({"indicator": "ni143", "value": "75", "source": ""}, "Say where the target comes from."),
        ({"indicator": "ni143", "value": "75", "from_on": "2010-01-14"}, "The day is past."),
        ({"indicator": "ni143", "value": "75", "decision": "emrrp-999"}, "No decision here has that number."),
    ],
)
def test_a_target_that_cannot_be_is_refused_and_nothing_kept(
    analyst: Client, sent: dict[str, str], says: str
) -> None:
    before = (Target.objects.count(), Event.objects.count())
    page = agreed(analyst, **sent)
    assert says in page.select_one(".govuk-error-summary").get_text(" ", strip=True)
    assert (Target.objects.count(), Event.objects.count()) == before


def test_whoever_does_not_keep_the_figures_agrees_no_target(universe: None, db: None) -> None:
    member = signed_in("Priya Hawthorn", at="east-midlands")
    assert member.get(PAGE).status_code == 200
    assert "Agree a target" not in member.get(PAGE).content.decode()
    assert member.post(AGREE, {"indicator": "ni143", "value": "75"}).status_code == 404
