"""Proven reoffending over a made-up store: the scan, the definition on DuckDB, other tools, and two floors.

    python -m benchmarks reoffending                       the size of a police force, 1.4 million offences
    python -m benchmarks.reoffending 60000000 [folder]     any size, with the memory each way takes

Every way runs in a process of its own, counts the same people and must come to the same counts. A time is
from the closed files to the counts, without starting Python. The floors are what no way can beat: reading
the same columns of Parquet, and copying as many bytes in memory.

Of the other tools, those that are not on this machine are passed over, and it is said which.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.reoffending_peers import DATA_TABLE, PEERS, by_data_table, is_here
from benchmarks.timing import Times, line

if TYPE_CHECKING:
    import pyarrow as pa

FORCE = 1_400_000
OFFENCES_A_PERSON = 5
PEOPLE_AT_A_TIME = 200_000
DIFFERENT_PARTS = 6
SHARE_OF_PROOFS = 0.3
"""The share of proofs that start a follow-up."""
QUARTER = (date(2018, 1, 1), date(2018, 3, 31))
YEAR = (date(2018, 1, 1), date(2018, 12, 31))
ALL = (date(2000, 1, 1), date(2023, 12, 31))
CAP = 3 * 2**29
OTHERS = {"polars": None, "duckdb by hand": None, DATA_TABLE: None}
ONCE = "import sys, json; from benchmarks.reoffending import once; print(json.dumps(once(*sys.argv[1:])))"
AREAS = tuple(f"Area {number}" for number in range(1, 43))
WORDS = {
    "disposal": ("caution", "court-order", "custody-release"),
    "area": AREAS,
    "age_band": ("18-24", "25-34", "35-49", "50 and over"),
    "sex": ("female", "male"),
    "ethnicity": ("asian", "black", "mixed", "other", "white"),
    "previous_band": ("0", "1-2", "3-6", "7-10", "11 or more"),
}


def build(folder: Path, offences: int, seed: int = 2026) -> None:
    """A store of so many made-up offences, their people's index events and some endings.

    From 1.2 million people on, the same histories come again under other numbers: they take as long to
    count, and are made in less time.
    """
    import pyarrow.parquet as pq

    from throughline.figures.extracts.store.packing import pack

    people = max(offences // OFFENCES_A_PERSON, 1)
    chance = np.random.default_rng(seed)
    made: list[dict[str, pa.Table]] = []
    writers: dict[str, pq.ParquetWriter] = {}
    for number, start in enumerate(range(0, people, PEOPLE_AT_A_TIME)):
        count = min(PEOPLE_AT_A_TIME, people - start)
        total = offences * (start + count) // people - offences * start // people
        if number < DIFFERENT_PARTS or count < PEOPLE_AT_A_TIME:
            made.append(part_of(count, total, chance))
        for name, part in made[number % DIFFERENT_PARTS if count == PEOPLE_AT_A_TIME else -1].items():
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", part.schema, compression="zstd")
            writers[name].write_table(renumbered(part, start), row_group_size=1 << 20)
    for writer in writers.values():
        writer.close()
    pack(folder)


def part_of(people: int, offences: int, chance: np.random.Generator) -> dict[str, pa.Table]:
    """The three files' rows of some people, numbered from nought."""
    from throughline.figures.made_up.offending import offences_of
    from throughline.figures.made_up.people import people_from

    table = offences_of(people_from(0, people, homes=10, chance=chance), offences, chance=chance)
    return {
        "offences": table,
        "index_events": events_of(table, chance),
        "endings": endings_of(people, chance),
    }


def renumbered(part: pa.Table, start: int) -> pa.Table:
    """The same rows of people numbered from another number on."""
    import pyarrow as pa

    person = pa.array(part["person"].to_numpy() + start)
    return part.set_column(part.schema.get_field_index("person"), "person", person)


