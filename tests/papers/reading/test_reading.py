"""Documents that come in: the same rows from every kind, and a sentence for what cannot be read."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Cell as OdfCell
from odfdo import Document as OdfDocument
from odfdo import Row as OdfRow
from odfdo import Table as OdfTable

from throughline.papers.reading import Unreadable, read_rows
from throughline.papers.reading.reading import LARGEST_FILE

FIXTURE = Path(__file__).parents[2] / "fixtures" / "plan" / "legacy_harbour.txt"
SMALL = [["Priority", "Lead"], ["1.1 Housing", "Council"], ["", "Police"]]


def texts(data: bytes, name: str = "plan") -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_rows(data, name).rows]


def as_xlsx(rows: list[list[str]], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_docx(rows: list[list[str]]) -> bytes:
    document: Document = docx.Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text
    return saved(document)


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_ods(rows: list[list[str]]) -> bytes:
    document = OdfDocument("spreadsheet")
    document.body.clear()
    table = OdfTable("Plan")
    for texts_of_row in rows:
        row = OdfRow()
        for text in texts_of_row:
            row.append_cell(OdfCell(text) if text else OdfCell())
        table.append_row(row)
    document.body.append(table)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def rezipped(data: bytes, **changes: bytes | None) -> bytes:
    """The same archive with some members replaced, added, or (None) left out; __ stands for /."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in changes.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, content in named.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "make"), [("xlsx", as_xlsx), ("docx", as_docx), ("ods", as_ods)], ids=["xlsx", "docx", "ods"]
)
def test_every_kind_of_document_gives_the_same_rows(
    kind: str, make: Callable[[list[list[str]]], bytes]
) -> None:
    data = make(SMALL)
    reading = read_rows(data, f"plan.{kind}")
    assert reading.kind == kind
    assert [[cell.text for cell in row] for row in reading.rows] == SMALL


def test_the_legacy_table_reads_alike_from_text_word_and_spreadsheet() -> None:
    pasted = texts(FIXTURE.read_bytes())
    table = [row for row in pasted if len(row) == 6]
    assert len(table) > 20
    assert texts(as_docx(table)) == table
    assert texts(as_xlsx(table)) == table


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("commas", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        (
            "semicolons, though the words hold commas",
            "a;b\n1,5;2\n3,5;4\n",
            [["a", "b"], ["1,5", "2"], ["3,5", "4"]],
        ),
        ("tabs", "a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("upright bars", "a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("a cell of several lines", 'a,b\n"1\n2",3\n', [["a", "b"], ["1\n2", "3"]]),
        ("pasted cells of several lines", 'a\tb\n"1\n2"\t3\n', [["a", "b"], ["1\n2", "3"]]),
        ("a quotation mark inside pasted words", 'a\tb\n"x" of y\t3\n', [["a", "b"], ['"x" of y', "3"]]),
        ("one column", "a\nb\n", [["a"], ["b"]]),
    ],
)
def test_texts_in_their_dialects(sentence: str, text: str, expected: list[list[str]]) -> None:
    assert texts(text.encode()) == expected, sentence


@pytest.mark.parametrize(
    ("sentence", "data", "said"),
    [
        ("plain", "é,b\n".encode(), "Read as UTF-8."),
        ("from Excel", "é,b\n".encode("utf-8-sig"), "Read as UTF-8 with a byte order mark."),
        ("from Notepad", "é,b\n".encode("utf-16"), "Read as UTF-16 with a byte order mark."),
        ("from an older Windows", "é,b\n".encode("cp1252"), "Read as Windows-1252"),
    ],
)
def test_the_encoding_is_recognised_and_said(sentence: str, data: bytes, said: str) -> None:
    reading = read_rows(data, "plan.csv")
    assert reading.rows[0][0].text == "é", sentence
    assert reading.notes[0].startswith(said), sentence


def test_cells_carry_their_place() -> None:
    rows = read_rows(as_xlsx(SMALL), "plan.xlsx").rows
    assert str(rows[2][1].place) == "Plan, cell B3"
    assert str(read_rows(b"a,b\n\n1,2\n", "plan.csv").rows[2][1].place) == "cell B3"


def test_merged_cells_hold_their_words_once_and_are_said() -> None:
    rows = [["Plan of 2009", "", ""], ["Priority", "Lead", "By"], ["1.1", "", "May"], ["", "Police", "June"]]
    reading = read_rows(as_xlsx(rows, merge="A1:C1"), "plan.xlsx")
    assert [[cell.text for cell in row] for row in reading.rows] == rows
    assert reading.notes == ("Sheet Plan has 1 merged areas; their words are read in their first cell.",)


