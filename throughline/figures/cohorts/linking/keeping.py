"""What linking keeps in the store of extracts: records, pairs, links, and the person of each row."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from throughline.figures.cohorts.linking import decisions as decisions_of
from throughline.figures.cohorts.linking.clusters import Pair
from throughline.figures.cohorts.linking.decisions import LinkDecision, NotDecided, decided, in_force
from throughline.figures.cohorts.linking.linking import PAIRS, Linked, find_pairs, link, prepare
from throughline.figures.cohorts.linking.model import SavedModel, saved_model
from throughline.figures.cohorts.linking.records import TOLD, compared_sql
from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.engine import MEMORY, open_engine, quoted
from throughline.figures.extracts.store.checking import full_disk_told
from throughline.figures.extracts.store.durable import alone, point, put, staging, synchronise
from throughline.figures.extracts.store.keeping import INCOMING, ExtractStore
from throughline.figures.extracts.store.receipts import ExtractReceipt
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tell = Callable[[str, float], None]
"""Hears the step that is under way, and the share of all the work that is done, from 0 to 1."""
PEOPLE: Final = "people.parquet"
LATEST: Final = "linked"
"""The link to the linking that is read; the store's people.parquet leads through it."""
LINKINGS: Final = "linkings"
DECISIONS: Final = "link-decisions.jsonl"
SUMMARY: Final = "summary.json"
COMPARED: Final = (
    "pnc_id",
    "forename",
    "surname",
    "date_of_birth",
    "birth_year",
    "sex",
    "postcode",
    "district",
)
KEPT: Final = {
    "records": "from known order by record",
    "pairs": "from pairs order by left_record, right_record",
    "clusters": "from people order by record",
    "links": "from links",
    "waiting": "from waiting",
    "people": "select extract, row, person from told_by join people using (record) order by extract, row",
}
"""The files of a linking, without their ending, and the query of each."""


class NothingToLink(Refused):
    """No extract that tells of persons counts."""


class NotLinkedYet(Refused):
    """Nothing was linked yet, so there is nothing to review or to decide."""


@dataclass(frozen=True)
class WaitingPair:
    """Two records that wait for a person to say whether they are of one person."""

    left: int
    right: int
    reason: str
    weight: float | None
    told: tuple[tuple[str, ...], tuple[str, ...]]
    """For each record PNC id, forename, surname, date of birth, sex and postcode; empty where not known."""


def link_extracts(
    store: ExtractStore,
    *,
    model: SavedModel | None = None,
    memory: str = MEMORY,
    tell: Tell = lambda step, share: None,
) -> Linked:
    """Find which rows of the extracts that count are of one person, and write it where a build reads it.

    Only records that were not there before are weighed, unless the model has changed. A record keeps its
    number for ever. Raises NothingToLink, EngineMissing, StoreBusy and StoreFull, with nothing changed.
    Source: figures, section 1 (same person across extracts).
    """
    with alone(store.folder):
        receipts = [one for one in store.receipts() if contract_named(one.sending.contract).is_of_persons]
        if not receipts:
            raise NothingToLink("No extract that tells of persons counts. Import one first.")
        with (
            staging(store.folder / INCOMING) as folder,
            open_engine(memory=memory, spill=folder / "spill") as engine,
            full_disk_told(),
        ):
            staged = folder / "linking"
            staged.mkdir(mode=0o700)
            summary = _Linking(store, engine, model or saved_model(), tell).run(receipts, staged)
            _publish(store, staged)
    return summary


@dataclass(frozen=True)
class _Linking:
    """One run over the extracts that count."""

    store: ExtractStore
    engine: DuckDBPyConnection
    model: SavedModel
    tell: Tell

    def run(self, receipts: Sequence[ExtractReceipt], staged: Path) -> Linked:
        """Write the files of a linking into a folder."""
        self.tell("Reading who the rows tell of", 0)
        self._gather(receipts)
        self._recall()
        self.tell("Weighing pairs", 0.3)
        find_pairs(self.engine, self.model)
        self.tell("Joining records into people", 0.8)
        summary = link(self.engine, self.model, in_force(read_decisions(self.store)))
        for name, sql in KEPT.items():
            self.engine.execute(f"copy ({sql}) to {quoted(str(staged / name) + '.parquet')} (format parquet)")
        put(staged / SUMMARY, json.dumps(asdict(summary), indent=2).encode())
        return summary

    def _gather(self, receipts: Sequence[ExtractReceipt]) -> None:
        """Make ``told_by``, the record of each row, and ``known``, every record that was ever numbered."""
        rows = " union all ".join(self._rows(place, one) for place, one in enumerate(receipts))
        told, same = (
            ", ".join(TOLD),
            " and ".join(f"known.{one} is not distinct from seen.{one}" for one in COMPARED),
        )
        compared = ", ".join(COMPARED)
        self.engine.execute(f"create temp view told as {rows}")
        self.engine.execute(f"""
            create temp table spelt as
            select {told}, row_number() over (order by min(place * 1000000000000 + row)) as spelling
            from told
            where pnc_id is not null or (forename is not null and surname is not null
                and date_of_birth is not null)
            group by {told}
        """)
        self.engine.execute(f"create temp table seen as {compared_sql('spelt', also='spelling')}")
        self.engine.execute(
            f"create temp table known as {self._earlier('records', f'record bigint, {_text(COMPARED)}')}"
        )
        self.engine.execute(f"""
            insert into known select row_number() over (order by min(spelling))
                + (select coalesce(max(record), 0) from known), {compared}
            from seen where not exists (from known where {same}) group by {compared}
        """)
        told_same = " and ".join(f"told.{one} is not distinct from spelt.{one}" for one in TOLD)
        self.engine.execute(f"""
            create temp table told_by as
            select extract, row, known.record as record
            from told join spelt on {told_same} join seen using (spelling) join known on {same}
        """)

    def _rows(self, place: int, receipt: ExtractReceipt) -> str:
        contract = contract_named(receipt.sending.contract)
        columns = ", ".join(one if contract.column(one) else f"null::varchar as {one}" for one in TOLD)
        file = self.store.extract_file(contract.name, receipt.id)
        return (
            f"select {quoted(receipt.id)} as extract, {place} as place, row, {columns} from {_parquet(file)}"
        )

    def _recall(self) -> None:
        """Make ``compared``, the records that count, ``incoming``, those not yet weighed, and ``pairs``."""
        earlier = latest_summary(self.store)
        is_same_model = earlier is not None and earlier.model == self.model.version
        clusters = self._earlier("clusters", "record bigint, person bigint")
        weighed = f"({clusters})" if is_same_model else f"(from ({clusters}) where false)"
        told = "from known semi join told_by using (record)"
        prepare(
            self.engine,
            standing=f"{told} semi join {weighed} using (record)",
            incoming=f"{told} anti join {weighed} using (record)",
        )
        self.engine.execute(f"""
            insert into pairs from ({self._earlier("pairs", PAIRS)})
            where left_record in (select record from standing)
                and right_record in (select record from standing)
        """)

    def _earlier(self, name: str, columns: str) -> str:
        file = self.store.folder / LATEST / f"{name}.parquet"
        if file.exists():
            return f"from {_parquet(file)}"
        nothing = ", ".join("null::{1} as {0}".format(*one.split()) for one in columns.split(", "))
        return f"select {nothing} where false"


