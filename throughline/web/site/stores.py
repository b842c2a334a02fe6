"""Where the store is: SQLite or PostgreSQL, as Django reads it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from throughline.words.refusals import Refused

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
)
KEPT_OPEN = 60
"""Seconds that a thread keeps its connection: to open one, SQLite reads the shape of every table (6 ms)."""


class UnknownStore(Refused):
    """The address of the store is of no known kind."""


class ExtractsMisplaced(Refused):
    """Where extracts lie is not told so that each partnership has a folder of its own."""


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings for a store's address; raises UnknownStore for an address of another kind."""
    scheme = urlsplit(url).scheme
    if scheme in ("", "sqlite"):
        return _sqlite(url.removeprefix("sqlite:///"))
    if scheme in ("postgres", "postgresql"):
        return _postgresql(url)
    raise UnknownStore(
        f"THROUGHLINE_DATABASE_URL begins with “{scheme}:”. Use sqlite:///path/to/file or postgres://host/name."
    )


def checkpoint_beside(folder: Path, database: Mapping[str, Any]) -> Path:
    """Where the signed checkpoint of a store's audit trail stands: each store of a folder has its own."""
    return folder / f"{Path(database['NAME']).name}.audit-checkpoint.json"


def folders_of_extracts(told: Mapping[str, str]) -> dict[str, str]:
    """The folder of each partnership's extracts, by its short name, as absolute paths.

    Raises ExtractsMisplaced where one lies in another: what is read of one partnership is never another's.
    """
    folders = {code.strip(): Path(folder.strip()).resolve() for code, folder in told.items()}
    for code, folder in folders.items():
        inside = [one for one, other in folders.items() if one != code and folder.is_relative_to(other)]
        if inside:
            raise ExtractsMisplaced(
                f"THROUGHLINE_EXTRACTS gives {code} a folder that is that of {inside[0]}, or lies in it. "
                "Give each partnership a folder of its own."
            )
    return {code: str(folder) for code, folder in folders.items()}


def _sqlite(path: str) -> dict[str, Any]:
    file = Path(path).resolve()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        "CONN_MAX_AGE": KEPT_OPEN,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
    }
