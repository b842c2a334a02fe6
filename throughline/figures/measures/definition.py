"""Runs the definition of a measure, as it is written, on DuckDB over the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from throughline.figures.cohorts.follow_up import NEVER
from throughline.figures.cohorts.index_events import DESCRIBED_BY, UNKNOWN, IndexEvents, WordColumn
from throughline.figures.cohorts.rule import windows_of
from throughline.figures.extracts.engine import MEMORY, open_engine
from throughline.figures.measures.counted import CountedCohort, Store
from throughline.figures.measures.versions import MeasureVersion

NO_ENDINGS = 'SELECT NULL::BIGINT AS person, NULL::DATE AS "on", NULL::VARCHAR AS kind WHERE FALSE'


def count_by_definition(
    store: Store,
    version: MeasureVersion,
    first: date,
    last: date,
    *,
    threads: int | None = None,
    memory: int | None = None,
) -> CountedCohort:
    """The cohort of some windows with its reoffences, by the measure's SQL text.

    ``memory`` is in bytes; what does not fit goes to the disk meanwhile.

    Raises NoSuchWindow for days that are not whole windows, EngineMissing where DuckDB is not installed.
    Source: figures, section 1 (how it is computed).
    """
    windows_of(version.rule, first, last)
    limit = f"{memory // 2**20}MiB" if memory else MEMORY
    with (
        TemporaryDirectory(prefix="throughline-") as spill,
        open_engine(memory=limit, threads=threads, spill=Path(spill)) as database,
    ):
        database.execute("SET enable_progress_bar = false")
        database.read_parquet(str(store.offences)).create_view("offences")
        database.read_parquet(str(store.index_events)).create_view("index_events")
        if store.endings.exists():
            database.read_parquet(str(store.endings)).create_view("endings")
        else:
            database.execute(f"CREATE VIEW endings AS {NO_ENDINGS}")
        found = database.sql(version.sql, params={"first": first, "last": last}).to_arrow_table()
    return as_counted(found)


def as_counted(table: Any) -> CountedCohort:
    """The rows that a definition gives, a table of Arrow, as columns; whichever engine ran it."""
    members = IndexEvents(
        table["person"].to_numpy(),
        _days(table["index_date"]),
        table["risk_score"].cast("float64").to_numpy(),
        {name: _words(table[name]) for name in DESCRIBED_BY},
    )
    return CountedCohort(members, table["reoffences"].to_numpy(), _days(table["first_reoffence"]))


def _days(column: Any) -> Any:
    return column.cast("int32").fill_null(NEVER).to_numpy()


def _words(column: Any) -> WordColumn:
    coded = column.combine_chunks().dictionary_encode()
    known = coded.dictionary.to_pylist()
    order = sorted(range(len(known)), key=known.__getitem__)
    new = np.array([*np.argsort(np.array(order, np.int64)), UNKNOWN])
    places = coded.indices.fill_null(UNKNOWN).to_numpy(zero_copy_only=False)
    return WordColumn(new[places].astype(np.int16), tuple(known[place] for place in order))
