"""What every test shares: the ledger of clauses, and Django only where the web is tested."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings

from tests.clauses.ledger import Ledger
from tests.web.engines import ON_POSTGRESQL, asks_for_a_store

TESTS = Path(__file__).parent
CORE = ("spec", "figures", "papers", "clauses")

# A slow machine is no reason for a property to fail; the same examples run everywhere.
settings.register_profile("throughline", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("throughline")


def only_core(arguments: list[str]) -> bool:
    """Whether a command line asks for tests of core floors alone; one that names no tests asks for all."""
    places = [Path(argument.split("::")[0]).resolve() for argument in arguments]
    tests = [place for place in places if place.exists() and place.is_relative_to(TESTS)]
    core = [TESTS / room for room in CORE]
    return bool(tests) and all(any(place.is_relative_to(room) for room in core) for place in tests)


def start_django() -> None:
    """Start Django with an empty store of its own, before any other conftest is read."""
    if "THROUGHLINE_DATABASE_URL" not in os.environ:
        folder = tempfile.mkdtemp(prefix="throughline-tests-")
        os.environ["THROUGHLINE_DATABASE_URL"] = f"sqlite:///{folder}/store.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    from throughline.web import database  # noqa: F401 - chooses the SQLite that Django will see

    import django  # isort: skip

    django.setup()


if not only_core(sys.argv[1:]):
    start_django()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("throughline")
    group.addoption("--claims", metavar="FILE", help="write which passing tests claim which clauses to FILE")
    group.addoption("--claims-unchecked", action="store_true", help="do not look up what claims rest on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no store is the same beside every engine, and is shown in the run on SQLite alone."""
    if ON_POSTGRESQL:
        elsewhere = [item for item in items if not asks_for_a_store(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if asks_for_a_store(item)]


def pytest_collection_finish() -> None:
    """What stands when the tests begin stands until they end: looking through it for waste finds none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Ledger(config), "clause-ledger")


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """However slow the machine, no minute passes after which a session or a page would be written again."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield
