"""The fast path: a scan over offences in order of person and day, a piece at a time.

What one piece adds to a person is added up, so a person whose offences lie in several pieces is counted
the same, and so is any number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import NEVER, Days, months_after_each
from throughline.figures.cohorts.index_events import read_index_events
from throughline.figures.cohorts.libraries import parquet
from throughline.figures.cohorts.rule import CohortRule, windows_of
from throughline.figures.cohorts.selecting import read_endings, select
from throughline.figures.measures.counted import CountedCohort, Store
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


class TooLittleMemory(Refused):
    """The people of the cohort alone take more memory than was allowed."""


@dataclass(frozen=True)
class Followed:
    """The people of a cohort, in order of person: from which day, to which, and proved by which.

    An offence counts after ``since`` and up to ``until``, if proved up to ``proved_by``.
    """

    person: NDArray[np.int64]
    since: Days
    until: Days
    proved_by: Days


@dataclass(frozen=True)
class Offences:
    """A piece of the offences, in order of person and day; what was never proved was proved on ``NEVER``."""

    person: NDArray[np.int64]
    day: Days
    proved: Days


@dataclass(frozen=True)
class Found:
    """What one piece adds to the people from ``start`` on: how many reoffences, and the first day of one."""

    start: int
    reoffences: NDArray[np.int64]
    first: Days


def count_by_scan(
    store: Store,
    version: MeasureVersion,
    first: date,
    last: date,
    *,
    threads: int | None = None,
    memory: int | None = None,
) -> CountedCohort:
    """The cohort of some windows with its reoffences, as the definition gives it; ``memory`` is in bytes.

    Raises NoSuchWindow for days that are not whole windows, TooLittleMemory, and EngineMissing where the
    library that reads Parquet is not installed.
    Source: figures, section 1 (how it is computed).
    """
    windows_of(version.rule, first, last)
    workers = threads or os.cpu_count() or 1
    cohort = select(
        read_index_events(store.index_events, first, last), read_endings(store.endings), version.rule
    )
    people = followed(cohort.members.person, cohort.members.day, version.rule)
    rows = piece_of(memory, held=len(people.person) * ROW_BYTES, threads=workers)
    reoffences = np.zeros(len(people.person), np.int64)
    earliest = np.full(len(people.person), NEVER, np.int32)
    for found in _scanned(store, people, version.rule, rows, workers):
        there = slice(found.start, found.start + len(found.reoffences))
        reoffences[there] += found.reoffences
        np.minimum(earliest[there], found.first, out=earliest[there])
    return CountedCohort(cohort.members, reoffences, earliest, cohort.flow)


def followed(person: NDArray[np.int64], since: Days, rule: CohortRule) -> Followed:
    """The people of a cohort with the days that end their follow-up and their wait for proof."""
    return Followed(
        person,
        since,
        months_after_each(since, rule.follow_up_months),
        months_after_each(since, rule.proof_months),
    )


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
    found = Found(start, np.zeros(end - start, np.int64), np.full(end - start, NEVER, np.int32))
    some = np.flatnonzero(high > low)
    for block in _blocks(some, (high - low)[some]):
        _count(found, block, low, high, people, offences)
    return found


def _rows_in_time(
    people: Followed, start: int, end: int, offences: Offences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first row, and the row after the last, that each person's time may hold.

    All the rows of few people are fewer than the keys of all rows, so the days are looked at row by row.
    """
    person = people.person[start:end]
    low = np.searchsorted(offences.person, person, "left")
    high = np.searchsorted(offences.person, person, "right")
    if int((high - low).sum()) <= len(offences.person) // FEW:
        return low, high
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


def _blocks(some: NDArray[np.int64], widths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The people with any offences in their time, so many at once as have few enough together."""
    if len(some):
        ends = np.cumsum(widths)
        cuts = np.flatnonzero(np.diff(ends // LARGEST_PIECE)) + 1
        yield from np.split(some, cuts)


def _count(
    found: Found,
    block: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    people: Followed,
    offences: Offences,
) -> None:
    width = high[block] - low[block]
    begins = np.cumsum(width) - width
    row = np.arange(int(width.sum())) + np.repeat(low[block] - begins, width)
    who = np.repeat(block + found.start, width)
    day = offences.day[row]
    counts = (day > people.since[who]) & (day <= people.until[who])
    counts &= offences.proved[row] <= people.proved_by[who]
    found.reoffences[block] = np.add.reduceat(counts, begins, dtype=np.int64)
    found.first[block] = np.minimum.reduceat(np.where(counts, day, NEVER), begins)


def _scanned(store: Store, people: Followed, rule: CohortRule, rows: int, threads: int) -> Iterator[Found]:
    """What each row group adds, several at a time; each thread reads and scans its own."""
    with parquet().ParquetFile(store.offences) as file:
        metadata = file.metadata
    groups = _groups_of(metadata, people)
    with ThreadPoolExecutor(threads) as pool:
        waiting: set[Future[list[Found]]] = set()
        for group in groups:
            waiting.add(pool.submit(_scan_group, store, metadata, group, people, rule, rows))
            if len(waiting) > threads:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    yield from each.result()
        for each in waiting:
            yield from each.result()


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
