"""Who is counted: the first index event of each person in each window, and why the others are not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.flow import COUNTED_ALREADY, LEFT_BEFORE, OTHER_DISPOSAL, Flow, FlowStep
from throughline.figures.cohorts.follow_up import Days, months_numbered
from throughline.figures.cohorts.index_events import DESCRIBED_BY, MOST_WORDS, UNKNOWN, IndexEvents
from throughline.figures.cohorts.libraries import parquet
from throughline.figures.cohorts.rule import LEFT_FOR_GOOD, CohortRule

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Endings:
    """The first day on which each person had left for good; people in order, each once."""

    person: NDArray[np.int64]
    day: Days


@dataclass(frozen=True)
class Cohort:
    """The people counted, in order of person and day, with the flow that led to them."""

    members: IndexEvents
    flow: Flow


def read_endings(path: Path, kinds: Collection[str] = LEFT_FOR_GOOD) -> Endings:
    """The first ending of each person among some kinds; nobody's where there is no such file.

    Raises EngineMissing where the library that reads Parquet is not installed.
    Source: figures, section 2 (death, recall and deportation compete).
    """
    if not path.exists():
        return Endings(np.empty(0, np.int64), np.empty(0, np.int32))
    table = parquet().read_table(path, columns=["person", "on", "kind"])
    wanted = np.array([kind in kinds for kind in table["kind"].to_pylist()], bool)
    day = table["on"].to_numpy().astype("datetime64[D]").astype(np.int64).astype(np.int32)
    return first_endings(table["person"].to_numpy()[wanted], day[wanted])


def first_endings(person: NDArray[np.int64], day: Days) -> Endings:
    """The earliest of each person's endings."""
    order = np.lexsort((day, person))
    person, day = person[order], day[order]
    first = _begins(person)
    return Endings(person[first], day[first])


def select(events: IndexEvents, endings: Endings, rule: CohortRule) -> Cohort:
    """The cohort of a rule: each person's first event in each window, the most serious of that day.

    Of events of one day and one disposal, the first by their other words in order of the alphabet counts,
    so that the result never depends on the order of the lines.
    Source: figures, section 1 (proven reoffending).
    """
    seriousness = _seriousness(events, rule)
    counts = seriousness < len(rule.disposals)
    left = _had_left(events, endings)
    rows = np.flatnonzero(counts & ~left)
    chosen = _first_of_each(events, seriousness, rows, rule)
    flow = Flow(
        len(events),
        (
            FlowStep(OTHER_DISPOSAL, int(np.count_nonzero(~counts))),
            FlowStep(LEFT_BEFORE, int(np.count_nonzero(counts & left))),
            FlowStep(COUNTED_ALREADY, len(rows) - len(chosen)),
        ),
        len(chosen),
    )
    return Cohort(events.taken(chosen), flow)


def _seriousness(events: IndexEvents, rule: CohortRule) -> NDArray[np.int32]:
    """The place of each event's disposal among those counted; their number where it is not."""
    column = events.words["disposal"]
    order = {word: place for place, word in enumerate(rule.disposals)}
    places = [order.get(word, len(order)) for word in column.words]
    found: NDArray[np.int32] = np.array([*places, len(order)], np.int32)[column.places]
    return found


def _had_left(events: IndexEvents, endings: Endings) -> NDArray[np.bool_]:
    if not len(endings.person):
        return np.zeros(len(events), bool)
    at = np.minimum(np.searchsorted(endings.person, events.person), len(endings.person) - 1)
    found: NDArray[np.bool_] = (endings.person[at] == events.person) & (endings.day[at] <= events.day)
    return found


def _first_of_each(events: IndexEvents, seriousness: NDArray[np.int32], rows: Rows, rule: CohortRule) -> Rows:
    rows = _in_order(events, rows)
    person, day = events.person[rows], events.day[rows]
    first = np.flatnonzero(_begins(person) | _begins(_windows(day, rule)))
    chosen = rows[first]
    group = np.repeat(np.arange(len(first)), np.diff(first, append=len(rows)))
    same_day = day == day[first][group]
    several = np.bincount(group[same_day], minlength=len(first)) > 1
    tied = np.flatnonzero(same_day & several[group])
    order = np.lexsort((*_settling(events, seriousness, rows[tied]), group[tied]))
    winners = order[_begins(group[tied][order])] if len(tied) else order
    chosen[group[tied][winners]] = rows[tied][winners]
    return chosen


def _windows(day: Days, rule: CohortRule) -> NDArray[np.int32]:
    """The number of each day's window; windows longer than a quarter are measured one at a time."""
    if rule.windows_at_once == 1:
        return np.zeros_like(day)
    return months_numbered(day) // np.int32(rule.window_months)


def _settling(events: IndexEvents, seriousness: NDArray[np.int32], rows: Rows) -> list[NDArray[Any]]:
    """What settles which of several events of one day counts, the weightiest last; the unknown come last."""
    columns = [events.words[name].places[rows] for name in DESCRIBED_BY[1:]]
    unknown_last = [np.where(places == UNKNOWN, MOST_WORDS, places) for places in columns]
    return [events.risk[rows], *reversed(unknown_last), seriousness[rows]]


def _in_order(events: IndexEvents, rows: Rows) -> Rows:
    """Rows by person and day; a store that holds them so is not sorted again."""
    person, day = events.person[rows], events.day[rows]
    if np.all((person[1:] > person[:-1]) | ((person[1:] == person[:-1]) & (day[1:] >= day[:-1]))):
        return rows
    return rows[np.lexsort((day, person))]


def _begins(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it; the first always does."""
    found = np.ones(len(values), bool)
    found[1:] = values[1:] != values[:-1]
    return found
