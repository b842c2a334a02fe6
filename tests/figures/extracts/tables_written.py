"""The same small table as a workbook in either format and as text, for tests that must not tell them apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
from odfdo import Cell, Document, Row, Table

Rows = Sequence[Sequence[str | int]]
Area = tuple[int, int, int, int]
"""The first row and column and the last row and column of joined cells, counted from 1."""


def as_csv(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows, *, sheet: str = "Table 1", joined: Sequence[Area] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    written = book.create_sheet(sheet)
    for row in rows:
        written.append([cell if cell != "" else None for cell in row])
    for first_row, first_column, last_row, last_column in joined:
        written.merge_cells(
            start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column
        )
    return _saved(book)


def as_ods(rows: Rows, *, sheet: str = "Table 1", joined: Sequence[Area] = ()) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(sheet)
    for row in rows:
        written = Row()
        for cell in row:
            written.append_cell(Cell(cell) if cell != "" else Cell())
        table.append_row(written)
    for first_row, first_column, last_row, last_column in joined:
        table.set_span((first_column - 1, first_row - 1, last_column - 1, last_row - 1))
    document.body.append(table)
    return _saved(document)


def _saved(made: openpyxl.Workbook | Document) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
