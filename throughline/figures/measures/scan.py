"""The fast path: a scan over offences in order of person and day, a piece at a time.

What one piece adds to a person is added up, so a person whose offences lie in several pieces is counted
the same, and so is any number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import NEVER, Days
from throughline.figures.cohorts.index_events import read_index_events
from throughline.figures.cohorts.libraries import parquet
from throughline.figures.cohorts.rule import CohortRule, windows_of
from throughline.figures.cohorts.selecting import Cohort, read_endings, select
from throughline.figures.extracts.store.packed import opened_packed
from throughline.figures.extracts.store.stretches import first_after
from throughline.figures.measures.counted import CountedCohort, Store
from throughline.figures.measures.following import (
    Followed,
    Found,
    count_in_time,
    followed,
    nothing_found,
)
from throughline.figures.measures.scan_packed import PIECE, packed_cohort, pieces_of
from throughline.figures.measures.versions import MeasureVersion
from throughline.words.refusals import Refused

ROW_BYTES: Final = 80
"""What a row of offences takes while it is scanned: its columns, its key and what is worked out of it."""

LARGEST_PIECE: Final = 1 << 20
FEW: Final = 2
SMALLEST_PIECE: Final = 1 << 13
DAY_BITS: Final = 24
MIDDLE: Final = 1 << (DAY_BITS - 1)
"""Days before 1970 are below zero; the middle makes a key of person and day grow with the day."""


Work = Callable[[], Sequence[Found]]
"""Scans a part of the offences when it is called; what it finds in each piece of them."""


class TooLittleMemory(Refused):
    """The people of the cohort alone take more memory than was allowed."""


@dataclass(frozen=True)
class Offences:
    """A piece of the offences, in order of person and day; what was never proved was proved on ``NEVER``."""

    person: NDArray[np.int64]
    day: Days
    proved: Days


def count_by_scan(
    store: Store,
    version: MeasureVersion,
    first: date,
    last: date,
    *,
    threads: int | None = None,
    memory: int | None = None,
    packed: bool = True,
) -> CountedCohort:
    """The cohort of some windows with its reoffences, as the definition gives it; ``memory`` is in bytes.

    The packed form of the store is read where there is one, unless ``packed`` is false. All is read from
    the build that the store's names lead to at the beginning, though another takes its place meanwhile.
    Raises NoSuchWindow for days that are not whole windows, TooLittleMemory, and EngineMissing where the
    library that reads Parquet is not installed.
    Source: figures, section 1 (how it is computed).
    """
    windows_of(version.rule, first, last)
    store = Store(store.offences.resolve().parent)
    workers = threads or os.cpu_count() or 1
    endings = read_endings(store.endings)
    with opened_packed(store.offences) as form:
        if form is None or not packed:
            cohort = select(read_index_events(store.index_events, first, last), endings, version.rule)
            people, rows = _followed_within(cohort, version.rule, workers, memory)
            return _added_up(cohort, _several(_groups_to_scan(store, people, version.rule, rows), workers))
        cohort, later = packed_cohort(form, endings, version.rule, first, last, threads=workers)
        people, rows = _followed_within(cohort, version.rule, workers, memory)
        pieces = pieces_of(form, later, people, version.rule, min(rows, PIECE))
        return _added_up(cohort, _several(pieces, workers))


def _followed_within(
    cohort: Cohort, rule: CohortRule, threads: int, memory: int | None
) -> tuple[Followed, int]:
    """The people to follow, and how many offences one thread may hold at once."""
    people = followed(cohort.members.person, cohort.members.day, rule)
    return people, piece_of(memory, held=len(people.person) * ROW_BYTES, threads=threads)


def _added_up(cohort: Cohort, pieces: Iterator[Iterable[Found]]) -> CountedCohort:
    reoffences = np.zeros(len(cohort.members), np.int64)
    earliest = np.full(len(cohort.members), NEVER, np.int32)
    for found in chain.from_iterable(pieces):
        there = slice(found.start, found.start + len(found.reoffences))
        reoffences[there] += found.reoffences
        np.minimum(earliest[there], found.first, out=earliest[there])
    return CountedCohort(cohort.members, reoffences, earliest, cohort.flow)


def piece_of(memory: int | None, *, held: int, threads: int) -> int:
    """How many offences one thread may hold at once, if all may take ``memory`` bytes and ``held`` are taken.

    Raises TooLittleMemory where that is fewer than 8,192.
    """
    if memory is None:
        return LARGEST_PIECE
    rows = (memory - held) // (ROW_BYTES * threads)
    if rows < SMALLEST_PIECE:
        needed = held + SMALLEST_PIECE * ROW_BYTES * threads
        raise TooLittleMemory(
            f"This cohort needs {-(-needed // 2**20):,} MiB with {threads} threads: allow so much, or "
            "measure fewer windows at a time."
        )
    return min(rows, LARGEST_PIECE)


def scan(people: Followed, offences: Offences) -> Found | None:
    """What a piece of the offences adds to the people of a cohort; None where it holds none of them.

    Source: figures, section 1 (how it is computed).
    """
    start = int(np.searchsorted(people.person, offences.person[0], "left"))
    end = int(np.searchsorted(people.person, offences.person[-1], "right"))
    if start == end:
        return None
    low, high = _rows_in_time(people, start, end, offences)
    found = nothing_found(start, end)
    count_in_time(found, low, high, people, offences.day, offences.proved)
    return found


def _rows_in_time(
    people: Followed, start: int, end: int, offences: Offences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first row after each person's index date, and the row after the last that the time may hold.

    All the rows of few people are fewer than the keys of all rows, so the days are looked at row by row.
    """
    person = people.person[start:end]
    low = np.searchsorted(offences.person, person, "left")
    high = np.searchsorted(offences.person, person, "right")
    if int((high - low).sum()) <= len(offences.person) // FEW:
        return first_after(offences.day, low, high, people.since[start:end]), high
    key, base, known = _keys(person, offences)
    low = np.searchsorted(key, base + people.since[start:end], "right")
    high = np.searchsorted(key, base + people.until[start:end], "right")
    return low, np.where(known, high, low)


