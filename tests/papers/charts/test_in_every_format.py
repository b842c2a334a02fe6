"""Six charts in one paper, in every format, each really opened again."""

from __future__ import annotations

import io

import docx
import odfdo
import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup

from tests.papers.charts.examples import CHARTS
from throughline.papers.blocks import Document, Heading
from throughline.papers.charts.drawn import drawn
from throughline.papers.html import page
from throughline.papers.open_document import open_document
from throughline.papers.pdf import pdf
from throughline.papers.word import word

TITLES = [chart.title for chart in CHARTS.values()]


@pytest.fixture(scope="module")
def paper() -> Document:
    blocks = [block for chart in CHARTS.values() for block in chart.blocks(*drawn(chart))]
    return Document("Charts", (Heading("Charts"), *blocks), "OFFICIAL", "figures of a test")


def test_a_page_holds_each_chart_in_two_widths_with_its_words(paper: Document) -> None:
    opened = BeautifulSoup(page(paper, stylesheets=()), "html5lib")
    drawings = opened.select("figure svg[role=img]")
    assert len(drawings) == 2 * len(CHARTS)
    assert all(one["aria-label"].startswith(title) for one, title in zip(drawings[::2], TITLES, strict=True))
    assert len(opened.select("table")) == len(CHARTS)
    assert opened.select("script, [style]") == []


def test_a_pdf_holds_each_chart_with_words_for_whoever_does_not_see_it(paper: Document) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper)))
    said = " ".join("".join(sheet.extract_text() for sheet in reader.pages).split())
    for title in TITLES:
        assert title in said
    for words in ("Upper limit 76.0", "Nottinghamshire", "Plan 257", "Reoffence within", "84 days"):
        assert words in said, "the letters of a drawing are letters, not a picture of letters"
    with pikepdf.open(io.BytesIO(pdf(paper))) as opened:
        told = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    assert [[words.startswith(title) for words in told].count(True) for title in TITLES] == [1] * len(TITLES)


def test_a_word_file_holds_a_picture_of_each_chart_with_its_words(paper: Document) -> None:
    opened = docx.Document(io.BytesIO(word(paper)))
    told = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert [words.split(".")[0] for words in told] == [title.split(".")[0] for title in TITLES]
    assert len(opened.tables) == len(CHARTS)


def test_an_open_document_holds_a_picture_of_each_chart_with_its_words(paper: Document) -> None:
    opened = odfdo.Document(io.BytesIO(open_document(paper)))
    frames = opened.body.get_frames()
    assert [frame.get_element("svg:title").text for frame in frames] == TITLES
    assert all(frame.get_element("svg:desc").text for frame in frames)
    pictures = {part for part in opened.get_parts() if part.startswith("Pictures/")}
    assert len(pictures) == len(CHARTS)
