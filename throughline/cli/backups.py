"""Commands that keep the store safe: backup, restore, upgrade."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json
from throughline.cli.store import (
    StoreNotReady,
    keep_backup,
    newer_store,
    open_ready_store,
    open_store,
    prepare_store,
    store_differences,
)
from throughline.words.refusals import Refused

JSON = Annotated[bool, typer.Option("--json", help="{file, made_at, database, kind, events, bytes}.")]


class DrillFailed(Refused):
    """A backup that cannot be brought back is found out in a drill, not in an emergency."""


@app.command()
def backup(
    into: Annotated[Path, typer.Option(help="The folder for the backup; named by its time.")],
    keep: Annotated[int, typer.Option(help="How many backups to keep there; 0 keeps all.", min=0)] = 0,
    json: JSON = False,
) -> None:
    """Write the whole store to one file while people work. The keys are not in it: keep them apart."""
    open_ready_store()
    place, manifest = keep_backup(into)
    from throughline.web.site.backups import facts_of, old_backups

    for old in old_backups(into, keep=keep) if keep else []:
        old.unlink()
    if json:
        print_json({"file": str(place), **facts_of(manifest)})
    else:
        print(place)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    drill: Annotated[
        bool, typer.Option("--drill", help="Bring it back into a store made for the drill, look, throw away.")
    ] = False,
    json: JSON = False,
) -> None:
    """Bring a backup back into an empty store, or try whether it could be."""
    if drill:
        _drill(file, json=json)
        return
    open_store()
    from throughline.web.site.backups import facts_of, restore_backup

    manifest = restore_backup(file)
    prepare_store()
    _must_hold(manifest.events, manifest.last_event)
    if json:
        print_json({"file": str(file), **facts_of(manifest)})
    else:
        print(f"The store is back as it was at {manifest.made_at}; its audit trail holds.")


def _must_hold(events: int, digest: str) -> None:
    from throughline.web.access.audit import verify_chain
    from throughline.web.access.models import Event

    last = Event.objects.order_by("-number").first()
    found = (last.number, last.digest) if last else (0, "")
    fault = verify_chain()
    if found != (events, digest) or fault is not None:
        raise DrillFailed(f"The audit trail of the backup does not hold: {fault or 'its end is missing'}.")


def _drill(file: Path, *, json: bool) -> None:
    """Restore in another process into a store of its own, and say how long it took."""
    open_store()
    from throughline.web.site.backups import check_backup, facts_of

    manifest = check_backup(file)
    began = time.monotonic()
    with _place_for_drill() as url:
        asked = [sys.executable, "-c", "from throughline.cli import main; main()", "restore", str(file)]
        done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            asked, env=_environment(url), capture_output=True, text=True, check=False
        )
    took = time.monotonic() - began
    if done.returncode:
        raise DrillFailed(f"The drill failed: {done.stderr.strip().splitlines()[-1] if done.stderr else '?'}")
    if json:
        print_json({"file": str(file), **facts_of(manifest), "seconds": round(took, 1)})
    else:
        print(
            f"The drill went well: {manifest.events:,} lines of audit trail and every part came back "
            f"in {took:.0f} seconds. The store in use was not touched."
        )


def _environment(url: str) -> dict[str, str]:
    from django.conf import settings

    keys = {"THROUGHLINE_SECRET_KEY": settings.SECRET_KEY, "THROUGHLINE_AUDIT_KEY": settings.AUDIT_KEY}
    return {**os.environ, **keys, "THROUGHLINE_DATABASE_URL": url}


@contextmanager
def _place_for_drill() -> Iterator[str]:
    from django.db import connection

    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="throughline-drill-") as folder:
            yield f"sqlite:///{folder}/drill.sqlite3"
        return
    with _database_for_drill() as name:
        yield _postgres_address(name)


@contextmanager
def _database_for_drill() -> Iterator[str]:
    import psycopg
    from django.db import connection

    name = f"throughline_drill_{secrets.token_hex(4)}"
    params = connection.get_connection_params()
    wanted = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
    with psycopg.connect(**wanted, autocommit=True) as own:
        try:
            own.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except psycopg.errors.InsufficientPrivilege:
            raise DrillFailed(
                "The database user may not make a database for the drill. Let it: ALTER ROLE … CREATEDB."
            ) from None
        try:
            yield name
        finally:
            own.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _postgres_address(name: str) -> str:
    from django.db import connection

    said = connection.settings_dict
    user = quote(said["USER"], safe="")
    password = f":{quote(said['PASSWORD'], safe='')}" if said["PASSWORD"] else ""
    host = quote(said["HOST"], safe="")
    port = f":{said['PORT']}" if said["PORT"] else ""
    return f"postgres://{user}{password}@{host}{port}/{name}"


@app.command()
def upgrade(
    into: Annotated[
        Path | None, typer.Option(help="The folder for the backup made first; beside the store otherwise.")
    ] = None,
) -> None:
    """Bring the store's tables up to this version, with a backup first; a newer store is left alone."""
    open_store()
    missing, unknown = store_differences()
    if unknown:
        raise StoreNotReady(newer_store(unknown))
    if not missing:
        print("The store is as this version wants it. Nothing was changed.")
        return
    prepare_store(backup_into=into)
    print(f"The store is brought up to this version: {len(missing)} changes of tables.")
