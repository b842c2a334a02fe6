"""A paper as a tagged PDF that declares PDF/UA-1.

The words reach the typesetter as one JSON value, so nothing in them is ever read as markup.
Every letter stands in the one family of type that the project carries; the fonts of the
computer are not looked at, because a missing font would be swapped without a word.
"""

from __future__ import annotations

import json
import re
from functools import singledispatch
from pathlib import Path
from typing import Any

import typst

from throughline.papers.blocks import (
    Bullets,
    Callout,
    Cover,
    Document,
    Drawing,
    Facts,
    Inline,
    Lead,
    Link,
    PageBreak,
    Paragraph,
    Quiet,
    Status,
    Strong,
    Table,
    Text,
    parts,
    plain,
    printable,
)
from throughline.papers.html import FICTION
from throughline.papers.lettering import FOLDER, with_letters_we_have
from throughline.papers.outline import PlacedContents, PlacedHeading, PlacedTable, in_reading_order
from throughline.papers.shapes import picture_in, standing_alone

LOOK = Path(__file__).with_name("paper.typ")
Value = dict[str, Any]


def pdf(document: Document) -> bytes:
    """The paper as PDF/UA-1. The same paper gives the same bytes on every day.

    Raises ``ValueError`` naming the drawing if one of them cannot be read.
    """
    try:
        return bytes(
            typst.compile(
                LOOK,
                format="pdf",
                pdf_standards="ua-1",
                font_paths=[FOLDER],
                ignore_system_fonts=True,
                sys_inputs={"paper": json.dumps(contents(document))},
            )
        )
    except typst.TypstError as refusal:
        raise ValueError(f'The paper "{document.title}" cannot be set as a PDF: {refusal}') from refusal


def pages_of_headings(document: Document) -> dict[str, int]:
    """The page of the PDF on which each heading stands, by the heading's id."""
    found = typst.query(
        LOOK,
        "<stands-on>",
        field="value",
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(contents(document))},
    )
    return {one["id"]: int(one["page"]) for one in json.loads(found)}


def contents(document: Document) -> Value:
    """The whole paper as plain values for the typesetter."""
    placed = in_reading_order(document)
    anchors = frozenset(one.id for one in placed if isinstance(one, PlacedHeading))
    language, _, region = document.language.partition("-")
    computed = f"Computed from {document.computed_from}" if document.computed_from else ""
    return {
        "title": _said(document.title) or "Paper",
        "author": _said(document.author),
        "lang": language,
        "region": region or None,
        "marking": _said(document.marking),
        "version": _said(document.version),
        "computed": _said(computed),
        "fiction": FICTION if document.fictional else "",
        "has-cover": any(isinstance(one, Cover) for one in placed),
        "landscape": document.landscape,
        "size": document.size,
        "blocks": [value for one in placed for value in _block(one, anchors)],
    }


def _said(words: str) -> str:
    return with_letters_we_have(printable(words))


def _inline(words: Text, anchors: frozenset[str]) -> list[Value]:
    return [_part(part, anchors) for part in parts(words)]


def _part(part: Inline, anchors: frozenset[str]) -> Value:
    if isinstance(part, str):
        return {"kind": "words", "text": _said(part)}
    if isinstance(part, Strong):
        return {"kind": "strong", "text": _said(part.text)}
    if isinstance(part, Quiet):
        return {"kind": "quiet", "text": _said(part.text)}
    if isinstance(part, Status):
        return {"kind": "status", "text": _said(part.word), "shape": standing_alone(part.kind)}
    return _link(part, anchors)


def _link(link: Link, anchors: frozenset[str]) -> Value:
    if link.href.startswith("#") and link.href[1:] in anchors:
        return {"kind": "place", "to": link.href[1:], "text": _said(link.text)}
    if re.match(r"(https?://|mailto:)\S+$", link.href):
        return {"kind": "address", "to": link.href, "text": _said(link.text)}
    return {"kind": "words", "text": _said(link.text)}


@singledispatch
def _block(block: object, anchors: frozenset[str]) -> list[Value]:
    raise TypeError(f"no way to print {type(block).__name__} as PDF")


@_block.register
def _heading(heading: PlacedHeading, anchors: frozenset[str]) -> list[Value]:
    if heading.depth == 0:
        return [{"kind": "title", "text": _said(heading.text), "id": heading.id}]
    return [_heading_value(heading, outlined=True)]


