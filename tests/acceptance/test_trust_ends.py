"""A probation trust ends on 1 June 2014: one act moves everything, and the past stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.real_site import PASSWORD, RealSite, press, real_site, sign_in

BEFORE = f"""
from django.contrib.auth.hashers import make_password
from throughline.universe.llr import START, until_the_trust_ends
from throughline.universe.story import morning
from throughline.web.access.actions import start_store
from throughline.web.access.models import User
start_store(kind="real", by=None, at=morning(START))
sam = User.objects.create(email="sam@members.example", name="Sam Larch", password=make_password({PASSWORD!r}))
story = until_the_trust_ends(sam, today=None)
story.office("Hester Quince", "chair", from_on=START, body="rrpb")
story.office("Alec Damson", "secretary", from_on=START, body="rrpb")
"""
NPS, CRC = "National Probation Service", "Community Rehabilitation Company"
HEADS = (("Hester Quince", "Chair"), ("Alec Damson", "Secretary"))
"""The trust supplied the board's chair and its secretariat: both offices fall vacant with it."""
TAKEN = (
    ("Alec Damson", "Does not go on"),
    ("Hester Quince", "Does not go on"),
    ("Seat, ", NPS),
    ("Leads 1.1 ", NPS),
    ("Leads 1.1.a ", NPS),
    ("Supports 1.2 ", CRC),
    ("Action 1:", CRC),
)
"""Of each thing that moves, who takes it."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RealSite]:
    with real_site(tmp_path, at="2014-05-27 09:00", before=BEFORE) as begun:
        yield begun


def said(page: Page) -> str:
    """Everything that the page says, in one line."""
    return " ".join(page.get_by_role("main").inner_text().split())


def shown(page: Page, site: RealSite, path: str) -> str:
    """What a page of the partnership says."""
    page.goto(f"{site.address}/llr/{path}")
    return said(page)


def test_one_act_moves_everything_and_the_past_stays(browser: Browser, site: RealSite) -> None:
    page = browser.new_context().new_page()
    sign_in(page, site, "sam@members.example")
    judged_before = shown(page, site, "rrpb/2014-03-04")
    assert "4 of 16 organisations here" in judged_before
    for name, office in HEADS:
        assert office in page_row(page, site, "people", name)
    let_it_end(page, site)
    site.move_clock("2014-06-02 09:00")
    sign_in(page, site, "sam@members.example")
    seats = page_row(page, site, "rrpb/seats", "Chief Executive Officer")
    assert seats.startswith("National Probation Service")
    assert "Vacant" in seats
    plan = page_row(page, site, "plan", "One officer meets each person before release")
    assert "National Probation Service" in plan
    action = page_row(page, site, "actions", "Say which hostels take people")
    assert "Community Rehabilitation Company" in action
    broken = "Series broken on Sunday 1 June 2014: Leicestershire and Rutland Probation Trust ended"
    assert broken in shown(page, site, "scorecard")
    assert shown(page, site, "rrpb/2014-03-04") == judged_before
    for name, office in HEADS:
        assert office not in page_row(page, site, "people", name)
    agenda = next_agenda(page, site)
    assert f"ended on 31 May 2014; {NPS} and {CRC} followed" in agenda
    assert "Strategic Partnership Board is to be told (rule R48)" in agenda
    page.context.close()


def let_it_end(page: Page, site: RealSite) -> None:
    """Ask what moves, say who takes each thing, and do it in one act; its head goes to neither follower."""
    page.goto(f"{site.address}/llr/succession")
    page.get_by_label("Organisation that ends").select_option(value="lrpt")
    page.get_by_label("First day on which others stand").fill("2014-06-01")
    page.get_by_label("New organisations that follow it").fill(f"{NPS}\n{CRC}")
    press(page, "See what moves")
    moves = said(page)
    assert "1 seat, 3 lines of the plan, 1 open action and 1 series name it" in moves
    assert "for Strategic Partnership Board to be told" in moves
    for about, who in TAKEN:
        page.get_by_label(about).first.select_option(label=who)
    press(page, "Let it end and move everything")
    assert "Leicestershire and Rutland Probation Trust has ended." in said(page)


def page_row(page: Page, site: RealSite, path: str, about: str) -> str:
    """The row of a page's table that is about something, in one line."""
    page.goto(f"{site.address}/llr/{path}")
    return " ".join(page.get_by_role("row").filter(has_text=about).first.inner_text().split())


def next_agenda(page: Page, site: RealSite) -> str:
    """Call the board's next meeting and fill its agenda; what stands on it."""
    page.goto(f"{site.address}/llr/rrpb/call")
    page.get_by_label("Day", exact=True).fill("2014-07-01")
    page.get_by_label("Time").fill("14:00")
    press(page, "Call the meeting")
    page.goto(f"{site.address}/llr/rrpb/2014-07-01/agenda")
    press(page, "Fill from the terms")
    return shown(page, site, "rrpb/2014-07-01")
