"""Text with one row a line: CSV in any of its dialects, and tables pasted from a document."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from throughline.papers.reading.outcome import MOST_CELLS, Reading, Sheet, Unreadable
from throughline.rules.plan.cells import rows_of

DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "upright bars"}
MOST_COLUMNS = 200
OLDER_WINDOWS = "Windows-1252, an older encoding (check the pound signs and the dashes)"


def read(data: bytes, shown: str) -> Reading:
    """The rows of a text, with its encoding and what separates its cells told apart."""
    text, encoding = _decoded(data, shown)
    delimiter = _delimiter(text)
    records, quoting = _records(text, delimiter, shown)
    if max(map(len, records), default=0) > MOST_COLUMNS:
        raise Unreadable(f"{shown} has a row of more than {MOST_COLUMNS} cells. Send the plan's table alone.")
    separated = f"Cells are separated by {DELIMITERS[delimiter]}."
    notes = tuple(note for note in (f"Read as {encoding}.", separated, quoting) if note)
    kind = "text" if delimiter == "\t" else "csv"
    return Reading(kind, (Sheet("", rows_of(records)),), notes)


def _decoded(data: bytes, shown: str) -> tuple[str, str]:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            name = codec.removesuffix("-sig").upper()
            return _strictly(data, codec, shown), f"{name} with a byte order mark"
    if b"\x00" in data:
        raise Unreadable(f"{shown} is not text. Send DOCX, XLSX, ODS or CSV, or paste the table.")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252", shown), OLDER_WINDOWS


def _strictly(data: bytes, codec: str, shown: str) -> str:
    try:
        return data.decode(codec)
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


def _records(text: str, delimiter: str, shown: str) -> tuple[list[list[str]], str]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _limited(reader, shown), ""
    except csv.Error as fault:
        if delimiter != "\t":
            row = _row_of_fault(text, delimiter)
            raise Unreadable(
                f"{shown}, row {row}: a quotation mark is not closed, or the cell is too long. "
                "Correct that row."
            ) from fault
    lines = (line.split(delimiter) for line in text.splitlines())
    return _limited(lines, shown), "Quotation marks do not pair up, so every line is read as a row."


def _limited(records: Iterable[list[str]], shown: str) -> list[list[str]]:
    kept, cells = [], 0
    for record in records:
        kept.append(record)
        cells += len(record)
        if cells > MOST_CELLS:
            raise Unreadable(f"{shown} has more than {MOST_CELLS:,} cells. Send the plan's table alone.")
    return kept


def _row_of_fault(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    with suppress(csv.Error):
        for _ in reader:
            row += 1
    return row
