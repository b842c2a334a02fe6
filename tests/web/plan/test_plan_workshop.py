"""The workshop: what is worth a look beside its words, sums, versions side by side, and files that come back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import NOW
from tests.web.plan.test_plan_pages import PLAN, of_east_midlands, page_of
from tests.web.universe import signed_in
from throughline.papers.plan_workbook import plan_workbook
from throughline.papers.reading import read_rows
from throughline.rules.plan import linter
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.linter import lint
from throughline.rules.plan.model import EVERYONE
from throughline.rules.plan.workbook_form import in_sheet_order
from throughline.web.governance.queries import terms_on
from throughline.web.plan import actions
from throughline.web.plan.models import PlanVersion, StagedPlan
from throughline.web.plan.queries import copied, whole_plan_of
from throughline.web.plan.workshop.words import MENDS


@pytest.fixture
def owner(universe: None, db: None) -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def analyst(universe: None, db: None) -> Client:
    """Marek Rowan, who reads it."""
    return signed_in("Marek Rowan", at="east-midlands")


WORKSHOP = f"{PLAN}/workshop"
SEND = "/east-midlands/plan/upload"


def in_force() -> PlanVersion:
    """The version of the East Midlands' plan that is in force."""
    return of_east_midlands().latest("number")


def follow(change: Any) -> PlanVersion:
    """Another version, in which the text of the plan's file was changed."""
    version = in_force()
    return actions.accept_plan(
        partnership=version.plan.partnership, text=change(version.text), accepted_on=version.accepted_on,
        by=None, at=NOW,
    )  # fmt: skip


def test_every_code_of_the_linter_has_its_words_and_its_mend() -> None:
    source = Path(linter.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'PlanFinding\(\s*"([a-z-]+)"', source)) | {
        f"objective-{one}" for one in ("undated", "year-only", "rhythm-only")
    }
    assert len(codes) > 25
    assert codes == set(MENDS)


