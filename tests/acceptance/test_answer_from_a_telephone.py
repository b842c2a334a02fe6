"""An owner answers an e-mail from a telephone, without an account; a scanner that opens the link changes nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.acceptance.looking import Looker
from tests.acceptance.real_site import BARNET, RealSite, heading, press, real_site, sign_in, words_of

WORDS = "Health screening offered to everybody on the day of release."
OTHER = "One list of clinics for every officer who meets people at release."
COUNT_OF_TRIES = ("access_failedsignin", "sqlite_sequence")
"""Where a link that is not whole leaves its trace: whoever guesses many is made to wait."""
OWNER = "Lena Yarrow"
PROMISED = f"""
from throughline.web.access.models import Person
Person.objects.filter(name={OWNER!r}).update(email="lena@members.example")
for words in ({WORDS!r}, {OTHER!r}):
    story.promise("rrdg", words, agency="ph", owner={OWNER!r},
                  raised_on=date(2026, 3, 2), due=date(2026, 4, 3))
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RealSite]:
    with real_site(tmp_path, at="2026-03-30 09:00", before=BARNET + PROMISED) as begun:
        yield begun


def test_an_owner_answers_by_link_and_a_scanner_changes_nothing(
    browser: Browser, site: RealSite, tmp_path: Path
) -> None:
    link, unanswered = asked_by_mail(browser, site)
    before = everything(tmp_path)
    for method in ("GET", "HEAD", "GET"):
        assert scanned(link, method) == 200
    assert everything(tmp_path) == before
    altered = link[:-1] + ("0" if link[-1] != "0" else "1")
    assert "This link is not whole" in shown(browser, altered)
    assert everything(tmp_path, without=COUNT_OF_TRIES) == {
        name: rows for name, rows in before.items() if name not in COUNT_OF_TRIES
    }
    answer(browser, link)
    assert "You answered this on Tuesday 31 March 2026" in shown(browser, link)
    accepted(browser, site)
    site.move_clock("2026-06-30 09:00")
    assert "This link worked until" in shown(browser, unanswered)


def asked_by_mail(browser: Browser, site: RealSite) -> list[str]:
    """The secretary sends a round; the next morning's e-mail, which names nobody, holds a link for each action."""
    page = browser.new_context().new_page()
    sign_in(page, site, "sam@members.example")
    page.goto(f"{site.address}/barnet/actions/chase")
    press(page, "Prepare the round")
    press(page, "Send 2 questions")
    page.context.close()
    site.move_clock("2026-03-31 08:45")
    site.work()
    (message,) = site.post.to("lena@members.example")
    for personal in (*OWNER.split(), WORDS, OTHER):
        assert personal not in site.post.text()
    links = re.findall(rf"{re.escape(site.address)}/answer/\S+", words_of(message))
    assert len(links) == 2, words_of(message)
    return links


def scanned(link: str, method: str) -> int:
    """The status that a mail scanner gets, which opens a link as no browser would."""
    try:
        with urlopen(Request(link, method=method, headers={"User-Agent": "SafeLinks"}), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def everything(home: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the store, but of those left out."""
    with closing(sqlite3.connect(home / "store/throughline.sqlite3")) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: store.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in tables
            if name not in without
        }


def shown(browser: Browser, link: str) -> str:
    """What somebody without an account reads there."""
    page = browser.new_context().new_page()
    page.goto(link)
    words = page.get_by_role("main").inner_text()
    page.context.close()
    return words


def answer(browser: Browser, link: str) -> None:
    """Answer on a telephone, 320 pixels wide: sent empty it says what is missing, and then it is kept."""
    looker = Looker(browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True).new_page())
    page = looker.page
    looker.open(link)
    assert WORDS in page.get_by_role("main").inner_text()
    assert looker.faults(widths=(320,)) == []
    press(page, "Send update")
    assert page.title().startswith("Error: ")
    assert looker.faults(widths=(320,)) == []
    page.get_by_label("needs longer").first.check()
    for name, typed in (("Day", "15"), ("Month", "5"), ("Year", "2026")):
        page.get_by_label(name, exact=True).fill(typed)
    page.locator("textarea").first.fill("The clinic opens its doors on Fridays from May.")
    press(page, "Send update")
    assert heading(page) == "Your update is kept"
    assert looker.faults(widths=(320,)) == []
    page.context.close()


def accepted(browser: Browser, site: RealSite) -> None:
    """The secretary finds the answer in the round and accepts it; the first promised day stays."""
    page = browser.new_context().new_page()
    sign_in(page, site, "sam@members.example")
    page.goto(f"{site.address}/barnet/actions/chase/1")
    assert "The clinic opens its doors on Fridays from May." in page.get_by_role("main").inner_text()
    press(page, "Accept the update")
    page.goto(f"{site.address}/barnet/actions/1")
    kept = " ".join(page.get_by_role("main").inner_text().split())
    assert "15 May 2026" in kept
    assert "3 April 2026" in kept
    page.context.close()
