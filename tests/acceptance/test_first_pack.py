"""From nothing to the first pack: a site is started, a partnership, a meeting called, its pack opened."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.looking import Looker, go
from tests.acceptance.sites import Site
from throughline.words.formats import weekday_words
from throughline.words.working_days import is_working_day

MEMBERS = "Hazelshire Council, Head of Community Safety\nHazelshire Police, Superintendent\nProbation Service"
IN_TWO_MONTHS = next(
    day for day in (date.today() + timedelta(days=ahead) for ahead in range(60, 75)) if is_working_day(day)
)


@pytest.fixture
def visitor(browser: Browser, new_site: Site) -> Looker:
    """The first visitor of an empty site."""
    looker = Looker(browser.new_context(accept_downloads=True).new_page())
    looker.open(new_site.address + "/")
    return looker


def press(page: Page, name: str) -> None:
    """Press a button of the page, by its words."""
    go(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    """Follow a link of the page, by its words."""
    go(page.get_by_role("main").get_by_role("link", name=name).first)


def heading(page: Page) -> str:
    """The words of the page's first heading."""
    return page.locator("h1").inner_text()


def test_from_an_empty_site_to_the_first_pack(visitor: Looker, new_site: Site, tmp_path: Path) -> None:
    page = visitor.page
    become_administrator(visitor, new_site)
    start_partnership(visitor)
    assert heading(page) == "Today"
    assert visitor.faults() == []
    call_meeting(visitor)
    publish_agenda(visitor)
    for pack in (pack_as_pdf(page, new_site), pack_as_word(page, tmp_path)):
        assert "Hazelshire Strategy Board" in pack
        assert weekday_words(IN_TWO_MONTHS) in pack
        assert "Agenda" in pack


def become_administrator(visitor: Looker, site: Site) -> None:
    """Use the code of the terminal; a wrong one is refused first."""
    page = visitor.page
    code = re.search(r"/start runs it: (\S+)", site.said)
    assert code is not None
    page.goto(site.address + "/start")
    assert visitor.faults() == []
    press(page, "Start")
    assert page.title().startswith("Error: ")
    assert visitor.faults() == []
    for typed in ("not-the-code", code[1]):
        page.get_by_label("code").fill(typed)
        page.get_by_label("E-mail").fill("ada.rowan@example.org")
        page.get_by_label("name").fill("Ada Rowan")
        page.get_by_label("Password").fill("a long enough password")
        press(page, "Start")
    assert heading(page) == "Your boards"
    assert visitor.faults() == []


def start_partnership(visitor: Looker) -> None:
    """Answer the few questions; sent empty, they say what is missing."""
    page = visitor.page
    follow(page, "Start from a few questions")
    assert visitor.faults() == []
    press(page, "Start the partnership")
    assert page.get_by_role("alert").get_by_role("link").count() >= 2
    assert visitor.faults() == []
    page.get_by_label("Name of the partnership").fill("Hazelshire Reducing Reoffending Partnership")
    page.get_by_label("Short name").fill("hazelshire")
    page.get_by_label("Name of the board").first.fill("Hazelshire Strategy Board")
    page.get_by_label("Who sits on it").first.fill(MEMBERS)
    page.get_by_label("How often it meets").first.select_option(label="Every 2 months")
    page.get_by_label("Quorum", exact=True).first.fill("2")
    page.get_by_label("What the quorum counts").first.select_option(label="Organisations")
    page.get_by_label("Which organisation chairs it").first.fill("Hazelshire Council")
    press(page, "Start the partnership")


def call_meeting(visitor: Looker) -> None:
    """Call the first meeting, for a day in two months."""
    page = visitor.page
    follow(page, "Call the first meeting")
    assert visitor.faults() == []
    go(page.locator("main a[href$='/call']").first)
    press(page, "Call the meeting")
    assert page.get_by_role("alert").get_by_role("link").count() >= 1
    assert visitor.faults() == []
    page.get_by_label("Day", exact=True).fill(IN_TWO_MONTHS.isoformat())
    page.get_by_label("Time").fill("10:00")
    press(page, "Call the meeting")
    assert heading(page) == f"Meeting of {weekday_words(IN_TWO_MONTHS)}"
    assert visitor.faults() == []


def publish_agenda(visitor: Looker) -> None:
    """Fill the agenda from the terms, look at it once, and publish it."""
    page = visitor.page
    press(page, "Fill the agenda")
    assert visitor.faults() == []
    press(page, "Fill from the terms")
    assert visitor.faults() == []
    follow(page, "Back to the meeting")
    press(page, "Check and publish the agenda")
    assert visitor.faults() == []
    press(page, "Publish the agenda")
    assert heading(page) == f"Meeting of {weekday_words(IN_TWO_MONTHS)}"
    assert visitor.faults() == []


def pack_as_pdf(page: Page, site: Site) -> str:
    """The text of the pack, which a browser shows in a window of its own."""
    address = page.get_by_role("link", name="Pack as PDF").get_attribute("href")
    answer = page.request.get(f"{site.address}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(answer.body())).pages)


def pack_as_word(page: Page, folder: Path) -> str:
    """The text of the pack that comes down as a Word file."""
    with page.expect_download() as coming:
        page.get_by_role("main").get_by_role("link", name="Pack as Word").first.click()
    coming.value.save_as(folder / "pack.docx")
    document = docx.Document(str(folder / "pack.docx"))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)
