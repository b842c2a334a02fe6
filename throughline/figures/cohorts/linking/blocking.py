"""Which pairs of records are worth a look: those that agree on all that one rule of the model names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from throughline.figures.cohorts.linking.model import SavedModel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ALIKE: Final = 200
"""What more records agree on tells nobody apart, such as a name and date typed to fill the field."""


def find_candidates(engine: DuckDBPyConnection, model: SavedModel) -> None:
    """Make the table ``candidates``: left_record < right_record of each pair worth a look, once.

    They are the pairs among ``compared`` that touch ``incoming`` and agree on all that one of the model's
    rules names, where no more than MOST_ALIKE records do: a crowd is never paired with itself.
    """
    engine.execute("create or replace temp table met (left_record bigint, right_record bigint)")
    for rule in model.rules:
        _meet(engine, rule)
    engine.execute("create or replace temp table candidates as select distinct * from met")
    engine.execute("drop table met")


def _meet(engine: DuckDBPyConnection, rule: str) -> None:
    """Add the pairs of one rule to ``met``; a pair within ``incoming`` is met from both of its ends."""
    alike = ", ".join(re.findall(r"\bl\.(\w+)", rule))
    engine.execute(f"""
        create or replace temp table near as
        select record, {alike} from compared l semi join incoming r on {rule}
    """)
    engine.execute(f"""
        insert into met
        with few as (select {alike} from near group by all having count(*) <= {MOST_ALIKE}),
            beside as (from near semi join few using ({alike}))
        select least(l.record, r.record), greatest(l.record, r.record)
        from beside l join incoming r on {rule} and l.record <> r.record
    """)
    engine.execute("drop table near")
