"""Two workers at once, and one that is killed in the middle: nothing is sent twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.web.engines import own_stores, postgresql_run, sqlite_run
from tests.web.mail.conftest import Postbox, free_port

PEOPLE = 12

FILL = """
import throughline.web.settings, django
django.setup()
import sys
from django.core.management import call_command
call_command("migrate", verbosity=0)
from throughline.web.access import actions as access
from throughline.web.mail.actions import notify
from throughline.web.mail.kinds import add_kind
from throughline.web.site.today import now
add_kind("any-hour", "News", is_digest=False, at_any_hour=True)
at = now()
access.start_store(kind="real", by=None, at=at)
place = access.create_partnership(slug="hazelmere", name="Hazelmere", by=None, at=at)
for number in range(int(sys.argv[1])):
    person = access.record_person(
        partnership=place, name=f"Person Sedge{number}", email=f"p{number}@members.example", by=None, at=at
    )
    notify(person=person, kind="any-hour", about="x", subject="News", words="News.", path="/x", once="1",
           by=None, at=at)
"""

WORK = """
import throughline.web.settings, django
django.setup()
import sys
from datetime import timedelta
from throughline.web.mail import claims, worker
from throughline.web.mail.kinds import add_kind
add_kind("any-hour", "News", is_digest=False, at_any_hour=True)
worker.LEASE = timedelta(seconds=float(sys.argv[1]))
worker.sources = lambda: ()
worker.work_once()
"""

COUNT = """
import throughline.web.settings, django
django.setup()
from throughline.web.mail.models import Notice
print(*Notice.objects.order_by().values_list("state", flat=True))
"""


class Slow(Postbox):
    """Takes its time over each message, so that two workers meet."""

    pause = 0.05
    hang_on = -1

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        import asyncio

        if len(self.messages) == self.hang_on:
            self.recipients += envelope.rcpt_tos
            self.hang_on = -2
            await asyncio.sleep(60)
        await asyncio.sleep(self.pause)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow() -> Iterator[Slow]:
    """A slow mail server; its port is an attribute."""
    box = Slow()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port  # type: ignore[attr-defined]
    yield box
    controller.stop()


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=sqlite_run),
        pytest.param("postgresql", marks=[own_stores, postgresql_run]),
    ]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store of its own, that every process can open."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite3'}"
        return
    server = os.environ.get("THROUGHLINE_TEST_POSTGRES")
    if not server:
        pytest.skip("THROUGHLINE_TEST_POSTGRES names no PostgreSQL server.")
    import psycopg

    name = f"mail_workers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield server.rsplit("/", 1)[0] + "/" + name
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def environment(store: str, slow: Slow, tmp_path: Path) -> dict[str, str]:
    """What each process is told, with the store prepared and a message for each of twelve people."""
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "throughline.web.settings",
        "THROUGHLINE_DATABASE_URL": store,
        "THROUGHLINE_STORE": str(tmp_path),
        "THROUGHLINE_SMTP_URL": f"smtp://127.0.0.1:{slow.port}?tls=none",  # type: ignore[attr-defined]
        "THROUGHLINE_MAIL_FROM": "site@site.example",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", FILL, str(PEOPLE)], env=told, check=True)
    return told


def start(environment: dict[str, str], lease: float = 600) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORK, str(lease)], env=environment)


def states(environment: dict[str, str]) -> Counter[str]:
    told = subprocess.run(
        [sys.executable, "-c", COUNT], env=environment, check=True, capture_output=True, text=True
    )
    return Counter(told.stdout.split())


def test_two_workers_send_every_message_once(environment: dict[str, str], slow: Slow) -> None:
    workers = [start(environment), start(environment)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
    assert sorted(slow.recipients) == sorted(f"p{n}@members.example" for n in range(PEOPLE))
    assert states(environment) == {"sent": PEOPLE}


def test_a_worker_killed_while_it_sends_leaves_one_message_uncertain(
    environment: dict[str, str], slow: Slow
) -> None:
    slow.hang_on = 3
    killed = start(environment)
    until = time.monotonic() + 60
    while slow.hang_on != -2 and time.monotonic() < until:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(timeout=20) == -signal.SIGKILL
    assert states(environment)["sending"] == 1
    for _worker in range(2):
        assert start(environment, lease=0).wait(timeout=120) == 0
    assert states(environment) == {"sent": PEOPLE - 1, "uncertain": 1}
    assert max(Counter(slow.recipients).values()) == 1
