"""Barnet from an empty store to its first pack: loaded, appointed, invited by mail, called, published, sent out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.looking import go
from tests.acceptance.real_site import (
    PASSWORD,
    RealSite,
    follow,
    heading,
    press,
    real_site,
    sign_in,
    words_of,
)

FILE = Path(__file__).parents[2] / "partnerships" / "barnet.toml"
ADDRESS = "secretary@members.example"
SEATED = (
    ("Barnet Homes", "Ruth Campion", "ruth@members.example"),
    ("Public Health", "Lena Yarrow", "lena@members.example"),
)
"""Organisation of a seat, who takes it, and where they read their mail."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RealSite]:
    with real_site(tmp_path, at="2026-03-02 09:00") as begun:
        yield begun


def said(page: Page) -> str:
    """Everything that the page says, in one line."""
    return " ".join(page.get_by_role("main").inner_text().split())


def test_barnet_from_zero_to_its_first_pack(browser: Browser, site: RealSite) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(15_000)
    run_the_site(page, site)
    load(page)
    look_at_the_terms(page, site)
    for organisation, name, email in SEATED:
        appoint(page, site, organisation, name, email)
    invite_by_mail(browser, page, site)
    call_the_year(page, site)
    publish_on_the_day(page, site)
    page.context.close()


def run_the_site(page: Page, site: RealSite) -> None:
    """The one-time code of the terminal makes the first visitor the site's administrator."""
    code = re.search(r"/start runs it: (\S+)", site.site.said)
    assert code is not None
    page.goto(f"{site.address}/start")
    page.get_by_label("code").fill(code[1])
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_label("name").fill("Sam Larch")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Start")
    assert heading(page) == "Your boards"


def load(page: Page) -> None:
    """The partnership file is chosen on the page; whoever loads it is its secretary."""
    follow(page, "Load a partnership file")
    page.get_by_label("Partnership file").set_input_files(FILE)
    press(page, "Load the file")


def look_at_the_terms(page: Page, site: RealSite) -> None:
    """The panel has nine posts to be confirmed, and the checker asks for the readings that are needed."""
    page.goto(f"{site.address}/barnet/iom/seats")
    assert page.get_by_role("row").filter(has_text="Post to be confirmed").count() == 9
    page.goto(f"{site.address}/barnet/terms/checker")
    needed = page.locator("main section").filter(has_text="Until a reading")
    assert needed.filter(has_text="What does appendix A2 say?").count() == 1
    assert needed.filter(has_text="Every 3 months").filter(has_text="Every 2 months").count() == 1
    assert "Contradictions and gaps 2" in said(page)


def appoint(page: Page, site: RealSite, organisation: str, name: str, email: str) -> None:
    """Somebody new takes a seat of the group, with an address."""
    page.goto(f"{site.address}/barnet/rrdg/seats")
    row = page.get_by_role("row").filter(has_text=organisation).first
    go(row.get_by_role("link", name=re.compile("Say who sits here")))
    page.get_by_label("Who takes the seat").select_option(label="Somebody new")
    page.get_by_label("Name, if they are new").fill(name)
    page.get_by_label("Their e-mail address").fill(email)
    page.get_by_label("First day in the seat").fill("2026-03-02")
    press(page, "Save who sits here")
    assert name in page.get_by_role("row").filter(has_text=organisation).first.inner_text()


def invite_by_mail(browser: Browser, page: Page, site: RealSite) -> None:
    """The invitation is read, its address opened, its code written: the member sees their group."""
    page.goto(f"{site.address}/barnet/people")
    follow(page, "Ruth Campion")
    press(page, "Make a one-time code")
    (letter,) = site.post.arrived("ruth@members.example")
    told = words_of(letter)
    address = re.search(r"http\S+", told)
    code = re.search(r"code:\s+(\S{30,})\s", told)
    assert address is not None
    assert code is not None, told
    member = browser.new_context().new_page()
    member.goto(address[0])
    member.get_by_label("One-time code").fill(code[1])
    member.get_by_label("New password").fill(PASSWORD)
    press(member, "Set password")
    assert heading(member) == "Today"
    member.goto(f"{site.address}/barnet/rrdg/")
    assert heading(member) == "Reducing Re-offending Delivery Group"
    member.context.close()


def call_the_year(page: Page, site: RealSite) -> None:
    """The days of the year follow from the terms and are called in one act, 14 April among them."""
    page.goto(f"{site.address}/barnet/rrdg/call-year?year=2026")
    assert "Tuesday 14 April 2026" in said(page)
    go(page.get_by_role("main").get_by_role("button", name=re.compile("^Call ")))
    page.goto(f"{site.address}/barnet/rrdg/2026-04-14/agenda")
    press(page, "Fill from the terms")
    assert "Agenda" in said(page)


def publish_on_the_day(page: Page, site: RealSite) -> None:
    """On 7 April, its last day, the agenda of 14 April is published and its pack sent; the board kept its rule."""
    site.move_clock("2026-04-07 10:00")
    sign_in(page, site, ADDRESS)
    page.goto(f"{site.address}/barnet/rrdg/2026-04-14")
    assert "Agenda" in said(page)
    press(page, "Check and publish the agenda")
    press(page, "Publish the agenda")
    page.goto(f"{site.address}/barnet/rrdg/2026-04-14/issues")
    press(page, "Issue the pack")
    site.work()
    told = [words_of(one) for one in site.post.arrived("ruth@members.example")]
    assert any("/barnet/rrdg/2026-04-14" in one for one in told)
    for _organisation, name, _email in SEATED:
        for part in name.split():
            assert part not in site.post.text()
    pack = page.request.get(f"{site.address}/barnet/rrdg/2026-04-14/pack.pdf")
    assert pack.headers["content-type"] == "application/pdf"
    page.goto(f"{site.address}/barnet/rrdg/rules")
    assert "1 of 1 firm rule kept" in said(page)
    assert "Kept 1 of 1" in " ".join(
        page.get_by_role("row").filter(has_text="Agenda out in time").inner_text().split()
    )
