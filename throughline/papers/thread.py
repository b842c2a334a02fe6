"""The thread of an objective or of a figure: every record from why something is done to what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from throughline.papers.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Lead,
    Link,
    Paragraph,
    Quiet,
    Table,
    Text,
)


@dataclass(frozen=True)
class ThreadKnot:
    """One record: its words, where it stands on the site, its day in words, a note, and what it came from."""

    words: str
    address: str = ""
    on: str = ""
    note: str = ""
    came_from: str = ""


@dataclass(frozen=True)
class ThreadStrand:
    """The records of one kind under their heading."""

    heading: str
    knots: tuple[ThreadKnot, ...]


@dataclass(frozen=True)
class Thread:
    """A whole thread. ``missing`` says what nobody recorded, after ``missing_lead`` where there is one."""

    title: str
    lead: str
    facts: tuple[tuple[str, Text], ...]
    strands: tuple[ThreadStrand, ...]
    missing: tuple[str, ...]
    missing_heading: str
    missing_lead: str = field(default="", kw_only=True)
    columns: tuple[str, str, str]
    """The headings of a record, of its day, and of what it came from."""


def thread(shown: Thread, *, marking: str, computed_from: str, version: str = "") -> Document:
    """The thread as a paper that stands alone."""
    return Document(
        title=shown.title,
        blocks=tuple(_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def _blocks(shown: Thread) -> Iterator[Block]:
    yield Heading(shown.title)
    yield Lead(shown.lead)
    if shown.facts:
        yield Facts(shown.facts)
    for strand in shown.strands:
        yield Heading(strand.heading, 2)
        rows = tuple((_what(knot), knot.on, knot.came_from) for knot in strand.knots)
        yield Table(strand.heading, shown.columns, rows, widths=(60, 17, 23))
    if shown.missing:
        yield Heading(shown.missing_heading, 2)
        if shown.missing_lead:
            yield Paragraph(shown.missing_lead)
        yield Bullets(shown.missing)


def _what(knot: ThreadKnot) -> Text:
    words = Link(knot.words, knot.address) if knot.address else knot.words
    return (words, Quiet(knot.note)) if knot.note else words
