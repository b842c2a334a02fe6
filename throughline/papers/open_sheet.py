"""Tables as an OpenDocument sheet (ODS), in which no cell is ever a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from odfdo import Cell, Row, Style
from odfdo import Document as OpenDocument
from odfdo import Table as Sheet

from throughline.papers.blocks import Table, Text, plain, printable
from throughline.papers.spreadsheet import LONGEST_CELL, MOMENT, NUMBER, disarmed, sheet_name

HEADING: Final = "heading"


def open_sheet(tables: Sequence[Table], *, marking: str, computed_from: str) -> bytes:
    """The tables as an ODS file: a sheet each, with rows above it for marking and source.

    No formulas, no author, no dates of the computer; figures are numbers, all else is words.
    """
    book = OpenDocument("spreadsheet")
    book.body.clear()
    book.insert_style(_bold(), automatic=True)
    taken: set[str] = set()
    for table in tables:
        book.body.append(_sheet(table, sheet_name(table.caption, taken), marking, computed_from))
    if not tables:
        book.body.append(_empty(marking))
    book.meta.creator = ""
    book.meta.initial_creator = ""
    book.meta.set_creation_date(MOMENT)
    book.meta.set_modification_date(MOMENT)
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


def _bold() -> Style:
    style = Style("table-cell", name=HEADING)
    style.set_properties({"fo:font-weight": "bold"}, area="text")
    return style


def _empty(marking: str) -> Sheet:
    sheet = Sheet("No tables")
    sheet.append_row(_row([marking]))
    return sheet


def _sheet(table: Table, name: str, marking: str, computed_from: str) -> Sheet:
    sheet = Sheet(name)
    sheet.append_row(_row([f"{marking}. {table.caption}"]))
    sheet.append_row(_row([f"Computed from {computed_from}" if computed_from else ""]))
    sheet.append_row(_row(table.columns, style=HEADING))
    for row in table.rows:
        sheet.append_row(_row(row, numeric=table.numeric))
    return sheet


def _row(cells: Sequence[Text], *, numeric: Sequence[int] = (), style: str | None = None) -> Row:
    row = Row()
    for column, words in enumerate(cells):
        row.append_cell(_cell(printable(plain(words)), column in numeric, style))
    return row


def _cell(words: str, is_numeric: bool, style: str | None) -> Cell:
    if is_numeric and NUMBER.fullmatch(words):
        exact = words.replace(",", "")
        return Cell(float(exact) if "." in exact else int(exact), text=exact, cell_type="float", style=style)
    safe = disarmed(words)[:LONGEST_CELL]
    return Cell(safe, text=safe, cell_type="string", style=style)


def _without_times(written: bytes) -> bytes:
    """The same file with the times of its parts taken out; its kind stays first and unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            entry = zipfile.ZipInfo(one.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if one.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(one.filename))
    return out.getvalue()
