"""Index events read from the packed form of a build."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import Days, number_of
from throughline.figures.cohorts.index_events import (
    DESCRIBED_BY,
    UNKNOWN,
    IndexEvents,
    WordColumn,
)
from throughline.figures.extracts.store.packed import Packed

ROWS_AT_A_TIME: Final = 1 << 18
Rows = NDArray[np.int64]


def events_within(packed: Packed, first: date, last: date, *, threads: int) -> Rows:
    """The rows of the index events of some days, in order of person and day."""
    begins, ends = number_of(first), number_of(last)
    column = packed["events.day"]

    def within(start: int) -> Rows:
        day: Days = column.read(start, min(start + ROWS_AT_A_TIME, column.rows))
        return np.flatnonzero((day >= begins) & (day <= ends)) + start

    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(within, range(0, column.rows, ROWS_AT_A_TIME))))


def column_at(packed: Packed, name: str, rows: Rows, *, threads: int) -> NDArray[Any]:
    """A column of the packed form at some rows, which grow; read a part at a time."""
    column = packed[name]
    found = np.empty(len(rows), column.kind)
    starts = range(0, column.rows, ROWS_AT_A_TIME)
    cuts = np.searchsorted(rows, [*starts, column.rows])

    def take(at: int) -> None:
        here = rows[cuts[at] : cuts[at + 1]]
        if len(here):
            first = int(here[0])
            part = column.read(first, int(here[-1]) + 1)
            found[cuts[at] : cuts[at + 1]] = part if len(part) == len(here) else part[here - first]

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(take, range(len(starts))))
    return found


def read_packed_events(packed: Packed, rows: Rows, *, threads: int) -> IndexEvents:
    """The index events of some rows. Raises TooManyWords."""
    words = {}
    for name in DESCRIBED_BY:
        column = f"events.{name}"
        known = packed.words[column]
        order = sorted(range(len(known)), key=known.__getitem__)
        new = np.array([*np.argsort(np.array(order, np.int64)), UNKNOWN], np.int16)
        places = new[column_at(packed, column, rows, threads=threads)]
        words[name] = WordColumn(places, tuple(known[place] for place in order))
    return IndexEvents(
        column_at(packed, "events.person", rows, threads=threads),
        column_at(packed, "events.day", rows, threads=threads),
        column_at(packed, "events.risk", rows, threads=threads),
        words,
    )
