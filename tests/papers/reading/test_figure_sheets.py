"""Files of figures: the same figures from every kind of file, and one sentence for a file that cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

import openpyxl
import pytest

from tests.figures.extracts.tables_written import as_csv, as_ods, as_xlsx
from throughline.figures.extracts.figures import FigureKey, Numbers
from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.published import read_published
from throughline.figures.extracts.tables import Sheet, find_tables
from throughline.papers.reading import Unreadable, read_sheets
from throughline.papers.reading.outcome import FIGURES

AREAS = ("Derby", "Dyfed–Powys")
PUBLISHED = [
    ["Table 2a: proven reoffending by local authority (invented)", "", "", "", "", ""],
    ["This table has notes below it.", "", "", "", "", ""],
    ["", "", "Apr 2009 to Jun 2009", "", "Jul 2009 to Sep 2009", ""],
    ["Local authority [note 1]", "Age", "Number of offenders", "Number of reoffenders", "Number of offenders",
     "Number of reoffenders"],
    ["Derby", "All", "1,204", 301, 1180, "[x]"],
    ["", "18-20", 204, 62, 199, 58],
    ["Dyfed–Powys", "All", 812, 190, "*", "*"],
    ["", "18-20", 0, 0, 3, "about 2"],
    ["", "", "", "", "", ""],
    ["[x] not available", "", "", "", "", ""],
    ["Source: invented for these tests", "", "", "", "", ""],
]  # fmt: skip
JOINED = ((1, 1, 1, 6), (3, 3, 3, 4), (3, 5, 3, 6), (5, 1, 6, 1), (7, 1, 8, 1))
PROFILE = Profile(
    name="Proven reoffending",
    roles={
        "local authority": "area",
        "age": "group",
        "(period) number of offenders": "denominator",
        "(period) number of reoffenders": "numerator",
    },
    totals="discrete",
    indicator="proven",
    everyone="All",
)


def staged(data, name, **changed):
    profile = Profile(**{**PROFILE.as_plain(), "series": (), **changed})
    return read_published(
        read_sheets(data, name).sheets, profile, known_indicators=("proven",), known_areas=AREAS
    )


def key(area, group="", quarter=1):
    starts, ends = {
        1: (date(2009, 4, 1), date(2009, 6, 30)),
        2: (date(2009, 7, 1), date(2009, 9, 30)),
    }[quarter]
    return FigureKey("proven", area, group, starts, ends)


FILES = {
    "table.xlsx": as_xlsx(PUBLISHED, joined=JOINED),
    "table.ods": as_ods(PUBLISHED, joined=JOINED),
    "table.csv": as_csv(PUBLISHED),
    "old.csv": as_csv(PUBLISHED, encoding="cp1252"),
    "semicolons.csv": as_csv(PUBLISHED, delimiter=";"),
    "tabs.txt": as_csv(PUBLISHED, delimiter="\t"),
    "marked.csv": b"\xef\xbb\xbf" + as_csv(PUBLISHED),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_table_gives_the_same_figures_from_every_kind_of_file(name):
    """Joined cells are told by a workbook; in text the profile says that labels are written once."""
    is_text = name.endswith((".csv", ".txt"))
    found = staged(FILES[name], name, repeat_labels=is_text)
    assert {one.key: one.numbers for one in found.figures} == {
        key("Derby"): Numbers(301, 1204),
        key("Derby", "18-20"): Numbers(62, 204),
        key("Derby", "18-20", 2): Numbers(58, 199),
        key("Dyfed–Powys"): Numbers(190, 812),
        key("Dyfed–Powys", "18-20"): Numbers(0, 0),
    }
    assert [(one.place.row, one.place.column) for one in found.rejections] == [(8, 6)]
    assert [(one.row, one.column) for one in found.not_available] == [(5, 6), (7, 6)]
    assert [one.key.area for one in found.figures if one.no_cases] == ["Dyfed–Powys"]


def test_in_text_a_label_that_is_missing_is_refused_unless_labels_are_written_once():
    found = staged(FILES["table.csv"], "table.csv")
    assert [str(one.place) for one in found.rejections] == ["cell A6", "cell A8"]


def test_the_table_has_one_fingerprint_in_every_kind_of_file_and_on_any_sheet():
    moved = [["", "", *row] for row in [["A note"], *PUBLISHED]]
    others = {"moved.xlsx": as_xlsx(moved, sheet="Another"), "moved.ods": as_ods(moved, sheet="Another")}
    prints = {
        name: [table.fingerprint for table in find_tables(read_sheets(data, name).sheets)]
        for name, data in (FILES | others).items()
    }
    assert set(map(tuple, prints.values())) == {(PROFILE.fingerprint,)}


def test_what_a_workbook_holds_as_numbers_days_and_formulas_is_read_as_words():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Area", "From", "Men", "Share"])
    sheet.append(["Derby", date(2009, 4, 1), 57.0, 0.25])
    sheet.append(["Leicester", None, "#N/A", True])
    target = io.BytesIO()
    book.save(target)
    opened = read_sheets(target.getvalue(), "t.xlsx")
    (read,) = opened.sheets
    assert list(read.rows[1]) == ["Derby", "2009-04-01", "57", "0.25"]
    assert list(read.rows[2]) == ["Leicester", "", "", "yes"]
    assert opened.notes == (
        "1 cell with an error of the spreadsheet, such as #N/A or #REF!: read as no figure, which is never nought.",
    )


def test_a_declared_encoding_and_delimiter_are_used_and_an_unknown_one_is_refused():
    data = "Area|Men, women\r\nDyfed–Powys|1\r\n".encode("cp1252")
    read = read_sheets(data, "t.csv", encoding="cp1252", delimiter="|")
    assert read.sheets == (Sheet("", [["Area", "Men, women"], ["Dyfed–Powys", "1"]]),)
    with pytest.raises(Unreadable, match="is no encoding known here"):
        read_sheets(data, "t.csv", encoding="klingon")


def encrypted_zip():
    data = bytearray(FILES["table.xlsx"])
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            flags = struct.unpack_from("<H", data, at + offset)[0]
            struct.pack_into("<H", data, at + offset, flags | 1)
    return bytes(data)


def bomb(size=FIGURES.inside_bytes + 1):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return target.getvalue()


def far_corners(sheets):
    """A small workbook whose sheets each say that they reach to row and column 900."""
    book = openpyxl.Workbook()
    for number in range(sheets):
        book.create_sheet(f"S{number}").cell(900, 900, "x")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("sentence", "data", "name", "says"),
    [
        ("cut off", FILES["table.xlsx"][:3000], "t.xlsx", "cut off or damaged"),
        ("cut off at the end", FILES["table.ods"][:-40], "t.ods", "cut off or damaged"),
        ("a password", encrypted_zip(), "t.xlsx", "has a password"),
        ("a password of an Office program", b"\xd0\xcf\x11\xe0" + b"0" * 512, "t.xlsx", "has a password or is"),
        ("swollen", bomb(), "t.xlsx", "unpacks to more than 120 MB"),
        ("sheets that reach far though they hold nothing", far_corners(2), "t.xlsx", "more than 1,000,000 cells"),
        ("a page of the web", b"<!DOCTYPE html><p>x", "t.ods", "is a web page"),
        ("a picture", b"\x89PNG\r\n\x1a\n" + b"0" * 20, "t.xlsx", "is a picture"),
        ("a PDF", b"%PDF-1.7", "t.csv", "is a PDF"),
        ("text named as a workbook", FILES["table.csv"], "t.xlsx", "is named .xlsx but holds text"),
        ("a workbook named as text", FILES["table.xlsx"], "t.csv", r"is named .csv but holds a workbook \(XLSX\)"),
        ("one workbook named as the other", FILES["table.ods"], "t.xlsx", r"but holds a workbook \(ODS\)"),
        ("nothing", b" \n", "t.csv", "is empty"),
        ("too many bytes", b"0" * (FIGURES.file_bytes + 1), "t.csv", "is larger than 10 MB"),
        ("too many cells", b"0," * (FIGURES.cells // 400) + b"0", "t.csv", "has a row of more than 500 cells"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(sentence, data, name, says):
    with pytest.raises(Unreadable, match=says):
        read_sheets(data, name)


def test_the_largest_import_that_is_planned_for_has_room():
    assert FIGURES.cells > 42 * 40 * 30 * 7
