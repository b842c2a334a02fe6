"""Packing a build: its columns written once more as plain files, in the form that a scan reads fastest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from throughline.figures.extracts.store.durable import put
from throughline.figures.extracts.store.packed import (
    DESCRIPTION,
    FOLDER,
    FORM,
    MADE_FROM,
    UNKNOWN,
    identity,
)
from throughline.figures.extracts.store.stretches import first_after

NEVER: Final = int(np.iinfo(np.int32).max)
"""The day of proof of what was never proved."""
ROWS_AT_A_TIME: Final = 1 << 20
MOST_WORDS: Final = int(np.iinfo(np.int16).max)
FEW_WORDS: Final = int(np.iinfo(np.int8).max)
Numbers = NDArray[Any]


class NotPackable(Exception):
    """The rows of a build are in no order of person and day, or hold more words than a code can tell."""


def pack(folder: Path) -> int:
    """Write the packed form of a build beside its Parquet; how many bytes it takes.

    None is written, and 0 is the answer, where offences or index events are in no order of person and day,
    or a column holds more than 32,767 words: such a store is read from its Parquet.
    """
    place = folder / FOLDER
    place.mkdir()
    try:
        of = {name: identity(folder / name) for name in MADE_FROM}
        with _Writing(place) as writing:
            people, begins = _pack_offences(folder / MADE_FROM[0], writing)
            _pack_events(folder / MADE_FROM[1], writing, people, begins)
            writing.narrow()
            columns = writing.columns()
    except NotPackable:
        shutil.rmtree(place)
        return 0
    told = {"form": FORM, "of": of, "columns": columns, "words": writing.words}
    put(place / DESCRIPTION, json.dumps(told, indent=2).encode())
    return sum(file.stat().st_size for file in place.iterdir())


@dataclass
class _Writing:
    """Columns that are being written, by their names, and the words met so far in each."""

    place: Path
    files: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, np.dtype[Any]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self.files.values():
            file.close()

    def add(self, name: str, numbers: Numbers) -> None:
        """Write further numbers of a column, of the kind of its first."""
        if name not in self.files:
            self.files[name] = (self.place / name).open("wb")
            self.kinds[name] = numbers.dtype.newbyteorder("<")
        self.files[name].write(np.ascontiguousarray(numbers, self.kinds[name]).data)

    def add_words(self, name: str, column: Any) -> None:
        """Write further words of a column as codes. Raises NotPackable where they are too many."""
        coded = column.combine_chunks().dictionary_encode()
        known = self.words.setdefault(name, [])
        places = {word: place for place, word in enumerate(known)}
        for word in coded.dictionary.to_pylist():
            if places.setdefault(word, len(known)) == len(known):
                known.append(word)
        if len(known) > MOST_WORDS:
            raise NotPackable
        codes = np.array([*(places[word] for word in coded.dictionary.to_pylist()), UNKNOWN], np.int16)
        self.add(name, codes[coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)])

    def narrow(self) -> None:
        """Write each column of few words again in half the bytes."""
        for name in (name for name, known in self.words.items() if len(known) <= FEW_WORDS):
            wide, file = np.memmap(self.finished(name), self.kinds.pop(name), "r"), self.files.pop(name)
            (self.place / name).unlink()
            for start in range(0, len(wide), ROWS_AT_A_TIME):
                self.add(name, wide[start : start + ROWS_AT_A_TIME].astype(np.int8))
            file.close()

    def finished(self, name: str) -> Path:
        """Where a column lies, its last numbers with the system."""
        self.files[name].flush()
        return self.place / name

    def columns(self) -> dict[str, tuple[str, int]]:
        """The kind and the number of rows of each column."""
        return {
            name: (kind.str, self.finished(name).stat().st_size // kind.itemsize)
            for name, kind in self.kinds.items()
        }


def _pack_offences(file: Path, writing: _Writing) -> tuple[Numbers, Numbers]:
    """Write the offences; each person who has any, in order, and the row where each person's begin."""
    people: list[Numbers] = []
    begins: list[Numbers] = []
    rows, last = 0, _before_all()
    for table in _parts(file, ("person", "offence_date", "proved_date", "outcome")):
        person, day = _numbers(table["person"]), _days(table["offence_date"])
        begun = np.ones(len(person), bool)
        np.not_equal(person[1:], person[:-1], out=begun[1:])
        begun[0] = not rows or person[0] != last[0]
        last = _in_order(person, day, last)
        new = np.flatnonzero(begun)
        people.append(person[new])
        begins.append(new + rows)
        writing.add("offences.day", day)
        writing.add("offences.proved", _days(table["proved_date"].cast("int32").fill_null(NEVER)))
        writing.add_words("offences.outcome", table["outcome"])
        rows += len(person)
    if not rows:
        raise NotPackable
    return np.concatenate(people), np.append(np.concatenate(begins), rows)


def _pack_events(file: Path, writing: _Writing, people: Numbers, begins: Numbers) -> None:
    """Write the index events, each with the rows of its person's offences after its day."""
    offence_day = np.memmap(writing.finished("offences.day"), "<i4", "r")
    small = np.int32 if begins[-1] <= np.iinfo(np.int32).max else np.int64
    last = _before_all()
    for table in _parts(file, None):
        person, day = _numbers(table["person"]), _days(table["index_date"])
        last = _in_order(person, day, last)
        first = begins[np.searchsorted(people, person, "left")]
        ends = begins[np.searchsorted(people, person, "right")]
        writing.add("events.person", person)
        writing.add("events.day", day)
        writing.add("events.risk", table["risk_score"].cast("float64").to_numpy())
        writing.add("events.after", first_after(offence_day, first, ends, day).astype(small))
        writing.add("events.ends", ends.astype(small))
        for name in set(table.column_names) - {"person", "index_date", "risk_score"}:
            writing.add_words(f"events.{name}", table[name])
    if "events.day" not in writing.files:
        raise NotPackable


def _parts(file: Path, columns: tuple[str, ...] | None) -> Iterator[Any]:
    """The rows of a Parquet file, so many at a time that they fit into little memory."""
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetFile(file) as opened:
        for batch in opened.iter_batches(ROWS_AT_A_TIME, columns=columns):
            if batch.num_rows:
                yield pa.Table.from_batches([batch])


def _numbers(column: Any) -> Numbers:
    if column.null_count:
        raise NotPackable
    numbers: Numbers = column.to_numpy()
    return numbers


def _days(column: Any) -> Numbers:
    return _numbers(column.cast("int32"))


def _before_all() -> tuple[int, int]:
    return int(np.iinfo(np.int64).min), int(np.iinfo(np.int32).min)


def _in_order(person: Numbers, day: Numbers, last: tuple[int, int]) -> tuple[int, int]:
    """The last of these rows, which come after an earlier last one. Raises NotPackable."""
    same = person[1:] == person[:-1]
    if (int(person[0]), int(day[0])) < last or not np.all(
        (person[1:] > person[:-1]) | (same & (day[1:] >= day[:-1]))
    ):
        raise NotPackable
    return int(person[-1]), int(day[-1])
