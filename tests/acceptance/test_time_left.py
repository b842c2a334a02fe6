"""The note before a session ends: it comes in time, is worked by keyboard, and staying is one press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.sites import Reader, Site

HOUR = 60 * 60 * 1_000


@pytest.fixture
def page(browser: Browser, demonstration_site: Site) -> Iterator[Page]:
    """A browser signed in as the secretary, whose clock the test moves."""
    reader = Reader(demonstration_site.address)
    reader.sign_in_as("Sam Larch")
    context = browser.new_context(base_url=demonstration_site.address)
    context.add_cookies(reader.cookies_for_browser())  # type: ignore[arg-type]
    made = context.new_page()
    made.clock.install()
    made.goto("/you")
    yield made
    context.close()


def test_nothing_is_said_while_there_is_time(page: Page) -> None:
    page.clock.run_for(HOUR - 6 * 60_000)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_five_minutes_before_the_end_one_press_stays_signed_in(page: Page) -> None:
    page.clock.run_for(HOUR - 4 * 60_000)
    expect(page.get_by_role("dialog")).to_contain_text("You are signed out in about 4 minutes.")
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
    with page.expect_response("**/you/stay") as answered:
        page.keyboard.press("Enter")
    assert answered.value.json()["seconds"] == 3_600
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_note_can_be_put_away_and_says_when_it_is_over(page: Page) -> None:
    page.clock.run_for(HOUR - 4 * 60_000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    expect(page.get_by_role("dialog")).to_contain_text(
        "You are signed out. What you typed is still on this page"
    )
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()


def test_another_tab_in_use_puts_the_note_away(page: Page) -> None:
    page.clock.run_for(HOUR - 4 * 60_000)
    expect(page.get_by_role("dialog")).to_be_visible()
    other = page.context.new_page()
    other.goto("/boards")
    expect(page.get_by_role("dialog")).to_be_hidden()
