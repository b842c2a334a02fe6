"""Opening the store: the way from a command to what the web keeps."""

from __future__ import annotations

import os
from pathlib import Path

from throughline.web import database
from throughline.words.refusals import Refused


class StoreNotReady(Refused):
    """The store is not there yet, or is older or newer than this program."""


def open_store(*, url: str | None = None) -> None:
    """Make the store's rooms usable by a command. Raises StoreNotReady for a newer store.

    ``url`` names another store than the environment does.
    """
    assert database.current_sqlite  # noqa: S101 - keeps the import that must come before Django's
    if url is not None:
        os.environ["THROUGHLINE_DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    import django

    django.setup()


def open_ready_store() -> None:
    """Open a store that a reading command can use at once.

    Raises StoreNotReady for one that has never been prepared, or by another version.
    """
    open_store()
    missing, unknown = store_differences()
    if unknown:
        raise StoreNotReady(newer_store(unknown))
    if missing:
        raise StoreNotReady(
            "This store has not been prepared. Run “throughline serve” or “throughline load” once."
        )


def prepare_store() -> None:
    """Bring the store's tables up to this version; a newer store is left alone. Raises StoreNotReady."""
    from django.core.management import call_command

    _, unknown = store_differences()
    if unknown:
        raise StoreNotReady(newer_store(unknown))
    call_command("migrate", verbosity=0, interactive=False)


def store_differences() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The changes of tables that the store still lacks, and those it has that this program does not know."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    known = set(loader.disk_migrations)
    ours = {app for app, _ in known}
    missing = sorted(f"{app} {name}" for app, name in known - applied)
    unknown = sorted(f"{app} {name}" for app, name in applied - known if app in ours)
    return tuple(missing), tuple(unknown)


def newer_store(unknown: tuple[str, ...]) -> str:
    """The sentence for a store that a newer version has changed."""
    return (
        f"The store was changed by a newer version of Throughline ({unknown[0]}). "
        "Use that version, or another store. Nothing was changed."
    )


def store_address(*, demonstration: bool) -> str:
    """Where a store is kept when the environment does not say: one folder for each kind."""
    folder = Path("var") / ("demonstration" if demonstration else "store")
    return os.environ.get("THROUGHLINE_DATABASE_URL") or f"sqlite:///{folder / 'throughline.sqlite3'}"
