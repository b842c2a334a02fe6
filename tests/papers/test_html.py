"""A paper as a page: valid, safe, and readable on a telephone and aloud."""

from __future__ import annotations

import re

import html5lib
import pytest

from tests.papers.documents import SVG, pack
from throughline.papers.blocks import (
    Contents,
    Document,
    Drawing,
    Heading,
    Link,
    Paragraph,
    Section,
    Status,
    Table,
)
from throughline.papers.board_pack import board_pack
from throughline.papers.html import fragment, page, status
from throughline.papers.outline import in_reading_order, part_of_a_pack
from throughline.papers.shapes import SHAPES


def shown(*blocks: object) -> str:
    return fragment(Document("Title", blocks, "OFFICIAL", ""))  # type: ignore[arg-type]


def test_a_whole_pack_is_valid_html_with_its_marking_above_and_below() -> None:
    made = page(board_pack(pack()), stylesheets=("/static/throughline.css",))
    html5lib.HTMLParser(strict=True).parse(made)
    assert made.count(">OFFICIAL-SENSITIVE</p>") == 2
    assert '<html lang="en-GB"' in made
    assert "Computed from the terms of 2009" in made
    assert "Fictitious" in made


def test_no_script_and_no_inline_style_so_that_a_strict_policy_can_hold() -> None:
    made = page(board_pack(pack()), stylesheets=())
    assert not re.search(r"<script|\sstyle=|\son[a-z]+=", made)


def test_a_table_has_a_caption_headings_and_labels_for_a_narrow_screen() -> None:
    made = shown(Table("Open actions", ("Number", "Days"), (("47", "12"),), numeric=(1,)))
    assert '<caption class="govuk-visually-hidden">Open actions</caption>' in made
    assert '<th scope="col" role="columnheader" class="n">Days</th>' in made
    assert '<th scope="row" role="rowheader">47</th>' in made
    assert '<td role="cell" class="n"><span class="tl-l" aria-hidden="true">Days</span>12</td>' in made


def test_a_table_without_rows_says_so() -> None:
    assert "Open actions: none recorded." in shown(Table("Open actions", ("Number",), ()))
    assert "All done." in shown(Table("Open actions", ("Number",), (), empty="All done."))


@pytest.mark.parametrize("kind", sorted(set(SHAPES) - {"none"}))
def test_each_status_is_a_word_with_a_shape_that_is_not_read_aloud(kind: str) -> None:
    made = status(Status(kind, "The word"))  # type: ignore[arg-type]
    assert "<b>The word</b>" in made
    assert '<svg viewBox="0 0 16 16" aria-hidden="true"' in made
    assert SHAPES[kind].drawing in made  # type: ignore[index]


def test_no_two_statuses_share_a_shape() -> None:
    drawings = [shape.drawing for shape in SHAPES.values()]
    assert len(set(drawings)) == len(drawings)


LINKS = [
    ("a page of the site", "/meetings/1", True),
    ("a place on the page", "#agenda", True),
    ("another site", "https://www.gov.uk/", True),
    ("a script", "javascript:alert(1)", False),
    ("a script in capitals after a space", " JavaScript:alert(1)", False),
    ("another site without saying how", "//evil.example", False),
    ("a page in the address", "data:text/html,x", False),
]


@pytest.mark.parametrize(("href", "leads"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS])
def test_links(href: str, leads: bool) -> None:
    assert ("<a " in shown(Paragraph(Link("words", href)))) is leads


def test_a_drawing_is_one_picture_with_words_and_its_table_follows() -> None:
    twin = Table("Months", ("Month", "Value"), (("May", "71"),))
    made = shown(Drawing(SVG, "Settled homes", "Higher since May.", twin))
    assert made.count('role="img" aria-label="Settled homes. Higher since May."') == 1
    assert "<desc>Higher since May.</desc>" in made
    assert made.index("</svg>") < made.index("<table")


def test_contents_lead_to_every_part_and_are_numbered() -> None:
    made = shown(Contents("Contents"), Section("A", (Heading("B", 2),)), Section("C", ()))
    assert re.findall(r'href="#([a-z]+)">([^<]*)<', made) == [("a", "1 A"), ("b", "B"), ("c", "2 C")]


def test_a_paper_put_into_a_pack_gives_its_title_to_its_part() -> None:
    paper = Document("Scorecard", (Heading("Scorecard"), Paragraph("words")), "OFFICIAL", "")
    placed = in_reading_order(Document("Pack", (Heading("Pack"), part_of_a_pack(paper)), "OFFICIAL", ""))
    assert [(one.text, one.depth) for one in placed if hasattr(one, "depth")] == [
        ("Pack", 0),
        ("Scorecard", 1),
    ]
