"""What reading a document gives, or the sentence that says why it gives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.rules.plan.cells import Row
from throughline.words.refusals import Refused

MOST_CELLS = 50_000
"""Three times what the largest plan known takes in its own file."""


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