def events_of(offences, chance):  # type: ignore[no-untyped-def]
    """A follow-up from a share of the proofs, in order of person and day."""
    import pyarrow as pa

    proved = offences["proved_date"].cast("int32").fill_null(0).to_numpy()
    rows = np.flatnonzero((proved > 0) & (chance.random(len(proved)) < SHARE_OF_PROOFS))
    person = offences["person"].to_numpy()[rows]
    order = np.lexsort((proved[rows], person))
    words = {
        name: pa.DictionaryArray.from_arrays(
            pa.array(chance.integers(0, len(known), len(rows)).astype(np.int8)), pa.array(known)
        )
        for name, known in WORDS.items()
    }
    return pa.table(
        {
            "person": person[order],
            "index_date": pa.array(proved[rows][order], pa.int32()).cast(pa.date32()),
            "disposal": words.pop("disposal"),
            "offence_group": offences["offence_group"].combine_chunks().take(pa.array(rows[order])),
            **words,
            "risk_score": chance.random(len(rows)),
        }
    )  # fmt: skip


def endings_of(count, chance):  # type: ignore[no-untyped-def]
    """One person in a hundred dies, is deported or is recalled."""
    import pyarrow as pa

    person = np.flatnonzero(chance.random(count) < 0.01)
    days = chance.integers(11_000, 20_000, len(person)).astype(np.int32)
    kinds = np.array(("death", "deportation", "recall"))[chance.integers(0, 3, len(person))]
    return pa.table({"person": person, "on": pa.array(days).cast(pa.date32()), "kind": kinds})


def counts_of(counted) -> list[int]:  # type: ignore[no-untyped-def]
    return [len(counted), int(np.count_nonzero(counted.reoffences)), int(counted.reoffences.sum())]


def by_scan(folder: Path, first: date, last: date, memory: int | None = None) -> list[int]:
    from throughline.figures.measures.counted import Store
    from throughline.figures.measures.scan import count_by_scan
    from throughline.figures.measures.versions import PROVEN_REOFFENDING

    return counts_of(count_by_scan(Store(folder), PROVEN_REOFFENDING, first, last, memory=memory))


def by_parquet(folder: Path, first: date, last: date) -> list[int]:
    from throughline.figures.measures.counted import Store
    from throughline.figures.measures.scan import count_by_scan
    from throughline.figures.measures.versions import PROVEN_REOFFENDING

    return counts_of(count_by_scan(Store(folder), PROVEN_REOFFENDING, first, last, packed=False))


def by_definition(folder: Path, first: date, last: date) -> list[int]:
    from throughline.figures.measures.counted import Store
    from throughline.figures.measures.definition import count_by_definition
    from throughline.figures.measures.versions import PROVEN_REOFFENDING

    return counts_of(count_by_definition(Store(folder), PROVEN_REOFFENDING, first, last))


def reading(folder: Path, first: date, last: date) -> list[int]:
    """The floor of Parquet: the three columns read, and nothing done with them."""
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(folder / "offences.parquet").iter_batches(
        1 << 20, columns=["person", "offence_date", "proved_date"]
    ):
        batch.num_rows  # noqa: B018 - reading is all that is wanted
    return []


def copying(folder: Path, first: date, last: date) -> list[int]:
    """The floor of memory: as many bytes as those columns take, copied once."""
    import pyarrow.parquet as pq

    rows = pq.ParquetFile(folder / "offences.parquet").metadata.num_rows
    there, here = np.ones(rows * 2, np.int64), np.ones(rows * 2, np.int64)
    began = time.perf_counter()
    np.copyto(here, there)
    return [-int((time.perf_counter() - began) * 1e9)]


def capped(folder: Path, first: date, last: date) -> list[int]:
    return by_scan(folder, first, last, memory=CAP)


WAYS: dict[str, Callable[[Path, date, date], list[int]]] = {
    "scan": by_scan, "capped": capped, "parquet": by_parquet, "definition": by_definition, **PEERS,
    "reading": reading, "copying": copying,
}  # fmt: skip
"""The scan reads the packed form; "parquet" is the scan without it."""


