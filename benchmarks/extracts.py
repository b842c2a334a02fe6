"""Taking an extract of offences in: every row checked, beside DuckDB and pandas, which check nothing.

    python -m benchmarks extracts                      1 million offences, as CSV and as Parquet
    python -m benchmarks.extracts 5000000 [folder]     any number, with the memory each way takes

Every way runs in a process of its own and must find the same number of rows. The peers read the file and
write it again as Parquet: no cell is checked, no row numbered, no record looked for twice, nothing hashed and
nothing made to last. Processor time is told because a busy machine says little by the clock.
THROUGHLINE_EXTRACT_SHARE=0.01 measures a hundredth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Times, line

OFFENCES = int(1_000_000 * float(os.environ.get("THROUGHLINE_EXTRACT_SHARE", "1")))
OFFENCES_A_PERSON = 5
ROWS_A_SECOND = 100_000
ONCE = "import sys, json; from benchmarks.extracts import once; print(json.dumps(once(*sys.argv[1:])))"


def build(folder: Path, offences: int) -> None:
    """So many made-up offences, as the police send them, as Parquet and as CSV."""
    import duckdb

    from throughline.figures.made_up.nation import Nation, write_nation

    sent = folder / "sent"
    sent.mkdir()
    write_nation(Nation(people=max(offences // OFFENCES_A_PERSON, 1), offences=offences), sent)
    (sent / "offences.parquet").rename(folder / "offences.parquet")
    duckdb.sql(f"COPY (FROM '{folder}/offences.parquet') TO '{folder}/offences.csv' (HEADER)")


def taken_in(file: Path, folder: Path) -> int:
    """The whole import: read, checked, written and made to last."""
    from datetime import date

    from throughline.figures.extracts.returns import Window
    from throughline.figures.extracts.store.bringing_in import bring_in
    from throughline.figures.extracts.store.keeping import open_extract_store
    from throughline.figures.extracts.store.receipts import Sending

    period = Window(date(2000, 1, 1), date(2025, 12, 31))
    sending = Sending(contract="offences", supplier="police", period=period, received_on=date(2026, 1, 9))
    receipt = bring_in(open_extract_store(folder / "store"), file, sending).receipt
    return receipt.rows_accepted


def by_duckdb(file: Path, folder: Path) -> int:
    """The file again as Parquet, by hand-written SQL, every cell as text."""
    import duckdb

    source = f"read_csv('{file}', all_varchar = true)" if file.suffix == ".csv" else f"'{file}'"
    duckdb.sql(f"COPY (FROM {source}) TO '{folder}/out.parquet' (COMPRESSION zstd)")
    return int(duckdb.sql(f"SELECT count(*) FROM '{folder}/out.parquet'").fetchall()[0][0])


def by_pandas(file: Path, folder: Path) -> int:
    """The file again as Parquet, as an analyst would do it."""
    import pandas as pd

    found = pd.read_csv(file, dtype=str) if file.suffix == ".csv" else pd.read_parquet(file)
    found.to_parquet(folder / "out.parquet", compression="zstd")
    return len(found)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    "pandas, unchecked": by_pandas, "DuckDB, unchecked": by_duckdb, "import": taken_in,
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One way once: seconds, seconds of all processors, the most memory in MiB, and the rows."""

    seconds: float
    busy: float
    memory: float
    rows: int


def once(way: str, file: str) -> dict[str, object]:
    """One way over one file, in this process."""
    import resource
    import time

    import duckdb  # noqa: F401 - importing is not what is measured
    import pandas as pd  # noqa: F401

    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        rows = WAYS[way](Path(file), Path(name))
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return vars(Run(seconds, busy, after.ru_maxrss / 1024, rows))


def run(way: str, file: Path) -> Run:
    """One way over one file, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", ONCE, way, str(file)], check=True, capture_output=True, text=True
    )
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def compared(folder: Path, offences: int) -> Iterator[tuple[Times, Times | None, str]]:
    """The ways over the CSV and over the Parquet file, beside pandas."""
    for form in ("csv", "parquet"):
        peer = None
        for way in WAYS:
            found = run(way, folder / f"offences.{form}")
            if found.rows != offences:
                raise ValueError(f"{way} finds {found.rows} rows of {form}, and {offences} were sent")
            goal = offences / ROWS_A_SECOND if way == "import" else None
            times = Times(f"{offences / 1e6:g} m offences, {form}: {way}", (found.seconds,), goal)
            peer = peer or times
            told = f"  {found.busy:.2f} s of processors, {found.memory:,.0f} MiB"
            yield times, peer, f"{told}, {offences / found.busy:,.0f} rows a second of one"


def measured() -> Iterator[tuple[Times, Times | None]]:
    """A million offences."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        build(Path(name), OFFENCES)
        for times, peer, _ in compared(Path(name), OFFENCES):
            yield times, peer


def main() -> None:
    offences = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as name:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else name)
        if not (folder / "offences.csv").exists():
            build(folder, offences)
        for times, peer, told in compared(folder, offences):
            print(line(times, peer), told, flush=True)


if __name__ == "__main__":
    main()
