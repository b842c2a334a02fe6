"""partnership export and delete: everything in one file first, then not a byte of its people in the store."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CANARY = "Quillwort Canary-Thistle"
ADD_PERSON = f"""
from throughline.cli.store import open_ready_store
open_ready_store()
from django.utils import timezone
from throughline.web.access.actions import record_person
from throughline.web.access.models import Partnership
record_person(partnership=Partnership.objects.get(slug="barnet"), name={CANARY!r}, by=None, at=timezone.now())
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """Runs some Python on a SQLite store of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    environment = {
        **kept, "PYTHONPATH": str(ROOT), "THROUGHLINE_DATABASE_URL": f"sqlite:///{tmp_path}/store/t.sqlite3",
    }  # fmt: skip

    def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *words], env=environment,
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def ask(python: Run) -> Run:
    """Runs a command on that store, which holds two partnerships."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return python("from throughline.cli import main; main()", *words)

    for file in ("barnet", "llr"):
        loaded = run("load", str(ROOT / "partnerships" / f"{file}.toml"))
        assert loaded.returncode == 0, loaded.stderr
    return run


def test_after_a_deletion_no_byte_of_its_people_is_in_the_store(
    ask: Run, python: Run, tmp_path: Path
) -> None:
    added = python(ADD_PERSON)
    assert added.returncode == 0, added.stderr
    assert CANARY.encode() in everything_in(tmp_path / "store")
    refused = ask("partnership", "delete", "barnet", "--export", "out.zip", "--type-its-address-again", "llr")
    assert (refused.returncode, refused.stderr.strip()) == (2, "“llr” is not “barnet”. Nothing was deleted.")
    done = ask("partnership", "delete", "barnet", "--export", "out.zip", "--type-its-address-again", "barnet")
    assert done.returncode == 0, done.stderr
    assert CANARY.encode() not in everything_in(tmp_path / "store")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert CANARY in archive.read("tables/access.Person.jsonl").decode()
    assert ask("audit", "verify").returncode == 0
    assert ask("partnership", "export", "llr", "--into", "llr.zip").returncode == 0


def test_an_export_never_takes_the_place_of_a_file(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("mine")
    done = ask("partnership", "export", "barnet", "--into", "mine.zip")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert (tmp_path / "mine.zip").read_text() == "mine"


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
