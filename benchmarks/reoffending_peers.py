"""Proven reoffending as analysts would write it with other tools, in the same words and from the same files.

Polars is read where it is installed (deploy/environment bench), R's data.table where Rscript finds it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np

BY_HAND = """
WITH gone AS (SELECT person, min("on") AS gone FROM '{endings}' WHERE kind <> 'recall' GROUP BY person),
cohort AS (
    SELECT person, min(index_date) AS index_date
    FROM '{index_events}' LEFT JOIN gone USING (person)
    WHERE index_date BETWEEN '{first}' AND '{last}' AND (gone IS NULL OR gone > index_date)
    GROUP BY person, date_trunc('quarter', index_date)
),
hits AS (
    SELECT person, index_date, count(*) AS reoffences
    FROM cohort JOIN '{offences}' USING (person)
    WHERE offence_date > index_date AND offence_date <= index_date + INTERVAL 12 MONTH
        AND proved_date <= index_date + INTERVAL 18 MONTH
    GROUP BY person, index_date
)
SELECT (SELECT count(*) FROM cohort), count(*), coalesce(sum(reoffences), 0) FROM hits
"""
FILES = ("offences", "index_events", "endings")
FOR_R = "for-r"
READ_BY_R = {
    "offences": ("person", "offence_date", "proved_date"),
    "index_events": ("person", "index_date"),
    "endings": ("person", "on"),
}
"""R of Debian 12 reads no Parquet: these columns are given to it as plain numbers of four bytes."""


def by_pandas(folder: Path, first: date, last: date) -> list[int]:
    """Sort, drop duplicates, merge, filter, group."""
    import pandas as pd

    events = pd.read_parquet(folder / "index_events.parquet")
    events["index_date"] = pd.to_datetime(events["index_date"])
    events = events[
        (events["index_date"] >= pd.Timestamp(first)) & (events["index_date"] <= pd.Timestamp(last))
    ]
    endings = pd.read_parquet(folder / "endings.parquet")
    gone = pd.to_datetime(endings[endings["kind"] != "recall"].groupby("person")["on"].min()).rename("gone")
    events = events.join(gone, on="person")
    events = events[~(events["gone"] <= events["index_date"])]
    events["quarter"] = events["index_date"].dt.to_period("Q")
    cohort = events.sort_values(["person", "index_date"]).drop_duplicates(["person", "quarter"])
    cohort = cohort[["person", "index_date"]]
    offences = pd.read_parquet(folder / "offences.parquet", columns=["person", "offence_date", "proved_date"])
    pairs = cohort.merge(offences, on="person")
    committed, proved = pd.to_datetime(pairs["offence_date"]), pd.to_datetime(pairs["proved_date"])
    until = pairs["index_date"] + pd.DateOffset(months=12)
    proved_by = pairs["index_date"] + pd.DateOffset(months=18)
    hits = pairs[(committed > pairs["index_date"]) & (committed <= until) & (proved <= proved_by)]
    return [len(cohort), len(hits[["person", "index_date"]].drop_duplicates()), len(hits)]


def by_polars(folder: Path, first: date, last: date) -> list[int]:
    """Lazy frames, joined by person and collected by the streaming engine."""
    import polars as pl

    offences, events, endings = (pl.scan_parquet(folder / f"{name}.parquet") for name in FILES)
    gone = endings.filter(pl.col("kind") != "recall").group_by("person").agg(gone=pl.col("on").min())
    index = pl.col("index_date")
    cohort = (
        events.filter(index.is_between(first, last))
        .join(gone, on="person", how="left")
        .filter(pl.col("gone").is_null() | (pl.col("gone") > index))
        .group_by("person", index.dt.truncate("1q").alias("quarter"))
        .agg(index.min())
        .with_columns(until=index.dt.offset_by("12mo"), proved_by=index.dt.offset_by("18mo"))
        .collect(engine="streaming")
    )
    committed, proved = pl.col("offence_date"), pl.col("proved_date")
    hits = (
        offences.join(cohort.lazy(), on="person")
        .filter(committed > index, committed <= pl.col("until"), proved <= pl.col("proved_by"))
        .group_by("person", "index_date")
        .agg(reoffences=pl.len())
        .collect(engine="streaming")
    )
    return [cohort.height, hits.height, int(hits["reoffences"].sum())]


def by_duckdb(folder: Path, first: date, last: date) -> list[int]:
    """One hash join over the files, in SQL written for these counts alone."""
    import duckdb

    files = {name: folder / f"{name}.parquet" for name in FILES}
    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        found = database.execute(BY_HAND.format(**files, first=first, last=last)).fetchone()
    return [int(count) for count in found or ()]


def by_data_table(folder: Path, first: date, last: date) -> dict[str, object]:
    """R's data.table, timed by R itself from the closed files of plain numbers to the counts."""
    for_r(folder)
    days = [str((day - date(1970, 1, 1)).days) for day in (first, last)]
    script = Path(__file__).with_suffix(".R")
    done = subprocess.run(
        ["Rscript", "--vanilla", str(script), str(folder / FOR_R), *days],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def for_r(folder: Path) -> None:
    """The columns that R reads, written once; of the endings, only those for good."""
    import pyarrow.parquet as pq

    if (folder / FOR_R).exists():
        return
    (folder / FOR_R).mkdir()
    for name, columns in READ_BY_R.items():
        for column in columns:
            with (folder / FOR_R / f"{name}.{column}").open("wb") as out:
                for batch in pq.ParquetFile(folder / f"{name}.parquet").iter_batches():
                    numbers = batch[column].cast("int32").fill_null(np.iinfo(np.int32).max).to_numpy()
                    if name == "endings":
                        numbers = numbers[np.array(batch["kind"].to_pylist()) != "recall"]
                    out.write(numbers.astype("<i4").tobytes())


def has_data_table() -> bool:
    asked = ["Rscript", "--vanilla", "-e", "library(data.table)"]
    return bool(shutil.which("Rscript")) and not subprocess.run(asked, capture_output=True).returncode


PEERS: dict[str, Callable[[Path, date, date], list[int]]] = {
    "pandas": by_pandas, "polars": by_polars, "duckdb by hand": by_duckdb,
}  # fmt: skip
"""The peers that run in Python; R's data.table runs beside them."""
DATA_TABLE = "data.table"


def is_here(way: str) -> bool:
    """Whether a way's tools are on this machine."""
    if way == DATA_TABLE:
        return has_data_table()
    return way != "polars" or find_spec("polars") is not None
