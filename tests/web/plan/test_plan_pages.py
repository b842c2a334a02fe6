"""The plan's pages: the table and its filters, an objective, and a plan looked at before it is accepted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from tests.web.universe import signed_in
from throughline.universe.story import PARTNERSHIPS
from throughline.web.plan.models import MilestoneUpdate, PlanVersion, StagedPlan

OWN = PARTNERSHIPS / "east-midlands-plan-2009-10.csv"
LEGACY = Path(__file__).parents[2] / "fixtures" / "plan" / "legacy_harbour.txt"
PLAN = "/east-midlands/plan/2009-10"


def of_east_midlands() -> QuerySet[PlanVersion]:
    """The versions of the East Midlands' plan."""
    return PlanVersion.objects.filter(plan__partnership__slug="east-midlands")


@pytest.fixture
def owner(universe: None, db: None) -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who reads it."""
    return signed_in("Marek Rowan", at="east-midlands")


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """The cells of each objective, by its number."""
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("tbody tr")
    ]
    return {cells[0].split()[0]: cells for cells in rows}


def test_every_objective_stands_in_the_order_of_its_number(owner: Client) -> None:
    numbers = list(rows_of(page_of(owner, PLAN)))
    assert len(numbers) == 56
    assert numbers.index("2.5.10") == numbers.index("2.5.9") + 1


@pytest.mark.parametrize(
    ("sentence", "objective", "status", "first", "now"),
    [
        ("a moved date stands beside the first", "2.5.1", "Late Step 2.5.1.m2", "September 2009", "March 2010"),
        ("a slip of weeks is no delay of months", "2.4.5", "Slipping Step 2.4.5.m2", "March 2010", "16 April 2010"),
            ("what waits for a bid is not late", "2.3.2", "Undated Waits for something outside", "January 2010",
             "26 February 2010"),
        ("nothing told is no news", "2.5.3", "No news", "March 2010", "Not moved"),
        ("a season is printed as its author wrote it", "2.5.5", "Late Step 2.5.5.a", "autumn 2009",
         "March 2010"),
        ("no date is said to be none", "2.5.10", "Undated Step 2.5.10.m1", "No date", "None"),
    ],
)  # fmt: skip
def test_a_row_says_how_an_objective_stands(
    owner: Client, sentence: str, objective: str, status: str, first: str, now: str
) -> None:
    cells = rows_of(page_of(owner, PLAN))[objective]
    assert (cells[1], cells[3], cells[4]) == (status, f"First date {first}", f"Date now {now}"), sentence


def test_the_sentence_above_counts_what_the_table_shows(owner: Client) -> None:
    page = page_of(owner, PLAN)
    states = [cells[1] for cells in rows_of(page).values()]
    late, silent = (sum(state.startswith(word) for state in states) for word in ("Late", "No news"))
    assert late
    assert silent
    said = page.select_one(".tl-lead").get_text(" ", strip=True)
    assert said.startswith(f"{late} of 56 objectives are late and {silent} have sent no news.")


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        pytest.param("status=no-news", lambda cells: cells[1].startswith("No news"), id="by status"),
        pytest.param("pathway=Health", lambda cells: cells[0].endswith("Health"), id="by pathway"),
        pytest.param("lead=Jobcentre+Plus", lambda cells: cells[2] == "Jobcentre Plus", id="by lead"),
    ],
)
def test_a_filter_shows_those_that_match_and_all_of_them(
    owner: Client, asked: str, matches: Callable[[list[str]], bool]
) -> None:
    wanted = {code for code, cells in rows_of(page_of(owner, PLAN)).items() if matches(cells)}
    assert wanted
    assert set(rows_of(page_of(owner, f"{PLAN}?{asked}"))) == wanted


def test_a_filter_that_matches_nothing_says_what_to_do(owner: Client) -> None:
    page = page_of(owner, f"{PLAN}?status=late&lead=Jobcentre+Plus")
    assert "Choose fewer filters" in page.get_text()


def test_the_page_asks_the_store_no_more_when_there_is_more_news(
    owner: Client, django_assert_max_num_queries: Any
) -> None:
    owner.get(PLAN)
    with django_assert_max_num_queries(12) as first:
        owner.get(PLAN)
    MilestoneUpdate.objects.bulk_create(
        MilestoneUpdate(
            milestone_id=row.milestone_id, quarter_starts=row.quarter_starts, told_on=row.told_on,
            recorded_at=row.recorded_at,
        )
        for row in MilestoneUpdate.objects.all()
    )  # fmt: skip
    with django_assert_max_num_queries(12) as second:
        owner.get(PLAN)
    assert len(second) == len(first)


def test_the_plan_comes_back_to_the_letter(owner: Client) -> None:
    assert owner.get(f"{PLAN}/file.csv").content == OWN.read_bytes()


def test_the_workbook_has_a_sheet_for_each_priority(owner: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(owner.get(f"{PLAN}/table.xlsx").content))
    assert len(book.sheetnames) == 17


@pytest.mark.parametrize(
    "address", [PLAN, f"{PLAN}/file.csv", f"{PLAN}/objectives/2.5.1", "/east-midlands/plan"]
)
def test_somebody_of_another_partnership_finds_nothing(universe: None, db: None, address: str) -> None:
    stranger = signed_in("Jo Hazel", at="barnet")
    assert stranger.get(address).status_code == 404


def test_where_there_is_no_plan_the_page_says_what_to_do(universe: None, db: None) -> None:
    page = page_of(signed_in("Priya Hawthorn", at="barnet"), "/barnet/plan")
    assert "No plan has been accepted yet" in page.select_one(".tl-lead").get_text()
    assert page.select_one(".govuk-button")["href"] == "/barnet/plan/upload"


def test_whoever_only_reads_is_not_offered_to_send_one(universe: None, db: None) -> None:
    assert not page_of(signed_in("Jo Hazel", at="barnet"), "/barnet/plan").select("main .govuk-button")


@pytest.mark.parametrize(
    "address", ["/barnet/plan/2009-10", f"{PLAN}/objectives/9.9.9", "/east-midlands/plan/2030-31"]
)
def test_what_is_not_there_is_not_found(owner: Client, address: str) -> None:
    assert owner.get(address).status_code == 404


def test_an_update_told_on_the_page_changes_the_status(owner: Client) -> None:
    address = f"{PLAN}/objectives/2.5.3"
    answer = owner.post(address, {"step": "2.5.3.m1", "words": "Sixteen of 17 are live."})
    assert answer.status_code == 302
    assert rows_of(page_of(owner, PLAN))["2.5.3"][1] == "On course"
    assert "Sixteen of 17 are live." in page_of(owner, address).get_text()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        pytest.param({"is_complete": "on"}, "is not complete without evidence", id="no evidence"),
        pytest.param({"forecast": "soon"}, "“soon”", id="a date that is none"),
    ],
)
def test_an_update_that_is_refused_keeps_what_was_typed(
    owner: Client, told: dict[str, str], sentence: str
) -> None:
    before = MilestoneUpdate.objects.count()
    answer = owner.post(f"{PLAN}/objectives/2.5.3", {"step": "2.5.3.m1", "words": "Typed.", **told})
    page = BeautifulSoup(answer.content, "html5lib")
    assert sentence in page.select_one(".govuk-error-summary").get_text()
    assert page.select_one("textarea").get_text().strip() == "Typed."
    assert MilestoneUpdate.objects.count() == before


def test_whoever_only_reads_cannot_tell_news(analyst: Client) -> None:
    answer = analyst.post(f"{PLAN}/objectives/2.5.3", {"step": "2.5.3.m1", "words": "x"})
    assert answer.status_code == 404


def send(client: Client, content: bytes, name: str, year: str = "2009-10") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/east-midlands/plan/upload", {"year": year, "file": file})


def accept(client: Client, sent: Any, **answers: str) -> Any:
    """Accept what is looked at, with the fields as the page has them."""
    follows = page_of(client, sent.url).select_one("input[name=follows]")["value"]
    return client.post(sent.url, {"accept": "yes", "follows": follows, **answers})


def test_nothing_is_accepted_until_somebody_says_so(owner: Client) -> None:
    changed = OWN.read_text(encoding="utf-8").replace(
        "First meeting of the reference group", "First meeting held"
    )
    sent = send(owner, changed.encode(), "plan.csv")
    assert of_east_midlands().count() == 1
    page = page_of(owner, sent.url)
    assert "56 objectives" in page.select_one(".tl-facts").get_text(" ", strip=True)
    accept(owner, sent)
    assert [row.number for row in of_east_midlands()] == [1, 2]
    assert of_east_midlands().last().text == changed
    assert not StagedPlan.objects.exists()


def test_a_workbook_of_the_plan_is_read_like_its_file(owner: Client) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(OWN.read_text(encoding="utf-8"))):
        book.active.append(row)
    book.save(content)
    sent = send(owner, content.getvalue(), "plan.xlsx")
    answer = accept(owner, sent)
    assert "says this already" in answer.content.decode()


def test_a_file_thrown_away_changes_nothing(owner: Client) -> None:
    sent = send(owner, OWN.read_bytes(), "plan.csv")
    owner.post(sent.url, {"discard": "yes"})
    assert (of_east_midlands().count(), StagedPlan.objects.count()) == (1, 0)


def test_the_plan_in_force_sent_again_is_refused_in_a_sentence(owner: Client) -> None:
    sent = send(owner, OWN.read_bytes(), "plan.csv")
    answer = accept(owner, sent)
    assert "says this already" in answer.content.decode()


def test_a_table_of_six_columns_shows_its_doubts_with_their_rows(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    page = page_of(owner, sent.url)
    captions = [caption.get_text(strip=True) for caption in page.select("caption, h2")]
    assert {
        "Leads that no organisation explains", "Rows that stood in the wrong columns", "Questions for a person",
        "Words that a page break had cut apart", "Worth a look before adoption",
    } <= set(captions)  # fmt: skip
    asked = page.find("caption", string="Questions for a person").find_parent("table")
    assert all("row" in row.find("th").get_text() for row in asked.select("tbody tr"))


def test_what_was_understood_can_be_corrected_and_sent_again(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    file = owner.get(f"{sent.url}/file").content
    rows = list(csv.DictReader(io.StringIO(file.decode())))
    assert {row["row"] for row in rows} >= {"priority", "objective", "measure", "milestone"}
    assert send(owner, file, "corrected.csv").status_code == 302


def test_a_pasted_table_is_read_too(owner: Client) -> None:
    text = LEGACY.read_text(encoding="utf-8")
    answer = owner.post("/east-midlands/plan/upload", {"year": "2009-10", "pasted": text})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(b"%PDF-1.7", "plan.pdf", "is a PDF", id="a PDF"),
        pytest.param(b"row,id\nwish,1\n", "plan.csv", "cell A2: The kind of row", id="a row of no kind"),
        pytest.param(b"PK\x03\x04 broken", "plan.xlsx", "plan.xlsx", id="a broken workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    owner: Client, content: bytes, name: str, sentence: str
) -> None:
    answer = send(owner, content, name)
    assert sentence in answer.content.decode()
    assert not StagedPlan.objects.exists()


def test_a_file_waits_for_a_day_and_for_its_sender_alone(owner: Client) -> None:
    sent = send(owner, OWN.read_bytes(), "plan.csv")
    assert signed_in("Sam Larch", at="east-midlands").get(sent.url).status_code == 404
    staged = StagedPlan.objects.get()
    staged.ends_at -= timedelta(hours=25)
    staged.save()
    assert owner.get(sent.url).status_code == 404
