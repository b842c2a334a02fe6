"""The one door for documents that come in: bytes become rows of cells with their place."""

from __future__ import annotations

from pathlib import PurePath

from throughline.papers.reading import archive, delimited, sheets, word
from throughline.papers.reading.outcome import A_PLAN, Reading, Room, Sheet, Unreadable

__all__ = ["LARGEST_FILE", "Reading", "Sheet", "Unreadable", "read_rows"]

LARGEST_FILE = A_PLAN.file_bytes
"""Bytes; a plan of sixty objectives takes a hundredth of it."""

NOT_TABLES = {
    b"%PDF": "a PDF, from which cells cannot be told apart",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_rows(data: bytes, name: str) -> Reading:
    """The rows of cells of a DOCX, XLSX, ODS or CSV file, or of pasted text, each cell with its place.

    What the bytes are is told from the bytes; ``name`` is for sentences only. Raises ``Unreadable``
    with one sentence when the file is of another kind, encrypted, cut off, too large or unsafe.
    """
    shown = PurePath(name).name or "The pasted text"
    refuse_what_is_no_table(data, shown)
    if not data.startswith(b"PK"):
        return delimited.read(data, shown)
    kind = archive.inspect(data, shown)
    return word.read(data, shown) if kind == "docx" else sheets.read(data, shown, kind)


def refuse_what_is_no_table(data: bytes, shown: str, room: Room = A_PLAN) -> None:
    """Raises ``Unreadable`` for bytes that are too many, none, or plainly of another kind."""
    if len(data) > room.file_bytes:
        raise Unreadable(f"{shown} is larger than {room.file_bytes // 1_000_000} MB. Send {room.what} alone.")
    if not data.strip():
        raise Unreadable(f"{shown} is empty. Choose the file that holds {room.what}.")
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            f"{shown} has a password or is in an old Office format. "
            "Save it without a password as DOCX, XLSX, ODS or CSV."
        )
    for beginning, what in NOT_TABLES.items():
        if data.lstrip()[:16].lower().startswith(beginning.lower()):
            raise Unreadable(f"{shown} is {what}. Send DOCX, XLSX, ODS or CSV, or paste the table.")