def test_merged_cells_of_a_word_table_hold_their_words_once() -> None:
    document: Document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "across"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "down"
    assert texts(saved(document)) == [["across", "", "02"], ["10", "11", "down"], ["20", "21", ""]]


def test_bullets_of_a_word_table_stay_bullets() -> None:
    document: Document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "By:"
    cell.add_paragraph("first", style="List Bullet")
    assert texts(saved(document)) == [["By:\n• first"]]


def test_a_date_that_a_spreadsheet_made_is_said() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([date(2009, 9, 1), 1102, 65.5, True])
    target = io.BytesIO()
    book.save(target)
    reading = read_rows(target.getvalue(), "plan.xlsx")
    assert [cell.text for cell in reading.rows[0]] == ["2009-09-01", "1102", "65.5", "yes"]
    assert reading.notes == (
        "Sheet Sheet has cells that the spreadsheet holds as dates; check that the day was meant.",
    )


OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&e;</w:document>'
)
FAR_CELL = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
ENCRYPTED_ODS = b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'


def with_password(data: bytes) -> bytes:
    """Every member marked as encrypted, as a password would."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def swollen() -> bytes:
    return rezipped(as_docx(SMALL), word__media__big_dot_bin=b"\0" * 30_000_000)


@pytest.mark.parametrize(
    ("sentence", "data", "refusal"),
    [
        ("nothing", b" \n", "is empty"),
        ("too large", b"a" * (LARGEST_FILE + 1), "is larger than 10 MB"),
        ("a PDF", b"%PDF-1.7 x", "is a PDF, from which cells cannot be told apart"),
        ("a web page", b"<!doctype html><p>", "is a web page"),
        (
            "an old or locked Office file",
            b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "has a password or is in an old Office",
        ),
        ("neither text nor a document", b"\x01\x00\x02\x00abc", "is not text"),
        ("a character of no encoding", b"a,b\nc,\x81\xff\n", "line 2: a character is in no encoding"),
        ("a quotation mark never closed", b'a,b\n1,2\n"3,4\n', "row 3: a quotation mark is not closed"),
        ("very many columns", b"," * 500, "more than 200 cells"),
        ("very many rows", b"a,b,c\n" * 20_000, "more than 50,000 cells"),
        ("cut off", as_xlsx(SMALL)[:-200], "is cut off or damaged"),
        (
            "damaged in the middle",
            as_docx(SMALL).replace(b"PK\x03\x04", b"PK\x03\x05", 1),
            "is cut off or damaged",
        ),
        (
            "another kind of archive",
            rezipped(as_docx(SMALL), word__document_dot_xml=None),
            "is neither DOCX, XLSX",
        ),
        ("a password on a zipped document", with_password(as_xlsx(SMALL)), "has a password"),
        (
            "a password on an ODS",
            rezipped(as_ods(SMALL), **{"META-INF__manifest_dot_xml": ENCRYPTED_ODS}),
            "has a password",
        ),
        ("macros", rezipped(as_xlsx(SMALL), xl__vbaProject_dot_bin=b"x"), "holds macros"),
        ("an archive that swells", swollen(), "unpacks to more than 20 MB"),
        (
            "an entity from outside",
            rezipped(as_docx(SMALL), word__document_dot_xml=OUTSIDE),
            "refers to something outside itself",
        ),
        (
            "a cell at the far end of the sheet",
            rezipped(as_xlsx(SMALL), xl__worksheets__sheet1_dot_xml=FAR_CELL),
            "spreads over more than 50,000 cells",
        ),
        (
            "broken inside",
            rezipped(as_xlsx(SMALL), xl__worksheets__sheet1_dot_xml=b"<worksheet><"),
            "is damaged inside",
        ),
        ("no table", saved(docx.Document()), "has no table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(sentence: str, data: bytes, refusal: str) -> None:
    with pytest.raises(Unreadable, match=refusal) as refused:
        read_rows(data, "/somewhere/me/plan.bin")
    assert str(refused.value).startswith("plan.bin"), sentence
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        said = read_rows(data, "anything").notes[0]
    except Unreadable as refusal:
        said = str(refusal)
    assert said.startswith(("Read as", "anything"))


@given(st.integers(0, 4_000), st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(place: int, byte: int) -> None:
    data = bytearray(WORKBOOK)
    data[place % len(data)] = byte
    try:
        said = read_rows(bytes(data), "plan.xlsx").kind
    except Unreadable as refusal:
        said = str(refusal)
    assert said.startswith(("xlsx", "csv", "text", "plan.xlsx"))


WORKBOOK = as_xlsx(SMALL)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00", exclude_categories=("Cs",)))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_a_csv_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows([["row", "id", "text"], *rows])
    assert texts(target.getvalue().encode()) == [["row", "id", "text"], *rows]
