"""A meeting loses its quorum, recommends, and the next meeting ratifies: clocked, looked on, sent out, approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.looking import go
from tests.acceptance.real_site import BARNET, RealSite, press, real_site, sign_in
from tests.acceptance.sites import wait_until
from tests.acceptance.test_keyboard_and_script import FURTHEST, enter, tab_to

APRIL, JUNE = "2026-04-14", "2026-06-09"
MOTION = "Barnet Homes keeps six flats for people released without an address."
CAME = ("Jo Hazel", "Owen Teasel", "Dee Bramble", "Ruth Campion")
"""One of each of four organisations, which is what the terms need."""
BEGINS_WHERE_SENT = """() => {
  const sent = document.getElementById(location.hash.slice(1));
  return !sent || !sent.hasAttribute("tabindex") || document.activeElement === sent;
}"""
"""Whether the part of the page that the address names has the focus, where it can have it."""
CALLED = """
for day in (date(2026, 4, 14), date(2026, 6, 9)):
    meeting = story.call("rrdg", day, starts_at=time(10), place="Committee room 2")
story.agenda(story.body("rrdg").meetings.get(held_on=date(2026, 4, 14)), {})
story.publish(story.body("rrdg").meetings.get(held_on=date(2026, 4, 14)))
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RealSite]:
    with real_site(tmp_path, at=f"{APRIL} 09:55", before=BARNET + CALLED) as begun:
        yield begun


def room_of(site: RealSite, day: str) -> str:
    return f"{site.address}/barnet/rrdg/{day}/room"


def act(page: Page, name: str) -> None:
    """Press one of the room's buttons, whose whole words begin with these."""
    go(page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first)


def count_on(page: Page) -> str:
    """The room's own count, with its heading, in one line."""
    return " ".join(page.locator("#room-panel").inner_text().split())


def test_a_vote_without_a_quorum_is_ratified_at_the_next_meeting(browser: Browser, site: RealSite) -> None:
    page, onlooker = browser.new_context().new_page(), browser.new_context().new_page()
    sign_in(page, site, "sam@members.example")
    sign_in(onlooker, site, "ruth@members.example")
    lose_the_quorum(page, onlooker, site)
    recommend(page, site)
    minutes_go_out(page, site)
    ratify_in_june(page, site)
    for one in (page, onlooker):
        one.context.close()


def lose_the_quorum(page: Page, onlooker: Page, site: RealSite) -> None:
    """Four organisations at ten; at twenty to eleven housing leaves, and whoever looks on sees it."""
    site.move_clock(f"{APRIL} 10:00")
    page.goto(room_of(site, APRIL))
    act(page, "Open the meeting")
    onlooker.goto(room_of(site, APRIL))
    for name in CAME:
        act(page, f"Arrived {name}")
    assert "Quorate since 10:00" in count_on(page)
    assert "4 organisations here, 4 needed" in count_on(page)
    onlooker.get_by_text("Quorate since 10:00").wait_for(timeout=10_000)
    site.move_clock(f"{APRIL} 10:40")
    act(page, "Left Ruth Campion")
    onlooker.get_by_text("Not quorate since 10:40").wait_for(timeout=10_000)
    assert "3 organisations here, 4 needed" in count_on(page)
    assert "decisions wait" in count_on(page)


def recommend(page: Page, site: RealSite) -> None:
    """At a quarter to eleven the vote can only recommend."""
    site.move_clock(f"{APRIL} 10:45")
    page.goto(room_of(site, APRIL))
    act(page, "Take up 3")
    page.get_by_label("What is recommended?").fill(MOTION)
    act(page, "Put it to the vote")
    for organisation in ("Community Safety Team", "Probation", "Police"):
        voice = page.locator(".tl-votes li", has_text=organisation).first
        go(voice.get_by_role("button", name=re.compile("^For")))
    act(page, "Close the vote as a recommendation")
    assert "Recommended: there was no quorum." in page.locator("#room-items").inner_text()
    act(page, "Close the meeting")
    act(page, "Close the meeting without them")


