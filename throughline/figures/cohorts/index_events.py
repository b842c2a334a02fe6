"""Index events read from the store as columns: who, on which day, and the words that describe each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import Days, number_of
from throughline.figures.cohorts.libraries import parquet
from throughline.words.refusals import Refused

DESCRIBED_BY: Final = (
    "disposal",
    "offence_group",
    "area",
    "age_band",
    "sex",
    "ethnicity",
    "previous_band",
)
"""The columns of words, in the order in which they settle which of two events of one day counts."""

UNKNOWN = -1
Places = NDArray[np.int16]
"""Which of up to 32,767 words each row has: what is described by more is no group."""
MOST_WORDS: Final = int(np.iinfo(np.int16).max)


class TooManyWords(Refused):
    """A column that describes people has so many words that it cannot split them into groups."""


@dataclass(frozen=True)
class WordColumn:
    """One word a row: ``places`` say which of ``words`` it is, in order of the alphabet; -1 for none.

    Raises TooManyWords.
    """

    places: Places
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.words) > MOST_WORDS:
            raise TooManyWords(
                f"A column that describes people has {len(self.words):,} different words: it names no groups."
            )

    def taken(self, rows: NDArray[np.int64]) -> WordColumn:
        """The same column of some rows only."""
        return WordColumn(self.places[rows], self.words)

    def listed(self) -> list[str | None]:
        """The word of each row; None where there is none."""
        named: list[str | None] = [*self.words, None]
        return [named[place] for place in self.places]


@dataclass(frozen=True)
class IndexEvents:
    """Index events, one a place in every column; a risk score that is not known is not a number."""

    person: NDArray[np.int64]
    day: Days
    risk: NDArray[np.float64]
    words: Mapping[str, WordColumn]

    def __len__(self) -> int:
        return len(self.person)

    def taken(self, rows: NDArray[np.int64]) -> IndexEvents:
        """Some of the events only, in the order named."""
        words = {name: column.taken(rows) for name, column in self.words.items()}
        return IndexEvents(self.person[rows], self.day[rows], self.risk[rows], words)


def read_index_events(path: Path, first: date, last: date) -> IndexEvents:
    """The index events of some days, read a row group at a time.

    Where they lie in order of day, only the row groups of those days are read.

    Raises TooManyWords, and EngineMissing where the library that reads Parquet is not installed.
    Source: figures, section 1 (cohort).
    """
    begins, ends = number_of(first), number_of(last)
    with parquet().ParquetFile(path, read_dictionary=list(DESCRIBED_BY)) as file:
        groups = [
            group
            for group in range(file.metadata.num_row_groups)
            if _may_hold(file.metadata, group, first, last)
        ]
        return joined([_part(file.read_row_group(group), begins, ends) for group in groups])


def _may_hold(metadata: Any, group: int, first: date, last: date) -> bool:
    """Whether a row group may hold a day of these, by the least and greatest that it names."""
    known = metadata.row_group(group).column(metadata.schema.names.index("index_date")).statistics
    return not known or not known.has_min_max or bool(known.min <= last and known.max >= first)


def joined(parts: list[IndexEvents]) -> IndexEvents:
    """Several sets of index events as one, in their order. Raises TooManyWords."""
    words = {}
    for name in DESCRIBED_BY:
        known = sorted({word for part in parts for word in part.words[name].words})
        places = {word: place for place, word in enumerate(known)}
        columns = [_renumbered(part.words[name], places) for part in parts]
        words[name] = WordColumn(_together(columns, np.int16), tuple(known))
    return IndexEvents(
        _together([part.person for part in parts], np.int64),
        _together([part.day for part in parts], np.int32),
        _together([part.risk for part in parts], np.float64),
        words,
    )


def _together(columns: list[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *columns])


def _renumbered(column: WordColumn, places: Mapping[str, int]) -> Places:
    new = np.array([*(places[word] for word in column.words), UNKNOWN])
    found: Places = new[column.places].astype(np.int16)
    return found


def _part(table: Any, first: int, last: int) -> IndexEvents:
    day = table["index_date"].to_numpy().astype("datetime64[D]").astype(np.int64).astype(np.int32)
    rows = np.flatnonzero((day >= first) & (day <= last))
    words = {name: _words(table[name]).taken(rows) for name in DESCRIBED_BY}
    risk = table["risk_score"].cast("float64").to_numpy()
    return IndexEvents(table["person"].to_numpy()[rows], day[rows], risk[rows], words)


def _words(column: Any) -> WordColumn:
    whole = column.unify_dictionaries().combine_chunks()
    places = whole.indices.fill_null(UNKNOWN).to_numpy(zero_copy_only=False)
    return WordColumn(places.astype(np.int16), tuple(whole.dictionary.to_pylist()))
