"""backup, restore, upgrade: a store comes back whole from one file, or not at all."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.engines import own_stores

ROOT = Path(__file__).parents[2]
POSTGRES = os.environ.get("THROUGHLINE_DATABASE_URL", "")
"""The server that this run of the tests is about, or SQLite where it is not about one."""
pytestmark = own_stores
Made = Callable[[], str]
Ask = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def another_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Makes the address of one more empty store each time it is asked."""
    if not POSTGRES.startswith("postgres"):
        folder = tmp_path_factory.mktemp("stores")
        yield lambda: f"sqlite:///{folder}/{secrets.token_hex(4)}/store.sqlite3"
        return
    import psycopg

    made: list[str] = []
    with psycopg.connect(POSTGRES, autocommit=True) as server:

        def another() -> str:
            name = f"throughline_kept_{secrets.token_hex(4)}"
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            made.append(name)
            return f"{POSTGRES.rpartition('/')[0]}/{name}"

        yield another
        for name in made:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Runs a command on a store, in a process of its own, with keys of its own."""
    folder = tmp_path_factory.mktemp("keys")
    keys = {"THROUGHLINE_SECRET_KEY": "a" * 50, "THROUGHLINE_AUDIT_KEY": "b" * 50}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    base = {**kept, **keys, "THROUGHLINE_STORE": str(folder), "PYTHONPATH": str(ROOT)}

    def run(store: str, *words: str) -> subprocess.CompletedProcess[str]:
        code = "from throughline.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, *words], env={**base, "THROUGHLINE_DATABASE_URL": store},
            capture_output=True, text=True, cwd=folder, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def used(another_store: Made, ask: Ask) -> str:
    """A store that holds Barnet's terms."""
    store = another_store()
    loaded = ask(store, "load", str(ROOT / "partnerships" / "barnet.toml"))
    assert loaded.returncode == 0, loaded.stderr
    return store


@pytest.fixture(scope="module")
def kept(used: str, ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of that store."""
    done = ask(used, "backup", "--into", str(tmp_path_factory.mktemp("kept")), "--json")
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["file"])


def test_a_store_comes_back_from_its_backup_and_works_on(
    kept: Path, another_store: Made, ask: Ask, tmp_path: Path
) -> None:
    other = another_store()
    done = ask(other, "restore", str(kept))
    assert done.returncode == 0, done.stderr
    again = ask(other, "backup", "--into", str(tmp_path), "--json")
    before, after = contents(kept), contents(Path(json.loads(again.stdout)["file"]))
    assert before["access_partnership"] != []
    assert after == before
    loaded = ask(other, "load", str(ROOT / "partnerships" / "llr.toml"))
    assert loaded.returncode == 0, loaded.stderr
    assert ask(other, "audit", "verify").returncode == 0


def test_a_drill_brings_it_back_beside_the_store_in_use(kept: Path, used: str, ask: Ask) -> None:
    done = ask(used, "restore", "--drill", str(kept), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["events"] > 0


def test_a_store_in_use_is_not_overwritten(kept: Path, used: str, ask: Ask) -> None:
    done = ask(used, "restore", str(kept))
    assert done.returncode == 2
    assert "This store is in use." in done.stderr


@pytest.mark.parametrize(
    "says, spoil",
    [
        (
            "a byte in the middle is another",
            lambda content, at: content[:at] + flipped(content[at]) + content[at + 1 :],
        ),
        ("the end is cut off", lambda content, at: content[:-200]),
    ],
)
def test_a_damaged_backup_is_refused(
    says: str, spoil: Callable[[bytes, int], bytes], kept: Path, another_store: Made, ask: Ask
) -> None:
    damaged = kept.with_name("damaged.backup")
    damaged.write_bytes(spoil(kept.read_bytes(), middle_of_largest_part(kept)))
    done = ask(another_store(), "restore", str(damaged))
    assert done.returncode == 2, says
    assert "Use an earlier" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_upgrade_makes_a_backup_first_and_a_downgrade_is_refused(
    kept: Path, another_store: Made, ask: Ask, tmp_path: Path
) -> None:
    store = another_store()
    ask(store, "restore", str(kept))
    execute(store, "DELETE FROM django_migrations WHERE app = 'mfa' AND name LIKE '0003%'")
    ask(store, "upgrade", "--into", str(tmp_path))
    assert [one.suffix for one in tmp_path.iterdir()] == [".backup"]
    execute(
        store,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('access', '9999_later', '2026-01-01')",
    )
    done = ask(store, "upgrade")
    assert done.returncode == 2
    assert "newer version" in done.stderr


def test_old_backups_make_room_for_new_ones(used: str, ask: Ask, tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        (tmp_path / f"throughline-2026-01-{day}T03-00-00.backup").touch()
    ask(used, "backup", "--into", str(tmp_path), "--keep", "2")
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names[0] == "throughline-2026-01-03T03-00-00.backup"
    assert len(names) == 2


def middle_of_largest_part(backup: Path) -> int:
    """Where the longest part's packed bytes are halfway through."""
    with zipfile.ZipFile(backup) as archive:
        largest = max(archive.infolist(), key=lambda part: part.compress_size)
    return largest.header_offset + 100 + largest.compress_size // 2


def flipped(byte: int) -> bytes:
    return bytes([byte ^ 0xFF])


def contents(backup: Path) -> dict[str, list[tuple[str, ...]]]:
    """Every row of a backup's tables, as text."""
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        if "store.sqlite3" not in names:
            return {
                name.removeprefix("tables/"): sorted(
                    (row,) for row in archive.read(name).decode().splitlines()
                )
                for name in names
                if name.startswith("tables/")
            }
        place = backup.with_suffix(".opened")
        place.write_bytes(archive.read("store.sqlite3"))
    import sqlite3

    with sqlite3.connect(place) as store:
        tables = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(store.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables
        }


def execute(store: str, sentence: str) -> None:
    """Change a store behind the program's back."""
    if store.startswith("sqlite"):
        import sqlite3

        with sqlite3.connect(store.removeprefix("sqlite:///")) as opened:
            opened.execute(sentence)
    else:
        import psycopg

        with psycopg.connect(store) as opened:
            opened.execute(sentence)
