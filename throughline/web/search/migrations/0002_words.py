"""The words of the entries, as each engine keeps them for searching."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from throughline.web.database import current_sqlite
from throughline.web.search.tables import (
    FTS5,
    FTS5_GONE,
    FTS5_SECURE,
    FTS5_SECURE_SINCE,
    POSTGRESQL,
    POSTGRESQL_GONE,
)


def make(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in FTS5 if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement, params=None)
    if is_sqlite and current_sqlite.sqlite_version_info >= FTS5_SECURE_SINCE:
        schema_editor.execute(FTS5_SECURE, params=None)


def unmake(apps: Any, schema_editor: Any) -> None:
    for statement in FTS5_GONE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_GONE:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
