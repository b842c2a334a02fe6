"""Setting up says in one sentence what this machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="the certificates stand elsewhere on this system")
def test_missing_certificates_are_named_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "environment", tmp_path / "deploy")
    for lock in ("requirements.lock", "requirements-figures.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / lock, tmp_path)
    around = {**os.environ, "PIP_CERT": str(tmp_path / "nothing.crt")}
    ended = subprocess.run(
        [tmp_path / "deploy" / "environment", "site"], env=around, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Throughline needs ca-certificates, which is not on this machine. "
        "Install it with: apt-get install ca-certificates\n"
    )
    assert not (tmp_path / ".venv").exists()
