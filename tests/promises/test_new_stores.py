"""A store made in one go is the store that all migrations make, one after the other, on either engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.web.engines import own_stores, postgresql_run, sqlite_run

ROOT = Path(__file__).parents[2]
MADE = """
import json, sys
from throughline.web import database
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
call_command("migrate" if sys.argv[1] == "at once" else migrate.Command(), verbosity=0, interactive=False)
def named(name):
    by_the_engine = name.startswith(("fk_", "__unnamed")) or name.endswith(("_key", "_uniq"))
    return "" if by_the_engine else name
told = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
        told[table] = [
            sorted([one.name, str(one.type_code), str(one.null_ok), str(one.default)] for one in columns),
            sorted([named(name), sorted(map(str, one.items()))] for name, one in constraints.items()),
        ]
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        if connection.vendor == "sqlite"
        else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    )
    told["triggers"] = cursor.fetchall()
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    told["migrations"] = cursor.fetchall()
print(json.dumps(told, default=str))
"""


def made(url: str, way: str) -> dict[str, Any]:
    """What a store is like that was made one way: its columns, constraints, triggers and migrations."""
    told = subprocess.run(
        [sys.executable, "-c", MADE, way],
        env=os.environ
        | {
            "THROUGHLINE_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout))


@pytest.fixture
def two_on_postgresql() -> Iterator[tuple[str, str]]:
    """Two empty databases beside the one of the tests."""
    given = os.environ.get("THROUGHLINE_TEST_POSTGRES", "")
    if not given:
        pytest.skip("There is no PostgreSQL on this machine.")
    names = [f"throughline_one_go_{os.getpid()}_{way}" for way in ("a", "b")]
    with psycopg.connect(given, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        try:
            first, second = (urlunsplit(urlsplit(given)._replace(path=f"/{name}")) for name in names)
            yield first, second
        finally:
            for name in names:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def differences(first: str, second: str) -> list[str]:
    at_once, in_steps = made(first, "at once"), made(second, "in steps")
    assert len(at_once) > 150
    return [table for table in sorted(at_once | in_steps) if at_once.get(table) != in_steps.get(table)]


@sqlite_run
def test_on_sqlite_both_ways_make_the_same_store(tmp_path: Path) -> None:
    assert differences(f"sqlite:///{tmp_path}/a.sqlite3", f"sqlite:///{tmp_path}/b.sqlite3") == []


@own_stores
@postgresql_run
def test_on_postgresql_both_ways_make_the_same_store(two_on_postgresql: tuple[str, str]) -> None:
    assert differences(*two_on_postgresql) == []
