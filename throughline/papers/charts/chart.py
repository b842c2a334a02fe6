"""A chart before it is drawn: what it shows, what it says in words, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from throughline.papers.blocks import Block, Bullets, Drawing, Paragraph, Table
from throughline.papers.charts.theme import Shape, Spec

Kind = Literal["series", "predicted", "funnel", "steps", "lag", "reviews"]

LOOK: Final = 1
"""Counted up when the same values are to be drawn in another way, so that stored drawings are made anew."""
PRINTED_ROWS: Final = 12
"""How many rows of a series a paper prints; the page has them all."""

NAMES: Final[dict[Shape, str]] = {
    "circle": "Circle",
    "diamond": "Diamond",
    "square": "Square",
    "hollow-circle": "Hollow",
    "hollow-diamond": "Hollow diamond",
    "hollow-square": "Hollow square",
    "bar": "Dark bar",
    "light-bar": "Light bar",
    "dashed-bar": "Dashed outline",
    "mark": "Black mark",
    "upright": "Upright mark",
    "dashed-line": "Dashed line",
    "dotted-line": "Dotted line",
    "line": "Line",
    "break": "Dotted upright line",
}


@dataclass(frozen=True)
class Sign:
    """One shape of a chart and what it means."""

    shape: Shape
    words: str


@dataclass(frozen=True)
class Chart:
    """A chart in two widths with its title, a note on its scale, its key, and the table that says the same.

    ``remarks`` name what letters and numbers on the drawing point to: breaks and notes.
    """

    kind: Kind
    title: str
    note: str
    description: str
    wide: Spec
    narrow: Spec
    twin: Table
    key: tuple[Sign, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that the chart shows: a changed figure has another."""
        shown = [
            LOOK, self.kind, self.title, self.note, self.description, self.wide, self.narrow,
            repr(self.twin), repr(self.key), self.remarks,
        ]  # fmt: skip
        written = json.dumps(shown, sort_keys=True, ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(written.encode()).hexdigest()

    def drawing(self, wide: str, narrow: str = "") -> Drawing:
        """The chart as a block of a paper, from its drawings in SVG."""
        said = " ".join(part for part in (self.note, self.description) if part)
        return Drawing(svg=wide, narrow_svg=narrow, title=self.title, description=said, twin=self._printed())

    def blocks(self, wide: str, narrow: str = "") -> tuple[Block, ...]:
        """The chart as it stands in a paper: the drawing, its key and remarks in words, and its table."""
        key = " ".join(f"{NAMES[one.shape]}: {one.words[:1].lower()}{one.words[1:]}." for one in self.key)
        note = " ".join(part for part in (self.note, key) if part)
        return (
            replace(self.drawing(wide, narrow), twin=None),
            *((Paragraph(note, quiet=True),) if note else ()),
            *((Bullets(self.remarks),) if self.remarks else ()),
            self._printed(),
        )

    def _printed(self) -> Table:
        """The table as a paper has room for it: of a long series the latest rows, and it says so."""
        rows = self.twin.rows
        if self.kind != "series" or len(rows) <= PRINTED_ROWS:
            return self.twin
        caption = f"{self.twin.caption}: the latest {PRINTED_ROWS} of {len(rows)}"
        return replace(self.twin, caption=caption, rows=rows[-PRINTED_ROWS:])
