"""Building the histories of persons from the extracts in force, for measures to read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from throughline.figures.extracts.engine import MEMORY, open_engine, quoted
from throughline.figures.extracts.store.bringing_in import Tell, no_telling
from throughline.figures.extracts.store.checking import PARQUET, faults_told
from throughline.figures.extracts.store.durable import alone, point, put, staging, synchronise
from throughline.figures.extracts.store.histories import (
    TELLS,
    caseload,
    endings,
    index_events,
    offences,
    rows_in_force,
)
from throughline.figures.extracts.store.keeping import INCOMING, ExtractStore, StoreUnreadable
from throughline.figures.extracts.store.packed import FORM
from throughline.figures.extracts.store.packing import pack
from throughline.figures.extracts.store.raw_rows import look_at
from throughline.figures.extracts.store.receipts import ExtractReceipt
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BUILT: Final = {"offences": offences, "index_events": index_events, "endings": endings}
"""The files of a build, without their ending, and the query of each."""
PEOPLE: Final = "people.parquet"
LATEST: Final = "built"
"""The link to the build that is read; each file's own name in the store leads through it."""
SUMMARY: Final = "summary.json"
HISTORIES: Final = 2
"""Raised when the same extracts build other histories, so that a store built before is built again."""


class NothingToBuild(Refused):
    """No extract counts from which a history could be built."""


class NotLinked(Refused):
    """An extract came after persons were last linked."""


@dataclass(frozen=True)
class Build:
    """What was built: from which extracts, how persons were told apart, and how many rows of what."""

    id: str
    receipts: tuple[str, ...]
    linked_by: str
    """“PNC id” or “linking”."""
    rows: Mapping[str, int]
    left_out: Mapping[str, int]
    """For each contract, the rows that belong to no known person."""
    packed: int = 0
    """How many bytes the packed form takes; 0 where there is none."""
    histories: int = 1
    """Which way of building histories it was built by."""


def build(store: ExtractStore, *, memory: str = MEMORY, tell: Tell = no_telling) -> Build:
    """Write offences, index events and endings by person; the earlier build is read until all are there.

    Persons are those that linking found. Without it, rows with one PNC id are of one person, and those
    without one, or whose PNC id has two dates of birth, are left out and counted.
    Raises NothingToBuild, NotLinked, StoreFull, StoreBusy.
    Source: figures, section 1.
    """
    with alone(store.folder):
        receipts = [one for one in store.receipts() if one.sending.contract in TELLS]
        if not receipts:
            raise NothingToBuild(f"No extract of {', '.join(TELLS)} counts. Import one first.")
        name = _name(store, receipts)
        earlier = latest_build(store)
        if earlier is not None and earlier.id == name:
            return earlier
        with staging(store.folder / INCOMING) as folder:
            staged = folder / name
            staged.mkdir()
            made = _built(store, receipts, name, staged, memory, tell)
            put(staged / SUMMARY, json.dumps(asdict(made), indent=2).encode())
            _publish(store, staged, name)
    return made


def latest_build(store: ExtractStore) -> Build | None:
    """The build that measures read now, or None before the first."""
    file = store.folder / LATEST / SUMMARY
    if not file.exists():
        return None
    plain = json.loads(file.read_text(encoding="utf-8"))
    return Build(**{**plain, "receipts": tuple(plain["receipts"])})


def is_current(store: ExtractStore) -> bool:
    """Whether the build that measures read was made of just the extracts that count now, as now is done."""
    made = latest_build(store)
    wanted = {one.id for one in store.receipts() if one.sending.contract in TELLS}
    return made is not None and made.histories == HISTORIES and set(made.receipts) == wanted


def _name(store: ExtractStore, receipts: list[ExtractReceipt]) -> str:
    people = store.folder / PEOPLE
    linked = look_at(people).sha256 if people.exists() else ""
    return sha256(
        "\n".join([*sorted(one.id for one in receipts), linked, str(FORM), str(HISTORIES)]).encode()
    ).hexdigest()


