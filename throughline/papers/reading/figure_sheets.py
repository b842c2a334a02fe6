"""Files of figures opened into sheets of words, as the reading of tables takes them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from throughline.figures.extracts.tables import Merged, Sheet
from throughline.papers.reading import archive, delimited, sheets
from throughline.papers.reading.outcome import FIGURES, Unreadable
from throughline.papers.reading.reading import refuse_what_is_no_table
from throughline.words.formats import plural

EXTENSIONS = {"xlsx": "a workbook (XLSX)", "ods": "a workbook (ODS)", "csv": "text with a row a line (CSV)"}
ERROR_CELL = re.compile(rb"""<c [^>]*\bt=["']e["']""")
TEXT_NAMES = ("csv", "tsv", "tab", "txt")


@dataclass(frozen=True)
class FigureSheets:
    """The sheets of a file of figures in their order, and how the file was understood."""

    kind: str
    """csv, text, xlsx or ods"""
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def read_sheets(data: bytes, name: str, *, encoding: str = "", delimiter: str = "") -> FigureSheets:
    """The sheets of an XLSX, ODS or CSV file of figures; encoding and delimiter are of a text, if declared.

    What the bytes are is told from the bytes, and the ending of the name must agree. Raises ``Unreadable``
    with one sentence when the file is of another kind, encrypted, cut off, swollen or unsafe.
    """
    shown = PurePath(name).name or "The file"
    refuse_what_is_no_table(data, shown, FIGURES)
    if not data.startswith(b"PK"):
        _refuse_other_ending(name, shown, "csv")
        kind, records, notes = delimited.records_of(
            data, shown, FIGURES, encoding=encoding, delimiter=delimiter
        )
        return FigureSheets(kind, (Sheet("", records),), notes)
    kind = archive.inspect(data, shown, FIGURES)
    if kind == "docx":
        raise Unreadable(f"{shown} is a Word document. Send the figures as XLSX, ODS or CSV.")
    _refuse_other_ending(name, shown, kind)
    notes = _error_notes(data) if kind == "xlsx" else ()
    return FigureSheets(kind, tuple(_sheets(data, shown, kind)), notes)


def _refuse_other_ending(name: str, shown: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    expected = TEXT_NAMES if kind == "csv" else (kind,)
    if ending and ending not in expected:
        raise Unreadable(
            f"{shown} is named .{ending} but holds {EXTENSIONS[kind]}. Save it again as what it is named."
        )


def _sheets(data: bytes, shown: str, kind: str) -> Iterator[Sheet]:
    joined = _joined_cells(data) if kind == "ods" else {}
    for name, sheet, rows in sheets.opened(data, shown):
        merged = joined.get(name, ())
        if kind == "xlsx":
            merged = tuple(
                Merged(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
                for first, last in sheet.merged_cell_ranges or ()
            )
        yield Sheet(name, [[sheets.text_of(value) for value in row] for row in rows], merged)


def _error_notes(data: bytes) -> tuple[str, ...]:
    """A note on cells that hold an error of the spreadsheet, as its reader gives them back empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        errors = sum(len(ERROR_CELL.findall(parts.read(name))) for name in sheets)
    if not errors:
        return ()
    cells = plural(errors, "cell with an error", "cells with errors")
    return (f"{cells} of the spreadsheet, such as #N/A or #REF!: read as no figure, which is never nought.",)


def _joined_cells(data: bytes) -> dict[str, tuple[Merged, ...]]:
    """The joined cells of each sheet of an ODS file, which its reader does not tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        found = _Spans()
        archive.walk(parts.read("content.xml"), found.start, found.end)
    return {name: tuple(areas) for name, areas in found.areas.items()}


class _Spans:
    """Follows rows and columns, repeated ones too, to where cells span more than one."""

    def __init__(self) -> None:
        self.areas: dict[str, list[Merged]] = {}
        self.sheet = ""
        self.row = self.column = 1
        self.row_repeat = 1

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """A table, row or cell starts."""
        if name == "table:table":
            self.sheet, self.row = attrs.get("table:name", ""), 1
        elif name == "table:table-row":
            self.column, self.row_repeat = 1, archive.count_of(attrs, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            down = archive.count_of(attrs, "table:number-rows-spanned")
            across = archive.count_of(attrs, "table:number-columns-spanned")
            if down > 1 or across > 1:
                area = Merged(self.row, self.column, self.row + down - 1, self.column + across - 1)
                self.areas.setdefault(self.sheet, []).append(area)
            self.column += archive.count_of(attrs, "table:number-columns-repeated")

    def end(self, name: str) -> None:
        """A row ends."""
        if name == "table:table-row":
            self.row += self.row_repeat