def _text(columns: Sequence[str]) -> str:
    return ", ".join(f"{one} varchar" for one in columns)


def _publish(store: ExtractStore, staged: Path) -> None:
    """Have the store's people lead to a complete linking, in one step; then clear earlier ones away.

    The one that they led to until now stays until the next, as a page may still be reading it.
    """
    linkings = store.folder / LINKINGS
    linkings.mkdir(mode=0o700, exist_ok=True)
    earlier, until_now = sorted(linkings.iterdir()), (store.folder / LATEST).resolve()
    place = linkings / f"{max((int(one.name) for one in earlier), default=0) + 1:06}"
    for written in (*staged.iterdir(), staged):
        synchronise(written)
    staged.replace(place)
    if not (store.folder / PEOPLE).is_symlink():
        point(store.folder / PEOPLE, f"{LATEST}/{PEOPLE}")
    point(store.folder / LATEST, f"{LINKINGS}/{place.name}")
    for one in earlier:
        if one.resolve() != until_now:
            shutil.rmtree(one)


def latest_summary(store: ExtractStore) -> Linked | None:
    """What the last linking found, or None before the first."""
    file = store.folder / LATEST / SUMMARY
    return Linked(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def read_decisions(store: ExtractStore) -> tuple[LinkDecision, ...]:
    """Every decision that was recorded, in order, also those that were taken back."""
    file = store.folder / DECISIONS
    return decisions_of.read(file.read_text(encoding="utf-8").split("\n")) if file.exists() else ()


def decide(
    store: ExtractStore,
    pair: Pair,
    verdict: Literal["one person", "two people", "taken back"],
    *,
    by: str,
    at: datetime,
    why: str,
) -> LinkDecision:
    """Record what a person decided about two records; it counts from the next linking on.

    Raises NotDecided, NotLinkedYet and StoreBusy, with nothing recorded.
    """
    with alone(store.folder):
        so_far = read_decisions(store)
        decision = decided(so_far, pair, verdict, by=by, at=at, why=why)
        for record in decision.pair:
            if not _rows(store, f"from {linked_file(store, 'records')} where record = {record}"):
                raise NotDecided(f"There is no record {record}. Nothing was recorded.")
        text = "".join(decisions_of.written(one) for one in (*so_far, decision))
        put(store.folder / DECISIONS, text.encode())
    return decision


def waiting_pairs(store: ExtractStore, *, most: int) -> tuple[WaitingPair, ...]:
    """The pairs that wait for a decision, the likeliest first, at most so many. Raises NotLinkedYet."""
    sides = ", ".join(f"coalesce({side}.{one}, '')" for side in "lr" for one in TOLD)
    records = linked_file(store, "records")
    rows = _rows(
        store,
        f"select left_record, right_record, reason, weight, {sides} from {linked_file(store, 'waiting')} "
        f"join {records} l on l.record = left_record join {records} r on r.record = right_record "
        f"order by weight desc nulls last, left_record, right_record limit {most}",
    )
    return tuple(
        WaitingPair(left, right, reason, weight, (tuple(told[: len(TOLD)]), tuple(told[len(TOLD) :])))
        for left, right, reason, weight, *told in rows
    )


def linked_file(store: ExtractStore, name: str) -> str:
    """SQL: a file of the linking that is read now, and still is once another comes. Raises NotLinkedYet."""
    file = (store.folder / LATEST).resolve() / f"{name}.parquet"
    if not file.exists():
        raise NotLinkedYet("Nothing was linked yet. Link first: throughline figures link")
    return _parquet(file)


def _parquet(file: Path) -> str:
    return f"read_parquet({quoted(str(file))})"


def _rows(store: ExtractStore, sql: str) -> list[tuple[Any, ...]]:
    with open_engine() as engine:
        return list(engine.execute(sql).fetchall())
