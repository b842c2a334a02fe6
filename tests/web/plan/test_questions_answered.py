"""A person answers what a file leaves open; an edited copy is merged, and nothing is overwritten unseen."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.plan.test_plan_pages import LEGACY, OWN, PLAN, accept, of_east_midlands, page_of, send
from tests.web.universe import signed_in
from throughline.web.access.models import Event
from throughline.web.plan.models import StagedPlan


@pytest.fixture
def owner(universe: None, db: None) -> Client:
    """Priya Hawthorn, who keeps the plan."""
    return signed_in("Priya Hawthorn", at="east-midlands")


def selects(page: BeautifulSoup, beginning: str) -> dict[str, Any]:
    """The choices whose field begins so, by field."""
    return {one["name"]: one for one in page.select("select") if one["name"].startswith(beginning)}


def questions(page: BeautifulSoup) -> str:
    found = page.find("caption", string="Questions for a person").find_parent("table")
    return str(found.get_text(" ", strip=True))


def edited(line: str, column: str, words: str, *, text: str) -> bytes:
    """A plan's file with one cell changed."""
    rows = list(csv.DictReader(io.StringIO(text)))
    (row,) = (one for one in rows if one["id"] == line)
    row[column] = words
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def copy(owner: Client) -> str:
    """A copy of version 1 to edit."""
    return owner.get(f"{PLAN}/copy.csv").content.decode()


