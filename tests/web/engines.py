"""Which engine this run of the tests is for: what makes a store of its own is tested once, with its engine."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest

ON_POSTGRESQL = os.environ.get("THROUGHLINE_DATABASE_URL", "").startswith("postgres")

sqlite_run = pytest.mark.skipif(ON_POSTGRESQL, reason="shown in the run on SQLite")
postgresql_run = pytest.mark.skipif(
    not ON_POSTGRESQL, reason="shown in the run on PostgreSQL, where there is one"
)
own_stores = pytest.mark.own_stores
"""For a test that never asks for the store of the tests, and makes stores on the engine of the run instead."""


def asks_for_a_store(item: pytest.Item) -> bool:
    """Whether what a test shows can differ from one engine to the other."""
    asked: Iterable[str] = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_stores"))
    return marked or "django_db_setup" in asked or "db" in asked
