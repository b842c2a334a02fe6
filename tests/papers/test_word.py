"""What stands inside the Word file of a pack."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.papers.documents import pack
from throughline.papers.blocks import Bullets, Document, Link, Paragraph, Table
from throughline.papers.board_pack import board_pack
from throughline.papers.word import word


@pytest.fixture(scope="module")
def made() -> bytes:
    return word(board_pack(pack()))


@pytest.fixture(scope="module")
def opened(made: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(made))


def test_headings_are_real_and_in_order(opened: docx.document.Document) -> None:
    first = [line.text for line in opened.paragraphs if line.style.name == "Heading 1"]
    assert first == [
        "1 Agenda",
        "2 Actions needing a decision",
        "3 Exceptions",
        "4 Decisions awaiting ratification",
        "5 Homes for people leaving prison",
        "6 Plan",
        "7 Forward plan",
        "8 Governance map",
    ]
    second = [line.text for line in opened.paragraphs if line.style.name == "Heading 2"]
    assert "Action 47: one referral route into private rented homes" in second


def test_the_list_of_contents_is_a_field_with_an_entry_for_each_part(opened: docx.document.Document) -> None:
    orders = [order.text.strip() for order in opened.element.iter(qn("w:instrText"))]
    assert orders[0].startswith("TOC")
    assert next(opened.element.iter(qn("w:fldChar"))).get(qn("w:dirty")) == "true"
    pointed = [order.split()[1] for order in orders if order.startswith("PAGEREF")]
    marks = {mark.get(qn("w:name")) for mark in opened.element.iter(qn("w:bookmarkStart"))}
    assert len(pointed) >= 8
    assert set(pointed) <= marks


def test_the_contents_claim_no_page_before_word_has_counted(opened: docx.document.Document) -> None:
    links = [one for one in opened.element.iter(qn("w:hyperlink")) if "PAGEREF" in "".join(one.itertext())]
    assert len(links) >= 8
    assert not [text.text for link in links for text in link.iter(qn("w:t")) if (text.text or "").isdecimal()]


def test_marking_page_number_version_and_source_stand_on_every_page(opened: docx.document.Document) -> None:
    section = opened.sections[0]
    assert [line.text for line in section.header.paragraphs] == ["OFFICIAL-SENSITIVE"]
    foot = "\n".join(line.text for line in section.footer.paragraphs)
    assert "OFFICIAL-SENSITIVE" in foot
    assert "Version 1, 5 January 2010" in foot
    assert "Computed from the terms of 2009" in foot
    assert "Fictitious" in foot
    orders = [order.text.strip() for order in section.footer._element.iter(qn("w:instrText"))]
    assert orders == ["PAGE", "NUMPAGES"]


def test_every_table_repeats_its_headings_and_has_a_name(opened: docx.document.Document) -> None:
    tables = list(opened.element.iter(qn("w:tbl")))
    assert len(tables) >= 6
    for table in tables:
        first_row = table.find(qn("w:tr"))
        assert first_row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))


def test_every_picture_has_words(opened: docx.document.Document) -> None:
    pictures = [one for one in opened.element.iter() if one.tag.endswith("}docPr")]
    assert len(pictures) == 1
    assert pictures[0].get("descr").startswith("Governance map. 6 bodies and 5 lines")


def test_the_language_is_british_english(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        styles = file.read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]*)"', styles)) == {"en-GB"}


def test_nothing_rides_along(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        names = file.namelist()
        core = file.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if re.search("comments|thumbnail|customXml|vba|embeddings", name)]
    assert "python-docx" not in core
    assert "created" not in core
    assert "modified" not in core


def test_each_numbered_list_begins_at_one() -> None:
    blocks = (Bullets(("a", "b"), numbered=True), Paragraph("between"), Bullets(("c",), numbered=True))
    opened = docx.Document(io.BytesIO(word(Document("T", blocks, "OFFICIAL", ""))))
    numbers = [one.get(qn("w:val")) for one in opened.element.body.iter(qn("w:numId"))]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_link_that_runs_something_is_only_words() -> None:
    blocks = (Paragraph((Link("click", "javascript:alert(1)"), Link("out", "https://www.gov.uk/"))),)
    made = word(Document("T", blocks, "OFFICIAL", ""))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        related = file.read("word/_rels/document.xml.rels").decode()
    assert "https://www.gov.uk/" in related
    assert "javascript" not in related


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this computer: install soffice"
)
def test_libreoffice_opens_it_and_finds_each_part_of_the_contents(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "pack.docx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "pack.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "pack.pdf").pages]
    contents = next(sheet for sheet in sheets if "Contents" in sheet.splitlines()[:3])
    entries = re.findall(r"^(\d+) (.+?)\s*\.{2,}\s*$", contents, flags=re.MULTILINE)
    assert len(entries) == 8
    after = [" ".join(sheet.split()) for sheet in sheets[sheets.index(contents) + 1 :]]
    for number, title in entries:
        assert any(f"{number} {title}" in sheet for sheet in after), title
    assert all(sheet.count("OFFICIAL-SENSITIVE") >= 2 for sheet in sheets)


def test_a_long_cell_never_runs_off_the_page() -> None:
    table = Table("T", ("A", "B"), (("x" * 10, "word " * 200),))
    opened = docx.Document(io.BytesIO(word(Document("T", (table,), "OFFICIAL", ""))))
    widths = [int(one.get(qn("w:w"))) for one in opened.element.iter(qn("w:gridCol"))]
    assert sum(widths) <= 170 * 57