def test_each_lead_that_is_unknown_is_asked_once_and_its_answer_is_read(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    before = selects(page_of(owner, sent.url), "lead-")
    name = next(iter(before))
    assert owner.post(sent.url, {"answer": "yes", name: "jcp"}).url == sent.url
    after = selects(page_of(owner, sent.url), "lead-")
    assert set(before) - set(after) == {name}
    assert StagedPlan.objects.get().answers["leads"] == {name.removeprefix("lead-"): "jcp"}
    file = owner.get(f"{sent.url}/file").content.decode()
    leads = [f"{row['lead']};{row['support']}" for row in csv.DictReader(io.StringIO(file))]
    assert any("jcp" in one for one in leads)


def test_an_organisation_that_there_is_not_is_no_answer(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    name = next(iter(selects(page_of(owner, sent.url), "lead-")))
    owner.post(sent.url, {"answer": "yes", name: "nobody-of-that-id"})
    assert name in selects(page_of(owner, sent.url), "lead-")


@pytest.mark.parametrize(
    ("sentence", "answer", "is_asked"),
    [
        ("until it is answered it is asked", "", True),
        ("what is accepted is asked no more", "accepted", False),
        ("nor is what is refused", "refused", False),
    ],
)
def test_a_repair_is_asked_about_until_it_is_answered(
    owner: Client, sentence: str, answer: str, is_asked: bool
) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    (name,) = selects(page_of(owner, sent.url), "repair-")
    owner.post(sent.url, {"answer": "yes", name: answer})
    page = page_of(owner, sent.url)
    assert ("one column too far" in questions(page)) is is_asked, sentence
    assert name in selects(page, "repair-"), "the answer can be changed"


def test_a_refused_repair_is_read_as_the_row_was(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    (name,) = selects(page_of(owner, sent.url), "repair-")
    files = []
    for answer in ("accepted", "refused"):
        owner.post(sent.url, {"answer": "yes", name: answer})
        files.append(owner.get(f"{sent.url}/file").content)
    assert files[0] != files[1]


def test_answers_are_kept_with_the_plan_they_were_given_for(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt", year="2010-11")
    page = page_of(owner, sent.url)
    lead, repair = next(iter(selects(page, "lead-"))), next(iter(selects(page, "repair-")))
    accept(owner, sent, **{lead: "jcp", repair: "accepted"})
    version = of_east_midlands().order_by("pk").last()
    assert version
    assert version.answers["leads"] == {lead.removeprefix("lead-"): "jcp"}
    assert list(version.answers["repairs"].values()) == [True]
    told = Event.objects.filter(what="plan's questions answered").order_by("pk").last()
    assert told
    assert told.detail == {"leads": 1, "repairs": 1, "cells": 0}


def test_answers_can_be_forgotten(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    name = next(iter(selects(page_of(owner, sent.url), "lead-")))
    owner.post(sent.url, {"answer": "yes", name: "jcp"})
    owner.post(sent.url, {"forget": "yes"})
    assert name in selects(page_of(owner, sent.url), "lead-")


def test_every_question_is_a_question(owner: Client) -> None:
    sent = send(owner, LEGACY.read_bytes(), "table.txt")
    found = page_of(owner, sent.url).find("caption", string="Questions for a person").find_parent("table")
    sentences = [row.find_all(["th", "td"])[1].get_text(strip=True) for row in found.select("tbody tr")]
    assert [one for one in sentences if not one.endswith("?")] == []


def test_every_line_of_a_copy_says_its_version_and_the_file_itself_stays_to_the_letter(
    owner: Client, copy: str
) -> None:
    assert {row["version"] for row in csv.DictReader(io.StringIO(copy))} == {"1"}
    assert owner.get(f"{PLAN}/file.csv").content == OWN.read_bytes()


def test_a_copy_that_nobody_edited_changes_nothing(owner: Client, copy: str) -> None:
    sent = send(owner, copy.encode(), "copy.csv")
    assert "The copy changes 0 lines" in page_of(owner, sent.url).select_one(".tl-lead").get_text()
    assert "says this already" in accept(owner, sent).content.decode()


def test_changes_of_two_people_are_both_kept(owner: Client, copy: str) -> None:
    accept(owner, send(owner, edited("2.3.2.m1", "evidence", "First report", text=copy), "one.csv"))
    accept(owner, send(owner, edited("2.5.3.m1", "text", "Other words", text=copy), "two.csv"))
    text = of_east_midlands().get(number=3).text
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["2.3.2.m1"]["evidence"], rows["2.5.3.m1"]["text"]) == ("First report", "Other words")
    assert {row["version"] for row in rows.values()} == {""}


@pytest.mark.parametrize(
    ("sentence", "chosen", "evidence"),
    [
        ("what is here stands until somebody says otherwise", None, "First report"),
        ("what is here stands when it is chosen", "here", "First report"),
        ("the copy stands when it is chosen", "copy", "Second report"),
    ],
)
def test_a_cell_changed_twice_is_shown_and_a_person_says_which_stands(
    owner: Client, copy: str, sentence: str, chosen: str | None, evidence: str
) -> None:
    accept(owner, send(owner, edited("2.3.2.m1", "evidence", "First report", text=copy), "one.csv"))
    late = edited(
        "2.5.3.m1",
        "text",
        "Other words",
        text=edited("2.3.2.m1", "evidence", "Second report", text=copy).decode(),
    )
    sent = send(owner, late, "two.csv")
    page = page_of(owner, sent.url)
    assert "only a person can say which stands" in page.select_one(".tl-lead").get_text()
    shown = page.find("caption", string="Changed here and in the copy").find_parent("table")
    assert all(words in shown.get_text() for words in ("It was: empty", "First report", "Second report"))
    accept(owner, sent, **({"cell-2.3.2.m1-evidence": chosen} if chosen else {}))
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(of_east_midlands().get(number=3).text))}
    assert rows["2.3.2.m1"]["evidence"] == evidence, sentence


def test_a_version_accepted_meanwhile_is_not_overwritten_unseen(owner: Client, copy: str) -> None:
    waiting = send(owner, edited("2.5.3.m1", "text", "Other words", text=OWN.read_text()), "own.csv")
    accept(owner, send(owner, edited("2.3.2.m1", "evidence", "First report", text=copy), "one.csv"))
    answer = owner.post(waiting.url, {"accept": "yes", "follows": "1"})
    assert "Another version of the plan was accepted since you looked" in answer.content.decode()
    assert of_east_midlands().count() == 2


def test_a_file_without_marks_says_that_it_replaces_the_whole(owner: Client) -> None:
    rows = OWN.read_text(encoding="utf-8").splitlines(keepends=True)
    sent = send(
        owner, "".join(row for row in rows if not row.startswith("milestone,2.3.2.m1,")).encode(), "p.csv"
    )
    page = page_of(owner, sent.url)
    assert "it replaces version 1 as a whole" in page.main.get_text()
    changes = page.find("caption", string="What changes against version 1").find_parent("table")
    (row,) = changes.select("tbody tr")
    assert [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])][:2] == ["2.3.2.m1", "Removed"]


def test_a_copy_of_a_version_that_never_was_is_refused_in_a_sentence(owner: Client, copy: str) -> None:
    file = SimpleUploadedFile("c.csv", edited("2.3.2.m1", "version", "9", text=copy))
    answer = owner.post("/east-midlands/plan/upload", {"year": "2009-10", "file": file})
    assert "2.3.2.m1 says that it comes from version 9, and there is none." in answer.content.decode()
