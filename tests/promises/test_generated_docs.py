"""What is printed from the tests is what the tests say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_rule_book_is_current() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "docs.rulebook.print", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.strip()