def minutes_go_out(page: Page, site: RealSite) -> None:
    """The minutes are sent out the next morning."""
    site.move_clock("2026-04-15 09:00")
    sign_in(page, site, "sam@members.example")
    page.goto(f"{site.address}/barnet/rrdg/{APRIL}/minutes")
    assert MOTION in page.get_by_role("main").inner_text()
    press(page, "Send out the minutes")
    press(page, "Send them out")
    assert "15 April 2026" in page.get_by_role("main").inner_text()


def ratify_in_june(page: Page, site: RealSite) -> None:
    """The recommendation is the first business of 9 June; there is a quorum, and it is ratified there."""
    site.move_clock("2026-06-01 09:00")
    sign_in(page, site, "sam@members.example")
    page.goto(f"{site.address}/barnet/rrdg/{JUNE}/agenda")
    press(page, "Fill from the terms")
    page.goto(f"{site.address}/barnet/rrdg/{JUNE}")
    rows = page.get_by_role("table").first.get_by_role("row").all_inner_texts()
    titles = [row.splitlines()[0] for row in rows[1:4]]
    assert titles[:2] == ["1 Apologies, deputies and interests", "2 Minutes of the last meeting"]
    assert titles[2] == f"3 To ratify: {MOTION}"
    press(page, "Check and publish the agenda")
    press(page, "Publish the agenda")
    site.move_clock(f"{JUNE} 10:00")
    sign_in(page, site, "sam@members.example")
    page.goto(room_of(site, JUNE))
    act(page, "Open the meeting")
    for name in CAME:
        act(page, f"Arrived {name}")
    act(page, "Take up 3")
    page.get_by_label("What was decided?").fill(f"Ratified: {MOTION}")
    page.get_by_label("Does it settle an earlier decision?").select_option(index=1)
    act(page, "Save decision")
    act(page, "Close the meeting")
    act(page, "Close the meeting without them")
    page.goto(f"{site.address}/barnet/rrdg/{APRIL}/minutes")
    press(page, "Record the approval")
    press(page, "Record that it approved them")
    assert "pproved" in page.get_by_role("main").inner_text()
    page.goto(f"{site.address}/barnet/rrdg/decisions")
    by_day = page.get_by_role("table").get_by_role("row")
    recommended = by_day.filter(has_text="rrdg-2026-04-14/D1").filter(has_text="3 present, 4 needed")
    assert "Ratified by rrdg-2026-06-09/D1" in recommended.inner_text()
    ratified = by_day.filter(has_text="Ratifies rrdg-2026-04-14/D1")
    assert "4 present, 4 needed" in ratified.inner_text()


def test_the_same_morning_by_keyboard_alone_and_without_a_script(browser: Browser, site: RealSite) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, site, "sam@members.example")
    page.goto(room_of(site, APRIL))
    by_keyboard(page, "Open the meeting")
    for name in CAME:
        by_keyboard(page, f"Arrived {name}")
    assert "4 organisations here, 4 needed" in count_on(page)
    by_keyboard(page, "Left Ruth Campion")
    assert "3 organisations here, 4 needed" in count_on(page)
    by_keyboard(page, "Take up 3")
    write(page, "decision", MOTION)
    by_keyboard(page, "Put it to the vote")
    for _organisation in range(3):
        by_keyboard(page, "For")
    by_keyboard(page, "Close the vote as a recommendation")
    assert "Recommended: there was no quorum." in page.locator("#room-items").inner_text()
    by_keyboard(page, "Close the meeting")
    by_keyboard(page, "Close the meeting without them")
    assert "Not quorate at the close" in count_on(page)
    page.context.close()


def by_keyboard(page: Page, words: str) -> None:
    """Go to a button with the Tab key and press it; the page that follows begins where it was sent."""
    tab_to(page, words)
    enter(page)
    assert wait_until(lambda: page.evaluate(BEGINS_WHERE_SENT)), page.url


def write(page: Page, field: str, words: str) -> None:
    """Go to a field with the Tab key, and type."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == field:
            page.keyboard.type(words)
            return
    raise AssertionError(f"No way by keyboard to {field}.")
