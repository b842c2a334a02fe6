"""Reading and checking the five partnership files, beside merely parsing them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.timing import Times, timed
from throughline.rules.terms import check, read

PARTNERSHIPS = Path(__file__).parents[1] / "partnerships"
DAYS = {"east-midlands": date(2010, 1, 15)}
DAY = date(2026, 9, 1)


def files() -> dict[str, str]:
    """The text of each file that holds a partnership, by name."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(PARTNERSHIPS.glob("*.toml"))}
    return {name: text for name, text in texts.items() if "schema" in tomllib.loads(text)}


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Parse, read and check, after imports and cold."""
    texts = files()
    peer = timed(
        f"parse {len(texts)} files with tomllib", lambda: [tomllib.loads(t) for t in texts.values()], times=20
    )
    yield peer, None

    def check_all() -> None:
        for name, text in texts.items():
            check(read(text), on=DAYS.get(name, DAY))

    yield timed(f"read and check {len(texts)} files, after imports", check_all, times=20, goal=0.3), peer
    command = [sys.executable, "-c", "from benchmarks.terms import cold; cold()"]
    cold_start = timed(
        f"read and check {len(texts)} files, cold start",
        lambda: subprocess.run(command, check=True, cwd=PARTNERSHIPS.parent),
        times=5,
        goal=1.0,
    )
    bare = timed(
        "start Python alone", lambda: subprocess.run([sys.executable, "-c", ""], check=True), times=5
    )
    yield cold_start, bare


def cold() -> None:
    """What the command line does with the five files, in a new process."""
    for name, text in files().items():
        check(read(text), on=DAYS.get(name, DAY))
