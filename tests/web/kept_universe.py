"""The universe stands in a store of its own beside the empty one; a module that asks for it works there."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from throughline.universe.build import build
from throughline.web.database import current_sqlite

IN_MEMORY = "file:universe?mode=memory&cache=shared"
_standing: list[BaseDatabaseWrapper] = []
"""This process's store of the universe, once a module has asked for it."""


@contextmanager
def universe_in_store(run: Path) -> Iterator[None]:
    """Let the store be the one that holds every fictional year, until the block ends.

    It is made when a process first asks. On SQLite one process builds it for every other of the same run
    of the tests, which share the folder `run`; on PostgreSQL each builds its own.
    """
    empty = connections["default"]
    if not _standing:
        _standing.append(_on_postgresql(empty) if empty.vendor == "postgresql" else _on_sqlite(run))
    with _at(_standing[0]):
        yield


@contextmanager
def _at(store: BaseDatabaseWrapper) -> Iterator[None]:
    before = connections["default"]
    connections["default"] = store
    try:
        yield
    finally:
        connections["default"] = before


def _on_sqlite(run: Path) -> BaseDatabaseWrapper:
    """A copy in this process's memory of the one file of the run."""
    empty = connections["default"]
    empty.ensure_connection()
    store = _beside(empty.settings_dict | {"NAME": IN_MEMORY})
    kept = run / "universe.sqlite3"
    with (run / "universe.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            with closing(current_sqlite.connect(kept)) as file:
                file.backup(store.connection)
            return store
        empty.connection.backup(store.connection)
        with _at(store):
            build()
        with closing(current_sqlite.connect(kept)) as file:
            store.connection.backup(file)
    return store


def _on_postgresql(empty: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """A database beside that of the tests, made from it."""
    empty.creation.clone_test_db("universe", verbosity=0, autoclobber=True)
    store = _beside(empty.creation.get_test_db_clone_settings("universe"))
    with _at(store):
        build()
    return store


def _beside(settings: dict[str, Any]) -> BaseDatabaseWrapper:
    """A connection to another store."""
    store = connections["default"].copy()
    store.settings_dict = settings
    store.connect()
    return store


def forget_universe() -> None:
    """Throw this process's store of the universe away, where there is one."""
    while _standing:
        store = _standing.pop()
        if store.vendor == "postgresql":
            store.close()
            connection.creation.destroy_test_db(suffix="universe", verbosity=0)
        else:
            store.connection.close()
