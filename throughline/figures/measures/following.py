"""Following the people of a cohort: until when an offence counts, and what the rows of their time hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import NEVER, Days, months_after_each
from throughline.figures.cohorts.rule import CohortRule
from throughline.figures.extracts.store.stretches import Rows, first_after, stretches

ROWS_AT_ONCE: Final = 1 << 16
"""How many rows are looked at together: few enough to stay near the processor."""


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
class Found:
    """What one piece adds to the people from ``start`` on: how many reoffences, and the first day of one."""

    start: int
    reoffences: NDArray[np.int64]
    first: Days


def followed(person: NDArray[np.int64], since: Days, rule: CohortRule) -> Followed:
    """The people of a cohort with the days that end their follow-up and their wait for proof."""
    return Followed(
        person,
        since,
        months_after_each(since, rule.follow_up_months),
        months_after_each(since, rule.proof_months),
    )


def nothing_found(start: int, end: int) -> Found:
    """Nothing yet, of the people from ``start`` to the one before ``end``."""
    return Found(start, np.zeros(end - start, np.int64), np.full(end - start, NEVER, np.int32))


def count_in_time(found: Found, low: Rows, high: Rows, people: Followed, day: Days, proved: Days) -> None:
    """Count into ``found`` the reoffences of its people, each among the rows from ``low`` to ``high``.

    Those are a person's rows, in order of day, after the index date; what was never proved was proved on
    ``NEVER``.
    Source: figures, section 1 (proven reoffending).
    """
    here = slice(found.start, found.start + len(found.first))
    some = np.flatnonzero(high > low)
    some = some[day[low[some]] <= people.until[here][some]]
    for block in _blocks(some, (high - low)[some]):
        begins, proved_by = low[block], people.proved_by[here][block]
        width = first_after(day, begins, high[block], people.until[here][block]) - begins
        row = stretches(begins, width)
        counts = proved[row] <= np.repeat(proved_by, width)
        starts = np.cumsum(width) - width
        found.reoffences[block] = np.add.reduceat(counts, starts, dtype=np.int64)
        found.first[block] = np.minimum.reduceat(np.where(counts, day[row], np.int32(NEVER)), starts)


def _blocks(some: Rows, widths: Rows) -> Iterator[Rows]:
    """The people so many at once as have few rows together."""
    if len(some):
        cuts = np.flatnonzero(np.diff(np.cumsum(widths) // ROWS_AT_ONCE)) + 1
        yield from np.split(some, cuts)
