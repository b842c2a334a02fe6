"""Stores of made-up extracts for the tests of the room: one that is only read, and copies to change."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.universe.small_store import small_store


@cache
def example_store() -> ExtractStore:
    """A town that never was: nine extracts, linked and built, made once for all tests; some pairs wait."""
    return small_store(Path(tempfile.mkdtemp(prefix="throughline-extracts-")) / "store")


def copied_into(folder: Path) -> ExtractStore:
    """A copy of the example that a test may change."""
    shutil.copytree(example_store().folder, folder, symlinks=True)
    return ExtractStore(folder)
