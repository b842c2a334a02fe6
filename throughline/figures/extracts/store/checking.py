"""Checking a whole extract: its rows, those sent twice, and persons who share one id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from throughline.figures.extracts.contracts import Contract
from throughline.figures.extracts.engine import named, quoted, watched
from throughline.figures.extracts.store.durable import StoreFull, put, synchronise
from throughline.figures.extracts.store.raw_rows import ExtractUnreadable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PLAIN_RECORD: Final = "[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}"
"""A record that is repeated in a list of rejections: no text that a spreadsheet could take for a formula."""
PARQUET: Final = "(FORMAT parquet, COMPRESSION zstd)"
FULL: Final = re.compile("No space left|File too large|Could not write|Disk quota")
STAMP: Final = "checked.stamp"
"""The file that says by which query, of which database, the rows beside it were checked to the end."""
LINE: Final = re.compile(r"CSV Error on Line: (\d+)")


@dataclass(frozen=True)
class Counted:
    """What checking an extract gave: the two files that it wrote, and what they hold."""

    accepted: Path
    """Parquet: row, and the columns of the contract."""
    rejections: Path
    """CSV: row, record, column, reason; a line for each reason."""
    rows_read: int
    rows_accepted: int
    rejected_by_column: Mapping[str, int]
    first: str
    """The first rejection, in words; empty where there is none."""


def check(
    engine: DuckDBPyConnection,
    query: str,
    contract: Contract,
    *,
    into: Path,
    tell: Callable[[float], None] = lambda share: None,
) -> Counted:
    """Check every row of an extract, and write those taken in and those not into a folder.

    ``query`` gives the rows with their faults, as checked_rows writes it.
    Of rows with one record the first is kept. Rows of persons who share a PNC id and not a date of birth are
    all rejected, as nothing tells which is right. Rows that a stopped import had checked to the end, by just
    this query, are taken up as they are. Raises ExtractUnreadable and StoreFull.
    Source: product, section 7 (30: an import that trusts).
    """
    checked, accepted, rejections = (
        into / name for name in ("checked.parquet", "accepted.parquet", "rejections.csv")
    )
    with faults_told():
        if not is_checked(into, query):
            with watched(engine, tell):
                engine.execute(f"COPY ({query}) TO {quoted(str(checked))} {PARQUET}")
            synchronise(checked)
            put(into / STAMP, _stamp(query).encode())
        tell(1)
        engine.execute(f"CREATE VIEW checked AS FROM read_parquet({quoted(str(checked))}) WHERE is_filled")
        engine.execute(f"CREATE TEMP TABLE clashes AS {_clashes(contract)}")
        columns = ", ".join(named(one.name) for one in contract.columns)
        engine.execute(
            f"COPY (SELECT row, {columns} FROM checked WHERE faults IS NULL "
            f"AND row NOT IN (SELECT row FROM clashes)) TO {quoted(str(accepted))} {PARQUET}"
        )
        engine.execute(f"CREATE TEMP TABLE rejections AS {_rejections(contract)}")
        listed = 'SELECT row, record, "column", reason FROM rejections ORDER BY row, place'
        engine.execute(f"COPY ({listed}) TO {quoted(str(rejections))} (FORMAT csv, HEADER)")
        return _counted(engine, accepted, rejections)


def is_checked(folder: Path, query: str) -> bool:
    """Whether the folder holds all rows of an extract, checked by just this query of this database."""
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _stamp(query)


def _stamp(query: str) -> str:
    import duckdb

    return sha256(f"{duckdb.__version__}\n{query}".encode()).hexdigest()


SOUND: Final = "checked WHERE faults IS NULL"
"""The rows that are sound alone."""


def _clashes(contract: Contract) -> str:
    """Rows that are sound alone and not beside others: row, column, reason."""
    twice = _sent_twice(contract.key)
    return f"{twice} UNION ALL {_shared_ids()}" if contract.is_of_persons else twice


def _sent_twice(column: str) -> str:
    """Numbers that take less room are looked at first, and then the records of the few that come twice."""
    key = named(column)
    return (
        f'SELECT checked.row, {quoted(column)} AS "column", '
        f"'The same record stands on row ' || first || '. Keep one.' AS reason FROM checked JOIN "
        f"(SELECT {key} AS twice, min(row) AS first FROM checked WHERE faults IS NULL AND hash({key}) IN "
        f"(SELECT hash({key}) FROM {SOUND} GROUP BY hash({key}) HAVING count(*) > 1) "
        f"GROUP BY {key} HAVING count(*) > 1) ON {key} = twice WHERE faults IS NULL AND checked.row > first"
    )


def _shared_ids() -> str:
    """Of the few ids with two dates of birth, where the eldest and the youngest stand."""
    has_both = "faults IS NULL AND pnc_id IS NOT NULL AND date_of_birth IS NOT NULL"
    return (
        "SELECT checked.row, 'pnc_id' AS \"column\", 'Row ' || "
        "CASE WHEN date_of_birth = eldest THEN of_youngest ELSE of_eldest END || "
        "' gives this PNC id another date of birth. Ask which is right.' AS reason FROM checked JOIN "
        "(SELECT pnc_id AS shared, min(date_of_birth) AS eldest, "
        "arg_min(row, (date_of_birth, row)) AS of_eldest, "
        f"arg_max(row, (date_of_birth, -row)) AS of_youngest FROM checked WHERE {has_both} AND pnc_id IN "
        f"(SELECT pnc_id FROM checked WHERE {has_both} GROUP BY pnc_id "
        "HAVING min(date_of_birth) <> max(date_of_birth)) GROUP BY pnc_id) ON pnc_id = shared "
        "WHERE faults IS NULL"
    )


def _rejections(contract: Contract) -> str:
    key = named(contract.key)
    record = f"CASE WHEN regexp_full_match({key}, {quoted(PLAIN_RECORD)}) THEN {key} END AS record"
    return (
        f'SELECT row, {record}, fault."column", fault.reason, place FROM '
        f"(SELECT row, {key}, unnest(faults) AS fault, generate_subscripts(faults, 1) AS place "
        "FROM checked WHERE faults IS NOT NULL) UNION ALL "
        f'SELECT clashes.row, {record}, clashes."column", clashes.reason, 0 FROM clashes '
        "JOIN checked ON clashes.row = checked.row"
    )


def _counted(engine: DuckDBPyConnection, accepted: Path, rejections: Path) -> Counted:
    def one(query: str) -> int:
        row = engine.execute(query).fetchone()
        return int(row[0]) if row else 0

    by_column = engine.execute(
        'SELECT "column", count(*) FROM rejections GROUP BY "column" ORDER BY "column"'
    ).fetchall()
    first = engine.execute(
        'SELECT row, "column", reason FROM rejections ORDER BY row, place LIMIT 1'
    ).fetchone()
    return Counted(
        accepted,
        rejections,
        one("SELECT count(*) FROM checked"),
        one(f"SELECT count(*) FROM read_parquet({quoted(str(accepted))})"),
        {str(column): int(count) for column, count in by_column},
        f"Row {first[0]}, {first[1]}: {first[2]}" if first else "",
    )


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what the database says of a file or of the disk into a sentence."""
    import duckdb

    try:
        with full_disk_told():
            yield
    except duckdb.Error as fault:
        found = LINE.search(str(fault))
        where = f"Line {found[1]} of the file" if found else "The file"
        raise ExtractUnreadable(
            f"{where} cannot be read: it is cut off, damaged, or a quotation mark is not closed. "
            "Ask for it again; nothing was taken in."
        ) from fault


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn what the database says of a disk that is full into a sentence. Raises StoreFull."""
    import duckdb

    try:
        yield
    except duckdb.Error as fault:
        if isinstance(fault, duckdb.OutOfMemoryException) or FULL.search(str(fault)):
            raise StoreFull(
                "The store could not be written: the disk is full. Make room; nothing was changed."
            ) from fault
        raise
