"""What reading a document gives, or the sentence that says why it gives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.rules.plan.cells import Row
from throughline.words.refusals import Refused


@dataclass(frozen=True)
class Room:
    """How much a file may take, and what is meant to stand in it, in the words of a refusal."""

    file_bytes: int
    inside_bytes: int
    """What a zipped file may unpack to."""
    cells: int
    columns: int
    what: str


A_PLAN = Room(10_000_000, 20_000_000, 50_000, 200, "the plan's table")
"""Three times the cells that the largest plan known takes in its own file."""
FIGURES = Room(10_000_000, 120_000_000, 1_000_000, 500, "the table of figures")
"""Twice the cells of forty quarters of thirty indicators in forty-two areas, a figure a row."""


class Unreadable(Refused):
    """The document cannot be read; the message says why, where, and what to send instead."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, one table of a document, or the whole of a text."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reading:
    """The sheets of a document in their order, and what the reader of it should know."""

    kind: str
    """csv, text, xlsx, ods or docx"""
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """How the file was understood: its encoding, merged cells, dates that a spreadsheet made."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all sheets, one after the other."""
        return tuple(row for sheet in self.sheets for row in sheet.rows)
