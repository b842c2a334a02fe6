"""Dorset's half-year in a browser: one set of updates, three reports, three days, one acceptance missing."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from tests.acceptance.looking import Looker, go
from tests.acceptance.sites import Site

GROUP = "pan-dorset/reports/rrsg"
TOLD = (
    "The commission is costed and goes to both partnerships.",
    "A building is found; the lease is not signed.",
    "Every young person has a plan.",
    "The scope is with the prosecutors.",
    "The options went to the group.",
)
"""What was accepted for the half-year; each report holds every one of them."""
PARENTS = {
    "Dorset Criminal Justice Board": (date(2026, 3, 26), date(2026, 3, 27)),
    "Dorset CSP": (date(2026, 3, 27), date(2026, 3, 30)),
    "Bournemouth, Christchurch and Poole CSP": (date(2026, 3, 30), None),
}
"""Each parent with the day by which it takes papers, on which its report is sent, and that of acceptance."""


def press(page: Page, name: str) -> None:
    """Press a button of the page, by its words."""
    go(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def begin(looker: Looker, site: Site, parent: str, due: date) -> str:
    """Begin the report to one parent from the grid; its lines are there before a word is typed."""
    page = looker.page
    looker.open(f"{site.address}/{GROUP}/draft")
    page.get_by_label(f"Progress report to {parent}").check()
    page.get_by_label("Tells of the days from").fill("2025-10-01")
    page.get_by_label("Until").fill("2026-03-31")
    page.get_by_label("Due").fill(due.isoformat())
    press(page, "Begin the report")
    shown = page.get_by_role("main").inner_text()
    assert [words for words in TOLD if words not in shown] == []
    return page.url


def frame(page: Page) -> None:
    """Write the only words of the report that a person types."""
    go(page.locator("main a[href$='/sections/brief']"))
    page.get_by_label("In your words").fill("Homes on release come first in the year ahead.")
    press(page, "Save")


def record(page: Page, what: str, on: date) -> None:
    """Record one step of the report on its day."""
    go(page.get_by_role("main").get_by_role("button", name="Record what happens now"))
    page.get_by_label(what, exact=True).check()
    page.get_by_label("On which day").fill(on.isoformat())
    press(page, "Record it")


@pytest.fixture
def looker(secretary_looker: Looker) -> Looker:
    return secretary_looker


def test_one_set_of_updates_goes_to_three_parents_by_three_days(
    looker: Looker, demonstration_site: Site
) -> None:
    page = looker.page
    grid = f"{demonstration_site.address}/pan-dorset/reports"
    looker.open(grid)
    assert "Acceptance is missing from Bournemouth, Christchurch and Poole CSP." in lead(page)
    lines = []
    for parent, (sent, accepted) in PARENTS.items():
        begin(looker, demonstration_site, parent, sent)
        frame(page)
        assert looker.faults() == []
        record(page, "Cleared to be sent", date(2026, 3, 25))
        record(page, f"Sent to {parent}", sent)
        if accepted:
            record(page, "Accepted by the parent", accepted)
        lines.append(updates_on(page))
    assert lines[0] != []
    assert set(lines[0]) <= set(lines[1]) <= set(lines[2])
    looker.open(grid)
    assert looker.faults() == []
    by_parent = {row.split("\n")[0]: row for row in page.get_by_role("row").all_inner_texts()[1:]}
    assert "accepted 27 March 2026" in by_parent["Dorset Criminal Justice Board"]
    assert "accepted 30 March 2026" in by_parent["Dorset CSP"]
    last = by_parent["Bournemouth, Christchurch and Poole CSP"]
    assert "sent 30 March 2026" in last
    assert "accepted" not in last
    assert "Acceptance is missing from Bournemouth, Christchurch and Poole CSP." in lead(page)


def lead(page: Page) -> str:
    """The sentence that answers the page."""
    return page.locator(".tl-lead").inner_text()


def updates_on(page: Page) -> list[str]:
    """The lines of what was told, each with the update that it came from."""
    told = page.locator("section", has=page.get_by_role("heading", name="What was told"))
    return [" ".join(row.split()) for row in told.get_by_role("row").all_inner_texts()[1:]]
