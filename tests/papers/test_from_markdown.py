"""What an author types in Markdown becomes the blocks of a paper, and nothing that runs."""

from __future__ import annotations

import pytest

from throughline.papers.blocks import Bullets, Document, Heading, Link, Paragraph, Strong, Table
from throughline.papers.from_markdown import from_markdown
from throughline.papers.html import fragment

ROWS = [
    ("a heading stands under the paper's own", "# Homes", (Heading("Homes", 2),)),
    ("headings keep their distance", "## A\n\n### B", (Heading("A", 2), Heading("B", 3))),
    ("strong words stay strong", "Agree **one** route", (Paragraph(("Agree ", Strong("one"), " route")),)),
    (
        "a link keeps its words and its end",
        "[GOV.UK](https://www.gov.uk)",
        (Paragraph(Link("GOV.UK", "https://www.gov.uk")),),
    ),
    ("lines of one paragraph join", "one\ntwo", (Paragraph(("one", " ", "two")),)),
    ("a list in order", "1. a\n2. b", (Bullets(("a", "b"), numbered=True),)),
    ("a list in a list becomes one list", "- a\n  - b", (Bullets(("a", "b")),)),
    ("HTML is only words", "<b>x</b>", (Paragraph("<b>x</b>"),)),
    (
        "a table with a column of figures",
        "|Area|Value|\n|-|-:|\n|Derby|12|",
        (
            Table(
                "Table: Area, Value",
                ("Area", "Value"),
                (("Derby", "12"),),
                (1,),
                empty="This table has no rows.",
            ),
        ),
    ),
    ("no text gives no blocks", "", ()),
]


@pytest.mark.parametrize(("words", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_markdown(words: str, expected: object) -> None:
    assert from_markdown(words) == expected


@pytest.mark.parametrize(
    "trap",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[x](data:text/html,x)",
    ],
)
def test_nothing_that_runs_reaches_the_page(trap: str) -> None:
    page = fragment(Document("T", from_markdown(trap), "OFFICIAL", ""))
    assert "<script" not in page
    assert "<img" not in page
    assert "href" not in page
