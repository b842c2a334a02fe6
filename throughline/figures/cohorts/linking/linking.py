"""Which records are of one person: keys first, then the model, guards over both, and people over all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.cohorts.linking.blocking import find_candidates
from throughline.figures.cohorts.linking.clusters import Pair, Records, cut, joined
from throughline.figures.cohorts.linking.decisions import LinkDecision
from throughline.figures.cohorts.linking.guards import GUARDED
from throughline.figures.cohorts.linking.keys import KEY, PNC, find_rare_names, forget_shared_ids
from throughline.figures.cohorts.linking.model import SavedModel
from throughline.figures.cohorts.linking.weighing import FREQUENCIES, bound_of, count_frequencies, weight_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAIRS: Final = "left_record bigint, right_record bigint, key varchar, weight double, guard varchar"
"""The columns of ``pairs``: each pair that a key or a weight speaks for, and what speaks against it.

weight is null where it lies below the review band.
"""
THROUGH_OTHERS: Final = "would join two records that are kept apart"


@dataclass(frozen=True)
class Linked:
    """How many records are of how many people, and how their links came about."""

    records: int
    people: int
    links: Mapping[str, int]
    """By cause: each key, the model, a decision."""
    waiting: int
    """Pairs in the review band."""
    share_waiting: float
    """Of the incoming records, those that wait with at least one pair; from 0 to 1."""
    model: str


def prepare(engine: DuckDBPyConnection, *, standing: str, incoming: str) -> None:
    """Make the tables that linking works on, from the SQL of records whose pairs are known, and of others.

    standing and incoming are tables of records as ``compared_sql`` gives them, and compared is both.
    """
    engine.execute(f"create or replace temp table standing as {standing}")
    engine.execute(f"create or replace temp table incoming as {incoming}")
    engine.execute("create or replace temp view compared as from standing union all by name from incoming")
    engine.execute(f"create or replace temp table pairs ({PAIRS})")


def find_pairs(engine: DuckDBPyConnection, model: SavedModel) -> None:
    """Add to the table ``pairs`` those that touch ``incoming``, among the records of ``compared``."""
    forget_shared_ids(engine)
    count_frequencies(engine, model)
    find_candidates(engine, model)
    among = _count(engine, "compared")
    engine.execute(f"""
        create or replace temp table faced as
        select left_record, right_record, l.forename, l.surname, {KEY} as key, {GUARDED} as guard,
            {weight_of(model, among=among)} as weight
        from candidates join compared l on l.record = left_record join compared r on r.record = right_record
            {FREQUENCIES}
        where {KEY} is not null or {bound_of(model, among=among)} >= {model.review_from}
    """)
    find_rare_names(engine)
    engine.execute(f"""
        insert into pairs
        select left_record, right_record, case when key = '{PNC}' or rare.surname is not null then key end
            as held, case when weight >= {model.review_from} then weight end as told, guard
        from faced left join rare using (forename, surname)
        where held is not null or told is not null
    """)


def _count(engine: DuckDBPyConnection, table: str) -> int:
    ((count,),) = engine.execute(f"select count(*) from {table}").fetchall()
    return int(count)


def link(engine: DuckDBPyConnection, model: SavedModel, decisions: Mapping[Pair, LinkDecision]) -> Linked:
    """Make the tables ``people``, ``links`` and ``waiting`` from ``compared``, ``pairs`` and decisions.

    people: record, person (the smallest record of the person). links: left_record, right_record, cause,
    weight, model, decision (its number); every pair that joined two records. waiting: left_record,
    right_record, reason, weight; the pairs that a person should decide, the heaviest first.

    A decision counts over everything; a guarded pair is never linked but by a decision; then a key links,
    then a weight from ``model.automatic_from``. Nobody is joined through others to somebody from whom a
    decision, a guard or another PNC id keeps them apart.
    """
    _decide(engine, decisions)
    _judge(engine, model)
    records = _column(engine, "select record from compared order by record")
    ends = engine.execute(
        "select left_record, right_record from judged where verdict = 'link' order by strength desc, "
        "weight desc nulls last, left_record, right_record"
    ).fetchnumpy()
    left, right = (np.asarray(ends[name], np.int64) for name in ("left_record", "right_record"))
    person = joined(records, left, right)
    found = cut(records, left, right, _kept_apart(engine, records, person), person)
    _tell(engine, records, found.person, found.refused, model)
    return _summed_up(engine, model)


def _column(engine: DuckDBPyConnection, sql: str) -> Records:
    (values,) = engine.execute(sql).fetchnumpy().values()
    return np.asarray(values, np.int64)


def _decide(engine: DuckDBPyConnection, decisions: Mapping[Pair, LinkDecision]) -> None:
    engine.execute(
        "create or replace temp table decided "
        "(left_record bigint, right_record bigint, verdict varchar, number bigint)"
    )
    rows = [(*pair, one.verdict, one.number) for pair, one in decisions.items()]
    if not rows:
        return
    engine.executemany("insert into decided values (?, ?, ?, ?)", rows)
    engine.execute(
        "delete from decided where left_record not in (select record from compared) "
        "or right_record not in (select record from compared)"
    )


def _judge(engine: DuckDBPyConnection, model: SavedModel) -> None:
    """Make the table ``judged``: for each pair link, wait, apart or nothing, with its cause and strength."""
    engine.execute(f"""
        create or replace temp table judged as
        select left_record, right_record, weight, key, guard, number as decision,
            case when decided.verdict = 'one person' then 'link'
                when decided.verdict = 'two people' then 'apart'
                when guard is not null then 'wait'
                when key is not null or weight >= {model.automatic_from} then 'link'
                else 'wait' end as verdict,
            case when number is not null then 'decision' else coalesce(key, 'model') end as cause,
            case when number is not null then 3 when key = '{PNC}' then 2 when key is not null then 1
                else 0 end as strength
        from (from pairs semi join compared l on l.record = left_record semi join compared r
            on r.record = right_record)
        full join decided using (left_record, right_record)
    """)


def _kept_apart(engine: DuckDBPyConnection, records: Records, person: Records) -> set[Pair]:
    """Pairs within one person that a decision or a guard keeps apart, or two PNC ids that nothing links."""
    follows = person != records
    many = follows | np.isin(records, person[follows])
    _register(engine, "clustered", record=records[many], person=person[many])
    engine.execute(
        "create or replace temp table near as "
        "select compared.*, person from compared join clustered using (record)"
    )
    rows = engine.execute(f"""
        select l.record, r.record
        from near l join near r on l.person = r.person and l.record < r.record
        left join judged on left_record = l.record and right_record = r.record
        where verdict = 'apart'
            or (verdict is distinct from 'link' and ({GUARDED} is not null or l.pnc_id <> r.pnc_id))
    """).fetchall()
    return {(int(one), int(other)) for one, other in rows}


def _register(engine: DuckDBPyConnection, table: str, **columns: Records) -> None:
    import pyarrow as pa

    engine.register("given", pa.table(columns))
    engine.execute(f"create or replace temp table {table} as from given")
    engine.unregister("given")


def _tell(
    engine: DuckDBPyConnection,
    records: Records,
    person: Records,
    refused: tuple[Pair, ...],
    model: SavedModel,
) -> None:
    _register(engine, "people", record=records, person=person)
    ends = np.array(refused, np.int64).reshape(-1, 2)
    _register(engine, "refused", left_record=ends[:, 0], right_record=ends[:, 1])
    both = "join people l on l.record = left_record join people r on r.record = right_record"
    engine.execute(f"""
        create or replace temp table links as
        select left_record, right_record, cause, weight, '{model.version}' as model, decision
        from judged {both}
        where verdict = 'link' and l.person = r.person
        order by left_record, right_record
    """)
    engine.execute(f"""
        create or replace temp table waiting as
        select left_record, right_record, weight,
            case when verdict = 'link' then '{THROUGH_OTHERS}' else coalesce(guard, 'weight') end as reason
        from judged {both}
        where l.person <> r.person and (verdict = 'wait' or (verdict = 'link' and
            (left_record, right_record) in (select (left_record, right_record) from refused)))
        order by weight desc nulls last, left_record, right_record
    """)


def _summed_up(engine: DuckDBPyConnection, model: SavedModel) -> Linked:
    causes = engine.execute("select cause, count(*) from links group by cause order by cause").fetchall()
    ((share,),) = engine.execute("""
        select count(*) filter (record in (select left_record from waiting union select right_record from
            waiting)) / greatest(count(*), 1) from incoming
    """).fetchall()
    return Linked(
        records=_count(engine, "people"),
        people=_count(engine, "people where record = person"),
        links={str(cause): int(count) for cause, count in causes},
        waiting=_count(engine, "waiting"),
        share_waiting=float(share),
        model=model.version,
    )
