"""What the tests of the store share."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store


@pytest.fixture
def store(tmp_path: Path) -> ExtractStore:
    """A store in which nothing has been kept yet."""
    return open_extract_store(tmp_path / "store")
