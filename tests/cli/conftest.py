"""What tests of the command line share: the universe in the store of the tests."""

from __future__ import annotations

from tests.web.conftest import universe

__all__ = ["universe"]
