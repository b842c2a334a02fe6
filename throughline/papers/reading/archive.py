"""What is inside a zipped document, looked at before any library opens it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from throughline.papers.reading.outcome import A_PLAN, Room, Unreadable

MOST_MEMBERS = 2_000
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, OSError)
CELL = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
MACROS = re.compile(r"vbaProject|macrosheets|Basic/|Scripts/|activeX", re.IGNORECASE)


def inspect(data: bytes, shown: str, room: Room = A_PLAN) -> str:
    """The kind of a zipped document: docx, xlsx or ods.

    Raises ``Unreadable`` when it is none of them, cut off, encrypted, swollen, or holds macros
    or entities of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_swollen(parts, shown, room)
            kind = _kind(parts, shown)
            cells = _CellCount(room.cells)
            for part in parts.infolist():
                _look_into(parts, part, shown, cells)
    except DAMAGE as fault:
        raise Unreadable(f"{shown} is cut off or damaged. Save it again and send the new file.") from fault
    return kind


def _refuse_swollen(parts: zipfile.ZipFile, shown: str, room: Room) -> None:
    members = parts.infolist()
    inside = sum(part.file_size for part in members)
    if inside > room.inside_bytes or len(members) > MOST_MEMBERS:
        raise Unreadable(
            f"{shown} unpacks to more than {room.inside_bytes // 1_000_000} MB. "
            "Send it again without pictures."
        )
    if any(part.flag_bits & 1 for part in members):
        raise Unreadable(f"{shown} has a password. Save it without one.")


def _kind(parts: zipfile.ZipFile, shown: str) -> str:
    names = set(parts.namelist())
    if any(MACROS.search(name) for name in names):
        raise Unreadable(f"{shown} holds macros. Save it as DOCX, XLSX or ODS without them.")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and b"opendocument.spreadsheet" in parts.read("mimetype"):
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise Unreadable(f"{shown} has a password. Save it without one.")
        return "ods"
    raise Unreadable(f"{shown} is neither DOCX, XLSX nor ODS. Send one of these, or CSV.")


def _look_into(parts: zipfile.ZipFile, part: zipfile.ZipInfo, shown: str, cells: _CellCount) -> None:
    content = parts.read(part)
    if not part.filename.endswith((".xml", ".rels")) or not content.strip():
        return
    cells.begin_part()
    try:
        walk(content, cells.start, cells.end)
    except _TooManyCells:
        raise Unreadable(
            f"{shown} spreads over more than {cells.most:,} cells. "
            "Delete the empty rows and columns around the table."
        ) from None
    except _Declares:
        raise Unreadable(
            f"{shown} refers to something outside itself, which is not safe to open. "
            "Copy its words into a new file and send that."
        ) from None
    except ExpatError as fault:
        raise Unreadable(f"{shown} is damaged inside ({part.filename}). Save it again.") from fault


class _TooManyCells(Exception):
    pass


class _Declares(Exception):
    """The XML begins with declarations of its own, in which entities may hide."""


def walk(content: bytes, start: Callable[[str, Mapping[str, str]], None], end: Callable[[str], None]) -> None:
    """Tell of each element of some XML as it starts and ends; XML with declarations of its own is not read.

    Without them it can name no entity, so nothing in it grows and nothing outside it is opened.
    Raises ExpatError for what is no XML.
    """
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.Parse(content, True)


def _refuse_declarations(*_: object) -> None:
    raise _Declares


class _CellCount:
    """Stops where the cells of all sheets, filled or not, would take more room than its table may."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.counted = 0
        self.begin_part()

    def begin_part(self) -> None:
        """Another sheet begins; what was counted in those before it stays."""
        self.last_row = self.last_column = self.reached = 0
        self.row_repeat = self.row_cells = self.row_filled = 0

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """An element starts. Raises _TooManyCells."""
        if name == "c" and (found := CELL.fullmatch(attrs.get("r", ""))):
            self.reach(_column(found[1]), int(found[2]))
        elif name in ("c", "w:tc"):
            self.count(1)
        elif name == "table:table-row":
            self.row_repeat = count_of(attrs, "table:number-rows-repeated")
            self.row_cells = self.row_filled = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.row_cells += count_of(attrs, "table:number-columns-repeated")
            # Only what stands before a row's last filled cell takes room when it is read.
            self.row_filled = self.row_cells if "office:value-type" in attrs else self.row_filled

    def reach(self, column: int, row: int) -> None:
        """A cell stands in a column and row; every cell up to it takes room."""
        if column > self.last_column or row > self.last_row:
            self.last_column, self.last_row = max(self.last_column, column), max(self.last_row, row)
            now = self.last_column * self.last_row
            self.count(now - self.reached)
            self.reached = now

    def count(self, cells: int) -> None:
        """More cells are there. Raises _TooManyCells."""
        self.counted += cells
        if self.counted > self.most:
            raise _TooManyCells

    def end(self, name: str) -> None:
        """An element ends. Raises _TooManyCells."""
        if name == "table:table-row" and self.row_filled:
            self.count(self.row_repeat * self.row_filled)


def count_of(attrs: Mapping[str, str], name: str) -> int:
    """The number that an attribute of a table's XML holds; 1 where it is absent."""
    written = attrs.get(name, "1")
    return int(written) if written.isdecimal() else 1


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
