"""The fast path over the packed form: each index event knows where its person's later offences lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import NEVER, Days
from throughline.figures.cohorts.packed_events import column_at, events_within, read_packed_events
from throughline.figures.cohorts.rule import CohortRule
from throughline.figures.cohorts.selecting import Cohort, Endings, select
from throughline.figures.extracts.store.packed import Packed
from throughline.figures.measures.following import Followed, Found, count_in_time, nothing_found

PIECE: Final = 1 << 17
"""Few enough rows to stay near the processor."""


@dataclass(frozen=True)
class Stretches:
    """The rows of the offences after the index date of each person, who come in order of person and day."""

    after: NDArray[Any]
    ends: NDArray[Any]


def packed_cohort(
    packed: Packed, endings: Endings, rule: CohortRule, first: date, last: date, *, threads: int
) -> tuple[Cohort, Stretches]:
    """The cohort of some days, and where the later offences of its people lie.

    Source: figures, section 1 (cohort).
    """
    rows = events_within(packed, first, last, threads=threads)
    cohort = select(read_packed_events(packed, rows, threads=threads), endings, rule)
    rows = rows[cohort.chosen]
    after, ends = (column_at(packed, f"events.{name}", rows, threads=threads) for name in ("after", "ends"))
    return cohort, Stretches(after, ends)


def pieces_of(
    packed: Packed, stretches: Stretches, people: Followed, rule: CohortRule, rows: int
) -> Iterator[Callable[[], list[Found]]]:
    """The work of the scan: one call a piece of so many rows."""
    counted = [word in rule.outcomes for word in packed.words["offences.outcome"]]
    total = packed["offences.day"].rows
    for start in range(0, total, rows):
        yield partial(
            scan_rows, packed, stretches, people, np.array([*counted, False]), start, min(start + rows, total)
        )


def scan_rows(
    packed: Packed, stretches: Stretches, people: Followed, counted: NDArray[np.bool_], start: int, stop: int
) -> list[Found]:
    """What the offences of some rows add to the people of a cohort; nothing where none are theirs.

    Source: figures, section 1 (how it is computed).
    """
    kind = stretches.ends.dtype.type  # of another kind than the rows, a number would have all of them copied
    begin = int(np.searchsorted(stretches.ends, kind(start), "right"))
    end = int(np.searchsorted(stretches.after, kind(stop), "left"))
    if begin >= end:
        return []
    low = np.maximum(stretches.after[begin:end], start).astype(np.int64)
    high = np.minimum(stretches.ends[begin:end], stop).astype(np.int64)
    some = np.flatnonzero(high > low)
    if not len(some):
        return []
    start = int(low[some[0]])
    stop = int(high[some].max())
    day: Days = packed["offences.day"].read(start, stop)
    low -= start
    high -= start
    found = nothing_found(begin, end)
    count_in_time(found, low, high, people, day, _proved(packed, counted, start, stop))
    return [found]


def _proved(packed: Packed, counted: NDArray[np.bool_], start: int, stop: int) -> Days:
    """The day of proof of each row, ``NEVER`` where its outcome does not count."""
    proved: Days = packed["offences.proved"].read(start, stop)
    outcome = packed["offences.outcome"].read(start, stop)
    return np.where(counted[outcome], proved, np.int32(NEVER))
