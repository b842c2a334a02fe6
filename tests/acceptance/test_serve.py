"""`throughline serve` as it is typed: from an empty folder to a site that answers, and its refusals."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.acceptance.sites import (
    Reader,
    Site,
    environment_in,
    free_port,
    run,
    serving,
    stop,
    wait_until,
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the store will be; its folder is not there yet."""
    return tmp_path / "store" / "throughline.sqlite3"


def test_an_empty_folder_becomes_a_site_with_one_code(new_site: Site, store: Path) -> None:
    code = re.search(rf"{new_site.address}/start runs it: (\S+)", new_site.said)
    assert code is not None
    assert len(code[1]) >= 32
    assert new_site.said.splitlines()[-1] == "Stop it with Ctrl and C."
    status, _, page = Reader(new_site.address).ask("/start")
    assert status == 200
    assert code[1] not in page
    assert store.parent.stat().st_mode & 0o077 == 0


def test_a_site_that_runs_is_healthy_and_its_port_is_taken(new_site: Site) -> None:
    told = run("doctor", "--json", environment=new_site.environment)
    assert (told.returncode, [one for one in json.loads(told.stdout) if not one["well"]]) == (0, [])
    port = new_site.address.rsplit(":", 1)[1]
    second = run("serve", "--port", port, environment=new_site.environment)
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.startswith(f"Port {port} is in use.")
    assert second.stderr.count("\n") == 1


def test_control_and_c_ends_it_with_nothing_left_behind(new_site: Site) -> None:
    assert Reader(new_site.address).ask("/healthz")[0] == 200
    workers = children_of(new_site.server.pid)
    assert workers
    assert stop(new_site.server) == 0
    assert wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def children_of(process: int) -> list[int]:
    """The processes that a process started."""
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_a_newer_store_is_left_as_it_is(store: Path) -> None:
    environment = environment_in(store.parent.parent)
    with serving("--workers", "1", environment=environment):
        pass
    with sqlite3.connect(store) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('access', '9999_later', '2027-01-01')"
        )
    connection.close()
    before = store.read_bytes()
    refused = run("serve", "--port", str(free_port()), environment=environment)
    assert refused.returncode == 2
    assert "changed by a newer version of Throughline (access 9999_later)" in refused.stderr
    assert store.read_bytes() == before


SETTINGS = [
    pytest.param("THROUGHLINE_TODAY", "2026-03-30", "Only a demonstration may stand still", id="a fixed day"),
    pytest.param("THROUGHLINE_TODAY", "soon", "THROUGHLINE_TODAY", id="a day that is none"),
    pytest.param("THROUGHLINE_DATABASE_URL", "mysql://x/y", "“mysql:”", id="a store of no known kind"),
    pytest.param(
        "THROUGHLINE_DATABASE_URL", "sqlite:///letter.txt", "file is not a database", id="a file that is no store"
    ),
    pytest.param(
        "THROUGHLINE_DATABASE_URL", "sqlite:///letter.txt/s.sqlite3", "folder cannot be used", id="no folder"
    ),
    pytest.param(
        "THROUGHLINE_DATABASE_URL", "postgres://localhost:1/x", "does not answer", id="no PostgreSQL there"
    ),
]  # fmt: skip


@pytest.mark.parametrize("name, value, sentence", SETTINGS)
def test_a_setting_that_cannot_be_used_is_a_sentence(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear partners, this file is a letter and not a store.")
    told = run("serve", "--port", str(free_port()), environment={**environment_in(tmp_path), name: value})
    assert (told.returncode, told.stdout) == (2, "")
    said = told.stderr.removeprefix("Preparing the store\n")
    assert sentence in said
    assert said.count("\n") == 1


def test_a_demonstration_is_built_once_and_kept_apart(demonstration_site: Site, tmp_path: Path) -> None:
    assert "Building Barnet" in demonstration_site.said
    environment = demonstration_site.environment
    with serving("--demo", "--workers", "1", environment={**environment, "HOME": str(tmp_path)}) as again:
        assert "Building" not in again.said
    real = run("serve", "--port", str(free_port()), environment=environment)
    assert real.returncode == 2
    assert "stays so" in real.stderr


def test_commands_work_beside_the_site(demonstration_site: Site) -> None:
    told = run("audit", "verify", environment=demonstration_site.environment)
    assert told.returncode == 0
    assert re.fullmatch(r"The audit trail holds: [\d,]+ rows, each .*\n", told.stdout)
