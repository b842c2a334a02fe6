"""An indicator as a page: the verdict first, every figure with its revisions, and what people write beside it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from odfdo import Document as OpenDocument
from openpyxl import load_workbook

from tests.web.universe import signed_in
from throughline.universe.story import morning
from throughline.web.access.models import Agency, Partnership
from throughline.web.decisions.models import Decision
from throughline.web.performance import actions
from throughline.web.performance.indicators.page import IndicatorPage, indicator_page
from throughline.web.performance.indicators.sets import own_sets_first
from throughline.web.performance.models import Annotation, Commentary, Receipt, SeriesBreak
from throughline.web.performance.queries import received_scorecard

HOME = "/east-midlands/indicators"
LATE = date(2010, 1, 20)
"""After the meeting's returns, and the last day of the example."""


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who keeps the figures."""
    return signed_in("Marek Rowan", at="east-midlands")


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    """The East Midlands partnership."""
    return Partnership.objects.get(slug="east-midlands")


def page_on(board: Partnership, code: str, day: date = LATE) -> IndicatorPage:
    page = indicator_page(board, code, day)
    assert page
    return page


def opened(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def revise(board: Partnership, settled: int, ended: int, on: date) -> Receipt:
    """A later return for December 2009 of NI 143."""
    return actions.receive_return(
        supplier=Agency.objects.get(partnership=board, code="noms-probation"),
        content=f"indicator,numerator,denominator\nni143,{settled},{ended}".encode(),
        period_starts=date(2009, 12, 1),
        period_ends=date(2009, 12, 31),
        received_on=on,
        status="revised",
        by=None,
        at=morning(on),
    )


def test_the_verdict_is_the_first_thing_said(analyst: Client) -> None:
    page = opened(analyst, f"{HOME}/ni143")
    verdict = page.select_one(".tl-verdict")
    assert verdict.select_one(".v").get_text(strip=True) == "Improved, and on target"
    assert "276 of 371" in verdict.get_text()
    assert [one.name for one in page.select("h1, .tl-verdict, .tl-fig")][:2] == ["h1", "div"]


@pytest.mark.parametrize(
    ("code", "verdict", "said"),
    [
        ("ni18-nottingham", "Worse, and off target", "It has got worse, by more than chance gives."),
        ("enforcement", "No reliable change, and on target", "Do not explain the last rise or fall"),
        ("dv-community", "Too little data, and off target", "Do not say that it is better or worse"),
        ("mappa-disclosure", "No return yet", "Nothing can be said yet"),
        ("ni30-lincolnshire", "Improved, and within tolerance", "Do not say that the work had an effect."),
    ],
)
def test_a_page_says_what_may_be_said_and_what_may_not(
    board: Partnership, code: str, verdict: str, said: str
) -> None:
    page = page_on(board, code)
    assert page.verdict == verdict
    assert any(words.startswith(said) for words in (*page.say, *page.not_say))


def test_a_group_chosen_at_its_peak_is_never_said_to_have_improved(board: Partnership) -> None:
    page = page_on(board, "ni30-lincolnshire")
    assert not any("improved" in words for words in page.say)
    assert any("283 after is no sign of effect" in words for words in page.not_say)


def test_a_hidden_number_is_nowhere_on_the_page_or_in_its_files(analyst: Client) -> None:
    words = opened(analyst, f"{HOME}/sfo-in-time").select_one("main").get_text(" ")
    assert "hidden, fewer than 5" in words
    assert not any(mark in words for mark in ("3 of 4", "75%", "75.0"))
    rows = list(
        csv.DictReader(
            io.StringIO(analyst.get(f"{HOME}/sfo-in-time/figures.csv").content.decode("utf-8-sig"))
        )
    )
    assert {(row["Counted"], row["Out of"], row["Per cent"]) for row in rows} == {("hidden",) * 3}


def test_a_revision_stands_beside_what_it_replaced_and_each_day_knows_its_own(board: Partnership) -> None:
    first, later = date(2010, 1, 15), date(2010, 1, 18)
    before = page_on(board, "ni143", first).figures
    receipt = revise(board, 290, 371, later)
    after = page_on(board, "ni143", later).figures
    assert [one.numbers[0] for one in after if one.period == "December 2009"] == ["276", "290"]
    assert [one.stands for one in after if one.period == "December 2009"] == [False, True]
    assert after[-2].standing == f"Replaced on 18 January 2010 by receipt {receipt.reference}"
    assert page_on(board, "ni143", first).figures == before
    assert page_on(board, "ni143", first).row.value == "74.4%"


def test_the_page_of_an_earlier_day_says_so_and_leads_back(analyst: Client) -> None:
    page = opened(analyst, f"{HOME}/ni143?on=2009-12-20")
    assert "As it was known on" in page.select_one(".govuk-inset-text").get_text()
    assert "276 of 371" not in page.select_one("main").get_text()


@pytest.mark.parametrize(
    "address", [f"{HOME}/ni999", f"{HOME}/ni143?on=yesterday", "/barnet/indicators/ni143"]
)
def test_what_is_not_there_is_not_found(analyst: Client, address: str) -> None:
    assert analyst.get(address).status_code == 404


def test_a_later_version_of_the_definition_breaks_the_series_and_both_are_seen_as_at(
    board: Partnership,
) -> None:
    from throughline.web.performance.models import IndicatorList

    kept = IndicatorList.objects.filter(partnership=board).latest("number")
    start = kept.text.index('id = "ni143"')
    at = kept.text.index("\n", start)
    body = kept.text[at : kept.text.index("[[indicator]]", at)]
    without = "\n".join(line for line in body.splitlines() if not line.startswith("definitions"))
    versions = (
        '\ndefinitions = [{ from = 2008-04-01, words = "Settled at the end" }, '
        '{ from = 2009-07-01, words = "Settled for three months" }]\n'
    )
    text = kept.text[:at] + versions + without.lstrip("\n") + "\n" + kept.text[at + len(body) :]
    day = date(2010, 1, 18)
    before = page_on(board, "ni143", date(2010, 1, 15))
    actions.load_indicators(partnership=board, text=text, loaded_on=day, by=None, at=morning(day))
    page = page_on(board, "ni143", day)
    assert (date(2009, 7, 1), "Settled for three months") in [(one.on, one.reason) for one in page.breaks]
    assert page.row.judgement.indicator.rebased_on == date(2009, 7, 1)
    assert (
        page.verdict.startswith("Too little data") or page.row.judgement.method != before.row.judgement.method
    )
    assert page_on(board, "ni143", date(2010, 1, 15)).breaks == before.breaks


def test_a_board_starts_limits_anew_only_by_a_decision_of_its_register(board: Partnership) -> None:
    decision = Decision.objects.filter(body__partnership=board).first()
    assert decision
    act: dict[str, Any] = {
        "partnership": board, "indicator": "ni143", "on": date(2009, 5, 1), "kind": "decision",
        "reason": "The board wants it so.", "by": None, "at": morning(LATE),
    }  # fmt: skip
    with pytest.raises(actions.BreakRefused, match="only at a break of the record or by a decision"):
        actions.record_break(**act)
    with pytest.raises(actions.BreakRefused, match="no decision D99"):
        actions.record_break(**act, decision="D99")
    assert not SeriesBreak.objects.filter(indicator__code="ni143", indicator__partnership=board).exists()
    actions.record_break(**act, decision=decision.number)
    found = next(one for one in page_on(board, "ni143").breaks if one.on == date(2009, 5, 1))
    assert (found.decision, found.kind) == (decision.number, "a board decided to judge from here on")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "mood"}, "choose one of the four kinds"),
        ({"reason": "  "}, "Write why .*figures before and after are not one series"),
    ],
)
def test_a_break_without_a_reason_is_refused(board: Partnership, changes: dict[str, str], said: str) -> None:
    act: dict[str, Any] = {
        "partnership": board, "indicator": "ni143", "on": date(2009, 5, 1), "kind": "policy",
        "reason": "A new law.", "by": None, "at": morning(LATE),
    }  # fmt: skip
    with pytest.raises(actions.BreakRefused, match=said):
        actions.record_break(**act | changes)
    assert not SeriesBreak.objects.filter(indicator__code="ni143", indicator__partnership=board).exists()


def test_a_note_is_shown_until_it_is_taken_back_and_stays_on_record(analyst: Client) -> None:
    told = {"on": "2009-05-01", "words": "A housing service began."}
    answer = analyst.post(f"{HOME}/ni143/notes", told, follow=True)
    assert "A housing service began." in answer.content.decode()
    note = Annotation.objects.get(words="A housing service began.")
    analyst.post(f"{HOME}/ni143/notes/{note.pk}/withdraw")
    assert "A housing service began." not in analyst.get(f"{HOME}/ni143").content.decode()
    note.refresh_from_db()
    assert note.withdrawn_at is not None
    with pytest.raises(actions.NoteRefused, match="taken back already"):
        actions.withdraw_annotation(annotation=note, by=None, at=morning(LATE))


def test_a_commentary_follows_the_one_before_and_replaces_none(analyst: Client) -> None:
    for words in ("A new service.", "A new service, since May."):
        analyst.post(f"{HOME}/ni143/commentary", {"words": words})
    rows = Commentary.objects.filter(indicator__code="ni143").order_by("pk")
    assert [row.words for row in rows] == ["A new service.", "A new service, since May."]
    assert {row.period_ends for row in rows} == {date(2009, 12, 31)}


def test_an_empty_commentary_keeps_nothing_and_says_what_to_do(analyst: Client) -> None:
    answer = analyst.post(f"{HOME}/ni143/commentary", {"words": " "})
    assert "Write the commentary." in answer.content.decode()
    assert not Commentary.objects.filter(indicator__code="ni143").exists()


def test_a_box_for_commentary_stands_only_where_a_verdict_changed(
    analyst: Client, board: Partnership
) -> None:
    received = received_scorecard(board, LATE)
    assert received
    changed = received.changed
    page = opened(analyst, "/east-midlands/scorecard")
    boxes = {one["id"].removeprefix("words-") for one in page.select("textarea")}
    assert boxes == set(changed)
    assert "ni18-derby" not in boxes


def test_a_verdict_that_changed_is_told_by_the_verdict_before(board: Partnership) -> None:
    """A first return far off after a stable run makes another verdict than the run had."""
    day = date(2010, 1, 18)
    revise(board, 150, 371, day)
    received = received_scorecard(board, day)
    assert received
    changed = received.changed
    now = {row.judgement.indicator.id: row.judgement.change.value for row in received.card.rows}
    assert now["ni143"] == "worse"
    assert changed["ni143"] == "improved"
    assert all(before != now[code] for code, before in changed.items())


def test_a_board_reads_its_own_set_under_its_own_sentence(analyst: Client) -> None:
    page = opened(analyst, "/east-midlands/scorecard?set=prolific-offenders")
    rows = {one["id"] for one in page.select("tr[id]")}
    assert rows == {"indicator-ni30-lincolnshire", "indicator-ni30-northamptonshire"}
    assert "two indicators" in page.select_one(".tl-lead").get_text()
    assert analyst.get("/east-midlands/scorecard?set=unknown").status_code == 404


def test_the_sets_of_a_readers_bodies_come_first(board: Partnership) -> None:
    received = received_scorecard(board, LATE)
    assert received
    ordered = own_sets_first(received.sets, frozenset({"interventions"}))
    assert ordered[0].body == "interventions"
    assert sorted(one.id for one in ordered) == sorted(one.id for one in received.sets)


@pytest.mark.parametrize("code", ["ni143", "ni18-derby", "dv-community", "ni30-lincolnshire"])
def test_an_indicators_page_asks_thirteen_times_at_most_however_many_figures_there_are(
    analyst: Client, board: Partnership, code: str, django_assert_max_num_queries: Any
) -> None:
    """Twelve for the page, and one for whether the reader may know of the objective that it serves."""
    analyst.get(f"{HOME}/{code}")
    with django_assert_max_num_queries(13) as before:
        analyst.get(f"{HOME}/{code}")
    for place in range(5):
        revise(board, 280 + place, 371, date(2010, 1, 10 + place))
    with django_assert_max_num_queries(13) as after:
        analyst.get(f"{HOME}/{code}")
    assert len(after) <= len(before)


def test_the_files_of_a_scorecard_hold_the_same_rows(analyst: Client, board: Partnership) -> None:
    text = analyst.get("/east-midlands/scorecard/figures.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    ids = [row[1] for row in rows[1:]]
    book = load_workbook(io.BytesIO(analyst.get("/east-midlands/scorecard/figures.xlsx").content))
    sheet = book.worksheets[0]
    assert [sheet.cell(place, 2).value for place in range(4, sheet.max_row + 1)] == ids
    document = OpenDocument(io.BytesIO(analyst.get("/east-midlands/scorecard/figures.ods").content))
    table = document.body.tables[0]
    assert [table.get_value((1, place)) for place in range(3, table.height)] == ids
    card = received_scorecard(board, LATE)
    assert card
    assert ids == [row.judgement.indicator.id for row in card.card.rows]
    assert "OFFICIAL" in str(table.get_value((0, 0)))


@pytest.mark.parametrize(
    "address",
    ["/east-midlands/scorecard/figures.csv", f"{HOME}/ni143/figures.csv", f"{HOME}/sfo-in-time/figures.csv"],
)
def test_the_description_of_a_file_reads_every_cell_of_it(analyst: Client, address: str) -> None:
    """A program that follows the metadata finds each heading, and a number or a named blank in each figure."""
    answer = analyst.get(address)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    described = json.loads(analyst.get(f"{address}-metadata.json").content)
    columns = described["tableSchema"]["columns"]
    assert [one["titles"] for one in columns] == rows[0]
    assert len({one["name"] for one in columns}) == len(columns)
    assert 'rel="describedby"' in answer["Link"]
    figures = [place for place, one in enumerate(columns) if one["datatype"] != "string"]
    assert figures
    for row in rows[1:]:
        for place in figures:
            assert row[place] in columns[place]["null"] or Decimal(row[place].replace(",", "")) is not None


def test_a_file_of_another_kind_is_not_found(analyst: Client) -> None:
    assert analyst.get("/east-midlands/scorecard/figures.docx").status_code == 404


def test_a_scorecard_is_worked_out_again_when_a_return_comes_and_when_it_is_undone(
    board: Partnership,
) -> None:
    """What was worked out once is kept only while the returns behind it are the same."""

    def value() -> str:
        received = received_scorecard(board, LATE)
        assert received
        return next(row.value for row in received.card.rows if row.judgement.indicator.id == "ni143")

    before = value()
    receipt = revise(board, 290, 371, date(2010, 1, 18))
    assert (before, value()) == ("74.4%", "78.2%")
    Receipt.objects.filter(pk=receipt.pk).update(undone_on=date(2010, 1, 19), undone_reason="Wrong file.")
    assert value() == before
