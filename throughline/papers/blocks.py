"""A paper is a list of blocks: what it says, without how it looks.

One renderer each turns the same blocks into HTML, PDF, Word and plain data, so
what a board sees on screen is what it gets on paper.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

StatusKind = Literal[
    "complete",
    "on-course",
    "slipping",
    "late",
    "no-news",
    "undated",
    "improved",
    "worse",
    "no-change",
    "too-little-data",
    "none",
]


@dataclass(frozen=True)
class Status:
    """A word with its shape; colour is never the only sign."""

    kind: StatusKind
    word: str


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere: a page of the site, or a paper of the same pack."""

    text: str
    href: str


@dataclass(frozen=True)
class Strong:
    """Words that carry the weight of a sentence."""

    text: str


@dataclass(frozen=True)
class Quiet:
    """Words of less weight on a line of their own, under what they qualify."""

    text: str


Inline = str | Status | Link | Strong | Quiet
Text = Inline | tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the paper's own title. ``id`` is a stable anchor."""

    text: str
    level: int = 1
    id: str = ""
    number: str = ""


@dataclass(frozen=True)
class Lead:
    """The one sentence that matters."""

    text: Text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``quiet`` for a note or a source."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list; numbered if order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Records in rows under headings. ``caption`` is always said aloud; it may be hidden on screen.

    ``numeric`` holds the positions of columns of figures, which are set to the right.
    ``empty`` is what stands in place of the table when there are no rows.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    row_headers: bool = True
    show_caption: bool = False
    empty: str = ""


@dataclass(frozen=True)
class Facts:
    """Three to five words with a number each, framing what follows."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Drawing:
    """A drawing in SVG with its title, its description and the table that says the same."""

    svg: str
    title: str
    description: str
    twin: Table | None = None
    wide: bool = False
    narrow_svg: str = ""
    """The same drawing for a telephone; only a page of the site has use for it."""


@dataclass(frozen=True)
class Callout:
    """A box for live state or a request to decide."""

    title: str
    text: Text
    kind: Literal["decide", "note", "warning"] = "note"


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page, where there are pages."""


@dataclass(frozen=True)
class Contents:
    """The list of headings with the page each stands on."""

    title: str
    depth: int = 2


@dataclass(frozen=True)
class Section:
    """A part of a pack with its own title, made by someone, and numbered with the rest."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    kicker: str = ""
    """A few words above the title: "Paper 2, for decision"."""
    starts_page: bool = True
    """Whether a part of a pack begins a page; one with nothing to say follows what precedes it."""


@dataclass(frozen=True)
class Cover:
    """The first page of a pack."""

    organisation: str
    title: str
    subtitle: str
    lead: Text
    facts: tuple[tuple[str, Text], ...] = ()


Block = (
    Heading
    | Lead
    | Paragraph
    | Bullets
    | Table
    | Facts
    | Drawing
    | Callout
    | PageBreak
    | Contents
    | Section
    | Cover
)


@dataclass(frozen=True)
class Document:
    """A whole paper: its blocks, and what stands on every page of it."""

    title: str
    blocks: tuple[Block, ...]
    marking: str
    computed_from: str
    """What the paper was computed from, and when; printed on the last page and in the foot."""
    language: str = "en-GB"
    author: str = ""
    version: str = ""
    landscape: bool = False
    size: Literal["a4", "a3"] = "a4"
    """The sheet that the PDF is set on; an editable file is always A4."""
    fictional: bool = False
    """Printed on every page when the content is made up for a demonstration."""


def plain(text: Text) -> str:
    """The words of a piece of text, without its links, weights and shapes."""
    if isinstance(text, str):
        return text
    if isinstance(text, tuple):
        return reduce(_joined, text, "")
    return text.word if isinstance(text, Status) else text.text


def _joined(said: str, part: Inline) -> str:
    if not isinstance(part, Quiet) or not said:
        return said + plain(part)
    return f"{said}{' ' if said[-1] in '.:?!' else ': '}{part.text}"


def parts(text: Text) -> tuple[Inline, ...]:
    """A piece of text as a row of its inline parts."""
    return text if isinstance(text, tuple) else (text,)


def printable(words: str) -> str:
    """The words without characters that no printed page can hold; a tab becomes a space.

    Newlines stay. Control characters, lone surrogates and non-characters go.
    """
    unified = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(letter for letter in unified if letter == "\n" or _has_a_place(letter))


def _has_a_place(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co")


def walk(blocks: Sequence[Block]) -> list[Block]:
    """Every block in reading order, sections opened."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Section):
            found.extend(walk(block.blocks))
    return found
