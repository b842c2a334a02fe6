"""Records of made-up persons, written in a line, for the tests of linking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from throughline.figures.cohorts.linking import linking
from throughline.figures.cohorts.linking.clusters import Pair
from throughline.figures.cohorts.linking.decisions import LinkDecision
from throughline.figures.cohorts.linking.linking import Linked, link
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.cohorts.linking.records import TOLD, compared_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DANIEL = {
    "pnc_id": "2005/0123456X",
    "forename": "Daniel",
    "surname": "Ashford",
    "date_of_birth": "1980-05-02",
    "sex": "male",
    "postcode": "ZA1 1AA",
}
Told = Mapping[str, str | None]


def told(**other: str | None) -> Told:
    """Daniel's record with some things told in another way, or not told where None."""
    return DANIEL | other


def prepare(engine: DuckDBPyConnection, records: Sequence[Told]) -> None:
    """Make the tables that linking works on: the records are numbered from 1, and all are incoming."""
    import pyarrow as pa

    columns = {name: pa.array([one[name] for one in records], pa.string()) for name in TOLD}
    engine.register("told", pa.table({"record": range(1, len(records) + 1), **columns}))
    compared = compared_sql("told", also="record")
    linking.prepare(engine, standing=f"{compared} where false", incoming=compared)


def linked(
    engine: DuckDBPyConnection, decisions: Mapping[Pair, LinkDecision] | None = None
) -> tuple[dict[int, int], Linked]:
    """The person of each record, and the sums, after linking the pairs that stand in the table."""
    summary = link(engine, saved_model(), decisions or {})
    return dict(engine.execute("select record, person from people").fetchall()), summary
