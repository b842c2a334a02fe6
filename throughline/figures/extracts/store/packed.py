"""The packed form of a build: the columns a scan reads, each a plain file of equal numbers.

The Parquet beside it stays what counts. The packed form says what it was made from, and is passed over
where it is missing, cut short, of another form, or made from other files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.extracts.store.keeping import StoreUnreadable

FORM: Final = 1
"""Grows with every change of what the columns mean."""
FOLDER: Final = "packed"
DESCRIPTION: Final = "packed.json"
MADE_FROM: Final = ("offences.parquet", "index_events.parquet")
UNKNOWN: Final = -1
"""The code of no word."""


@dataclass(frozen=True)
class PackedColumn:
    """One column, open for reading."""

    handle: int
    kind: np.dtype[Any]
    rows: int

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """The numbers of the rows from ``start`` to the one before ``stop``.

        Raises StoreUnreadable where the file was cut short meanwhile.
        """
        found = np.empty(stop - start, self.kind)
        left, place = found.view(np.uint8).data, start * self.kind.itemsize
        while len(left):
            read = os.preadv(self.handle, [left], place)
            if not read:
                raise StoreUnreadable("A file of the store was cut short while it was read. Build it again.")
            left, place = left[read:], place + read
        return found


@dataclass(frozen=True)
class Packed:
    """The columns by their names, ``offences.day`` and so on, and the words that codes stand for."""

    columns: Mapping[str, PackedColumn]
    words: Mapping[str, Sequence[str]]

    def __getitem__(self, name: str) -> PackedColumn:
        return self.columns[name]


@contextmanager
def opened_packed(offences: Path) -> Iterator[Packed | None]:
    """The packed form beside the offences of a build, or None where it is not of this build, whole.

    What was opened is read to the end, though another build takes the place of this one.
    """
    folder = offences.resolve().parent
    told = _description(folder)
    with ExitStack() as stack:
        columns = _opened(stack, folder / FOLDER, told["columns"]) if told else None
        yield Packed(columns, told["words"]) if told and columns else None


def _description(folder: Path) -> dict[str, Any] | None:
    """What the packed form says of itself, if it is of this form and made from the files that are there."""
    try:
        told: dict[str, Any] = json.loads((folder / FOLDER / DESCRIPTION).read_bytes())
        fits = told["form"] == FORM and all(_is_of(folder / name, told["of"][name]) for name in MADE_FROM)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return told if fits else None


def identity(file: Path) -> dict[str, int | str]:
    """What tells a file from others: its bytes, when it was written, and their digest."""
    known = file.stat()
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    return {"bytes": known.st_size, "written": known.st_mtime_ns, "sha256": digest}


def _is_of(file: Path, told: Mapping[str, int | str]) -> bool:
    """Whether a file is the one that was told of; a copy with another time is read to know."""
    known = file.stat()
    if known.st_size != told["bytes"]:
        return False
    return known.st_mtime_ns == told["written"] or identity(file)["sha256"] == told["sha256"]


def _opened(
    stack: ExitStack, folder: Path, told: Mapping[str, tuple[str, int]]
) -> dict[str, PackedColumn] | None:
    """Each column, open, if all are there with the length that was told."""
    columns = {}
    for name, (kind, rows) in told.items():
        try:
            handle = os.open(folder / name, os.O_RDONLY)
        except OSError:
            return None
        stack.callback(os.close, handle)
        columns[name] = PackedColumn(handle, np.dtype(kind), rows)
        if os.fstat(handle).st_size != rows * columns[name].kind.itemsize:
            return None
    return columns
