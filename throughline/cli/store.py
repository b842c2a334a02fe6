"""Opening the store: the way from a command to what the web keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.files import NoSuchFile
from throughline.cli.printing import say
from throughline.web import database
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from throughline.web.site.backups import Manifest

PLACES = {kind: Path("var") / kind / "throughline.sqlite3" for kind in ("store", "demonstration")}
"""Where each kind of store is kept when the environment does not say."""


class StoreNotReady(Refused):
    """The store is not there yet, cannot be reached, or is older or newer than this program."""


def open_store(*, url: str | None = None) -> None:
    """Make the store's rooms usable by a command. Raises StoreNotReady where its settings cannot be used.

    ``url`` names another store than the environment does.
    """
    if url is None and (sentence := two_stores()):
        say(sentence)
    assert database.current_sqlite  # noqa: S101 - keeps the import that must come before Django's
    os.environ["THROUGHLINE_DATABASE_URL"] = url or store_address()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    import django
    from environs import EnvError

    try:
        django.setup()
    except (EnvError, OSError, ValueError) as error:
        raise StoreNotReady(_settings_sentence(error)) from None


def _settings_sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return (
            f"The store's folder cannot be used: {error.strerror or error} ({error.filename}). "
            "Change its permissions, or name another place in THROUGHLINE_DATABASE_URL."
        )
    return f"A setting cannot be used: {error} Correct the environment and start again."


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


def prepare_store(*, backup_into: Path | None = None) -> None:
    """Bring the store's tables up to this version, with a backup first if they hold something.

    The backup goes beside the store unless a folder is named. A newer store is left alone.
    Raises StoreNotReady, and NoSuchFile where the backup cannot be written; then nothing is changed.
    """
    from django.conf import settings
    from django.core.management import call_command

    from throughline.web.site.backups import is_empty

    missing, unknown = store_differences()
    if unknown:
        raise StoreNotReady(newer_store(unknown))
    if missing and not is_empty():
        place, _ = keep_backup(backup_into or settings.STORE_FOLDER / "backups")
        say(f"The store as it was is kept in {place}")
    call_command("migrate", verbosity=0, interactive=False)


def keep_backup(into: Path) -> tuple[Path, Manifest]:
    """Write the open store to a new file in a folder. Raises NoSuchFile where that cannot be."""
    from django.utils import timezone

    from throughline.web.site.backups import name_of_backup, write_backup

    at = timezone.now()
    place = into / name_of_backup(at)
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place, write_backup(place, at=at)
    except OSError as error:
        raise NoSuchFile(f"{place} could not be written: {error.strerror}. Nothing was kept there.") from None


def store_differences() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The changes of tables that the store still lacks, and those it has that this program does not know.

    Raises StoreNotReady for a store that does not answer.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise StoreNotReady(f"The store does not answer: {reason}. Check THROUGHLINE_DATABASE_URL.") from None
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


def two_stores() -> str:
    """Which store is read and how to choose, where both kinds are here and none was named; else nothing."""
    if os.environ.get("THROUGHLINE_DATABASE_URL") or not all(place.exists() for place in PLACES.values()):
        return ""
    return (
        f"This reads the real store, {PLACES['store']}, and not the demonstration beside it. For the "
        f"demonstration set THROUGHLINE_DATABASE_URL=sqlite:///{PLACES['demonstration']}"
    )


def store_address(*, demonstration: bool | None = None) -> str:
    """The address of the store: what the environment says, else the usual place of that kind.

    Whoever does not say which kind gets the real store, or the demonstration where that is the only one.
    """
    if demonstration is None:
        demonstration = PLACES["demonstration"].exists() and not PLACES["store"].exists()
    place = PLACES["demonstration" if demonstration else "store"]
    return os.environ.get("THROUGHLINE_DATABASE_URL") or f"sqlite:///{place}"
