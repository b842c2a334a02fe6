"""Workbooks: XLSX and ODS."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from throughline.papers.reading.outcome import Reading, Sheet, Unreadable
from throughline.rules.plan.cells import rows_of

Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes, shown: str, kind: str) -> Reading:
    """The sheets of a workbook. A merged cell's words stand in its first cell, the others are empty."""
    values = opened(data, shown)
    found = tuple(
        Sheet(name, rows_of([[text_of(value) for value in row] for row in rows], sheet=name))
        for name, _, rows in values
    )
    notes = [
        f"Sheet {name} has {len(merged)} merged areas; their words are read in their first cell."
        for name, sheet, _ in values
        if (merged := sheet.merged_cell_ranges)
    ]
    notes += [
        f"Sheet {name} has cells that the spreadsheet holds as dates; check that the day was meant."
        for name, _, rows in values
        if any(isinstance(value, date) for row in rows for value in row)
    ]
    return Reading(kind, found, tuple(notes))


def opened(data: bytes, shown: str) -> list[tuple[str, CalamineSheet, list[list[Value]]]]:
    """The name of each sheet of a workbook, the sheet, and the values of its rows. Raises ``Unreadable``."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
        return [(name, sheet, sheet.to_python(skip_empty_area=False)) for name, sheet in grids]
    except (CalamineError, ValueError, OSError) as fault:
        raise Unreadable(f"{shown} is damaged inside. Save it again and send the new file.") from fault


def text_of(value: Value) -> str:
    """What a cell of a workbook says, in words; a day as 2009-04-01."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
