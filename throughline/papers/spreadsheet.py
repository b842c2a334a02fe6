"""Tables as a workbook or as CSV, in which no cell is ever a formula.

A cell whose words begin like a formula would be run by the reader's spreadsheet. Here it stays words.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from throughline.papers.blocks import Document, Drawing, Table, Text, plain, printable, walk

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
LONGEST_CELL: Final = 32_767
MOMENT: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the earliest day a ZIP file can name; it tells no one's clock


def tables_of(document: Document) -> tuple[Table, ...]:
    """Every table of a paper in reading order, the twins of drawings among them."""
    found: list[Table] = []
    for block in walk(document.blocks):
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Drawing) and block.twin:
            found.append(block.twin)
    return tuple(found)


def workbook(tables: Sequence[Table], *, marking: str, computed_from: str) -> bytes:
    """The tables as an XLSX file: a sheet each, with a row above it for marking and source.

    No formulas, no hidden sheets, no author, no dates of the computer.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for table in tables:
        _fill(book.create_sheet(sheet_name(table.caption, taken)), table, marking, computed_from)
    if not tables:
        book.create_sheet("No tables")["A1"] = marking
    book.properties.creator = ""
    book.properties.created = book.properties.modified = MOMENT
    out = io.BytesIO()
    book.save(out)
    return without_times(out.getvalue())


def comma_separated(table: Table, *, marking: str) -> str:
    """One table as CSV with a byte-order mark for Excel; the marking is the last column of each row."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([disarmed(column) for column in (*table.columns, "Marking")])
    for row in table.rows:
        rows.writerow([disarmed(plain(cell)) for cell in (*row, marking)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def disarmed(words: str) -> str:
    """The words with an apostrophe in front where a spreadsheet would take them for a formula.

    A plain number keeps its sign.

    >>> disarmed("=1+1"), disarmed("-3.5"), disarmed("Barnet")
    ("'=1+1", '-3.5', 'Barnet')
    """
    if NUMBER.fullmatch(words):
        return words
    first = words.lstrip(" \N{NO-BREAK SPACE}")[:1]
    return f"'{words}" if words[:1] in FORMULA_SIGNS or first in FORMULA_SIGNS else words


def sheet_name(caption: str, taken: set[str]) -> str:
    """A name for a sheet: no longer and of no other signs than spreadsheets allow, and each once."""
    allowed = re.sub(r"[\[\]:*?/\\'\n]+", " ", printable(caption))
    base = allowed.strip()[:31].strip() or "Table"
    name, count = base, 1
    while name.lower() in taken:
        count += 1
        name = f"{base[:27]} {count}"
    taken.add(name.lower())
    return name


def _fill(sheet: Worksheet, table: Table, marking: str, computed_from: str) -> None:
    _put(sheet, 1, 1, f"{marking}. {table.caption}")
    _put(sheet, 2, 1, f"Computed from {computed_from}" if computed_from else "")
    for column, words in enumerate(table.columns, 1):
        _put(sheet, 3, column, words)
        sheet.cell(3, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    for number, row in enumerate(table.rows, 4):
        for column, cell in enumerate(row, 1):
            _put(sheet, number, column, cell, numeric=column - 1 in table.numeric)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    for edge in (sheet.oddHeader, sheet.oddFooter):
        if edge is not None:
            edge.center.text = marking.replace("&", "&&")


def _put(sheet: Worksheet, row: int, column: int, words: Text, *, numeric: bool = False) -> None:
    said = printable(plain(words))
    place = sheet.cell(row, column)
    if numeric and NUMBER.fullmatch(said):
        exact = said.replace(",", "")
        place.value = float(exact) if "." in exact else int(exact)
        return
    place.value = disarmed(said)[:LONGEST_CELL]
    place.data_type = "s"
    place.alignment = Alignment(wrap_text=row > 3, vertical="top")


def _width(table: Table, position: int) -> int:
    longest = max((len(plain(row[position])) for row in table.rows), default=0)
    return max(10, min(60, max(longest, len(table.columns[position])) + 2))


TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
"""When a workbook says that it was made: one table would else give other bytes a second later."""


def without_times(written: bytes) -> bytes:
    """A workbook without the times at which it and its parts were made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(
                entry, TIMES.sub(b"", old.read(name)) if name == "docProps/core.xml" else old.read(name)
            )
    return out.getvalue()
