"""What is measured and why: national targets, areas, the catalogue, the headline, and cards by set and level."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.web.universe import signed_in
from throughline.figures.indicators.catalogue import SelectionRefused
from throughline.universe.story import PARTNERSHIPS, morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.models import IndicatorList

DAY = date(2010, 1, 15)
EM_LIST = (PARTNERSHIPS / "east-midlands-indicators.toml").read_text(encoding="utf-8")


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    """The East Midlands partnership."""
    return Partnership.objects.get(slug="east-midlands")


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def table_of(page: BeautifulSoup, caption: str) -> list[list[str]]:
    found = next(each for each in page.find_all("table") if each.caption.get_text(" ", strip=True) == caption)
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in found.tbody.find_all("tr")
    ]


def load(board: Partnership, text: str) -> IndicatorList:
    return actions.load_indicators(partnership=board, text=text, loaded_on=DAY, by=None, at=morning(DAY))


@pytest.mark.clause("C297", breaks="throughline.web.performance.catalogue.page:shown_target")
def test_a_national_target_leads_to_the_indicators_that_serve_it(analyst: Client) -> None:
    page = page_of(analyst, "/east-midlands/scorecard/catalogue")
    words = page.main.get_text(" ", strip=True)
    assert "Proven offences by young and adult reoffenders in a year: down by 10%" in words
    assert "between 2005 and 2011. Base: the number in 2005, which its source does not give." in words
    first = table_of(page, "Indicators here that serve it")
    assert len(first) == 8
    assert ["NI 18 reoffending, Nottingham", "Worse. Off target"] in first
    assert "It names NI 19 too, and no indicator here has that code." in words


@pytest.mark.clause("C321", breaks="throughline.web.performance.catalogue.page:area_choices")
def test_each_area_shows_its_tier_and_what_it_chose_of_35(analyst: Client) -> None:
    rows = table_of(
        page_of(analyst, "/east-midlands/scorecard/catalogue"), "Areas and the targets that they chose"
    )
    by_area = {row[0]: row[1:] for row in rows}
    assert len(rows) == 10
    assert by_area["Leicester"] == ["top-tier authority", "East Midlands", "2 of up to 35", "NI 18, NI 19"]
    assert by_area["East Midlands"][2] == "chooses none"


@pytest.mark.clause("C323", breaks="throughline.web.performance.catalogue.page:entry_cells")
def test_the_catalogue_names_definition_unit_and_way(analyst: Client) -> None:
    rows = table_of(page_of(analyst, "/east-midlands/scorecard/catalogue"), "What can be chosen")
    row = next(row for row in rows if row[0] == "NI 15: Serious violent crime rate")
    assert row[2].startswith("Offences of most serious violence")
    assert row[3:6] == ["offences", "lower is better", "can be chosen"]


def test_a_list_in_which_an_area_has_too_many_is_not_loaded(board: Partnership) -> None:
    before = IndicatorList.objects.filter(partnership=board).count()
    with pytest.raises(SelectionRefused, match="Leicester chose 2 targets, and an area may have 1"):
        load(board, EM_LIST.replace("most = 35", "most = 1"))
    assert IndicatorList.objects.filter(partnership=board).count() == before


@pytest.mark.clause("C320", breaks="throughline.web.performance.catalogue.page:entry_cells")
def test_a_withdrawn_version_stays_in_the_catalogue_and_cannot_be_chosen(
    board: Partnership, analyst: Client
) -> None:
    entry = '\n[[catalogue]]\ncode = "NI 38"'
    assert entry in EM_LIST
    load(board, EM_LIST.replace(entry, entry + "\nwithdrawn_on = 2009-12-01"))
    rows = table_of(page_of(analyst, "/east-midlands/scorecard/catalogue"), "What can be chosen")
    row = next(row for row in rows if row[0].startswith("NI 38:"))
    assert (row[1], row[5]) == ("2008", "withdrawn on 1 December 2009")


@pytest.mark.clause("C018", breaks="throughline.web.performance.catalogue.headline:area_headlines")
def test_each_area_has_its_baseline_predicted_actual_and_whether_it_is_chance(analyst: Client) -> None:
    page = page_of(analyst, "/east-midlands/scorecard/areas")
    rows = {row[0]: row[1:] for row in table_of(page, "Actual against predicted")}
    assert set(rows) == {
        "Derby",
        "Derbyshire",
        "Leicester",
        "Leicestershire",
        "Nottingham",
        "Nottinghamshire",
    }
    verdict, baseline, predicted, actual, _period = rows["Nottingham"]
    assert verdict.startswith("Worse")
    assert "more than chance allows" in verdict
    assert baseline == "Baseline 840 of 6,874 predicted (12.22%)"
    assert (predicted, actual) == ("Predicted 840", "Reoffended 911 of 6,874")
    assert "in 1 and more in 1" in page.select_one(".tl-lead").get_text()


LIST = """
[[indicator]]
id = "orders"
code = "O"
name = "Orders completed"
level = "national"
method = "percentage"
polarity = "higher"
unit = "orders"
numerator = "Completed"
denominator = "Ended"
owner = "trust"