def _keys(
    person: NDArray[np.int64], offences: Offences
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """One growing number for person and day of each offence, and where each person's numbers begin."""
    new = np.ones(len(offences.person), bool)
    np.not_equal(offences.person[1:], offences.person[:-1], out=new[1:])
    key = np.cumsum(new, dtype=np.int64)
    key <<= DAY_BITS
    key += offences.day
    key += MIDDLE
    known = offences.person[new]
    place = np.minimum(np.searchsorted(known, person), len(known) - 1)
    return key, ((place + 1) << DAY_BITS) + MIDDLE, known[place] == person


def _groups_to_scan(store: Store, people: Followed, rule: CohortRule, rows: int) -> Iterator[Work]:
    """The work of the scan: one call a row group that may hold a person of the cohort."""
    with parquet().ParquetFile(store.offences) as file:
        metadata = file.metadata
    for group in _groups_of(metadata, people):
        yield partial(_scan_group, store, metadata, group, people, rule, rows)


def _several(work: Iterator[Work], threads: int) -> Iterator[Sequence[Found]]:
    """What each piece of work finds, several at a time, and no more of them waiting than are under way."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: set[Future[Sequence[Found]]] = set()
        for piece in work:
            waiting.add(pool.submit(piece))
            if len(waiting) > threads:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    yield each.result()
        for each in waiting:
            yield each.result()


def _groups_of(metadata: Any, people: Followed) -> Sequence[int]:
    """The row groups that may hold a person of the cohort, by the least and greatest that each names."""
    place = metadata.schema.names.index("person")

    def may_hold(group: int) -> bool:
        known = metadata.row_group(group).column(place).statistics
        if known is None or not known.has_min_max:
            return True
        first = np.searchsorted(people.person, known.min, "left")
        return bool(first < np.searchsorted(people.person, known.max, "right"))

    return [group for group in range(metadata.num_row_groups) if may_hold(group)]


def _scan_group(
    store: Store, metadata: Any, group: int, people: Followed, rule: CohortRule, rows: int
) -> list[Found]:
    columns = ["person", "offence_date", "proved_date", "outcome"]
    with parquet().ParquetFile(store.offences, metadata=metadata, read_dictionary=["outcome"]) as file:
        batches = file.iter_batches(rows, row_groups=[group], columns=columns, use_threads=False)
        found = (scan(people, _piece(batch, rule)) for batch in batches if batch.num_rows)
        return [each for each in found if each is not None]


def _piece(batch: Any, rule: CohortRule) -> Offences:
    proved = batch["proved_date"].cast("int32").fill_null(NEVER).to_numpy()
    outcome = batch["outcome"]
    counted = np.array([word in rule.outcomes for word in [*outcome.dictionary.to_pylist(), None]])
    place = outcome.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    if not counted[:-1].all() or outcome.null_count:
        proved = np.where(counted[place], proved, np.int32(NEVER))
    return Offences(batch["person"].to_numpy(), batch["offence_date"].cast("int32").to_numpy(), proved)