def test_each_kind_of_finding_has_its_count_and_each_finding_its_line_and_words(owner: Client) -> None:
    page = page_of(owner, WORKSHOP)
    plan = whole_plan_of(in_force())
    words = {line.id: " ".join(line.text.split()) for line in plan.lines}
    shown = {
        group.summary.get_text(strip=True): [
            tuple(cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"]))
            for row in group.select("tbody tr")
        ]
        for group in page.select("details")
    }
    for heading, rows in shown.items():
        assert heading.endswith(f": {len(rows)}")
        for place, said, _sentence in rows:
            assert said == ("" if place == "The whole plan" else words[place])
    around = page.select_one(".tl-lead").get_text(" ", strip=True)
    assert around.startswith(f"{sum(len(rows) for rows in shown.values())} things are worth a look")
    known = {one.code for one in lint(plan)} & {"milestone-undated", "no-outcome-measure", "term-undefined"}
    assert known
    assert {str(MENDS[code][0]) for code in known} <= {heading.rpartition(":")[0] for heading in shown}


def test_sums_show_their_numbers_and_a_broken_one_says_by_how_much(owner: Client) -> None:
    rows = page_of(owner, WORKSHOP).select("caption:-soup-contains('Sums') ~ tbody tr")
    assert len(rows) == 5
    assert all("It holds" in row.get_text() for row in rows)
    follow(lambda text: text.replace("= 2283", "= 2285"))
    [broken] = [
        row.get_text(" ", strip=True)
        for row in page_of(owner, WORKSHOP).select("caption:-soup-contains('Sums') ~ tbody tr")
        if "It does not hold" in row.get_text()
    ]
    assert "Left 2283 Right 2285 It does not hold, by 2" in broken


def test_two_versions_stand_side_by_side_word_by_word(owner: Client) -> None:
    before = in_force()
    after = follow(lambda text: text.replace("Publish the refreshed", "Print the refreshed", 1))
    name = f"{before.plan.year}.{before.number}"
    page = page_of(owner, f"{PLAN}/compare?with={name}")
    assert after.number == before.number + 1
    [row] = page.select("tbody tr")
    assert (row.select_one("del").get_text(), row.select_one("ins").get_text()) == ("Publish", "Print")
    assert page_of(owner, WORKSHOP).select_one(f"option[value='{name}']")


@pytest.mark.parametrize("asked", ["", "?with=2009-10.99", "?with=1066-67.1", "?with=2009-10.x", "?with=²"])
def test_a_version_that_there_is_not_is_said_to_be_none(owner: Client, asked: str) -> None:
    assert "There is no such version" in page_of(owner, f"{PLAN}/compare{asked}").get_text()


@pytest.mark.parametrize("book", ["xlsx", "ods"])
def test_a_workbook_comes_back_as_the_plan_and_changes_nothing(owner: Client, book: str) -> None:
    content = owner.get(f"{PLAN}/workbook.{book}").content
    page = send(owner, content, f"plan.{book}")
    assert "The copy changes 0 lines" in page.get_text(" ", strip=True)


def test_another_kind_of_file_is_not_found(owner: Client) -> None:
    assert owner.get(f"{PLAN}/workbook.doc").status_code == 404


def send(client: Client, content: bytes, name: str) -> BeautifulSoup:
    """The page that follows a file."""
    answer = client.post(SEND, {"year": "2009-10", "file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def edited(content: bytes, sheet: str, line: str, heading: str, value: object) -> bytes:
    """The workbook after somebody wrote in the cell of a line under a heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    column = [cell.value for cell in book[sheet][1]].index(heading) + 1
    [row] = [cells[0].row for cells in book[sheet].iter_rows(min_row=2) if cells[0].value == line]
    book[sheet].cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_text_in_a_number_cell_is_one_sentence_with_its_sheet_row_and_column(owner: Client) -> None:
    content = edited(owner.get(f"{PLAN}/workbook.xlsx").content, "measures", "2.7.2.a", "target", "lots")
    page = send(owner, content, "plan.xlsx")
    said = page.select_one(".govuk-error-summary").get_text(" ", strip=True)
    assert re.search(r"measures, cell J\d+: 'lots' under target is not a number\. Write digits", said)
    assert not StagedPlan.objects.filter(name="plan.xlsx").exists()


def test_a_workbook_taken_before_someone_elses_change_merges_and_loses_neither(owner: Client) -> None:
    content = owner.get(f"{PLAN}/workbook.xlsx").content
    follow(lambda text: text.replace("Publish the refreshed", "Print the refreshed", 1))
    theirs = edited(content, "objectives", "2.5.1", "why", "Health comes first")
    staged = staged_after(owner, theirs)
    owner.post(f"{SEND}/{staged.pk}", {"accept": "yes", "follows": in_force().number})
    text = in_force().text
    assert "Health comes first" in text
    assert "Print the refreshed" in text


def test_the_same_cell_changed_twice_is_asked_about_and_not_overwritten(owner: Client) -> None:
    follow(lambda text: text.replace("Publish the refreshed", "Print the refreshed", 1))
    line = next(
        one.id for one in whole_plan_of(in_force()).lines if one.text.startswith("Print the refreshed")
    )
    page = send(
        owner, edited(old_workbook(), "objectives", line, "text", "Put the plan on line"), "mine.xlsx"
    )
    said = page.get_text(" ", strip=True)
    assert f"{line}, text" in said
    assert "Print the refreshed" in said
    assert "Put the plan on line" in said


def old_workbook() -> bytes:
    """A workbook of the version before the one in force."""
    version = of_east_midlands().get(number=in_force().number - 1)
    return plan_workbook(copied(version), "xlsx", marking="OFFICIAL")


def staged_after(client: Client, content: bytes) -> StagedPlan:
    send(client, content, "sent.xlsx")
    return StagedPlan.objects.get(name="sent.xlsx")


def test_a_workbook_without_versions_is_a_whole_plan(owner: Client) -> None:
    plan = whole_plan_of(in_force())
    staged = staged_after(owner, plan_workbook(plan, "xlsx", marking="OFFICIAL"))
    found = owner.get(f"{SEND}/{staged.pk}/file").content.decode()
    assert read_plan(read_rows(found.encode(), "plan").rows) == in_sheet_order(plan)
    assert plan_csv(plan) == in_force().text


def test_the_six_columns_read_back_as_the_same_objectives(owner: Client) -> None:
    content = owner.get(f"{PLAN}/six-columns.csv").content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == [
        "Priority", "Objectives", "Measure of Success", "Timescales and Milestones", "Lead Agency", "Pathway",
    ]  # fmt: skip
    staged = staged_after(owner, content)
    text = owner.get(f"{SEND}/{staged.pk}/file").content
    back, plan = read_plan(read_rows(text, "plan").rows), whole_plan_of(in_force())
    known = {one.id for one in terms_on(in_force().plan.partnership, in_force().accepted_on).agencies} | {
        EVERYONE
    }
    assert [(one.id, one.text, one.lead, one.support) for one in back.objectives] == [
        (one.id, one.text, one.lead, tuple(agency for agency in one.support if agency in known))
        for one in plan.objectives
    ]
    assert [(one.id, one.text, one.theme) for one in back.priorities] == [
        (one.id, one.text.replace(";", ","), one.theme) for one in plan.priorities
    ]
    assert back.glossary == plan.glossary
    for one in plan.objectives:
        assert {(each.text, each.quarters) for each in back.measures_of(one.id)} == {
            (each.text.replace(";", ","), each.quarters) for each in plan.measures_of(one.id)
        }
        assert len(back.milestones_of(one.id)) == len(plan.milestones_of(one.id))


@pytest.mark.parametrize("address", [WORKSHOP, f"{PLAN}/compare?with=2009-10.1", f"{PLAN}/workbook.ods"])
def test_a_reader_sees_the_workshop_and_asks_the_store_little(
    analyst: Client,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    analyst.get(address)
    with django_assert_max_num_queries(12):
        assert analyst.get(address).status_code == 200
    assert "Send a new version" not in analyst.get(WORKSHOP).content.decode()


def test_the_workshop_leads_to_the_year_in_force(owner: Client) -> None:
    assert owner.get("/east-midlands/plan/workshop").headers["Location"] == WORKSHOP
