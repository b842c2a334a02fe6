"""The benchmark of imports, at a hundredth of its size: every way finds every row."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.extracts import WAYS, build

OFFENCES = 2_000


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    build(folder, OFFENCES)
    return folder


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_finds_every_row(sent: Path, tmp_path: Path, way: str, form: str) -> None:
    assert WAYS[way](sent / f"offences.{form}", tmp_path) == OFFENCES
