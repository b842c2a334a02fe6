"""One pair at a time, for a person to decide: what each record tells, and where the two agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from throughline.figures.cohorts.linking.clusters import Pair
from throughline.figures.cohorts.linking.decisions import in_force
from throughline.figures.cohorts.linking.keeping import linked_file, read_decisions
from throughline.figures.cohorts.linking.model import saved_model
from throughline.figures.cohorts.linking.records import TOLD
from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.words.refusals import Refused

MEMORY: Final = "256MiB"
"""A page reads two records, and may not take what an import may."""


class NoSuchPair(Refused):
    """No such two records wait for a person."""


@dataclass(frozen=True)
class Waiting:
    """Two records that wait for a person, by their numbers alone."""

    pair: Pair
    reason: str
    weight: float | None


@dataclass(frozen=True)
class Beside:
    """What two records tell of one thing, and how far they agree; empty where a record does not tell it."""

    column: str
    left: str
    right: str
    agreement: str
    """One of the levels that the saved model weighs, such as “alike” or “one slip”."""


def waiting_for_a_person(store: ExtractStore) -> tuple[Waiting, ...]:
    """The pairs that wait and that nobody has decided since the last linking, the likeliest first.

    Raises NotLinkedYet and EngineMissing.
    """
    decided = in_force(read_decisions(store))
    rows = _asked(
        f"select left_record, right_record, reason, weight from {linked_file(store, 'waiting')} "
        "order by weight desc nulls last, left_record, right_record"
    )
    return tuple(
        Waiting((left, right), reason, weight)
        for left, right, reason, weight in rows
        if (left, right) not in decided
    )


def side_by_side(store: ExtractStore, pair: Pair) -> tuple[Beside, ...]:
    """What the two records of a pair tell, a line for each thing that is compared.

    Raises NoSuchPair where there are no two such records, NotLinkedYet and EngineMissing.
    """
    told = ", ".join(f"coalesce(l.{one}, ''), coalesce(r.{one}, ''), {_agreement(one)}" for one in TOLD)
    records = linked_file(store, "records")
    both = ", ".join(f"l.{one} as {one}_l, r.{one} as {one}_r" for one in (*TOLD, "district"))
    rows = _asked(
        f"select {told} from (from {records} where record = ?) l, (from {records} where record = ?) r, "
        f"lateral (select {both}) as beside",
        pair,
    )
    if len(rows) != 1 or pair[0] == pair[1]:
        raise NoSuchPair("There are no two such records. See the pairs that wait.")
    cells = rows[0]
    return tuple(Beside(column, *cells[3 * place : 3 * place + 3]) for place, column in enumerate(TOLD))


def _agreement(column: str) -> str:
    """SQL: the first level of the model's comparison of a column that the two records reach."""
    (comparison,) = (one for one in saved_model().comparisons if one["output_column_name"] == column)
    *levels, last = comparison["comparison_levels"]
    cases = " ".join(f"when {one['sql_condition']} then {quoted(one['label_for_charts'])}" for one in levels)
    return f"case {cases} else {quoted(last['label_for_charts'])} end"


def _asked(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with open_engine(memory=MEMORY, threads=1) as engine:
        return list(engine.execute(sql, list(values)).fetchall())
