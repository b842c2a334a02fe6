"""Workbooks and CSV: every cell is words or a number, never a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.documents import pack
from throughline.papers.blocks import Status, Table
from throughline.papers.board_pack import board_pack
from throughline.papers.spreadsheet import comma_separated, disarmed, tables_of, workbook

CELLS = [
    ("a sum", "=1+1", "'=1+1"),
    ("a call", "@SUM(A1)", "'@SUM(A1)"),
    ("a plus that is no number", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    ("a minus that is no number", "-2+3", "'-2+3"),
    ("a tab in front", "\t=1", "'\t=1"),
    ("a return in front", "\r=1", "'\r=1"),
    ("spaces in front", "  =1", "'  =1"),
    ("the wide sign of some keyboards", "＝1", "'＝1"),
    ("a negative number stays", "-3.5", "-3.5"),
    ("a number with a comma stays", "1,102", "1,102"),
    ("words stay", "Barnet", "Barnet"),
    ("nothing stays nothing", "", ""),
]


@pytest.mark.parametrize(
    ("given_words", "expected"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS]
)
def test_cells_that_would_run_are_disarmed(given_words: str, expected: str) -> None:
    assert disarmed(given_words) == expected


def opened(*tables: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(tables, marking="OFFICIAL", computed_from="terms")))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_no_cell_of_a_workbook_is_a_formula(cells: list[str]) -> None:
    table = Table("T", tuple("ABC"[: len(cells)]), (tuple(cells),), numeric=(0,))
    for row in opened(table).worksheets[0].iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr")


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_no_cell_of_a_csv_begins_like_a_formula(cells: list[str]) -> None:
    table = Table("T", tuple("ABC"[: len(cells)]), (tuple(cells),))
    for row in csv.reader(io.StringIO(comma_separated(table, marking="OFFICIAL"), newline="")):
        for cell in row:
            assert cell[:1] not in "=@\t\r" or not cell


def test_numbers_stay_numbers_and_words_keep_their_place() -> None:
    table = Table(
        "Verdicts", ("Indicator", "Verdict", "Value"), (("NI 18", Status("worse", "Worse"), "1,102"),), (2,)
    )
    sheet = opened(table).worksheets[0]
    assert [cell.value for cell in sheet[1]][:1] == ["OFFICIAL. Verdicts"]
    assert [cell.value for cell in sheet[3]] == ["Indicator", "Verdict", "Value"]
    assert [cell.value for cell in sheet[4]] == ["NI 18", "Worse", 1102]


def test_a_paper_gives_a_sheet_for_each_table_none_hidden_and_nothing_rides_along() -> None:
    tables = tables_of(board_pack(pack()))
    made = workbook(tables, marking="OFFICIAL", computed_from="terms")
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert len(book.worksheets) == len(tables) >= 6
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not book.properties.creator
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"20" not in re.sub(rb"http[^\"]*", b"", file.read("docProps/core.xml"))
    assert made == workbook(tables, marking="OFFICIAL", computed_from="terms")


def test_sheets_of_one_name_are_told_apart() -> None:
    same = Table("Actions: [open]/'late'?" * 3, ("A",), (("x",),))
    assert len({sheet.title.lower() for sheet in opened(same, same, same).worksheets}) == 3
