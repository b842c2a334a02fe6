"""Tables as an OpenDocument sheet, opened by the programs that people open them with."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from odfdo import Document as OpenDocument
from python_calamine import CalamineWorkbook

from throughline.papers.blocks import Table
from throughline.papers.open_sheet import open_sheet
from throughline.papers.spreadsheet import NUMBER

HOMES = Table(
    "Homes",
    ("Area", "Settled", "Per cent"),
    (("Ash", "1,204", "74.4"), ("=1+1", "hidden", "hidden"), ("@Elm", "-3", "0")),
    numeric=(1, 2),
)
READ = [["Ash", 1204, 74.4], ["'=1+1", "hidden", "hidden"], ["'@Elm", -3, 0]]


def written(*tables: Table) -> bytes:
    return open_sheet(tables, marking="OFFICIAL", computed_from="returns received by 4 January 2010")


def test_figures_are_numbers_and_a_formula_is_only_words() -> None:
    sheet = OpenDocument(io.BytesIO(written(HOMES))).body.tables[0]
    rows = [sheet.get_row_values(place) for place in (3, 4, 5)]
    assert [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows] == READ
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(written(HOMES))).read("content.xml")


def test_another_reader_reads_the_same() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(written(HOMES))).get_sheet_by_name("Homes").to_python()
    assert rows[0][0] == "OFFICIAL. Homes"
    assert rows[1][0] == "Computed from returns received by 4 January 2010"
    assert [list(row) for row in rows[3:]] == READ


def test_each_table_has_its_sheet_and_none_shares_a_name() -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(written(HOMES, HOMES))).sheet_names
    assert names == ["Homes", "Homes 2"]


def test_no_tables_still_make_a_marked_file() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written()))
    assert book.get_sheet_by_index(0).to_python() == [["OFFICIAL"]]


def test_the_same_tables_make_the_same_bytes_with_no_author() -> None:
    assert written(HOMES) == written(HOMES)
    archive = zipfile.ZipFile(io.BytesIO(written(HOMES)))
    assert archive.infolist()[0].filename == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert {one.date_time[0] for one in archive.infolist()} == {1980}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "homes.ods").write_bytes(written(HOMES))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "homes.ods")], check=True, timeout=120
    )
    rows = list(csv.reader((tmp_path / "homes.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[3][0] == "Ash"
    assert all(NUMBER.fullmatch(cell) for cell in rows[3][1:])
    assert rows[4] == ["'=1+1", "hidden", "hidden"]
