"""Bad input at the command line: what is wrong, where, and what to do; nothing changes, nothing is half written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
BARNET = (ROOT / "partnerships" / "barnet.toml").read_text(encoding="utf-8")
OWN_PLAN = (ROOT / "partnerships" / "east-midlands-plan-2009-10.csv").read_text(encoding="utf-8")
COMMAND = [sys.executable, "-P", "-c", "from throughline.cli import main; main()"]
LINE = '  { type = "accountable-to",   to = "scpb", clause = "preamble" },\n'
VERSION = 'version = [{ from = "2014", document = "Terms of reference of the delivery group" }]'


def merged_workbook() -> bytes:
    """A table of six columns whose cells were merged and left half filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("Priority", "Lead"), ("1 Homes", ""), ("", "Someone")):
        sheet.append(row)
    sheet.merge_cells("A2:B3")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_line(line: str) -> str:
    return BARNET.replace(LINE, LINE + line, 1)


FILES: dict[str, bytes] = {
    "cut-off.toml": BARNET[:2_000].encode(),
    "windows.toml": BARNET.replace("Barnet", "Bärnet", 1).encode("cp1252", "replace"),
    "too-large.toml": b"#" * 6_000_000,
    "no-such-day.toml": BARNET.replace('from = "2014"', 'from = "31/02/09"', 1).encode(),
    "itself.toml": with_line('  { type = "reports-to", to = "rrdg", clause = "9" },\n').encode(),
    "twice.toml": BARNET.replace(
        VERSION, VERSION[:-1] + ', { from = "2014", document = "Another" }]', 1
    ).encode(),
    "no-plan.csv": b"row,id\nwish,1\n",
    "no-such-day.csv": OWN_PLAN.replace("2009-04-01", "31/02/09", 1).encode(),
    "windows.csv": OWN_PLAN.replace("Reducing", "Réducing", 1).encode("cp1252", "replace"),
    "merged.xlsx": merged_workbook(),
    "half.csv": b"row,id,parent,text\nobjective,1.1\n",
    "broken.xlsx": b"PK\x03\x04 and no more",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every bad file in it, and a store with the demonstration in it."""
    folder = tmp_path_factory.mktemp("home")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    script = (
        "from throughline.cli.store import open_store, prepare_store\n"
        "open_store(); prepare_store()\n"
        "from throughline.universe.build import build\n"
        "build()\n"
    )
    subprocess.run([sys.executable, "-P", "-c", script], env=environment(folder), check=True)
    return folder


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "THROUGHLINE_DATABASE_URL": f"sqlite:///{folder / 'store' / 'throughline.sqlite3'}",
    }


@pytest.fixture
def ask(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command in that folder, as a person would."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], env=environment(home), cwd=home, capture_output=True, text=True
        )

    return run


def everything_in(home: Path) -> dict[str, bytes]:
    """Every file of the folder; of the store, what it holds rather than its pages."""
    script = "import sqlite3, sys\nfor line in sqlite3.connect(sys.argv[1]).iterdump(): print(line)\n"
    store = home / "store" / "throughline.sqlite3"
    dumped = subprocess.run(
        [sys.executable, "-c", script, str(store)], capture_output=True, check=True
    ).stdout
    files = {file.name: file.read_bytes() for file in home.iterdir() if file.is_file()}
    return {**files, "store": dumped}


@pytest.fixture(scope="module")
def before(home: Path) -> dict[str, bytes]:
    """Everything as it stands before the first command, and so before each."""
    return everything_in(home)


BAD = [
    # what it is, the command, the exit code, what the sentence holds: place and mend
    ("a file cut off", "check cut-off.toml", 1, ["cut-off.toml", "24"]),
    ("a file saved as Windows text", "check windows.toml", 1, ["cp1252", "choose Save as, then UTF-8"]),
    ("a file that is too large", "check too-large.toml", 2, ["6,000,000 bytes", "Nothing was read"]),
    ("a day that is none", "check no-such-day.toml", 1, ["46", "“31/02/09” is not a date: write 2021-06-25"]),
    ("a board that reports to itself", "check itself.toml", 1, ["49", "rrdg answers to itself"]),
    ("two versions in force on one day", "check twice.toml", 1, ["46", "rrdg"]),
    ("no such file", "check missing.toml", 2, ["There is no file missing.toml", "Check the name"]),
    ("a file cut off, loaded", "load cut-off.toml", 2, ["cut-off.toml, line 24", "Mend these lines"]),
    ("a partnership that is loaded", "load {root}/partnerships/barnet.toml", 2, ["“barnet” is loaded already"]),
    ("an unknown board on the command line", "pack barnet/board --meeting 2026-04-14 --out p.pdf", 2,
     ["has no body “board”", "rrdg", "iom"]),
    ("an unknown partnership", "calendar nowhere", 2, ["“nowhere”", "barnet"]),
    ("an unknown board in a calendar", "calendar barnet/board", 2, ["“board”", "rrdg"]),
    ("an unknown partnership on a map", "map nowhere --svg map.svg", 2, ["“nowhere”"]),
    ("a pack for a meeting that does not exist", "pack barnet/rrdg --meeting 2026-04-15 --out p.pdf", 2,
     ["no meeting on 15 April 2026", "2026-04-14"]),
    ("a meeting on a day that is none", "pack barnet/rrdg --meeting 31/02/09 --out p.pdf", 2,
     ["“31/02/09” is not a meeting's day", "2026-04-14"]),
    ("a pack of an unknown kind", "pack barnet/rrdg --meeting 2026-04-14 --out p.odp", 2, [".odp", ".pdf"]),
    ("a pack into a folder that is not there", "pack barnet/rrdg --meeting 2026-04-14 --out no/p.pdf", 2,
     ["There is no folder no", "Make it first"]),
    ("a plan that is none", "plan import no-plan.csv east-midlands", 1, ["cell A2"]),
    ("a plan with a day that is none", "plan import no-such-day.csv east-midlands", 1, ["cell D3", "“31/02/09” is not a day: February 2009 has 28 days"]),
    ("a plan saved as Windows text", "plan import windows.csv east-midlands --dry-run", 0, []),
    ("a workbook of merged cells", "plan import merged.xlsx east-midlands", 1,
     ["row 1", "Add that row above the table"]),
    ("a half-filled plan", "plan import half.csv east-midlands", 2,
     ["does not say its year_starts", "Add a row: plan,year_starts,,2009-04-01"]),
    ("a broken workbook", "plan import broken.xlsx east-midlands", 2, ["broken.xlsx"]),
    ("a day that is none, asked for", "calendar barnet --on 2026-02-30", 2, ["“2026-02-30” is not a day", "2026-04-14"]),
]  # fmt: skip


@pytest.mark.parametrize(("command", "code", "parts"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(
    home: Path,
    before: dict[str, bytes],
    ask: Callable[..., subprocess.CompletedProcess[str]],
    command: str,
    code: int,
    parts: list[str],
) -> None:
    answer = ask(*command.format(root=ROOT).split())
    said = answer.stdout + answer.stderr
    assert (answer.returncode, "Traceback" in said) == (code, False), said[-600:]
    assert [part for part in parts if part not in said] == [], said[-600:]
    assert everything_in(home) == before
