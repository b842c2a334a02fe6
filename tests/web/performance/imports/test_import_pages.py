"""Sending a file, saying what its columns are, looking at what changes, accepting: page by page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from tests.web.conftest import NOW
from tests.web.performance.imports.conftest import HOMES, TABLE, accept, mapped, stage
from throughline.web.access.models import Agency, Person
from throughline.web.performance import actions
from throughline.web.performance.models import MappingProfile, Observation, Receipt, StagedFile

SEND = "/hazelmere/scorecard/files/send"
SAID = {
    "column-0": "area", "column-1": "period", "column-2": "homes:numerator", "column-3": "homes:denominator",
    "totals": "discrete", "name": "Homes by area", "is_saved": "on", "not_available": "#N/A ..",
}  # fmt: skip


def page_of(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def send(client: Client, content: bytes, name: str = "homes.csv", **told: str) -> Any:
    form = {"supplier": "probation", "status": "final", **told}
    return client.post(SEND, {**form, "file": SimpleUploadedFile(name, content)}, follow=True)


def seen_on(page: BeautifulSoup) -> str:
    field = page.find("input", {"name": "seen"})
    assert field
    return str(field["value"])


def workbook(rows: list[list[Any]]) -> bytes:
    """The rows on the third sheet, below a title and a note."""
    book, out = Workbook(), io.BytesIO()
    for title in ("Contents", "Notes"):
        book.create_sheet(title)["A1"] = "Figures of an invented area"
    sheet = book.create_sheet("Table 3")
    for row in (["Table 3: settled homes"], ["Provisional figures are marked"], [], *rows):
        sheet.append(row)
    book.remove(book["Sheet"])
    book.save(out)
    return out.getvalue()


def test_a_table_never_seen_before_is_mapped_looked_at_accepted_and_known_the_next_time(
    probation: Agency, as_analyst: Client
) -> None:
    rows = [
        ["Area", "Quarter", "Settled", "Ended"],
        ["Ash", "Q1 2025-26", 57, 80],
        ["Elm", "Q1 2025-26", "#N/A", 50],
        ["Oak", "Q1 2025-26", "some", 40],
    ]
    asked = send(as_analyst, workbook(rows), "homes.xlsx")
    page = page_of(asked)
    staged = StagedFile.objects.get()
    assert page.h1.text == "What the columns are"
    assert page.find("select", {"name": "column-0"}).find("option", selected=True)["value"] == "area"
    looked = page_of(as_analyst.post(f"/hazelmere/scorecard/files/{staged.pk}/columns", SAID, follow=True))
    assert "Accepting it would bring in 1 figure and revise none." in looked.text
    assert "Table 3, cell C7" in looked.text
    assert "57 of 80" in looked.text
    refused = as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}/not-taken-in.csv").content.decode(
        "utf-8-sig"
    )
    assert refused.splitlines()[1].startswith('7,"Table 3, cell C7",')
    address = f"/hazelmere/scorecard/files/{staged.pk}"
    done = as_analyst.post(address, {"accept": "yes", "seen": seen_on(looked)}, follow=True)
    assert "The file has receipt 2026-03-30/1." in done.content.decode()
    known = page_of(send(as_analyst, b"Quarter;Area;Ended;Settled\nQ2 2025-26;Ash;90;66\n", "next.csv"))
    assert "Read as “Homes by area”, version 1." in known.text


def test_a_revision_shows_what_counts_today_and_what_the_file_says(
    probation: Agency, as_analyst: Client
) -> None:
    accept(mapped(probation))
    staged = mapped(probation, TABLE.replace("57", "56"), name="second.csv")
    page = page_of(as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}"))
    table = page.find("caption", string=re.compile("Figures that it revises")).parent
    assert [cell.text.strip() for cell in table.tbody.tr.find_all(["th", "td"])] == [
        "NI 143, Settled homes", "Ash", "1 April 2025 to 30 June 2025", "Counts today57 of 80", "In the file56 of 80",
    ]  # fmt: skip
    assert "2 areas are known." in page.text


def test_an_area_never_seen_is_named_to_check_its_spelling(probation: Agency, as_analyst: Client) -> None:
    accept(mapped(probation))
    staged = mapped(probation, TABLE.replace("Elm", "Elmm"), name="second.csv")
    page = page_of(as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}"))
    assert "No figure was kept for this one before; check its spelling: Elmm." in page.text


def test_two_clicks_on_accept_take_it_in_once(probation: Agency, as_analyst: Client) -> None:
    staged = mapped(probation)
    address = f"/hazelmere/scorecard/files/{staged.pk}"
    told = {"accept": "yes", "seen": seen_on(page_of(as_analyst.get(address)))}
    as_analyst.post(address, told)
    second = as_analyst.post(address, told, follow=True)
    assert second.redirect_chain[-1][0].endswith(f"/returns/{Receipt.objects.get().pk}")
    assert "was accepted already" in second.content.decode()
    assert Observation.objects.count() == 3


def test_whoever_looked_too_long_ago_is_shown_what_changes_now(probation: Agency, as_analyst: Client) -> None:
    staged = mapped(probation)
    address = f"/hazelmere/scorecard/files/{staged.pk}"
    seen = seen_on(page_of(as_analyst.get(address)))
    accept(mapped(probation, TABLE.replace("57", "58"), name="theirs.csv"))
    page = page_of(as_analyst.post(address, {"accept": "yes", "seen": seen}))
    assert "Look at what changes now, then accept." in page.text
    assert page.title.text.startswith("Error: ")
    assert "58 of 80" in page.text
    assert Receipt.objects.count() == 1
    as_analyst.post(address, {"accept": "yes", "seen": seen_on(page)})
    assert Receipt.objects.count() == 2


def test_looking_changes_nothing(probation: Agency, as_analyst: Client) -> None:
    staged = mapped(probation)
    for address in ("", "/columns", "/not-taken-in.csv"):
        assert as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}{address}").status_code == 200
    staged.refresh_from_db()
    assert (staged.state, Receipt.objects.count()) == ("mapped", 0)


def bomb() -> bytes:
    """A workbook of a few kilobytes that would unpack to a hundred and thirty megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 130_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(
            workbook([["Area", "N"], ["Ash", 1]])[:900], "cut.xlsx", "cut off or damaged", id="cut off"
        ),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 600, "locked.xlsx", "has a password", id="encrypted"),
        pytest.param(bomb(), "bomb.xlsx", "unpacks to more than", id="a zip bomb"),
        pytest.param(TABLE.encode(), "homes.xlsx", "homes.xlsx", id="a name that the bytes deny"),
        pytest.param(b"%PDF-1.7 figures", "figures.pdf", "PDF", id="a PDF"),
        pytest.param(b"Dear all,\nsee below\n", "letter.csv", "has no table", id="a letter"),
        pytest.param(b"a,b\n" + b"1,2\n" * 2_500_001, "big.csv", "10 MB", id="more than ten megabytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_not_kept(
    probation: Agency, as_analyst: Client, content: bytes, name: str, sentence: str
) -> None:
    page = page_of(send(as_analyst, content, name))
    assert page.title.text.startswith("Error: ")
    assert sentence in page.find(class_="govuk-error-summary").text
    assert StagedFile.objects.count() == 0


