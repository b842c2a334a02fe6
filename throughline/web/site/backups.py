"""A whole store in one file: written while people work, checked by its hashes, brought back in one piece.

A backup is a zip file that holds the tables and `manifest.json`: what the store is, which changes of
tables it had, the end of its audit trail, and the length and SHA-256 of every part. The keys are not
in it; they lie in the store's folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from throughline.web import database
from throughline.words.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE_PART = "store.sqlite3"
CHUNK = 1 << 20


class BackupDamaged(Refused):
    """A backup whose parts are not what its manifest says is not brought back."""


class NotAnEmptyStore(Refused):
    """A backup is brought back into an empty store only."""


class OtherKindOfStore(Refused):
    """A backup of one database is brought back into the same kind of database."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a backup: its name, its length in bytes and its SHA-256; of PostgreSQL, its columns."""

    name: str
    length: int
    digest: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `events` is the number of the last line of the audit trail."""

    made_at: str
    vendor: str
    kind: str
    changes: tuple[tuple[str, str], ...]
    events: int
    last_event: str
    parts: tuple[Part, ...]
    format: int = FORMAT


def write_backup(place: Path, *, at: datetime) -> Manifest:
    """Write the open store to a new file, readable by its owner only; people may go on working meanwhile.

    The file appears under its name only when it is complete.
    """
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    os.close(handle)
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            manifest = _write_parts(archive, at)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        _flush(Path(draft))
        os.replace(draft, place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return manifest


def _flush(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _write_parts(archive: zipfile.ZipFile, at: datetime) -> Manifest:
    write = _write_sqlite if connection.vendor == "sqlite" else _write_postgresql
    with write(archive) as (parts, read):
        kind = read("SELECT kind FROM site_store")
        last = read("SELECT number, digest FROM access_event ORDER BY number DESC LIMIT 1")
        changes = read("SELECT app, name FROM django_migrations ORDER BY id")
        return Manifest(
            made_at=at.isoformat(),
            vendor=connection.vendor,
            kind=kind[0][0] if kind else "",
            changes=tuple((app, name) for app, name in changes),
            events=last[0][0] if last else 0,
            last_event=last[0][1] if last else "",
            parts=tuple(parts),
        )


@contextmanager
def _write_sqlite(archive: zipfile.ZipFile) -> Iterator[tuple[list[Part], Any]]:
    """Copy the store page by page beside itself, then into the archive."""
    handle, copied = tempfile.mkstemp(dir=Path(connection.settings_dict["NAME"]).parent, prefix=".copy.")
    os.close(handle)
    target = database.current_sqlite.connect(copied)
    try:
        connection.ensure_connection()
        connection.connection.backup(target)
        with open(copied, "rb") as file:
            part = _add(archive, SQLITE_PART, iter(lambda: file.read(CHUNK), b""))
        yield [part], lambda sentence: target.execute(sentence).fetchall()
    finally:
        target.close()
        Path(copied).unlink(missing_ok=True)


@contextmanager
def _write_postgresql(archive: zipfile.ZipFile) -> Iterator[tuple[list[Part], Any]]:
    """Copy every table as it stood at one instant."""
    with _own_connection() as own, own.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

        def read(sentence: str) -> list[Any]:
            cursor.execute(sentence)
            return list(cursor.fetchall())

        parts = []
        for table, columns in _tables(read):
            named = ", ".join(f'"{column}"' for column in columns)
            with cursor.copy(f'COPY "{table}" ({named}) TO STDOUT') as rows:
                parts.append(_add(archive, f"tables/{table}", (bytes(row) for row in rows), columns))
        yield parts, read


def _tables(read: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Every table of the store with the columns that are kept, not computed."""
    rows = read(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c "
        "JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
        "AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position"
    )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return [(table, tuple(columns)) for table, columns in found.items()]


@contextmanager
def _own_connection() -> Iterator[Any]:
    """A connection beside Django's, so that a copy does not depend on what runs on that one."""
    import psycopg

    wanted = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in ("dbname", "user", "password", "host", "port") and value
    }
    with psycopg.connect(**wanted) as own:
        yield own


def _add(
    archive: zipfile.ZipFile, name: str, content: Iterable[bytes], columns: tuple[str, ...] = ()
) -> Part:
    digest, length = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for piece in content:
            part.write(piece)
            digest.update(piece)
            length += len(piece)
    return Part(name=name, length=length, digest=digest.hexdigest(), columns=columns)


def read_manifest(place: Path) -> Manifest:
    """What a backup says of itself. Raises BackupDamaged for a file that is none."""
    try:
        with zipfile.ZipFile(place) as archive:
            said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT:
            raise BackupDamaged(
                f"{place} was written in form {said['format']}, which this version cannot read."
            )
        parts = tuple(Part(**{**part, "columns": tuple(part["columns"])}) for part in said.pop("parts"))
        changes = tuple((app, name) for app, name in said.pop("changes"))
        return Manifest(**said, parts=parts, changes=changes)
    except FileNotFoundError:
        raise BackupDamaged(f"There is no file {place}. Check the name and the folder.") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, OSError):
        raise BackupDamaged(f"{place} is not a whole backup of Throughline. Use an earlier one.") from None


