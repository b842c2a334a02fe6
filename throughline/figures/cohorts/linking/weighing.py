"""The one door to the library that links records: it weighs pairs by a model, and learns a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from throughline.figures.cohorts.linking.model import FEWEST, NAMES, SavedModel, untrained
from throughline.figures.extracts.engine import EngineMissing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def weigh(engine: DuckDBPyConnection, model: SavedModel, *, standing: int, incoming: int) -> None:
    """Make the table ``weighed``: left_record < right_record and weight, of all pairs worth a look.

    ``compared`` is split into the tables ``standing``, whose records are not weighed with each other again,
    and ``incoming``, with so many records each. Raises EngineMissing.
    """
    engine.execute("create or replace table weighed (left_record bigint, right_record bigint, weight double)")
    tables = ["standing", "incoming"] if standing and incoming else []
    for wanted in (tables, ["incoming"] if incoming > 1 else []):
        if wanted:
            _weigh(engine, model, wanted, among=standing + incoming)


def _weigh(engine: DuckDBPyConnection, model: SavedModel, tables: list[str], *, among: int) -> None:
    settings = model.settings | {
        "link_type": "link_only" if len(tables) > 1 else "dedupe_only",
        "probability_two_random_records_match": 1 / max(among, FEWEST),
    }
    database, linker = _linker(engine, tables, settings)
    for name in NAMES:
        frequencies = database.register(frequency_table(engine, name))
        linker.table_management.register_term_frequency_lookup(frequencies, name)
    found = linker.inference.predict(threshold_match_weight=model.review_from, warning_mode="never")
    engine.execute(f"""
        insert into weighed
        select least(record_l, record_r), greatest(record_l, record_r), match_weight
        from {found.physical_name}
    """)


def frequency_table(engine: DuckDBPyConnection, name: str) -> str:
    """The name of a table that tells how common each name is among all records; made once."""
    table = f"frequency_of_{name}"
    engine.execute(f"""
        create table if not exists {table} as
        select {name}, count(*) / sum(count(*)) over () as tf_{name}
        from compared where {name} is not null group by {name}
    """)
    return table


def _linker(engine: DuckDBPyConnection, tables: Sequence[str], settings: dict[str, Any]) -> tuple[Any, Any]:
    try:
        from splink import DuckDBAPI, Linker
    except ImportError:
        raise EngineMissing(
            "Linking needs a part of the program that is not installed here. "
            "Install it with: deploy/environment figures"
        ) from None
    database = DuckDBAPI(engine)
    registered = [database.register(table) for table in tables]
    return database, Linker(registered, settings, log_level=None, validate_settings=False)


def learnt(engine: DuckDBPyConnection, *, pairs: float, seed: int) -> dict[str, Any]:
    """The settings of a model that has learnt from ``labelled``: records, and ``person``, the truth.

    How often records of one person agree is counted; how often strangers do is drawn
    from so many random pairs.
    """
    _, linker = _linker(engine, ["labelled"], untrained())
    linker.training.estimate_u_using_random_sampling(
        max_pairs=pairs, seed=seed, min_count_per_level=None, num_chunks=1
    )
    linker.training.estimate_m_from_label_column("person")
    settings: dict[str, Any] = linker.misc.save_model_to_json()
    del settings["linker_uid"]
    return settings