def test_a_table_whose_headings_changed_says_which_and_waits(probation: Agency, as_analyst: Client) -> None:
    staged = stage(probation, TABLE.replace("Settled", "In settled homes"))
    actions.map_file(staged=staged, profile=HOMES, by=None, at=NOW)
    page = page_of(as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}"))
    assert "Missing: “settled”. New: “in settled homes”." in page.text
    assert "Accept this file" not in page.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            {"totals": ""}, "Say whether each figure is of its own period or a total.", id="not declared"
        ),
        pytest.param(
            {"column-2": "ignored", "column-3": "ignored"}, "No heading is said to hold", id="no figure"
        ),
        pytest.param(
            {"totals": "cumulative"}, "Totals since the year began need every", id="totals of what length"
        ),
        pytest.param({"name": ""}, "Give this kind of table a name.", id="without a name"),
        pytest.param(
            {"covers_from": "2025-04-01"}, "Give the first and the last day, or neither.", id="half a period"
        ),
    ],
)
def test_columns_that_do_not_agree_are_refused_and_what_was_chosen_stays(
    probation: Agency, as_analyst: Client, change: dict[str, str], sentence: str
) -> None:
    staged = stage(probation)
    page = page_of(as_analyst.post(f"/hazelmere/scorecard/files/{staged.pk}/columns", SAID | change))
    assert sentence in page.find(class_="govuk-error-summary").text
    assert page.find("select", {"name": "column-1"}).find("option", selected=True)["value"] == "period"
    assert MappingProfile.objects.count() == 0


def test_words_of_a_column_of_indicators_are_asked_about_and_known_by_their_codes(
    probation: Agency, as_analyst: Client
) -> None:
    staged = stage(probation, "Indicator,Quarter,N,Of\nNI 143,Q1 2025-26,57,80\nBeds,Q1 2025-26,3,4\n")
    address = f"/hazelmere/scorecard/files/{staged.pk}/columns"
    page = page_of(as_analyst.get(address))
    chosen = [page.find("select", {"name": f"word-{n}"}).find("option", selected=True) for n in (0, 1)]
    assert [one and one["value"] for one in chosen] == ["homes", ""]
    said = SAID | {
        "column-0": "indicator",
        "column-2": "numerator",
        "column-3": "denominator",
        "word-0": "homes",
    }
    looked = page_of(as_analyst.post(address, said, follow=True))
    assert "bring in 1 figure" in looked.text
    assert "“Beds” is no indicator of the list." in looked.text
    passed = page_of(as_analyst.post(address, said | {"word-1": "-"}, follow=True))
    assert "“Beds”" not in passed.text


def test_a_withdrawn_file_says_so(probation: Agency, as_analyst: Client) -> None:
    staged = mapped(probation)
    address = f"/hazelmere/scorecard/files/{staged.pk}"
    assert (
        "homes.csv is withdrawn."
        in as_analyst.post(address, {"withdraw": "yes"}, follow=True).content.decode()
    )
    assert "This file was withdrawn." in page_of(as_analyst.get(address)).text


def test_the_preview_asks_the_store_as_often_for_many_figures_as_for_few(
    probation: Agency, as_analyst: Client
) -> None:
    def asked(content: str) -> int:
        staged = mapped(probation, content, name="some.csv")
        with CaptureQueriesContext(connection) as caught:
            assert as_analyst.get(f"/hazelmere/scorecard/files/{staged.pk}").status_code == 200
        return len(caught)

    accept(mapped(probation))
    as_analyst.get(SEND)
    few = asked(TABLE + "Oak,Q1 2025-26,1,2\n")
    many = "".join(f"Area {place},Q{1 + place % 4} 2025-26,{place},500\n" for place in range(400))
    assert asked(TABLE + many) == few <= 12


def test_whoever_keeps_no_figures_finds_no_file(
    probation: Agency,
    person_with: Callable[..., Person],
    as_person: Callable[[Person], Client],
    as_stranger: Client,
) -> None:
    staged = mapped(probation)
    reader = as_person(person_with("Jo Hazel", "plan-owner"))
    for client in (reader, as_stranger):
        for address in ("", "/columns", "/not-taken-in.csv"):
            assert client.get(f"/hazelmere/scorecard/files/{staged.pk}{address}").status_code == 404