@dataclass(frozen=True)
class Run:
    """One way once: seconds, seconds of all processors, the most memory in MiB, and what it counted."""

    seconds: float
    busy: float
    memory: float
    counts: list[int]


def once(way: str, folder: str, first: str, last: str) -> dict[str, object]:
    """One way over one stretch, in this process."""
    import resource

    warm(way)
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    counts = WAYS[way](Path(folder), date.fromisoformat(first), date.fromisoformat(last))
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if counts and counts[0] < 0:
        seconds, busy, counts = -counts[0] / 1e9, -counts[0] / 1e9, []
    return vars(Run(seconds, busy, most_memory(), counts))


def most_memory() -> float:
    """The most memory that this process has held, in MiB, without what the one that started it had held."""
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


def warm(way: str) -> None:
    """Import what a way needs, so that its time is not that of importing."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name), 50)
        WAYS[way](Path(name), *QUARTER)


def run(way: str, folder: Path, first: date, last: date) -> Run:
    """One way over one stretch, in a process of its own."""
    if way == DATA_TABLE:
        return Run(**by_data_table(folder, first, last))  # type: ignore[arg-type]
    done = subprocess.run(
        [sys.executable, "-c", ONCE, way, str(folder), str(first), str(last)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Run(**json.loads(done.stdout.splitlines()[-1]))


STRETCHES: tuple[tuple[str, tuple[date, date], dict[str, float | None]], ...] = (
    ("a quarter", QUARTER, {"pandas": None, **OTHERS, "definition": 15.0, "parquet": None, "scan": 1.0}),
    ("a year", YEAR, {**OTHERS, "definition": 15.0, "parquet": None, "capped": 25.0, "scan": 5.0}),
    ("24 years", ALL, {"duckdb by hand": None, "parquet": None, "capped": 25.0, "scan": 5.0}),
)
"""What is counted, by which ways, and the goal of each in seconds."""


def compared(folder: Path, size: str, times: int) -> Iterator[tuple[Times, Times | None, str]]:
    """The ways over a quarter, a year and 24 years, beside the first of each; and the two floors."""
    for stretch, days, ways in STRETCHES:
        peer, counts = None, None
        for way, goal in ways.items():
            if not is_here(way):
                continue
            runs = [run(way, folder, *days) for _ in range(times if way == "scan" else 1)]
            if counts not in (None, runs[0].counts):
                raise ValueError(f"{way} counts {runs[0].counts} in {stretch}, the others {counts}")
            counts = runs[0].counts
            measured = Times(f"{size}, {stretch}: {way}", tuple(each.seconds for each in runs), goal)
            peer = peer or measured
            yield measured, peer, told(runs)
    for way in ("reading", "copying"):
        floor = run(way, folder, *QUARTER)
        yield Times(f"{size}: {way}", (floor.seconds,)), None, told([floor])


def told(runs: list[Run]) -> str:
    """The least processor time, the most memory, and the counts."""
    busy, most = min(each.busy for each in runs), max(each.memory for each in runs)
    return f"  {busy:.2f} s of processors, {most:,.0f} MiB  {runs[0].counts or ''}"


def missing() -> str:
    """Which of the other tools are not here, in a line."""
    not_here = [way for way in OTHERS if not is_here(way)]
    return f"not here: {', '.join(not_here)}" if not_here else "every peer is here"


def measured() -> Iterator[tuple[Times, Times | None]]:
    """At the size of a police force."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        build(Path(name), FORCE)
        print(missing())
        for times, peer, _ in compared(Path(name), "1.4 m offences", 5):
            yield times, peer


def main() -> None:
    offences = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else name)
        if not (folder / "offences.parquet").exists():
            build(folder, offences)
        print(missing())
        for times, peer, memory in compared(folder, f"{offences / 1e6:g} m offences", 1):
            print(line(times, peer), memory, flush=True)


if __name__ == "__main__":
    main()
