"""work, mail and doctor --mail: what they do, and what they say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_site_commands import Ask, ask
from tests.web.conftest import demonstration
from tests.web.mail.conftest import (
    Postbox,
    ash,
    clock,
    listening,
    mail_server,
    make_person,
    our_kinds,
    place,
    postbox,
    tell,
)
from tests.web.mail.test_bounces import NUMBER, report
from throughline.cli import answering, mail
from throughline.web.access.models import Person
from throughline.web.database import current_sqlite
from throughline.web.mail.models import LastRound, Notice
from throughline.web.mail.server import MailServer

__all__ = [
    "ash",
    "ask",
    "clock",
    "demonstration",
    "listening",
    "mail_server",
    "make_person",
    "our_kinds",
    "place",
    "postbox",
    "tell",
]  # fmt: skip


def test_looking_once_sends_what_is_due_and_says_how_much(
    ask: Ask, ash: Person, tell: Callable[..., Notice], mail_server: MailServer, postbox: Postbox
) -> None:
    tell(ash)
    code, _, said = ask("work", "--once")
    assert (code, len(postbox.messages)) == (0, 1)
    assert "1 sent" in said


def test_looking_once_in_a_demonstration_sends_nothing(
    ask: Ask, demonstration: None, mail_server: MailServer, postbox: Postbox
) -> None:
    assert ask("work", "--once")[0] == 0
    assert (postbox.messages, LastRound.objects.count()) == ([], 1)


def test_a_server_in_trouble_is_told_of_in_a_sentence(
    ask: Ask, ash: Person, tell: Callable[..., Notice], mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.mail_from = "550 Not for you"
    tell(ash)
    code, _, said = ask("work", "--once")
    assert code == 0
    assert "does not send for" in said
    assert Notice.objects.get().state == "waiting"


def test_a_test_message(ask: Ask, place: Any, mail_server: MailServer, postbox: Postbox) -> None:
    code, printed, _ = ask("mail", "test", "sam@site.example")
    assert (code, postbox.recipients) == (0, ["sam@site.example"])
    assert "took the test message" in printed


def test_a_test_message_without_a_server_is_refused(ask: Ask, place: Any, settings: Any) -> None:
    settings.MAIL_SERVER = None
    code, _, said = ask("mail", "test", "sam@site.example")
    assert (code, said) == (2, "No mail server is set up. Messages are kept here, and none is lost.\n")


def test_messages_that_came_back(ask: Ask, ash: Person, tell: Callable[..., Notice], tmp_path: Path) -> None:
    notice = tell(ash)
    Notice.objects.filter(pk=notice.pk).update(state="sent", envelope=NUMBER)
    file = tmp_path / "back.eml"
    file.write_bytes(report())
    code, printed, _ = ask("mail", "bounces", str(file))
    assert (code, printed) == (0, "1 reports read; 1 messages marked as come back.\n")


def test_a_file_that_is_not_there(ask: Ask, place: Any, tmp_path: Path) -> None:
    code, _, said = ask("mail", "bounces", str(tmp_path / "none.eml"))
    assert code == 2
    assert "cannot be read" in said


def test_the_doctor_asks_the_mail_server(ask: Ask, place: Any, mail_server: MailServer) -> None:
    assert "well   mail server: 127.0.0.1 answers on port" in ask("doctor", "--mail")[1]


def test_the_doctor_names_the_step_that_failed(
    ask: Ask, place: Any, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.mail_from = "550 Not for you"
    code, printed, _ = ask("doctor", "--mail")
    assert code == 1
    assert "WRONG  mail server: 127.0.0.1 does not send for" in printed


def test_a_worker_stops_cleanly_when_told_to(tmp_path: Path) -> None:
    environment = {**os.environ, "THROUGHLINE_DATABASE_URL": f"sqlite:///{tmp_path / 'store.sqlite3'}"}
    door = "import sys, throughline.cli; sys.argv[0] = 'throughline'; throughline.cli.main()"
    prepare = "from throughline.cli.store import open_store, prepare_store; open_store(); prepare_store()"
    subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    worker = subprocess.Popen([sys.executable, "-c", door, "work", "--every", "600"], env=environment)
    until = time.monotonic() + 60
    while not _has_looked(tmp_path / "store.sqlite3") and time.monotonic() < until:
        time.sleep(0.2)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0


def _has_looked(store: Path) -> bool:
    with current_sqlite.connect(store) as connection:
        return bool(connection.execute("SELECT count(*) FROM mail_lastround").fetchone()[0])


@pytest.mark.parametrize("every", ["0", "-1", "soon"])
def test_a_pause_that_is_none_is_refused(ask: Ask, every: str) -> None:
    assert ask("work", "--every", every)[0] == 2


@pytest.mark.parametrize(("said", "started"), [("beside", 1), ("elsewhere", 0)])
def test_the_site_starts_a_worker_unless_it_runs_elsewhere(
    monkeypatch: pytest.MonkeyPatch, said: str, started: int
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setenv("THROUGHLINE_WORKER", said)
    monkeypatch.setattr(answering, "workers_of_mail", [])
    monkeypatch.setattr(answering.subprocess, "Popen", commands.append)
    answering._start_worker()
    assert len(commands) == len(answering.workers_of_mail) == started
    assert all(command[-3:] == ["work", "--beside", str(os.getpid())] for command in commands)


def test_a_worker_beside_a_site_that_is_gone_stops_by_itself() -> None:
    assert mail._is_orphan(os.getpid())
    assert not mail._is_orphan(os.getppid())
