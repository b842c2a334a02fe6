"""A delivery plan as a workbook to edit, XLSX or ODS: six sheets whose closed columns offer their words.

Words stay words and dates stay as they were written; only a figure is a number, and no cell is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from throughline.papers.open_workbook import OpenCell, OpenList, OpenSheet, open_workbook
from throughline.papers.spreadsheet import LONGEST_CELL, MOMENT, without_times
from throughline.rules.plan.file_form import NUMBERS, RECURRENCES, as_words
from throughline.rules.plan.model import Plan
from throughline.rules.plan.workbook_form import PRECISION, SHEETS, SheetRows, sheets_of_plan
from throughline.words.refusals import Refused

KINDS: Final[Mapping[str, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""The files that a plan's workbook can be had as, with their media types."""
ROOM_BELOW: Final = 200
"""Rows below the last line that offer the same words."""
LONGEST_LIST: Final = 255
"""Characters that XLSX allows the words of a list."""
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
OFFERED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("plan", "row"): SHEETS["plan"].rows,
    ("priorities", "row"): SHEETS["priorities"].rows,
    ("measures", "kind"): ("output", "outcome", "activity", "survey"),
    ("measures", "direction"): ("up", "down"),
    ("measures", "cumulative"): ("yes", "no"),
    ("milestones", PRECISION): ("day", "month", "quarter", "season", "half", "year"),
    ("milestones", "recurs"): RECURRENCES,
}
CHOSEN_FROM: Final[Mapping[tuple[str, str], str]] = {
    ("objectives", "parent"): "priorities",
    ("measures", "parent"): "objectives",
    ("milestones", "parent"): "objectives",
}
"""Columns whose words are the ids of another sheet."""
WIDTHS: Final[Mapping[str, int]] = {"text": 60, "why": 40, "evidence": 30, "expression": 40, "indicator": 30}


class CellTooLong(Refused):
    """A cell of the plan holds more than a workbook's cell can."""


@dataclass(frozen=True)
class PlanSheet:
    """One sheet to write: its name, its rows, and the column of the plan's file under each heading."""

    name: str
    rows: SheetRows
    columns: tuple[str, ...]
    organisations: tuple[str, ...]

    def words_for(self, column: str) -> tuple[str, ...]:
        """The words that a column offers, where they are few and known."""
        if column == "lead":
            return self.organisations
        return OFFERED.get((self.name, column), ())


def plan_workbook(plan: Plan, kind: str, *, marking: str, organisations: Sequence[str] = ()) -> bytes:
    """The plan as a file of ``kind``, xlsx or ods; ``organisations`` are the ids that a lead is chosen from.

    The same plan gives the same bytes. Raises CellTooLong.
    """
    sheets = [
        PlanSheet(name, rows, tuple(SHEETS[name].column(one) for one in rows[0]), tuple(organisations))
        for name, rows in sheets_of_plan(plan).items()
    ]
    for sheet in sheets:
        _refuse_long(sheet)
    return _xlsx(sheets, marking) if kind == "xlsx" else _ods(sheets, marking)


def figure_of(column: str, text: str) -> int | float | None:
    """The number that a cell is written as; None where a number would not come back as the same words.

    >>> figure_of("target", "65.5"), figure_of("target", "65.50"), figure_of("text", "7")
    (65.5, None, None)
    """
    if column not in NUMBERS or not re.fullmatch(r"-?\d{1,15}(\.\d+)?", text):
        return None
    number = float(text)
    back = str(int(number)) if number.is_integer() else str(number)
    if back != text:
        return None
    return number if "." in text else int(text)


def _refuse_long(sheet: PlanSheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for heading, words in zip(sheet.rows[0], row, strict=True):
            if len(as_words(words)) > LONGEST_CELL:
                raise CellTooLong(
                    f"Sheet {sheet.name}, row {number}, {heading}: a workbook's cell holds "
                    f"{LONGEST_CELL:,} characters, and this one has more. Take the plan as CSV."
                )


def _written(words: str) -> str:
    return as_words(NO_XML.sub("", words))


def _xlsx(sheets: Sequence[PlanSheet], marking: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet, marking)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = MOMENT
    out = io.BytesIO()
    book.save(out)
    return without_times(out.getvalue())


def _fill(page: Worksheet, sheet: PlanSheet, marking: str) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for place, words in enumerate(row, start=1):
            figure = figure_of(sheet.columns[place - 1], words) if number > 1 else None
            if words:
                _put(page, number, place, words, figure)
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = WIDTHS.get(column, 14)
        if column not in NUMBERS:
            page.column_dimensions[letter].number_format = "@"
        page.cell(1, place).font = Font(bold=True)
        if rule := _validation(sheet, column):
            page.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{len(sheet.rows) + ROOM_BELOW}")
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    for edge in (page.oddHeader, page.oddFooter):
        if edge is not None:
            edge.center.text = marking.replace("&", "&&")


def _put(page: Worksheet, row: int, column: int, words: str, figure: float | None) -> None:
    place = page.cell(row, column)
    if figure is not None:
        place.value = figure
        return
    place.value = ESCAPED.sub("_x005F_", _written(words)).replace("\r", "_x000D_")
    place.data_type = "s"
    place.number_format = "@"
    place.alignment = Alignment(wrap_text=row > 1, vertical="top")


def _validation(sheet: PlanSheet, column: str) -> DataValidation | None:
    words = f'"{",".join(sheet.words_for(column))}"' if sheet.words_for(column) else ""
    if other := CHOSEN_FROM.get((sheet.name, column)):
        letter = get_column_letter(1 + [name for _heading, name in SHEETS[other].headings].index("id"))
        words = f"{other}!${letter}$2:${letter}$1000"
    if not words or len(words) > LONGEST_LIST + 2:
        return None
    # A warning, so that a person may write what the list does not know yet.
    return DataValidation(
        type="list",
        formula1=words,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="Not in the list",
        error="Choose one of the list. Throughline says what it cannot read when you send the file.",
    )


def _ods(sheets: Sequence[PlanSheet], marking: str) -> bytes:
    return open_workbook([_open_sheet(sheet) for sheet in sheets], marking=marking, room_below=ROOM_BELOW)


def _open_sheet(sheet: PlanSheet) -> OpenSheet:
    body = tuple(
        tuple(
            OpenCell(_written(words), figure_of(column, words))
            for column, words in zip(sheet.columns, row, strict=True)
        )
        for row in sheet.rows[1:]
    )
    return OpenSheet(
        name=sheet.name,
        headings=sheet.rows[0],
        rows=body,
        lists=tuple(_open_list(sheet, column) for column in sheet.columns),
        figures=frozenset(place for place, column in enumerate(sheet.columns) if column in NUMBERS),
        wide=frozenset(place for place, column in enumerate(sheet.columns) if WIDTHS.get(column, 0) > 30),
    )


def _open_list(sheet: PlanSheet, column: str) -> OpenList | None:
    if other := CHOSEN_FROM.get((sheet.name, column)):
        letter = get_column_letter(1 + [name for _heading, name in SHEETS[other].headings].index("id"))
        return OpenList(cells=f"${other}.${letter}$2:.${letter}$1000")
    words = sheet.words_for(column)
    return OpenList(words=words) if words else None
