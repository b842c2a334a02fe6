"""Where the parts of a board pack begin on paper: nothing has a page only to say that there is nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.papers.documents import pack
from throughline.papers.blocks import Document
from throughline.papers.board_pack import board_pack
from throughline.papers.pdf import pages_of_headings, pdf
from throughline.papers.word import word

NIL = ("exceptions", "decisions-awaiting-ratification")


def with_many_actions(number: int) -> Document:
    """A pack with so many actions to decide on, and nothing else recorded."""
    action = pack().actions[0]
    actions = tuple(replace(action, number=str(count)) for count in range(1, number + 1))
    return board_pack(pack(actions=actions, exceptions=(), ratifications=()))


def test_parts_with_nothing_in_them_stand_on_the_page_of_the_part_before() -> None:
    pages = pages_of_headings(with_many_actions(1))
    before = pages["actions-needing-a-decision"]
    assert [pages[part] for part in NIL] == [before, before]


def test_parts_that_hold_something_begin_a_page_of_their_own() -> None:
    pages = pages_of_headings(board_pack(pack()))
    assert pages["actions-needing-a-decision"] < pages["exceptions"] < pages[NIL[1]]


def test_in_word_a_part_with_nothing_in_it_begins_no_page() -> None:
    for paper, breaks in [(with_many_actions(1), 0), (board_pack(pack()), 2)]:
        lines = docx.Document(io.BytesIO(word(paper))).paragraphs
        heads = [line for line in lines if line.style.name == "Heading 1" and line.text[2:] in (
            "Exceptions", "Decisions awaiting ratification")]  # fmt: skip
        assert len(heads) == 2
        assert sum(bool(line.paragraph_format.page_break_before) for line in heads) == breaks


@pytest.mark.parametrize("number", [3, 4, 5, 9])
def test_no_page_ends_between_an_action_and_the_box_that_asks_to_decide_on_it(number: int) -> None:
    sheets = [
        sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(with_many_actions(number)))).pages
    ]
    of_actions = [sheet.splitlines() for sheet in sheets if "Owner says" in sheet or "\nDecide\n" in sheet]
    counted = [(sum("Owner says" in line for line in sheet), sheet.count("Decide")) for sheet in of_actions]
    assert sum(here for here, _ in counted) == number
    assert all(tables == boxes for tables, boxes in counted), counted


def test_in_word_every_line_of_the_table_stays_with_the_box() -> None:
    body = list(docx.Document(io.BytesIO(word(with_many_actions(1)))).element.body)
    box = next(
        place for place, one in enumerate(body) if one.tag == qn("w:p") and "Decide" in _words(one)[:6]
    )
    lines = [line for one in body[box - 2 : box] for line in one.iter(qn("w:p"))]
    assert len(lines) > 10
    assert all(line.pPr is not None and line.pPr.keepNext is not None for line in lines)


def _words(one: object) -> str:
    return "".join(text.text or "" for text in one.iter(qn("w:t")))  # type: ignore[attr-defined]
