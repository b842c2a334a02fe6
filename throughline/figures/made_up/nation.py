"""A made-up nation written to disk a part at a time, so that its size is bounded by the disk alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.made_up.lives import lives_of
from throughline.figures.made_up.people import People, people_from
from throughline.figures.made_up.records import HOMES_AT_MOST, NONE, USUAL, Slips, records_of
from throughline.figures.made_up.sendings import Sent, sent_of
from throughline.figures.made_up.truth import Truth, no_truth, truth_of

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

PEOPLE_AT_A_TIME = 200_000
TRUTH: Final = "truth"
"""The folder beside the extracts of what nobody sends: who the people are, whose each row is, the rates."""


@dataclass(frozen=True)
class Nation:
    """How many people, how many offences, what slips the extracts have, and the seed."""

    people: int = 12_000_000
    offences: int = 60_000_000
    seed: int = 2026
    slips: Slips = USUAL

    @property
    def homes(self) -> int:
        """How many addresses there are: one for four people, as far as there are postcodes."""
        return min(max(self.people // 4, 10), HOMES_AT_MOST)


@dataclass(frozen=True)
class Part:
    """Some people of a nation: who they are, what the suppliers send of them, and the true figures."""

    people: pa.Table
    sent: dict[str, Sent]
    truth: Truth


def parts_of(nation: Nation, *, at_a_time: int = PEOPLE_AT_A_TIME) -> Iterator[Part]:
    """The nation in parts of so many people; the same seed and size of part give the same nation."""
    starts = range(0, nation.people, at_a_time)
    seeds = np.random.SeedSequence(nation.seed).spawn(len(starts))
    for number, (start, seed) in enumerate(zip(starts, seeds, strict=True)):
        count = min(at_a_time, nation.people - start)
        before = nation.offences * start // nation.people
        total = nation.offences * (start + count) // nation.people - before
        yield _part(nation, number, start, count, total, np.random.default_rng(seed))


def _part(
    nation: Nation, number: int, start: int, count: int, total: int, chance: np.random.Generator
) -> Part:
    people = people_from(start, count, homes=nation.homes, chance=chance)
    lives = lives_of(people, total, chance=chance)
    truth = records_of(people, first=start, homes=nation.homes, chance=chance, slips=NONE)
    sent = sent_of(
        people,
        lives,
        part=number,
        everybody=nation.people,
        homes=nation.homes,
        chance=chance,
        slips=nation.slips,
    )
    return Part(truth.drop_columns(["record"]), sent, truth_of(lives))


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
    """Write the extracts of a nation, each by its contract's name, and the truth into a folder that is there.

    The truth is in a folder of its own: people.parquet, records.parquet (contract, record, person) and
    rates.parquet (quarter, cohort, reoffenders, reoffences). ``told`` is given the number of people written
    so far, after each part. A file takes its name only when all are whole.
    """
    (folder / TRUTH).mkdir()
    truth, written = no_truth(), 0
    with ExitStack() as stack:
        files = _Files(folder, stack)
        for part in parts_of(nation, at_a_time=at_a_time):
            for contract, sent in part.sent.items():
                files.write(contract, sent.rows)
                files.write(f"{TRUTH}/records", _whose(contract, sent))
            files.write(f"{TRUTH}/people", part.people)
            truth += part.truth
            written += len(part.people)
            told(written)
        files.write(f"{TRUTH}/rates", truth.as_table())
    files.name()


def _whose(contract: str, sent: Sent) -> pa.Table:
    import pyarrow as pa

    words = pa.DictionaryArray.from_arrays(np.zeros(len(sent.person), np.int8), [contract])
    return pa.table({"contract": words, "record": sent.rows["record"], "person": sent.person})


class _Files:
    """Parquet files that are written a table at a time, and named when all are whole."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.writers: dict[str, pq.ParquetWriter] = {}

    def write(self, name: str, table: pa.Table) -> None:
        """Write some more rows of a file."""
        import pyarrow.parquet as pq

        if name not in self.writers:
            self.writers[name] = self.stack.enter_context(
                pq.ParquetWriter(self._unfinished(name), table.schema, compression="zstd")
            )
        self.writers[name].write_table(table)

    def name(self) -> None:
        """Give every file its name."""
        for name in self.writers:
            self._unfinished(name).replace(self.folder / f"{name}.parquet")

    def _unfinished(self, name: str) -> Path:
        return self.folder / f"{name}.parquet.unfinished"
