"""partnership export and delete: everything in one file first, then not a byte of its people in the store."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
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
SEARCHED = ("zanzibarit", "heliotropit")
"""Words that are their own stem, so that the tables of the search hold them as they are."""
COMMAND = "from throughline.cli import main; main()"
READY = "from throughline.cli.store import open_ready_store; open_ready_store()\n"
COUNT = f"""
from django.db.models import Q
from throughline.web.search.finding import find
from throughline.words.typed_query import parts_of
print(find(parts_of({" ".join(SEARCHED)!r}), Q(), chosen={{}}).count)
"""
DECIDE = f"""{READY}
from datetime import date
from django.utils import timezone
from throughline.web.decisions.actions import record_decision
from throughline.web.governance.models import Body
record_decision(
    body=Body.objects.get(partnership__slug="barnet", code="rrdg"), decided_on=date(2026, 3, 2),
    text={" ".join(SEARCHED)!r}, authority="made", by=None, at=timezone.now(),
)
{COUNT}"""
Run = Callable[..., subprocess.CompletedProcess[str]]


def runner_in(folder: Path) -> Run:
    """Runs some Python on the SQLite store of a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    environment = {
        **kept, "PYTHONPATH": str(ROOT), "THROUGHLINE_DATABASE_URL": f"sqlite:///{folder}/store/t.sqlite3",
    }  # fmt: skip

    def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *words], env=environment,
            capture_output=True, text=True, cwd=folder, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds two partnerships, of which each test takes a copy."""
    folder = tmp_path_factory.mktemp("loaded")
    for file in ("barnet", "llr"):
        done = runner_in(folder)(COMMAND, "load", str(ROOT / "partnerships" / f"{file}.toml"))
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """Runs some Python on a SQLite store of its own."""
    return runner_in(tmp_path)


@pytest.fixture
def ask(python: Run, loaded: Path, tmp_path: Path) -> Run:
    """Runs a command on that store, which holds two partnerships."""
    shutil.copytree(loaded / "store", tmp_path / "store")
    return partial(python, COMMAND)


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


def test_after_a_deletion_no_word_that_was_searched_is_in_the_store(
    ask: Run, python: Run, tmp_path: Path
) -> None:
    """Words stand in the search's own tables as well, each on its own."""
    added = python(DECIDE)
    assert added.returncode == 0, added.stderr
    assert added.stdout.strip() == "1"
    held = everything_in(tmp_path / "store").lower()
    assert all(word.encode() in held for word in SEARCHED)
    done = ask("partnership", "delete", "barnet", "--export", "out.zip", "--type-its-address-again", "barnet")
    assert done.returncode == 0, done.stderr
    left = everything_in(tmp_path / "store").lower()
    assert [word for word in SEARCHED if word.encode() in left] == []
    assert ask("search", "rebuild").returncode == 0


def test_search_rebuild_reads_a_partnership_again(ask: Run, python: Run) -> None:
    assert python(DECIDE).returncode == 0
    emptied = python(
        f"{READY}from throughline.web.search.models import SearchEntry; SearchEntry.objects.all().delete()"
    )
    assert emptied.returncode == 0, emptied.stderr
    done = ask("search", "rebuild", "barnet")
    assert (done.returncode, done.stdout.startswith("barnet: ")) == (0, True), done.stderr
    assert python(f"{READY}{COUNT}").stdout.strip() == "1"
    assert ask("search", "rebuild", "barnet").stdout == done.stdout
    refused = ask("search", "rebuild", "nowhere")
    assert refused.returncode == 2
    assert "nowhere" in refused.stderr


def test_an_export_never_takes_the_place_of_a_file(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("mine")
    done = ask("partnership", "export", "barnet", "--into", "mine.zip")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert (tmp_path / "mine.zip").read_text() == "mine"


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
