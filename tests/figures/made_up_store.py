"""Small stores of made-up people, and what a plain reading of the definition counts in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from dateutil.relativedelta import relativedelta

from throughline.figures.measures.counted import Store


@dataclass(frozen=True)
class Offence:
    person: int
    offence_date: date
    proved_date: date | None
    outcome: str | None = "conviction"
    offence_group: str = "theft"


@dataclass(frozen=True)
class Event:
    person: int
    index_date: date
    disposal: str | None = "court-order"
    offence_group: str | None = "theft"
    area: str | None = "Derby"
    age_band: str | None = "25-29"
    sex: str | None = "male"
    ethnicity: str | None = None
    previous_band: str | None = "0"
    risk_score: float | None = None


@dataclass(frozen=True)
class Ending:
    person: int
    on: date
    kind: str


TYPES = {
    "person": pa.int64(),
    "offence_date": pa.date32(),
    "proved_date": pa.date32(),
    "index_date": pa.date32(),
    "on": pa.date32(),
    "risk_score": pa.float64(),
}


def store_of(
    folder: Path,
    offences: Sequence[Offence],
    events: Sequence[Event],
    endings: Sequence[Ending] = (),
    row_group: int = 1_000,
) -> Store:
    """A store that holds these lines, offences in order of person and day."""
    in_order = sorted(offences, key=lambda one: (one.person, one.offence_date))
    for name, kind, lines in (
        ("offences", Offence, in_order),
        ("index_events", Event, events),
        ("endings", Ending, endings),
    ):
        columns = {
            each.name: pa.array(
                [getattr(line, each.name) for line in lines], TYPES.get(each.name, pa.string())
            )
            for each in fields(kind)
        }
        pq.write_table(pa.table(columns), folder / f"{name}.parquet", row_group_size=row_group)
    return Store(folder)


@dataclass(frozen=True)
class Reading:
    """What a plain reading takes from the definition's words."""

    disposals: tuple[str, ...]
    window_months: int
    follow_up_months: int
    proof_months: int
    outcomes: tuple[str, ...]
    ages: tuple[str, ...] | None = None


def plainly_counted(
    reading: Reading, first: date, last: date, offences: Sequence[Offence], events: Sequence[Event],
    endings: Sequence[Ending],
) -> list[tuple[Event, int, date | None]]:  # fmt: skip
    """Each person counted, how often that person reoffended and when first: loops, and nothing clever."""

    def left(event: Event) -> bool:
        return any(
            one.person == event.person and one.kind in ("death", "deportation") and one.on <= event.index_date
            for one in endings
        )

    def rank(event: Event) -> tuple[object, ...]:
        words = [getattr(event, each.name) for each in fields(Event)[3:]]
        known = [(word is None, "" if word is None else word) for word in words[:-1]]
        score = (words[-1] is None, words[-1] or 0.0)
        return (event.index_date, reading.disposals.index(str(event.disposal)), *known, score)

    chosen: dict[tuple[int, int], Event] = {}
    for event in events:
        if reading.ages is not None and event.age_band not in reading.ages:
            continue
        if first <= event.index_date <= last and event.disposal in reading.disposals and not left(event):
            months = (event.index_date.year - first.year) * 12 + event.index_date.month - first.month
            window = (event.person, months // reading.window_months)
            chosen[window] = min(chosen.get(window, event), event, key=rank)
    counted = []
    for event in chosen.values():
        until = event.index_date + relativedelta(months=reading.follow_up_months)
        proved_by = event.index_date + relativedelta(months=reading.proof_months)
        days = [
            one.offence_date
            for one in offences
            if one.person == event.person and event.index_date < one.offence_date <= until
            if one.proved_date is not None
            and one.proved_date <= proved_by
            and one.outcome in reading.outcomes
        ]
        counted.append((event, len(days), min(days, default=None)))
    return sorted(counted, key=lambda each: (each[0].person, each[0].index_date))
