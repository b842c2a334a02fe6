"""The same work with a keyboard alone, and without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.looking import go
from tests.acceptance.sites import Site

FOCUSED = """() => {
  const one = document.activeElement;
  const look = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    kind: one.tagName,
    words: (one.innerText || one.value || '').replace(/\\s+/g, ' ').trim(),
    seen: box.width > 1 && box.height > 1,
    marked: look.outlineStyle !== 'none' || look.boxShadow !== 'none' || look.backgroundColor === 'rgb(255, 221, 0)',
  };
}"""
FURTHEST = 120
"""The most keys that a reader presses on the way to anything on one page."""


def tab_to(page: Page, words: str) -> None:
    """Move with the Tab key until something with these words has the focus, each place on the way shown."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place["kind"] == "BODY":  # the end of the page, before its beginning
            continue
        assert place["seen"], f"The focus is on something that cannot be seen: {place}"
        assert place["marked"], f"The focus is not shown on “{place['words']}”."
        if place["words"].startswith(words):
            return
    raise AssertionError(f"No way by keyboard to “{words}” on {page.url}.")


def enter(page: Page) -> None:
    """Press Enter and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_keyboard_alone_signs_in_and_reads_a_meeting(browser: Browser, demonstration_site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{demonstration_site.address}/demonstration")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["words"] == "Skip to main content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/demonstration#main")
    assert page.evaluate(FOCUSED)["kind"] == "MAIN"
    tab_to(page, "Sign in as Sam Larch of Barnet")
    enter(page)
    assert page.locator("h1").inner_text() == "Today"
    tab_to(page, "Meetings")
    enter(page)
    tab_to(page, "Tuesday 14 April 2026")
    enter(page)
    assert page.locator("h1").inner_text() == "Meeting of Tuesday 14 April 2026"
    tab_to(page, "Pack as a page")
    enter(page)
    assert page.locator("h1").inner_text() == "Board pack"
    page.context.close()


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_a_script_a_meeting_is_called_and_a_plan_filtered(
    unscripted: Page, demonstration_site: Site
) -> None:
    page = unscripted
    page.goto(f"{demonstration_site.address}/demonstration")
    go(page.get_by_role("row", name="Sam Larch").first.get_by_role("button"))
    page.goto(f"{demonstration_site.address}/barnet/calendar")
    proposed = page.get_by_role("row", name="Wednesday 6 May 2026").first
    assert "Proposed" in proposed.inner_text()
    go(proposed.get_by_role("button", name="Call"))
    assert page.locator("h1").inner_text() == "Meeting of Wednesday 6 May 2026"
    page.goto(f"{demonstration_site.address}/east-midlands/plan")
    every = page.get_by_role("row").count()
    page.get_by_label("Status", exact=True).select_option(label="Late")
    go(page.get_by_role("button", name="Show these"))
    assert 0 < page.get_by_role("row").count() < every
    page.goto(f"{demonstration_site.address}/you")
    go(page.get_by_role("button", name="Sign out"))
    page.goto(f"{demonstration_site.address}/barnet/")
    assert page.locator("h1").inner_text() != "Today"
