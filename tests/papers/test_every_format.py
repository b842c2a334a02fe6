"""Any paper becomes a page, a PDF and a Word file, and its words survive in each."""

from __future__ import annotations

import io
import itertools
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.documents import documents, pack, words_of
from throughline.papers.blocks import Document, Drawing, Heading, Paragraph, Table
from throughline.papers.board_pack import board_pack
from throughline.papers.files import FILES
from throughline.papers.html import fragment, page
from throughline.papers.lettering import with_letters_we_have
from throughline.papers.pdf import pdf
from throughline.papers.word import word

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.levels: list[int] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def said_in_page(document: Document) -> Reader:
    reader = Reader()
    reader.feed(fragment(document))
    reader.close()
    return reader


def said_in_pdf(document: Document) -> str:
    return "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(document))).pages)


def said_in_word(document: Document) -> str:
    with zipfile.ZipFile(io.BytesIO(word(document))) as file:
        tree = ElementTree.fromstring(file.read("word/document.xml"))
    return "".join(one.text or "" for one in tree.iter(TEXT))


def squeezed(words: str) -> str:
    return "".join(words.split())


@given(documents)
def test_every_word_is_on_the_page(document: Document) -> None:
    said = squeezed("".join(said_in_page(document).said))
    assert not {one for one in words_of(document) if one not in said}


@settings(max_examples=25)
@given(documents)
def test_every_word_is_in_the_pdf(document: Document) -> None:
    said = squeezed(said_in_pdf(document))
    assert not {one for one in words_of(document) if one not in said}


@settings(max_examples=25)
@given(documents)
def test_every_word_is_in_the_word_file(document: Document) -> None:
    said = squeezed(said_in_word(document))
    assert not {one for one in words_of(document) if one not in said}


@given(documents)
def test_headings_begin_at_one_and_never_skip(document: Document) -> None:
    levels = said_in_page(document).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@given(documents)
def test_no_two_places_of_a_page_share_an_id(document: Document) -> None:
    ids = re.findall(r'\bid="([^"]*)"', fragment(document))
    assert len(ids) == len(set(ids))


def test_every_paper_comes_as_pdf_word_and_opendocument() -> None:
    paper = board_pack(pack())
    begins = {form: make(paper)[:4] for form, (make, _) in FILES.items()}
    assert begins == {"pdf": b"%PDF", "docx": b"PK\3\4", "odt": b"PK\3\4"}


@settings(max_examples=30)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_text_at_all_stops_a_paper(title: str, body: str, cell: str) -> None:
    table = Table(cell, (cell, "B"), ((body, cell),))
    document = Document(title, (Heading(title), Paragraph(body), table), title, body, version=cell)
    assert page(document, stylesheets=()).endswith("</html>\n")
    assert pdf(document).startswith(b"%PDF")
    assert word(document).startswith(b"PK")


@pytest.mark.parametrize("render", [fragment, pdf, word], ids=["page", "PDF", "Word"])
def test_the_same_paper_gives_the_same_file(render: object) -> None:
    paper = board_pack(pack())
    assert render(paper) == render(paper)  # type: ignore[operator]


@pytest.mark.parametrize("render", [fragment, pdf, word], ids=["page", "PDF", "Word"])
def test_a_drawing_that_is_no_picture_is_refused(render: object) -> None:
    paper = Document("T", (Drawing("no picture", "D", "d"),), "OFFICIAL", "")
    with pytest.raises(ValueError, match="A drawing has no picture in it"):
        render(paper)  # type: ignore[operator]


ROWS = [
    ("a letter of the family stays", "Llŷn", "Llŷn"),
    ("a letter put in two parts is put together", "y\N{COMBINING CIRCUMFLEX ACCENT}", "ŷ"),
    ("a letter that is only a shape of another becomes plain", "\N{FULLWIDTH LATIN CAPITAL LETTER A}", "A"),
    ("a letter that the family lacks is shown as missing", "a\N{GRINNING FACE}b", "a\N{WHITE SQUARE}b"),
    ("an unseen joiner goes", "a\N{ZERO WIDTH JOINER}b", "ab"),
]


@pytest.mark.parametrize(("given_words", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_letters(given_words: str, expected: str) -> None:
    assert with_letters_we_have(given_words) == expected
