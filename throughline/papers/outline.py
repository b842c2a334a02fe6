"""The order of headings in a paper: sections opened, levels that never skip, ids that never repeat.

Every renderer starts from here, so a page, a PDF and a Word file agree on their contents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from throughline.papers.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Cover,
    Document,
    Drawing,
    Facts,
    Heading,
    Lead,
    PageBreak,
    Paragraph,
    Section,
    Table,
    walk,
)


@dataclass(frozen=True)
class PlacedHeading:
    """A heading where it stands: depth 0 is the paper's title, 1 a part of it, and so on."""

    text: str
    depth: int
    id: str
    number: str = ""
    kicker: str = ""
    starts_page: bool = False


@dataclass(frozen=True)
class PlacedContents:
    """The list of headings that follow it."""

    title: PlacedHeading
    deepest: int
    entries: tuple[PlacedHeading, ...] = ()


@dataclass(frozen=True)
class PlacedTable:
    """A table where it stands; on paper its caption is left out where the heading above says the same."""

    table: Table
    named_above: bool = False
    kept_with_next: bool = False
    """Whether the box that asks for a decision on it follows, which no end of a page may part from it."""


Matter = Lead | Paragraph | Bullets | Facts | Drawing | Callout | PageBreak | Cover
Placed = Matter | PlacedTable | PlacedHeading | PlacedContents


def in_reading_order(document: Document) -> tuple[Placed, ...]:
    """The blocks of a paper in one row, each heading at its depth.

    A paper without a cover or a title of its own gets ``document.title`` as its title.
    Parts of a paper that has a list of contents are numbered from 1.
    """
    order = _Order(document)
    placed = list(order.open(document.blocks, 0))
    if not any(
        isinstance(one, Cover) or (isinstance(one, PlacedHeading) and one.depth == 0) for one in placed
    ):
        placed.insert(0, PlacedHeading(document.title, 0, order.own_id("", document.title)))
    return tuple(_with_entries(placed))


def part_of_a_pack(paper: Document, *, kicker: str = "", id: str = "") -> Section:
    """A paper as a part of a pack: its title becomes the title of the part."""
    blocks = paper.blocks
    if blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1:
        blocks = blocks[1:]
    return Section(paper.title, blocks, id=id, kicker=kicker)


def anchor(words: str) -> str:
    """The words as an anchor: lower-case letters, digits and hyphens; never empty.

    >>> anchor("Actions needing a decision")
    'actions-needing-a-decision'
    """
    plain_letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_letters.lower()).strip("-") or "part"


class _Order:
    """One reading of a document from first block to last."""

    def __init__(self, document: Document) -> None:
        self.has_cover = any(isinstance(block, Cover) for block in document.blocks)
        self.numbered = any(isinstance(block, Contents) for block in walk(document.blocks))
        self.titled = self.has_cover
        self.last_depth = 0
        self.last_heading = document.title
        self.parts = 0
        self.taken: set[str] = set()
        self.kept = {
            block.id for block in walk(document.blocks) if isinstance(block, Heading | Section) and block.id
        }

    def own_id(self, asked: str, words: str) -> str:
        """An id that no other heading of the paper has."""
        wanted = anchor(asked or words)
        count, candidate = 1, wanted
        while candidate in self.taken or (not asked and candidate in self.kept):
            count += 1
            candidate = f"{wanted}-{count}"
        self.taken.add(candidate)
        return candidate

    def open(self, blocks: Sequence[Block], sections: int) -> Iterator[Placed]:
        """The blocks inside so many sections."""
        for block, after in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Section):
                yield self._part(block, sections)
                yield from self.open(block.blocks, sections + 1)
            elif isinstance(block, Heading):
                yield self._heading(block, sections)
            elif isinstance(block, Contents):
                title = PlacedHeading(
                    block.title, self._depth(1), self.own_id("", block.title), starts_page=self.has_cover
                )
                yield PlacedContents(title, block.depth)
            elif isinstance(block, Table):
                yield PlacedTable(
                    block,
                    named_above=block.caption == self.last_heading,
                    kept_with_next=_asks_to_decide(after),
                )
            else:
                yield block

    def _depth(self, wanted: int) -> int:
        self.last_depth = max(1, min(wanted, self.last_depth + 1))
        return self.last_depth

    def _part(self, section: Section, sections: int) -> PlacedHeading:
        number, self.last_heading = "", section.title
        if sections == 0:
            self.parts += 1
            number = str(self.parts) if self.numbered else ""
        return PlacedHeading(
            section.title,
            self._depth(sections + 1),
            self.own_id(section.id, section.title),
            number,
            section.kicker,
            starts_page=self.has_cover and sections == 0 and section.starts_page,
        )

    def _heading(self, heading: Heading, sections: int) -> PlacedHeading:
        own_id, self.last_heading = self.own_id(heading.id, heading.text), heading.text
        if heading.level <= 1 and not self.titled and sections == 0 and self.last_depth == 0:
            self.titled = True
            return PlacedHeading(heading.text, 0, own_id, heading.number)
        depth = self._depth(sections + max(heading.level - 1, 1))
        return PlacedHeading(heading.text, depth, own_id, heading.number)


def _asks_to_decide(block: Block | None) -> bool:
    return isinstance(block, Callout) and block.kind == "decide"


def _with_entries(placed: Sequence[Placed]) -> Iterator[Placed]:
    for position, one in enumerate(placed):
        if not isinstance(one, PlacedContents):
            yield one
            continue
        yield PlacedContents(
            one.title,
            one.deepest,
            tuple(
                other
                for other in placed[position + 1 :]
                if isinstance(other, PlacedHeading) and 1 <= other.depth <= one.deepest
            ),
        )