def _built(
    store: ExtractStore, receipts: list[ExtractReceipt], name: str, staged: Path, memory: str, tell: Tell
) -> Build:
    is_linked = (store.folder / PEOPLE).exists()
    with open_engine(memory=memory, spill=staged / "spill") as engine, faults_told():
        left_out = _told_by_person(engine, store, receipts, is_linked=is_linked)
        rows = {}
        for at, (file, query) in enumerate(BUILT.items()):
            tell(f"Building {file.replace('_', ' ')}", at / (len(BUILT) + 1))
            path = quoted(str(staged / f"{file}.parquet"))
            engine.execute(f"COPY ({query()}) TO {path} {PARQUET}")
            rows[file] = _count(engine, f"read_parquet({path})")
    shutil.rmtree(staged / "spill", ignore_errors=True)
    tell("Packing", len(BUILT) / (len(BUILT) + 1))
    packed = pack(staged)
    tell("Building", 1)
    linked_by = "linking" if is_linked else "PNC id"
    return Build(name, tuple(one.id for one in receipts), linked_by, rows, left_out, packed, HISTORIES)


def _told_by_person(
    engine: DuckDBPyConnection, store: ExtractStore, receipts: list[ExtractReceipt], *, is_linked: bool
) -> dict[str, int]:
    """Make a view of each contract's rows with their person; how many rows of each have none."""
    for contract in TELLS:
        engine.execute(f'CREATE VIEW "all {contract}" AS {rows_in_force(store, receipts, contract)}')
    if is_linked:
        _refuse_unlinked(engine, store, receipts)
        joined = "people ON people.extract = told.extract AND people.row = told.row"
    else:
        told = " UNION ALL ".join(f'SELECT pnc_id, date_of_birth FROM "all {one}"' for one in TELLS)
        engine.execute(
            "CREATE TEMP TABLE people AS SELECT pnc_id, row_number() OVER (ORDER BY pnc_id) AS person "
            f"FROM (SELECT pnc_id FROM ({told}) WHERE pnc_id IS NOT NULL GROUP BY pnc_id "
            "HAVING min(date_of_birth) IS NOT DISTINCT FROM max(date_of_birth))"
        )
        joined = "people ON people.pnc_id = told.pnc_id"
    left_out: dict[str, int] = {}
    for contract in TELLS:
        engine.execute(
            f'CREATE VIEW "{contract}" AS SELECT told.*, people.person::BIGINT AS person '
            f'FROM "all {contract}" AS told JOIN {joined}'
        )
        without = _count(engine, f'"all {contract}"') - _count(engine, f'"{contract}"')
        left_out |= {contract: without} if without else {}
    engine.execute(f"CREATE VIEW caseload AS {caseload(receipts)}")
    return left_out


def _refuse_unlinked(engine: DuckDBPyConnection, store: ExtractStore, receipts: list[ExtractReceipt]) -> None:
    engine.execute(f"CREATE VIEW people AS FROM read_parquet({quoted(str(store.folder / PEOPLE))})")
    known = {str(row[0]) for row in engine.execute("SELECT DISTINCT extract FROM people").fetchall()}
    for one in receipts:
        if one.id not in known:
            raise NotLinked(
                f"The extract {one.id[:12]} came after persons were linked. "
                "Link them again: throughline figures link"
            )


def _count(engine: DuckDBPyConnection, source: str) -> int:
    row = engine.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(row[0]) if row else 0


def _publish(store: ExtractStore, staged: Path, name: str) -> None:
    """Have the store's names lead to a complete build, in one step; earlier builds are cleared away after."""
    place = store.folder / "builds" / name
    for written in (*staged.rglob("*"), staged):
        synchronise(written)
    if place.exists():
        shutil.rmtree(place)
    os.replace(staged, place)
    for file in BUILT:
        link = store.folder / f"{file}.parquet"
        if link.exists() and not link.is_symlink():
            raise StoreUnreadable(f"{link.name} of the store was not built from extracts. Move it elsewhere.")
        if not link.is_symlink():
            link.symlink_to(f"{LATEST}/{link.name}")
    point(store.folder / LATEST, f"builds/{name}")
    for other in place.parent.iterdir():
        if other != place:
            shutil.rmtree(other)
