"""The scorecard as a page: groups, verdicts in words, and the way from every figure to its receipt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.universe import signed_in
from throughline.figures.scorecard import QuarterStep, Row
from throughline.universe.story import PARTNERSHIPS, morning
from throughline.web.access.models import Agency, Event, Partnership
from throughline.web.performance import actions, queries
from throughline.web.performance.models import (
    CaseDates,
    Indicator,
    IndicatorList,
    Observation,
    Receipt,
    Rejection,
    SeriesBreak,
    StagedFile,
    Target,
)
from throughline.web.performance.shown import drawn, drawn_quarters
from throughline.web.risks.models import RiskFigure, RiskTie

PAGE = "/east-midlands/scorecard"
INDICATORS_RETURNED = {
    *(f"ni18-{area}" for area in ("derby", "derbyshire", "leicester", "leicestershire", "nottingham")),
    "ni18-nottinghamshire", "ni30-lincolnshire", "ni30-northamptonshire", "ni143", "ni144", "obp-community",
    "obp-custody", "dv-community", "sotp-community", "sotp-custody", "enforcement", "mappa-level-2-reviews",
    "mappa-level-3-reviews", "mappa-prison-attendance", "mappa-probation-attendance", "visor-entries",
    "visor-reviews", "visor-partner-status",
    "sfo-in-time",
}  # fmt: skip
"""What partners returned in the fictional year."""
MEETING = date(2010, 1, 12)


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    """The East Midlands partnership."""
    return Partnership.objects.get(slug="east-midlands")


def page_of(client: Client, address: str = PAGE) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def row_on(board: Partnership, indicator: str, day: date) -> Row:
    card = queries.scorecard_on(board, day)
    assert card
    return next(row for row in card.rows if row.judgement.indicator.id == indicator)


def cells_of(page: BeautifulSoup, indicator: str) -> list[str]:
    row = page.find(id=f"indicator-{indicator}")
    return [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]


def test_the_sentence_above_says_what_to_talk_about(analyst: Client) -> None:
    assert page_of(analyst).select_one(".tl-lead").get_text(strip=True) == (
        "Talk about two of 31 indicators. Two have really improved. "
        "Two groups chosen at their peak have fallen, and no effect is claimed. "
        "The rest show no reliable change, or too little data to tell. No return has come yet for seven."
    )


@pytest.mark.parametrize(
    ("indicator", "group", "said", "value", "target"),
    [
        ("ni18-nottingham", "Needs the board", "Worse Off target", "911", "784"),
        ("sotp-community", "Needs the board", "Worse Off target, 9 behind plan", "49", "58"),
        ("ni18-derbyshire", "Really improved", "Improved On target", "498", "506"),
        ("ni143", "Really improved", "Improved On target", "74.4%", "73%"),
        ("obp-custody", "No reliable change", "No reliable change Within tolerance, 13 behind plan", "688",
         "701"),
        ("enforcement", "No reliable change", "No reliable change On target, above 60% national", "62.4%",
         "61.8%"),
        ("dv-community", "Too little data to judge", "Too little data Off target, 16 behind plan", "200",
         "216"),
    ],
)  # fmt: skip
def test_a_row_says_its_verdict_in_words(
    analyst: Client, indicator: str, group: str, said: str, value: str, target: str
) -> None:
    page = page_of(analyst)
    cells = cells_of(page, indicator)
    assert (cells[1], cells[2], cells[3]) == (said, f"Value {value}", f"Target {target}")
    caption = page.find(id=f"indicator-{indicator}").find_parent("table").caption
    assert caption.get_text(" ", strip=True).startswith(group)


def test_a_small_number_is_hidden_on_the_page_and_for_programs(analyst: Client) -> None:
    assert cells_of(page_of(analyst), "sfo-in-time")[2] == "Value hidden, fewer than 5"
    rows = {row["id"]: row for row in analyst.get(f"{PAGE}.json").json()["rows"]}
    hidden = rows["sfo-in-time"]
    assert hidden["recent"] == [None]
    assert not any(mark in str(hidden[part]) for part in ("value", "sentence") for mark in ("3 of 4", "75%"))


def test_an_indicator_without_a_return_says_so_and_draws_nothing(analyst: Client) -> None:
    page = page_of(analyst)
    caption = page.find(id="indicator-sfo-quality").find_parent("table").caption
    assert caption.get_text(" ", strip=True) == "No return yet 7 indicators, nothing to judge"
    assert page.find(id="indicator-sfo-quality").find("svg", class_="tl-spark") is None


def test_a_total_to_date_is_drawn_as_the_plans_quarters_and_no_line(analyst: Client) -> None:
    drawing = page_of(analyst).find(id="indicator-dv-community").find("svg", class_="tl-spark")
    assert (len(drawing.find_all("rect")), len(drawing.find_all("path")) // 2) == (3, 4)
    assert drawing.find("polyline") is None


@pytest.mark.parametrize(
    ("sentence", "quarters", "bars", "marks"),
    [
        ("the highest fills the box", (QuarterStep(5, 5), QuarterStep(10, 10)), [12.0, 24.0], [16.0, 4.0]),
        ("a quarter to come has its mark alone", (QuarterStep(5, 10), QuarterStep(10, None)), [24.0, None],
         [16.0, 4.0]),
        ("more than planned is drawn whole", (QuarterStep(5, 20),), [24.0], [22.0]),
        ("nothing planned and nothing done is flat", (QuarterStep(0, 0),), [0.0], [28.0]),
    ],
)  # fmt: skip
def test_quarters_are_drawn_to_one_scale(
    sentence: str, quarters: tuple[QuarterStep, ...], bars: list[float | None], marks: list[float]
) -> None:
    drawings = drawn_quarters(quarters)
    tops = [None if each.bar_top is None else each.bar_height for each in drawings]
    assert (tops, [each.mark_height for each in drawings]) == (bars, marks), sentence


def test_every_figure_on_the_page_leads_to_its_receipt(analyst: Client, board: Partnership) -> None:
    page, card = page_of(analyst), queries.scorecard_on(board, date(2010, 1, 15))
    assert card
    valued = [row for row in card.rows if row.value]
    assert {row.judgement.indicator.id for row in valued} == INDICATORS_RETURNED
    for row in valued:
        link = page.find(id=f"indicator-{row.judgement.indicator.id}").find(
            "a", href=lambda to: "returns" in to
        )
        receipt = page_of(analyst, link["href"])
        assert receipt.h1.get_text(strip=True) == f"Receipt {row.receipts[-1]}"
        assert row.judgement.indicator.name in receipt.get_text()


def test_a_receipt_says_who_sent_what_when_and_what_was_refused(analyst: Client) -> None:
    taken = Receipt.objects.get(rejections__isnull=False)
    page = page_of(analyst, f"{PAGE}/returns/{taken.pk}")
    words = page.get_text(" ", strip=True)
    assert "Probation boards and trusts of the East Midlands sent this on Monday 4 January 2010" in words
    assert "2 of its 3 lines were taken in" in words
    assert taken.sha256 in words
    assert "14 is less than the 35 already returned" in words


def test_the_returns_are_listed_the_latest_first(analyst: Client) -> None:
    rows = page_of(analyst, f"{PAGE}/returns").select("tbody tr th")
    references = [row.get_text(strip=True) for row in rows]
    assert len(references) == Receipt.objects.filter(partnership__slug="east-midlands").count()
    assert references[0].startswith("2010-01-04/")


def test_programs_read_what_the_page_shows(analyst: Client) -> None:
    told = analyst.get(f"{PAGE}.json").json()
    assert told["on"] == "2010-01-15"
    nottingham = told["rows"][0]
    assert (nottingham["id"], nottingham["group"], nottingham["value"]) == (
        "ni18-nottingham", "Needs the board", "911",
    )  # fmt: skip
    assert nottingham["receipts"] == ["2009-11-17/1"]


def test_the_page_asks_the_store_no_more_when_there_are_more_returns(
    analyst: Client, board: Partnership, django_assert_max_num_queries: Any
) -> None:
    analyst.get(PAGE)
    with django_assert_max_num_queries(12) as first:
        analyst.get(PAGE)
    for month in (1, 2, 3):
        _receive(board, "noms-probation", "ni143,270,370", date(2008, month, 1), date(2008, month, 28))
    with django_assert_max_num_queries(12) as anew:
        analyst.get(PAGE)
    with django_assert_max_num_queries(12) as second:
        analyst.get(PAGE)
    assert len(anew) == len(first) + 1
    assert len(second) == len(first)


def _receive(board: Partnership, supplier: str, line: str, first: date, last: date) -> Receipt:
    return actions.receive_return(
        supplier=Agency.objects.get(partnership=board, code=supplier),
        content=f"indicator,numerator,denominator\n{line}\n".encode(),
        period_starts=first,
        period_ends=last,
        received_on=date(2010, 1, 14),
        by=None,
        at=morning(date(2010, 1, 14)),
    )


PLANNED = {
    "obp-community": (("C465", "C466", "C467"), (189, 454, 827)),
    "obp-custody": (("C469", "C470", "C471"), (169, 418, 701)),
    "dv-community": (("C496", "C497", "C498"), (34, 89, 216)),
    "sotp-community": (("C503", "C504", "C505"), (15, 37, 58)),
    "sotp-custody": (("C507", "C508", "C509"), (9, 35, 117)),
}
"""Clauses and printed steps of each programme for June, September and December."""
DAYS = (date(2009, 7, 20), date(2009, 10, 7), date(2010, 1, 4))


@pytest.mark.parametrize(
    ("indicator", "day", "step"),
    [
        pytest.param(
            name, day, step, id=f"{name} on {day}",
            marks=pytest.mark.clause(clause, breaks="throughline.figures.scorecard:_target"),
        )
        for name, (clauses, steps) in PLANNED.items()
        for clause, step, day in zip(clauses, steps, DAYS, strict=True)
    ],
)  # fmt: skip
def test_a_total_to_date_is_held_against_the_plans_own_step(
    board: Partnership, indicator: str, day: date, step: int
) -> None:
    row = row_on(board, indicator, day)
    assert row.target == f"{step}"
    behind = step - int(row.value)
    assert (f"{behind} behind plan" in row.position) is (behind > 0)


ANNUAL = {
    "obp-community": ("C468", "noms-probation", 1181),
    "obp-custody": ("C472", "noms-prisons", 1102),
    "dv-community": ("C499", "noms-probation", 257),
    "sotp-community": ("C506", "noms-probation", 107),
    "sotp-custody": ("C510", "noms-prisons", 205),
}
"""Clause, supplier and printed number of the year for each programme."""


@pytest.mark.parametrize(
    ("indicator", "supplier", "year"),
    [
        pytest.param(
            name,
            supplier,
            year,
            id=name,
            marks=pytest.mark.clause(clause, breaks="throughline.figures.scorecard:_target"),
        )
        for name, (clause, supplier, year) in ANNUAL.items()
    ],
)
def test_the_last_step_is_the_number_of_the_year(
    board: Partnership, indicator: str, supplier: str, year: int
) -> None:
    actions.receive_return(
        supplier=Agency.objects.get(partnership=board, code=supplier),
        content=f"indicator,numerator,denominator\n{indicator},{year},\n".encode(),
        period_starts=date(2010, 1, 1),
        period_ends=date(2010, 3, 31),
        received_on=date(2010, 4, 7),
        by=None,
        at=morning(date(2010, 4, 7)),
    )
    row = row_on(board, indicator, date(2010, 4, 7))
    assert (row.target, row.position.split(",")[0]) == (f"{year:,}", "On target")


def test_a_partnership_without_indicators_is_told_what_to_do(universe: None, db: None) -> None:
    page = page_of(signed_in("Priya Hawthorn", at="barnet"), "/barnet/scorecard")
    assert "No indicators are kept yet" in page.select_one(".tl-lead").get_text()
    assert page.main.find("a", href="/barnet/scorecard/indicators") is None, "she may not load them"


def test_a_new_partnership_begins_its_scorecard_from_the_empty_page(
    analyst: Client, board: Partnership
) -> None:
    kept = (
        RiskFigure,
        RiskTie,
        SeriesBreak,
        Rejection,
        Observation,
        CaseDates,
        StagedFile,
        Receipt,
        Target,
        Indicator,
        IndicatorList,
    )
    for table in kept:
        table.objects.all().delete()
    assert page_of(analyst).main.find("a", href=f"{PAGE}/indicators")
    assert analyst.get(f"{PAGE}/returns/receive").url == f"{PAGE}/indicators"
    answer = analyst.post(f"{PAGE}/indicators", {"file": SimpleUploadedFile("own.toml", OWN_LIST.encode())})
    assert answer.url == PAGE
    assert page_of(analyst).select_one(".tl-lead").get_text(strip=True) == (
        "No return has come yet for one indicator, so there is nothing to judge."
    )
    loaded = Event.objects.filter(what="indicators loaded").order_by("pk").last()
    assert loaded
    assert loaded.detail["indicators"] == 1


OWN_LIST = """
[[indicator]]
id = "homes"
code = "H1"
name = "Homes"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "People with a home"
target = { value = 65.5 }
"""


@pytest.mark.parametrize(
    ("sentence", "content", "said"),
    [
        pytest.param("it names the entry", OWN_LIST.replace("65.5", '"many"').encode(),
                     "“many” in Indicator 1 (homes) is no number", id="words for a number"),
        pytest.param("it says how to save", b"\xff\xfe\x00", "The file is no text in UTF-8", id="no text"),
        pytest.param("it says what to write", b"name = 'x'", "has no [[indicator]]", id="no indicator"),
        pytest.param("it changes nothing", (PARTNERSHIPS / "east-midlands-indicators.toml").read_bytes(),
                     "This list is in use already", id="the same list"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used_is_refused_on_the_page(
    analyst: Client, sentence: str, content: bytes, said: str
) -> None:
    before = IndicatorList.objects.count()
    answer = analyst.post(f"{PAGE}/indicators", {"file": SimpleUploadedFile("own.toml", content)})
    page = BeautifulSoup(answer.content, "html5lib")
    assert said in page.select_one(".govuk-error-summary").get_text(), sentence
    assert IndicatorList.objects.count() == before


def test_a_period_turned_round_is_said_at_its_own_field(analyst: Client) -> None:
    file = SimpleUploadedFile("r.csv", b"indicator,numerator,denominator\nprison-health-green,23,34\n")
    turned = {**FORM, "period_starts": FORM["period_ends"], "period_ends": FORM["period_starts"]}
    answer = analyst.post(f"{PAGE}/returns/receive", {**turned, "file": file})
    link = BeautifulSoup(answer.content, "html5lib").select_one(".govuk-error-summary a")
    assert (link["href"], link.get_text()) == (
        "#id_period_ends", "The last day is before the first. Correct one of them.",
    )  # fmt: skip


def test_a_falling_total_is_refused_with_its_place(analyst: Client) -> None:
    file = SimpleUploadedFile("r.csv", b"indicator,numerator,denominator\ndv-community,30,\n")
    sent = {"supplier": "noms-probation", "period_starts": "2010-01-01", "period_ends": "2010-03-31"}
    answer = analyst.post(f"{PAGE}/returns/receive", sent | {"file": file}, follow=True)
    words = BeautifulSoup(answer.content, "html5lib").main.get_text(" ", strip=True)
    assert "0 of its 1 lines were taken in" in words
    assert "2 numerator 30 is less than the 200 already returned" in words


@pytest.mark.parametrize("rest", ["", ".json", "/returns", "/returns/1", "/returns/receive"])
def test_somebody_of_another_partnership_finds_nothing(universe: None, db: None, rest: str) -> None:
    assert signed_in("Jo Hazel", at="barnet").get(f"{PAGE}{rest}").status_code == 404


def test_whoever_keeps_the_plan_alone_may_not_receive_a_return(universe: None, db: None) -> None:
    assert signed_in("Priya Hawthorn", at="east-midlands").get(f"{PAGE}/returns/receive").status_code == 404


FORM = {"supplier": "noms-prisons", "period_starts": "2009-10-01", "period_ends": "2009-12-31"}


def test_a_return_is_received_on_the_page(analyst: Client) -> None:
    file = SimpleUploadedFile("return.csv", b"indicator,numerator,denominator\nprison-health-green,23,34\n")
    answer = analyst.post(f"{PAGE}/returns/receive", {**FORM, "file": file})
    assert answer.status_code == 302
    assert "1 of its 1 lines were taken in" in page_of(analyst, answer.url).get_text()
    assert cells_of(page_of(analyst), "prison-health-green")[2] == "Value 67.6%"


def test_a_file_that_is_no_return_is_refused_in_a_sentence(analyst: Client) -> None:
    before = Observation.objects.count()
    answer = analyst.post(
        f"{PAGE}/returns/receive", {**FORM, "file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
    )
    page = BeautifulSoup(answer.content, "html5lib")
    assert "Line 1 has no column" in page.select_one(".govuk-error-summary").get_text()
    assert Observation.objects.count() == before


def test_the_list_in_use_is_the_file_of_the_partnership(board: Partnership) -> None:
    kept = IndicatorList.objects.get(partnership=board)
    assert kept.text == (PARTNERSHIPS / "east-midlands-indicators.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sentence", "recent", "runs", "has_last"),
    [
        ("one return draws nothing", (5.0,), 0, False),
        ("two returns draw a line", (5.0, 6.0), 1, True),
        ("a hidden return breaks the line", (5.0, 6.0, None, 7.0, 8.0), 2, True),
        ("a lone return beside a gap has no line", (5.0, None, 7.0), 0, True),
    ],
)
def test_recent_returns_are_drawn_with_their_gaps(
    sentence: str, recent: tuple[float | None, ...], runs: int, has_last: bool
) -> None:
    lines, last = drawn(recent)
    assert (len(lines), last is not None) == (runs, has_last), sentence
