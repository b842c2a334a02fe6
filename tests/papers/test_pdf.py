"""What stands inside the PDF of a pack."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
import pytest

from tests.papers.documents import SVG, pack
from throughline.papers.blocks import (
    Contents,
    Cover,
    Document,
    Drawing,
    Heading,
    Link,
    Paragraph,
    Section,
    Table,
)
from throughline.papers.board_pack import board_pack
from throughline.papers.lettering import FAMILY, FILES, FOLDER, letters
from throughline.papers.pdf import pages_of_headings, pdf


@pytest.fixture(scope="module")
def paper() -> Document:
    return board_pack(pack())


@pytest.fixture(scope="module")
def made(paper: Document) -> bytes:
    return pdf(paper)


@pytest.fixture(scope="module")
def sheets(made: bytes) -> list[str]:
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_it_declares_pdf_ua(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_it_is_tagged_and_says_its_language_and_title(made: bytes, paper: Document) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        assert file.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.docinfo["/Title"]) == paper.title


def test_it_tells_no_clock_and_no_author(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        assert not {"/CreationDate", "/ModDate", "/Author"} & set(file.docinfo.keys())


def structure(made: bytes) -> list[str]:
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(made)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("tag", ["/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/TOC", "/TOCI", "/L"])
def test_it_has_every_kind_of_tag(made: bytes, tag: str) -> None:
    assert tag in structure(made)


@pytest.mark.clause("C072", breaks="throughline.papers.board_pack:board_pack")
def test_every_page_carries_the_highest_marking_of_the_pack_twice(sheets: list[str]) -> None:
    """The pack is OFFICIAL; one of its papers is OFFICIAL-SENSITIVE."""
    for sheet in sheets:
        lines = [line.strip() for line in sheet.splitlines()]
        assert lines[0] == "OFFICIAL-SENSITIVE"
        assert sheet.count("OFFICIAL-SENSITIVE") >= 2


def test_every_page_has_its_number_version_source_and_note_of_fiction(sheets: list[str]) -> None:
    for number, sheet in enumerate(sheets, 1):
        joined = " ".join(sheet.split())
        assert f"Page {number} of {len(sheets)}" in joined
        assert "Version 1, 5 January 2010" in joined
        assert "Computed from the terms of 2009, plan version 3" in joined
        assert "Fictitious" in joined


@pytest.mark.clause("C300", breaks="throughline.papers.outline:in_reading_order")
def test_the_list_of_contents_gives_the_page_on_which_each_part_stands(sheets: list[str]) -> None:
    contents = next(sheet for sheet in sheets if "Contents" in sheet.splitlines()[1])
    entries = re.findall(r"^(\d+) (.+?)\s*(?:\. ?)+\s*(\d+)$", contents, flags=re.MULTILINE)
    assert [title for _, title, _ in entries][:3] == ["Agenda", "Actions needing a decision", "Exceptions"]
    assert [int(number) for number, _, _ in entries] == list(range(1, len(entries) + 1))
    assert len(entries) == 8
    for number, title, page in entries:
        assert f"{number} {title}" in sheets[int(page) - 1], title


def test_headings_that_float_to_a_later_page_are_found_there(paper: Document, sheets: list[str]) -> None:
    pages = pages_of_headings(paper)
    assert "Governance map" in sheets[pages["governance-map"] - 1]
    assert pages["homes"] > pages["agenda"] > pages["contents"]


@pytest.mark.parametrize("look", ["bold, missing letters and statuses", "a drawing in another family"])
def test_only_the_projects_own_family_is_in_the_file(look: str) -> None:
    svg = SVG.replace("Arial", "Comic Sans MS")
    drawn = Document("T", (Drawing(svg, "Drawing", "A box"), Paragraph("\N{GRINNING FACE}")), "OFFICIAL", "x")
    paper = board_pack(pack()) if look.startswith("bold") else drawn
    fonts = {
        str(font.BaseFont).split("+")[-1]
        for sheet in pypdf.PdfReader(io.BytesIO(pdf(paper))).pages
        for font in (one.get_object() for one in sheet["/Resources"].get("/Font", {}).values())
        for font in [type("Font", (), {"BaseFont": font["/BaseFont"]})]
    }
    assert fonts
    assert fonts <= {"LiberationSans", "LiberationSans-Bold", "LiberationSans-Italic"}


def test_the_family_is_whole_and_its_licence_stands_beside_it() -> None:
    assert all((FOLDER / name).is_file() for name in FILES)
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENCE-OFL.txt").read_text(encoding="utf-8")
    assert FAMILY in (FOLDER / "LICENCE-OFL.txt").read_text(encoding="utf-8")
    assert {ord(letter) for letter in "AzŵŷÊ£€–’"} <= letters()


def test_a_long_table_repeats_its_headings_on_each_page() -> None:
    rows = tuple((f"row{number}", "x") for number in range(120))
    made = pdf(Document("Long", (Table("Long", ("Firstcolumn", "Second"), rows),), "OFFICIAL", "x"))
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert len(sheets) > 2
    assert all("Firstcolumn" in sheet for sheet in sheets)


def test_a_drawing_carries_its_words_for_those_who_cannot_see_it() -> None:
    made = pdf(
        Document("T", (Drawing(SVG, "Settled homes", "The last eight months are higher."),), "OFFICIAL", "")
    )
    with pikepdf.open(io.BytesIO(made)) as file:
        alternatives = [
            str(one.Alt)
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    assert "Settled homes. The last eight months are higher." in alternatives


def test_words_are_never_read_as_markup() -> None:
    trap = '#panic("x") $ @nobody *not bold* <label> \\ // comment'
    made = pdf(Document(trap, (Heading(trap), Paragraph(trap)), trap, trap))
    said = " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert said.count(trap) >= 4


def test_a_link_to_another_part_of_the_pack_works_and_one_to_nowhere_is_words() -> None:
    blocks = (
        Section("Homes", (Paragraph((Link("go", "#homes"), Link("lost", "#nowhere"), Link("site", "/x"))),)),
    )
    with pikepdf.open(io.BytesIO(pdf(Document("T", blocks, "OFFICIAL", "")))) as file:
        links = [note for sheet in file.pages for note in sheet.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) == 1


def test_a_drawing_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match='The paper "T" cannot be set as a PDF'):
        pdf(Document("T", (Drawing("<svg><broken", "D", "d"),), "OFFICIAL", ""))


def long_pack() -> Document:
    table = Table(
        "Rows", ("A", "B", "C"), tuple((f"Row {n}", "words " * 8, str(n)) for n in range(70)), numeric=(2,)
    )
    parts = tuple(
        Section(
            f"Part {n}", (Paragraph("Some words of a report. " * 40), table, Paragraph("More words. " * 60))
        )
        for n in range(20)
    )
    return Document(
        "Long", (Cover("Board", "Pack", "Today", "Lead"), Contents("Contents"), *parts), "OFFICIAL", "x"
    )


def test_a_long_pack_keeps_every_row_over_its_pages() -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf(long_pack()))).pages
    assert len(pages) >= 60
    words = "".join(page.extract_text() for page in pages)
    assert words.count("Row 69") == 20
