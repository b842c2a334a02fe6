"""Text with one row a line: CSV in any of its dialects, and tables pasted from a document."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from throughline.papers.reading.outcome import A_PLAN, Reading, Room, Sheet, Unreadable
from throughline.rules.plan.cells import rows_of

DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "upright bars"}
OLDER_WINDOWS = "Windows-1252, an older encoding (check the pound signs and the dashes)"


def read(data: bytes, shown: str) -> Reading:
    """The rows of a text, with its encoding and what separates its cells told apart."""
    kind, records, notes = records_of(data, shown)
    return Reading(kind, (Sheet("", rows_of(records)),), notes)


def records_of(
    data: bytes, shown: str, room: Room = A_PLAN, *, encoding: str = "", delimiter: str = ""
) -> tuple[str, list[list[str]], tuple[str, ...]]:
    """The kind of a text, its records, and how it was understood; what is not declared is told apart.

    Raises ``Unreadable``.
    """
    text, read_as = _decoded(data, shown, encoding)
    delimiter = delimiter or _delimiter(text)
    records, quoting = _records(text, delimiter, shown, room)
    if max(map(len, records), default=0) > room.columns:
        raise Unreadable(f"{shown} has a row of more than {room.columns} cells. Send {room.what} alone.")
    separated = f"Cells are separated by {DELIMITERS.get(delimiter, delimiter)}."
    notes = tuple(note for note in (f"Read as {read_as}.", separated, quoting) if note)
    return "text" if delimiter == "\t" else "csv", records, notes


def _decoded(data: bytes, shown: str, encoding: str) -> tuple[str, str]:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            name = codec.removesuffix("-sig").upper()
            return _strictly(data, codec, shown), f"{name} with a byte order mark"
    if encoding:
        return _strictly(data, encoding, shown), encoding
    if b"\x00" in data:
        raise Unreadable(f"{shown} is not text. Send DOCX, XLSX, ODS or CSV, or paste the table.")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252", shown), OLDER_WINDOWS


def _strictly(data: bytes, codec: str, shown: str) -> str:
    try:
        return data.decode(codec)
    except LookupError as fault:
        raise Unreadable(f"“{codec}” is no encoding known here. Choose utf-8 or cp1252.") from fault
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Unreadable(
            f"{shown}, line {line}: a character is in no encoding known here. Save the file as CSV UTF-8."
        ) from fault


def _delimiter(text: str) -> str:
    """The separator that gives the first records the same number of cells most often."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
            widths = Counter(len(row) for row, _ in zip(reader, range(50), strict=False) if row)
        except csv.Error:
            return (0, 0)
        widths.pop(1, None)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=agreement)


def _records(text: str, delimiter: str, shown: str, room: Room) -> tuple[list[list[str]], str]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _limited(reader, shown, room), ""
    except csv.Error as fault:
        if delimiter != "\t":
            row = _row_of_fault(text, delimiter)
            raise Unreadable(
                f"{shown}, row {row}: a quotation mark is not closed, or the cell is too long. "
                "Correct that row."
            ) from fault
    lines = (line.split(delimiter) for line in text.splitlines())
    return _limited(lines, shown, room), "Quotation marks do not pair up, so every line is read as a row."


def _limited(records: Iterable[list[str]], shown: str, room: Room) -> list[list[str]]:
    kept, cells = [], 0
    for record in records:
        kept.append(record)
        cells += len(record)
        if cells > room.cells:
            raise Unreadable(f"{shown} has more than {room.cells:,} cells. Send {room.what} alone.")
    return kept


def _row_of_fault(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    with suppress(csv.Error):
        for _ in reader:
            row += 1
    return row
