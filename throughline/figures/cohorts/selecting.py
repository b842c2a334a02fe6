"""Who is counted: the first index event of each person in each window, and why the others are not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.flow import (
    COUNTED_ALREADY,
    LEFT_BEFORE,
    OTHER_AGE,
    OTHER_DISPOSAL,
    Flow,
    FlowStep,
)
from throughline.figures.cohorts.follow_up import Days, months_numbered
from throughline.figures.cohorts.index_events import DESCRIBED_BY, MOST_WORDS, UNKNOWN, IndexEvents
from throughline.figures.cohorts.libraries import parquet
from throughline.figures.cohorts.rule import LEFT_FOR_GOOD, CohortRule
from throughline.figures.extracts.store.stretches import Rows, stretches


@dataclass(frozen=True)
class Endings:
    """The first day on which each person had left for good; people in order, each once."""

    person: NDArray[np.int64]
    day: Days


@dataclass(frozen=True)
class Cohort:
    """The people counted, in order of person and day, with the flow that led to them.

    ``chosen`` says which of the events each person was counted by.
    """

    members: IndexEvents
    flow: Flow
    chosen: Rows


def read_endings(path: Path, kinds: Collection[str] = LEFT_FOR_GOOD) -> Endings:
    """The first ending of each person among some kinds; nobody's where there is no such file.

    Raises EngineMissing where the library that reads Parquet is not installed.
    Source: figures, section 2 (death, recall and deportation compete).
    """
    if not path.exists():
        return Endings(np.empty(0, np.int64), np.empty(0, np.int32))
    with parquet().ParquetFile(path, read_dictionary=["kind"]) as file:
        table = file.read(["person", "on", "kind"])
    kind = table["kind"].unify_dictionaries().combine_chunks()
    known = np.array([*(word in kinds for word in kind.dictionary.to_pylist()), False])
    wanted = known[kind.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    day = table["on"].cast("int32").to_numpy()
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
    aged = counts & _of_an_age(events, rule)
    left = _had_left(events, endings)
    rows = _in_order(events, np.flatnonzero(aged & ~left))
    chosen = _first_of_each(events, seriousness, rows, rule)
    flow = Flow(
        len(events),
        (
            FlowStep(OTHER_DISPOSAL, int(np.count_nonzero(~counts))),
            *([FlowStep(OTHER_AGE, int(np.count_nonzero(counts & ~aged)))] if rule.ages else []),
            FlowStep(LEFT_BEFORE, int(np.count_nonzero(aged & left))),
            FlowStep(COUNTED_ALREADY, len(rows) - len(chosen)),
        ),
        len(chosen),
    )
    return Cohort(events.taken(chosen), flow, chosen)


def _seriousness(events: IndexEvents, rule: CohortRule) -> NDArray[np.int32]:
    """The place of each event's disposal among those counted; their number where it is not."""
    column = events.words["disposal"]
    order = {word: place for place, word in enumerate(rule.disposals)}
    places = [order.get(word, len(order)) for word in column.words]
    found: NDArray[np.int32] = np.array([*places, len(order)], np.int32)[column.places]
    return found


def _of_an_age(events: IndexEvents, rule: CohortRule) -> NDArray[np.bool_]:
    if rule.ages is None:
        return np.ones(len(events), bool)
    column = events.words["age_band"]
    found: NDArray[np.bool_] = np.array([*(word in rule.ages for word in column.words), False])[column.places]
    return found


def _had_left(events: IndexEvents, endings: Endings) -> NDArray[np.bool_]:
    """Which events come on or after the day their person left; few have left, so those are looked up."""
    found = np.zeros(len(events), bool)
    order = None if np.all(events.person[1:] >= events.person[:-1]) else np.argsort(events.person)
    begins, ends = (np.searchsorted(events.person, endings.person, side, order) for side in ("left", "right"))
    widths = ends - begins
    places = stretches(begins, widths)
    rows = places if order is None else order[places]
    found[rows] = events.day[rows] >= np.repeat(endings.day, widths)
    return found


def _first_of_each(events: IndexEvents, seriousness: NDArray[np.int32], rows: Rows, rule: CohortRule) -> Rows:
    """The row that counts of each person and window, of rows in order of person and day."""
    person, day = events.person[rows], events.day[rows]
    begun = _begins(person) | _begins(_windows(day, rule))
    first = np.flatnonzero(begun)
    chosen = rows[first]
    tied, widths = _several_on_one_day(begun, day)
    group = np.repeat(np.searchsorted(first, tied), widths)
    among = rows[stretches(tied, widths)]
    order = np.lexsort((*_settling(events, seriousness, among), group))
    winners = order[_begins(group[order])] if len(group) else order
    chosen[group[winners]] = among[winners]
    return chosen


def _several_on_one_day(begun: NDArray[np.bool_], day: Days) -> tuple[Rows, Rows]:
    """The places where a person begins with several events on one day, and how many they are."""
    more = np.flatnonzero(~begun[1:] & (day[1:] == day[:-1])) + 1
    run = np.flatnonzero(np.diff(more, prepend=-1) != 1)
    widths = np.diff(run, append=len(more)) + 1
    tied = more[run] - 1
    firsts = begun[tied]
    return tied[firsts], widths[firsts]


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