[[indicator]]
id = "entrants"
code = "E"
name = "Young people kept from court"
level = "local"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Kept from court"
denominator = "Referred"
owner = "youth"

[[set]]
id = "probation"
name = "Probation targets"
body = "board"
indicators = ["orders"]

[[set]]
id = "youth-justice"
name = "Youth justice targets"
body = "board"
indicators = ["entrants"]
"""


AIMS = """
[[aim]]
id = "reoffending"
words = "Less reoffending"
indicators = ["O"]
source = "1.2"

[[aim]]
id = "victims"
words = "Fewer victims"
source = "1.2"
"""


@pytest.mark.clause("C226", breaks="throughline.web.performance.catalogue.page:shown_aim")
def test_each_aim_has_the_indicators_that_show_it_or_says_that_none_does(
    analyst: Client, board: Partnership
) -> None:
    load(board, LIST + AIMS)
    page = page_of(analyst, "/east-midlands/scorecard/catalogue")
    assert table_of(page, "Less reoffending 1.2") == [["Orders completed", "no return yet"]]
    unseen = page.find("h2", string="Fewer victims")
    assert unseen.find_next("p").get_text() == "No indicator shows it yet."


@pytest.fixture
def two_sets(board: Partnership) -> Partnership:
    """A list with probation's targets and youth justice's, each with who answers for it."""
    for code, name in (("trust", "The probation trust"), ("youth", "The youth offending service")):
        Agency.objects.create(partnership=board, code=code, name=name)
    load(board, LIST)
    return board


def named_on(client: Client, asked: str) -> list[str]:
    page = page_of(client, f"/east-midlands/scorecard{asked}")
    return [
        row.th.get_text(" ", strip=True)
        for row in page.find_all("tr", id=lambda each: bool(each) and each.startswith("indicator-"))
    ]


ORDERS = "Orders completed The probation trust answers for it. Set for the country"
ENTRANTS = "Young people kept from court The youth offending service answers for it. Set here"


@pytest.mark.clause("C017", breaks="throughline.web.performance.indicators.sets:card_of_set")
@pytest.mark.parametrize(
    ("asked", "named"),
    [("", [ORDERS, ENTRANTS]), ("?set=probation", [ORDERS]), ("?set=youth-justice", [ENTRANTS])],
)
def test_the_scorecard_shows_one_set_of_targets_with_who_answers(
    analyst: Client, two_sets: Partnership, asked: str, named: list[str]
) -> None:
    assert named_on(analyst, asked) == named


@pytest.mark.clause("C230", breaks="throughline.web.performance.indicators.sets:card_of_level")
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("?level=national", [ORDERS]),
        ("?level=local", [ENTRANTS]),
        ("?set=probation&level=local", []),
    ],
)
def test_the_scorecard_shows_what_was_set_for_the_country_or_here(
    analyst: Client, two_sets: Partnership, asked: str, named: list[str]
) -> None:
    assert named_on(analyst, asked) == named


def test_a_level_that_is_none_is_not_found(analyst: Client) -> None:
    assert analyst.get("/east-midlands/scorecard?level=galactic").status_code == 404


def test_without_a_list_the_pages_say_so(universe: None, db: None) -> None:
    client = signed_in("Sam Larch", at="barnet")
    assert "No list of indicators is loaded" in page_of(client, "/barnet/scorecard/catalogue").main.get_text()
    lead = page_of(client, "/barnet/scorecard/areas").select_one(".tl-lead").get_text()
    assert lead == "No indicator here compares how many reoffended with how many were predicted to."