def check_backup(place: Path) -> Manifest:
    """Read a backup from end to end and compare every part with its hash. Raises BackupDamaged."""
    manifest = read_manifest(place)
    with zipfile.ZipFile(place) as archive:
        if {part.name for part in manifest.parts} | {MANIFEST} != set(archive.namelist()):
            raise BackupDamaged(f"{place} lacks a part or has one too many. Use an earlier backup.")
        for part in manifest.parts:
            for _ in _read(archive, part, place):
                pass
    return manifest


def _read(archive: zipfile.ZipFile, part: Part, place: Path) -> Iterator[bytes]:
    digest, length = hashlib.sha256(), 0
    try:
        with archive.open(part.name) as content:
            while piece := content.read(CHUNK):
                digest.update(piece)
                length += len(piece)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError):
        digest.update(b"damaged")
    if (digest.hexdigest(), length) != (part.digest, part.length):
        raise BackupDamaged(f"The part {part.name} of {place} is damaged. Use an earlier backup.")


def is_empty() -> bool:
    """Whether the open store holds nothing yet: no tables, or nothing that anybody began."""
    if "site_store" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM site_store) + (SELECT count(*) FROM access_event)")
        return bool(cursor.fetchone()[0] == 0)


def restore_backup(place: Path) -> Manifest:
    """Bring a backup back into the open store, which must be empty.

    Raises BackupDamaged, NotAnEmptyStore and OtherKindOfStore; then nothing has changed.
    """
    manifest = check_backup(place)
    if manifest.vendor != connection.vendor:
        raise OtherKindOfStore(
            f"{place} is a backup of a store on {manifest.vendor}; this store is on {connection.vendor}. "
            "Name a store of the same kind in THROUGHLINE_DATABASE_URL."
        )
    if not is_empty():
        raise NotAnEmptyStore(
            "This store is in use. A backup is brought back into an empty store: name another one in "
            "THROUGHLINE_DATABASE_URL. Nothing was changed."
        )
    restore = _restore_sqlite if connection.vendor == "sqlite" else _restore_postgresql
    restore(place, manifest)
    return manifest


def _restore_sqlite(place: Path, manifest: Manifest) -> None:
    """The file takes the place of the empty store only when it is whole."""
    name = Path(connection.settings_dict["NAME"])
    connection.close()
    handle, draft = tempfile.mkstemp(dir=name.parent, prefix=f".{name.name}.")
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(place) as archive:
        for piece in _read(archive, manifest.parts[0], place):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    for leftover in (f"{name}-wal", f"{name}-shm"):
        Path(leftover).unlink(missing_ok=True)
    os.replace(draft, name)


def _restore_postgresql(place: Path, manifest: Manifest) -> None:
    """Make the tables as they were then, and fill them in one transaction."""
    _make_tables(manifest.changes)
    unknown = {_table(part) for part in manifest.parts} - set(connection.introspection.table_names())
    if unknown:
        raise BackupDamaged(f"{place} holds tables that its version did not have. Use an earlier backup.")
    with _own_connection() as own, own.cursor() as cursor, zipfile.ZipFile(place) as archive:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for part in manifest.parts:
            _empty(cursor, _table(part))
            columns = ", ".join(f'"{column}"' for column in part.columns)
            with cursor.copy(f'COPY "{_table(part)}" ({columns}) FROM STDIN') as rows:
                for piece in _read(archive, part, place):
                    rows.write(piece)
        _set_counters(cursor)


def _empty(cursor: Any, table: str) -> None:
    """Take out what the making of tables put in; the audit trail, which lets nothing go, has nothing."""
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 - a name from the manifest, checked
    if cursor.fetchone()[0]:
        cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - as above


def _table(part: Part) -> str:
    return part.name.removeprefix("tables/")


def _make_tables(changes: Iterable[tuple[str, str]]) -> None:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    unknown = [f"{app} {name}" for app, name in changes if (app, name) not in known]
    if unknown:
        raise OtherKindOfStore(
            f"The backup is of a newer version of Throughline ({unknown[0]}). Use that version."
        )
    MigrationRecorder(connection).ensure_schema()
    executor.migrate(list(changes))


def _set_counters(cursor: Any) -> None:
    """Let new rows be numbered after those brought back."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "  # noqa: S608 - names from the catalogue
            f'coalesce((SELECT max("{column}") FROM "{table}"), 0) + 1, false)'
        )


def old_backups(folder: Path, *, keep: int) -> list[Path]:
    """The backups of a folder that are older than the newest ones to keep, by their names."""
    return sorted(folder.glob("throughline-*.backup"))[: -keep or None]


def name_of_backup(at: datetime) -> str:
    """The name of a backup made at a time; names sort by time."""
    return f"throughline-{at:%Y-%m-%dT%H-%M-%S}.backup"


def facts_of(manifest: Manifest) -> Mapping[str, Any]:
    """What a person wants to know of a backup."""
    return {
        "made_at": manifest.made_at,
        "database": manifest.vendor,
        "kind": manifest.kind,
        "events": manifest.events,
        "bytes": sum(part.length for part in manifest.parts),
    }
