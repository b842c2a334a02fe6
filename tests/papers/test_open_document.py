"""What stands inside the OpenDocument file of a pack."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import odfdo
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.documents import documents, pack, words_of
from throughline.papers.blocks import Bullets, Document, Drawing, Heading, Link, Paragraph, Table
from throughline.papers.board_pack import board_pack
from throughline.papers.open_document import open_document


@pytest.fixture(scope="module")
def made() -> bytes:
    return open_document(board_pack(pack()))


@pytest.fixture(scope="module")
def opened(made: bytes) -> odfdo.Document:
    return odfdo.Document(io.BytesIO(made))


def file_of(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return file.read(name).decode()


def said_in(made: bytes) -> str:
    body = re.sub(r"<text:(s|tab|line-break)/>", " ", file_of(made, "content.xml"))
    words = re.sub(r"<[^>]*>", "", body).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "".join(words.split())


@settings(max_examples=40)
@given(documents)
def test_every_word_is_in_the_file(document: Document) -> None:
    said = said_in(open_document(document))
    assert not {one for one in words_of(document) if one not in said}


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_at_all_stops_a_paper(title: str, cell: str) -> None:
    blocks = (Heading(title), Paragraph(cell), Table(cell, (cell, "B"), ((title, cell),)))
    made = open_document(Document(title, blocks, title, cell, version=cell))
    assert odfdo.Document(io.BytesIO(made)).body.tables


def test_headings_are_real_and_in_order(opened: odfdo.Document) -> None:
    levels = [(int(one.get_attribute("text:outline-level")), str(one).strip()) for one in opened.body.headers]
    assert [words for level, words in levels if level == 1] == [
        "1 Agenda",
        "2 Actions needing a decision",
        "3 Exceptions",
        "4 Decisions awaiting ratification",
        "5 Homes for people leaving prison",
        "6 Plan",
        "7 Forward plan",
        "8 Governance map",
    ]
    assert (2, "Action 47: one referral route into private rented homes") in levels


def test_every_table_repeats_its_headings_and_has_a_name(opened: odfdo.Document) -> None:
    tables = opened.body.tables
    assert len(tables) >= 6
    for table in tables:
        assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
        assert str(table.get_element("table:title")).strip()


def test_marking_page_number_version_and_source_stand_on_every_page(made: bytes) -> None:
    styles = file_of(made, "styles.xml")
    head = re.search(r"<style:header>(.*?)</style:header>", styles)
    foot = re.search(r"<style:footer>(.*?)</style:footer>", styles)
    assert head is not None
    assert foot is not None
    assert re.sub(r"<[^>]*>", "", head[1]) == "OFFICIAL-SENSITIVE"
    for words in (
        "OFFICIAL-SENSITIVE",
        "Version 1, 5 January 2010",
        "Computed from the terms of 2009",
        "Fict",
    ):
        assert words in foot[1]
    assert foot[1].index("<text:page-number") < foot[1].index("<text:page-count")


def test_each_entry_of_the_contents_points_to_a_heading(made: bytes) -> None:
    content = file_of(made, "content.xml")
    pointed = re.findall(r'<text:bookmark-ref text:reference-format="page" text:ref-name="([^"]*)"', content)
    marks = set(re.findall(r'<text:bookmark-start text:name="([^"]*)"', content))
    assert len(pointed) >= 8
    assert set(pointed) <= marks


def test_every_picture_has_words(opened: odfdo.Document) -> None:
    frames = opened.body.frames
    assert len(frames) == 1
    assert str(frames[0].get_element("svg:title")).strip() == "Governance map"
    assert "6 bodies and 5 lines" in str(frames[0].get_element("svg:desc"))


def test_the_language_is_british_english(made: bytes) -> None:
    assert 'fo:language="en" fo:country="GB"' in file_of(made, "styles.xml")
    assert "<dc:language>en-GB</dc:language>" in file_of(made, "meta.xml")


def test_nothing_rides_along(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.namelist() == [
            "mimetype",
            "content.xml",
            "styles.xml",
            "meta.xml",
            "Pictures/1.png",
            "META-INF/manifest.xml",
        ]
        assert file.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search("generator|creat|date|editing", file.read("meta.xml").decode())


def test_the_same_paper_gives_the_same_file(made: bytes) -> None:
    assert open_document(board_pack(pack())) == made


def test_lists_are_lists_and_each_begins_at_one() -> None:
    blocks = (Bullets(("a", "b"), numbered=True), Paragraph("between"), Bullets(("c",), numbered=True))
    body = odfdo.Document(io.BytesIO(open_document(Document("T", blocks, "OFFICIAL", "")))).body
    assert [len(one.get_elements("text:list-item")) for one in body.lists] == [2, 1]
    assert {one.get_attribute("text:style-name") for one in body.lists} == {"Numbers"}
    assert not [one for one in body.lists if one.get_attribute("text:continue-numbering")]


def test_a_link_that_runs_something_is_only_words() -> None:
    blocks = (Paragraph((Link("click", "javascript:alert(1)"), Link("out", "https://www.gov.uk/"))),)
    content = file_of(open_document(Document("T", blocks, "OFFICIAL", "")), "content.xml")
    assert "https://www.gov.uk/" in content
    assert "javascript" not in content


def test_columns_fill_the_page_and_no_more() -> None:
    table = Table("T", ("A", "B"), (("x" * 10, "word " * 200),))
    content = file_of(open_document(Document("T", (table,), "OFFICIAL", "")), "content.xml")
    given = [float(one) for one in re.findall(r'style:column-width="([\d.]+)mm"', content)]
    assert sum(given) == pytest.approx(170, abs=0.1)


def test_a_drawing_that_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="A drawing has no picture in it"):
        open_document(Document("T", (Drawing("no picture", "D", "d"),), "OFFICIAL", ""))


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this computer: install soffice"
)
def test_libreoffice_opens_it_and_counts_the_pages_of_its_contents(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "pack.odt").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "pack.odt"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "pack.pdf").pages]
    contents = next(sheet for sheet in sheets if "Contents" in sheet.splitlines()[:3])
    entries = re.findall(r"^(\d+) (.+?)\s*\.{2,}\s*(\d+)\s*$", contents, flags=re.MULTILINE)
    assert len(entries) == 8
    for number, title, page in entries:
        assert f"{number} {title}" in " ".join(sheets[int(page) - 1].split()), title
    assert all(sheet.count("OFFICIAL-SENSITIVE") >= 2 for sheet in sheets)
    assert f"Page {len(sheets)} of {len(sheets)}" in " ".join(sheets[-1].split())
