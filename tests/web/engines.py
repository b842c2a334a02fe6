"""Which engine this run of the tests is for: what makes a store of its own is tested once, with its engine."""

from __future__ import annotations

import os

import pytest

ON_POSTGRESQL = os.environ.get("THROUGHLINE_DATABASE_URL", "").startswith("postgres")

sqlite_run = pytest.mark.skipif(ON_POSTGRESQL, reason="shown in the run on SQLite")
postgresql_run = pytest.mark.skipif(
    not ON_POSTGRESQL, reason="shown in the run on PostgreSQL, where there is one"
)
