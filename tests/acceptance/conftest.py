"""A real server with a store of its own, and a real browser; each worker of the tests has both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.acceptance.looking import Looker
from tests.acceptance.sites import Reader, Site, environment_in, serving

CHROMIUM = shutil.which("chromium")
SECRETARY = "Sam Larch"


@pytest.fixture(scope="session")
def demonstration_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, served from an empty folder by the command that a newcomer types."""
    home = tmp_path_factory.mktemp("demonstration")
    with serving("--demo", environment=environment_in(home)) as site:
        yield site


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """A real site that holds nothing."""
    with serving("--workers", "1", environment=environment_in(tmp_path)) as site:
        yield site


@pytest.fixture(scope="session")
def secretary(demonstration_site: Site) -> Reader:
    """The demonstration's secretary, reading without a browser."""
    reader = Reader(demonstration_site.address)
    reader.sign_in_as(SECRETARY)
    return reader


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's chromium; a module's own, since Django refuses to work beside it in one thread."""
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine. Install it with: apt-get install chromium")
    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def looker(browser: Browser) -> Iterator[Looker]:
    """A browser's page in which nobody has signed in."""
    context = browser.new_context()
    yield Looker(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def secretary_looker(browser: Browser, secretary: Reader) -> Iterator[Looker]:
    """A browser's page in which the secretary has signed in, kept from one test of a module to the next."""
    context = browser.new_context()
    context.add_cookies(secretary.cookies_for_browser())  # type: ignore[arg-type]
    yield Looker(context.new_page())
    context.close()
