"""Many writers at once, some of which fail or are killed: the chain has no fork and no gap."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.engines import own_stores, postgresql_run, sqlite_run

WRITERS, EACH = 4, 15

WRITER = """
import sys, os
import throughline.web.settings, django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from throughline.web.access.audit import record_event
name, each, ending = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for number in range(each):
    try:
        with transaction.atomic():
            record_event(by=None, at=datetime.now(UTC), what="written", thing=f"{name}:{number}")
            if ending == "roll back" and number % 3 == 0:
                raise ZeroDivisionError
            if ending == "die" and number == 5:
                os._exit(9)
    except ZeroDivisionError:
        continue
"""

COUNT = """
import throughline.web.settings, django
django.setup()
from throughline.web.access.audit import verify_chain
from throughline.web.access.models import Event
print(Event.objects.count(), verify_chain())
"""


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


def _environment(address: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
        "THROUGHLINE_DATABASE_URL": address,
        "THROUGHLINE_STORE": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def _writers_leave_one_chain(environment: dict[str, str]) -> None:
    endings = ["finish", "finish", "roll back", "die"]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, f"w{number}", str(EACH), ending], env=environment)
        for number, ending in enumerate(endings)
    ]
    codes = [writer.wait(timeout=120) for writer in writers]
    assert codes == [0, 0, 0, 9]
    rolled_back, written_before_death = 5, 5
    expected = EACH + EACH + (EACH - rolled_back) + written_before_death
    assert _run(environment, "-c", COUNT).stdout.split() == [str(expected), "None"]


@sqlite_run
def test_writers_on_sqlite(tmp_path: Path) -> None:
    environment = _environment(f"sqlite:///{tmp_path / 'store.sqlite3'}", tmp_path)
    _run(environment, "-m", "django", "migrate", "--verbosity", "0")
    _writers_leave_one_chain(environment)


@own_stores
@postgresql_run
def test_writers_on_postgresql(tmp_path: Path) -> None:
    server = os.environ.get("THROUGHLINE_TEST_POSTGRES")
    if not server:
        pytest.skip("THROUGHLINE_TEST_POSTGRES names no PostgreSQL server.")
    import psycopg

    name = f"audit_writers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            address = server.rsplit("/", 1)[0] + "/" + name
            environment = _environment(address, tmp_path)
            _run(environment, "-m", "django", "migrate", "--verbosity", "0")
            _writers_leave_one_chain(environment)
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
