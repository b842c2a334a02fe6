"""A made-up nation written to disk a part at a time, so that its size is bounded by the disk alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from throughline.figures.made_up.offending import offences_of
from throughline.figures.made_up.people import People, people_from
from throughline.figures.made_up.records import HOMES_AT_MOST, NONE, records_of

if TYPE_CHECKING:
    import pyarrow as pa

PEOPLE_AT_A_TIME = 200_000
FILES = ("people", "records", "offences")


@dataclass(frozen=True)
class Nation:
    """How many people, how many offences, how often an extract tells of a person, and the seed."""

    people: int = 12_000_000
    offences: int = 60_000_000
    seed: int = 2026
    told_again: float = 0.5
    """The share of people of whom a second extract tells."""

    @property
    def homes(self) -> int:
        """How many addresses there are: one for four people, as far as there are postcodes."""
        return min(max(self.people // 4, 10), HOMES_AT_MOST)


@dataclass(frozen=True)
class Part:
    """Some people of a nation: the truth, what extracts write, and what they did."""

    people: pa.Table
    records: pa.Table
    offences: pa.Table


def parts_of(nation: Nation, *, at_a_time: int = PEOPLE_AT_A_TIME) -> Iterator[Part]:
    """The nation in parts of so many people; the same seed and size of part give the same nation."""
    starts = range(0, nation.people, at_a_time)
    seeds = np.random.SeedSequence(nation.seed).spawn(len(starts))
    for start, seed in zip(starts, seeds, strict=True):
        count = min(at_a_time, nation.people - start)
        before = nation.offences * start // nation.people
        total = nation.offences * (start + count) // nation.people - before
        yield _part(nation, start, count, total, np.random.default_rng(seed))


def _part(nation: Nation, start: int, count: int, total: int, chance: np.random.Generator) -> Part:
    import pyarrow as pa

    people = people_from(start, count, homes=nation.homes, chance=chance)
    again = chosen(people, chance.random(count) < nation.told_again)
    once = records_of(people, first=start, homes=nation.homes, chance=chance)
    twice = records_of(again, first=nation.people + start, homes=nation.homes, chance=chance)
    truth = records_of(people, first=start, homes=nation.homes, chance=chance, slips=NONE)
    return Part(
        truth.drop_columns(["record"]),
        pa.concat_tables([once, twice]),
        offences_of(people, total, chance=chance),
    )


def chosen(people: People, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> People:
    """The people at the places where ``which`` holds."""
    return People(*(getattr(people, name)[which] for name in People.__dataclass_fields__))


def write_nation(
    nation: Nation,
    folder: Path,
    *,
    at_a_time: int = PEOPLE_AT_A_TIME,
    told: Callable[[int], None] = lambda people: None,
) -> None:
    """Write people.parquet (the truth), records.parquet and offences.parquet into a folder that is there.

    ``told`` is given the number of people written so far, after each part. A file takes its name only
    when it is whole. Records are in no order of person; offences are in the order of person and day.
    """
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        writers: dict[str, pq.ParquetWriter] = {}
        written = 0
        for part in parts_of(nation, at_a_time=at_a_time):
            for name in FILES:
                table = getattr(part, name)
                if name not in writers:
                    writers[name] = stack.enter_context(
                        pq.ParquetWriter(_unfinished(folder, name), table.schema, compression="zstd")
                    )
                writers[name].write_table(table)
            written += len(part.people)
            told(written)
    for name in FILES:
        _unfinished(folder, name).replace(folder / f"{name}.parquet")


def _unfinished(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet.unfinished"
