"""What every test shares: the ledger of clauses, and Django only where the web is tested."""

from __future__ import annotations

import importlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.clauses.ledger import Ledger

TESTS = Path(__file__).parent
CORE = ("spec", "figures", "papers", "clauses")

# A slow machine is no reason for a property to fail; the same examples run everywhere in CI.
settings.register_profile("throughline", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("throughline")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("throughline")
    group.addoption("--claims", metavar="FILE", help="write which passing tests claim which clauses to FILE")
    group.addoption(
        "--claims-unchecked",
        action="store_true",
        help="do not look up what claims rest on (used by the proof)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give the web its own empty store; leave Django out where only core floors are tested."""
    config.pluginmanager.register(Ledger(config), "clause-ledger")
    if not _only_core(config):
        if "THROUGHLINE_DATABASE_URL" not in os.environ:
            folder = tempfile.mkdtemp(prefix="throughline-tests-")
            os.environ["THROUGHLINE_DATABASE_URL"] = f"sqlite:///{folder}/store.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
        importlib.import_module("django").setup()


def _only_core(config: pytest.Config) -> bool:
    places = [Path(str(argument).split("::")[0]).resolve() for argument in config.args]
    core = [TESTS / room for room in CORE]
    return all(any(place.is_relative_to(room) for room in core) for place in places)