def _heading_value(heading: PlacedHeading, *, outlined: bool) -> Value:
    return {
        "kind": "heading",
        "text": _said(heading.text),
        "depth": heading.depth,
        "id": heading.id,
        "number": _said(heading.number),
        "kicker": _said(heading.kicker),
        "starts-page": heading.starts_page,
        "outlined": outlined,
    }


@_block.register
def _contents(listed: PlacedContents, anchors: frozenset[str]) -> list[Value]:
    return [_heading_value(listed.title, outlined=False), {"kind": "contents", "depth": listed.deepest}]


@_block.register
def _cover(cover: Cover, anchors: frozenset[str]) -> list[Value]:
    return [
        {
            "kind": "cover",
            "organisation": _said(cover.organisation),
            "title": _said(cover.title),
            "subtitle": _said(cover.subtitle),
            "lead": _inline(cover.lead, anchors),
            "facts": _pairs(cover.facts, anchors),
        }
    ]


def _pairs(pairs: tuple[tuple[str, Text], ...], anchors: frozenset[str]) -> list[Value]:
    return [{"name": _said(name), "value": _inline(value, anchors)} for name, value in pairs]


@_block.register
def _lead(lead: Lead, anchors: frozenset[str]) -> list[Value]:
    return [{"kind": "lead", "text": _inline(lead.text, anchors)}]


@_block.register
def _paragraph(paragraph: Paragraph, anchors: frozenset[str]) -> list[Value]:
    return [{"kind": "paragraph", "quiet": paragraph.quiet, "text": _inline(paragraph.text, anchors)}]


@_block.register
def _bullets(bullets: Bullets, anchors: frozenset[str]) -> list[Value]:
    items = [_inline(item, anchors) for item in bullets.items]
    return [{"kind": "bullets", "numbered": bullets.numbered, "items": items}] if items else []


@_block.register
def _facts(facts: Facts, anchors: frozenset[str]) -> list[Value]:
    return [{"kind": "facts", "pairs": _pairs(facts.pairs, anchors)}]


@_block.register
def _callout(callout: Callout, anchors: frozenset[str]) -> list[Value]:
    words = _inline(callout.text, anchors)
    return [{"kind": "callout", "tone": callout.kind, "title": _said(callout.title), "text": words}]


@_block.register
def _page_break(_: PageBreak, anchors: frozenset[str]) -> list[Value]:
    return [{"kind": "page-break"}]


@_block.register
def _drawing(drawing: Drawing, anchors: frozenset[str]) -> list[Value]:
    value = {
        "kind": "drawing",
        "svg": in_our_letters(drawing.svg),
        "title": _said(drawing.title),
        "alt": _said(f"{drawing.title}. {drawing.description}"),
    }
    return [value, *(_table(drawing.twin, anchors) if drawing.twin else [])]


def in_our_letters(svg: str) -> str:
    """The drawing with every word of it set in the family that the project carries."""
    family = re.sub(r'font-family="[^"]*"', 'font-family="Liberation Sans"', picture_in(svg))
    return re.sub(r"font-family:[^;\"]*", "font-family:Liberation Sans", family)


@_block.register
def _placed_table(placed: PlacedTable, anchors: frozenset[str]) -> list[Value]:
    named_above = placed.named_above and not placed.table.show_caption
    made = _table(placed.table, anchors, named_above=named_above)
    return [{**value, "kept": placed.kept_with_next} for value in made]


def _table(table: Table, anchors: frozenset[str], *, named_above: bool = False) -> list[Value]:
    if not table.rows:
        return [
            {
                "kind": "paragraph",
                "quiet": False,
                "text": [{"kind": "words", "text": _said(table.empty or f"{table.caption}: none recorded.")}],
            }
        ]
    return [
        {
            "kind": "table",
            "caption": "" if named_above else _said(table.caption),
            "columns": [_said(column) for column in table.columns],
            "rows": [[_inline(cell, anchors) for cell in row] for row in table.rows],
            "numeric": list(table.numeric),
            "widths": widths(table),
            "kept": False,
        }
    ]


def widths(table: Table) -> list[int]:
    """The share of the page that each column has: as asked for, else by its longest words.

    A column never has less than its longest single word needs, and prose never crowds out the rest.
    """
    if table.widths:
        return list(table.widths)
    return [_width(table, position) for position in range(len(table.columns))]


def _width(table: Table, position: int) -> int:
    cells = [table.columns[position], *(plain(row[position]) for row in table.rows)]
    longest_word = max((len(word) for cell in cells for word in cell.split()), default=1)
    longest_cell = max(len(cell) for cell in cells)
    return max(min(longest_cell, 44), longest_word + 2, 6)
