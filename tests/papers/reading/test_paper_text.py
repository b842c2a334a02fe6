"""A paper that an author sends becomes Markdown, or one sentence that says why not."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.papers.blocks import Bullets, Heading, Paragraph, Table
from throughline.papers.from_markdown import from_markdown
from throughline.papers.reading.outcome import Unreadable
from throughline.papers.reading.paper_text import read_paper


def word(*add) -> bytes:
    document = Document()
    for one in add:
        one(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def zipped(**members: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return kept.getvalue()


def a_table(document) -> None:
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ["Need", "Homes", "Women", "12"], strict=True
    ):
        cell.text = words


PAPER = word(
    lambda d: d.add_heading("Homes on release", 1),
    lambda d: d.add_paragraph("One in five leaves without an address."),
    lambda d: d.add_heading("What we ask", 2),
    lambda d: d.add_paragraph("A route for women", style="List Bullet"),
    lambda d: d.add_paragraph("A route for men", style="List Bullet"),
    a_table,
)


def test_headings_lists_and_tables_are_kept() -> None:
    read = read_paper(PAPER, "homes.docx")
    blocks = from_markdown(read.words)
    assert [type(block) for block in blocks] == [Heading, Paragraph, Heading, Bullets, Table]
    assert [(block.text, block.level) for block in blocks if isinstance(block, Heading)] == [
        ("Homes on release", 2),
        ("What we ask", 3),
    ]
    assert blocks[3].items == ("A route for women", "A route for men")
    assert (blocks[4].columns, blocks[4].rows) == (("Need", "Homes"), (("Women", "12"),))
    assert (read.came_as, read.notes) == ("docx", ())


@pytest.mark.parametrize(
    "said",
    [
        "* 5 * 3 [not a link](x) <b> _so_ # 1. a | b",
        "1. No list",
        "2) No list",
        "---",
        "===",
        "~~~ no fence",
        "&lt; and &amp;",
        "- no list",
        "# no heading",
        "> no quotation",
        "\\ a stroke",
    ],
)
def test_signs_of_markdown_in_the_words_stay_words(said: str) -> None:
    read = read_paper(word(lambda d: d.add_paragraph(said)), "signs.docx")
    (block,) = from_markdown(read.words)
    assert isinstance(block, Paragraph)
    assert block.text == said


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=60))
@settings(max_examples=30, deadline=None)
def test_whatever_one_paragraph_says_comes_back_as_it_was(said: str) -> None:
    expected = " ".join(said.split())
    if not expected:
        return
    read = read_paper(word(lambda d: d.add_paragraph(said)), "any.docx")
    text = "".join(getattr(block, "text", "") for block in from_markdown(read.words) if block)
    assert text == expected


def test_tracked_changes_are_taken_as_accepted_and_said() -> None:
    def tracked(document) -> None:
        paragraph = document.add_paragraph("The panel meets ")
        for xml in (
            '<w:ins {ns} w:id="1" w:author="x"><w:r><w:t>monthly</w:t></w:r></w:ins>',
            '<w:del {ns} w:id="2" w:author="x"><w:r><w:delText>weekly</w:delText></w:r></w:del>',
        ):
            paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))

    read = read_paper(word(tracked), "tracked.docx")
    assert read.words == "The panel meets monthly\n"
    assert read.notes == ("It has tracked changes. They are taken as accepted.",)


@pytest.mark.parametrize("name", ["note.md", "note.TXT"])
def test_plain_text_is_taken_as_it_is(name: str) -> None:
    assert read_paper("\ufeff## Ask\r\n\r\n- one\r\n".encode(), name).words == "## Ask\n\n- one\n"


SHEET = zipped(xl__workbook_xml="<a/>")
MACROS = zipped(word__document_xml="<a/>", word__vbaProject_bin="x")
BOMB = zipped(word__document_xml="<a/>", word__media="0" * 25_000_000)
ENTITIES = zipped(word__document_xml='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
REFUSED = [
    ("a PDF", b"%PDF-1.7 x", "paper.pdf", "is a PDF, which cannot be put under one run of page numbers"),
    ("a PDF under another name", b"%PDF-1.7 x", "paper.docx", "Send the document it was made from"),
    ("a spreadsheet named as a Word document", SHEET, "paper.docx", "is a spreadsheet inside, which is not what"),
    ("a Word document named as text", PAPER, "paper.txt", "is a Word document inside, which is not what"),
    ("text named as a Word document", b"Only words.", "paper.docx", "is no Word document inside"),
    ("bytes named as text", b"ab\x00cd", "paper.txt", "is no text inside"),
    ("macros", MACROS, "paper.docx", "holds macros"),
    ("a zip bomb", BOMB, "paper.docx", "unpacks to more than 20 MB"),
    ("an entity of its own", ENTITIES, "paper.docx", "refers to something outside itself"),
    ("an old or encrypted Office file", b"\xd0\xcf\x11\xe0rest", "paper.docx", "has a password or is in an old"),
    ("a picture", b"\x89PNG....", "paper.docx", "is a picture"),
    ("a program", b"MZ\x90\x00", "paper.txt", "is a program"),
    ("nothing", b"  \n", "paper.txt", "is empty"),
    ("a Word file cut off", PAPER[: len(PAPER) // 2], "paper.docx", "is cut off or damaged"),
    ("another kind of file", b"words", "paper.odt", "is not a kind of file that papers come in"),
    ("a Word document without words", word(), "paper.docx", "holds no words"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_no_paper_is_refused_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_paper(data, name)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith(name)
