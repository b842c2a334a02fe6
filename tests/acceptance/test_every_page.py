"""Every page, found by following links: nothing is inaccessible, too wide, refused or complained of.

A route of the permit matrix is looked at in the partnership that has most to show and in one that has
nothing yet, at the width of a desk and of a telephone. A new route is covered by standing in the matrix.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from tests.acceptance.looking import Looker, go
from tests.acceptance.sites import Found, Reader, Site, walk

MATRIX = Path(__file__).parents[2] / "docs" / "rulebook" / "permits.csv"
RICH = ("barnet", "east-midlands")
ELSEWHERE = {
    "site:healthy": "machines ask it",
    "performance:rejections": "a file; only a receipt with refused lines has it, and tests of imports open it",
    "public:bodies_with_stroke": "leads on to the public page, which is opened",
    "answer": "only an e-mail leads to it; test_answer_from_a_telephone goes through it",
    "answer_plan": "only an e-mail leads to it; tests of update rounds open it",
    "exceptions:came_of_it": "only where a board decided under the item; the promise of pages opens it",
    "exceptions:outcome": "only while a report is before the board; tests of exceptions open it",
    "exceptions:take_back": "only while a report is submitted; tests of exceptions open it",
    "extracts:end_reader": "only where a store of extracts is set; tests of extracts open it",
    "extracts:extract": "the same",
    "extracts:extracts": "the same",
    "extracts:readers": "the same",
    "extracts:readiness": "the same",
    "extracts:people_to_send": "the same",
    "extracts:bring_in": "only whoever is appointed to read extracts; tests of extracts open it",
    "extracts:decisions": "the same",
    "extracts:look": "the same",
    "extracts:pair": "the same",
    "extracts:rejections": "the same",
    "extracts:same_person": "the same",
    "extracts:take_back": "the same",
    "extracts:undo": "the same",
    "meetings:confidence": "only where the terms ask for a promise; tests of close papers go through it",
    "meetings:paper_sharing": "only where the terms ask for consent; tests of close papers go through it",
    "plan:compare": "only where a plan has two versions; the promise of pages opens it",
    "plan:my_lines": "only whoever leads a line is led to it; the promise of pages opens it",
    "plan:override_status": "the chair's",
    "provision:gap_commission": "only from a gap that is open; the promise of pages opens it",
    "provision:sent": "only the file of whoever sent it; the promise of pages opens it",
    "reports:frame": "only from a report that is being drafted; the promise of pages opens it",
    "voices:came": "only from an outcome still to come; the promise of pages opens it",
    "voices:cite": "only from an outcome that nothing cites; the promise of pages opens it",
    "voices:held": "only from what comes round; the promise of pages opens it",
    "voices:reached": "only from who is still to be reached; the promise of pages opens it",
    "access:start": "only a real store that nobody runs has it",
    "access:accept": "an invitation leads to it",
    "access:forgotten": "whoever has signed in has not; a test below looks at it",
    "access:new_password": "only a one-time link leads to it",
    "access:users": "an administrator's",
    "access:user": "an administrator's",
    "access:first_secretaries": "an administrator's",
    "mfa_login_webauthn": "a passkey's own script asks it",
    "mfa_reauthenticate_webauthn": "comes between, after a quarter of an hour",
    "mfa_edit_webauthn": "only for whoever has a passkey; test_passkeys goes through it",
    "mfa_remove_webauthn": "only for whoever has a passkey; test_passkeys goes through it",
    "account_login": "whoever has signed in is sent on; a test below looks at it",
    "account_logout": "the reader's own page has a button; a test below looks at it",
    "account_set_password": "only for whoever has no password yet",
    "account_reauthenticate": "comes between, after a quarter of an hour",
    "mfa_authenticate": "comes between, at sign-in",
    "mfa_reauthenticate": "comes between, after a quarter of an hour",
    "mfa_deactivate_totp": "only for whoever has set up one-time codes",
    "mfa_generate_recovery_codes": "only for whoever has set up one-time codes",
    "mfa_view_recovery_codes": "only for whoever has set up one-time codes",
    "mfa_download_recovery_codes": "only for whoever has set up one-time codes",
    "published:decisions": "a file for anybody, linked from the public page; tests of decisions open it",
    "meetings:feed": "only its own secret address leads to it",
    "meetings:minutes_propose": "the chair's",
    "meetings:room_now": "the script of the room asks it; it is the room's own page",
    "meetings:minutes_public": "only for bodies whose terms open their meetings; test_minutes_pages opens one",
    "meetings:minutes_public_file": "the same",
    "messages:stop": "only an e-mail leads to it; its own test opens it",
    "messages:trial": "an administrator's; its own test opens it",
    "plan:preview": "an upload leads to it",
    "plan:proposed_file": "an upload leads to it",
    "statements:statements": "an administrator's; its own test opens it",
    "statements:file": "an administrator's; its own test opens it",
    "search:search_file": "a file, linked from what was found; tests of the search open it",
    "starting:start": "an administrator's; test_first_pack goes through it",
    "starting:load": "an administrator's; test_first_pack looks at it",
}
"""Routes that no link of the demonstration leads to, each with its reason."""

BEGINNINGS = (
    "/barnet/rrdg/2026-02-10/minutes",
    "/barnet/rrdg/2025-06-10/minutes",
    "/barnet/rrdg/2026-04-14/brief",
)
"""Where a second walk begins: minutes sent out, minutes approved and the chair's brief, which three pages
of each route may leave out or only the chair's Today leads to."""

DIRECTLY = {
    "meetings:held": "/barnet/iom/2026-03-04/held",
    "meetings:minutes_amend": "/barnet/rrdg/2026-02-10/minutes/35/amend",
    "meetings:minutes_comment": "/barnet/rrdg/2026-02-10/minutes/35/comment",
    "public:bodies": "/public",
    "search:search": "/barnet/search?q=the",
}
"""Pages linked only on certain days, for other readers, or by a form; each has an address that answers."""


def routes() -> list[str]:
    """The routes of the matrix that answer with a page and that links lead to."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        read = [row["route"] for row in csv.DictReader(file) if "GET" in row["methods"].split()]
    return [route for route in read if route not in ELSEWHERE]


def route_of(address: str) -> str:
    """The route of an address, or nothing where there is none."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


@pytest.fixture(scope="session")
def walked(secretary: Reader) -> list[Found]:
    """Everything that the secretary comes to by following links."""
    first = walk(secretary, "/", route_of=route_of, most=3)
    return [*first, *walk(secretary, *BEGINNINGS, route_of=route_of, most=3)]


def test_no_link_leads_nowhere(walked: list[Found]) -> None:
    assert len(walked) > 20
    broken = [
        f"{one.address}, linked from {one.linked_from}: {one.status}" for one in walked if one.status != 200
    ]
    assert broken == []


def test_links_lead_to_every_route(walked: list[Found]) -> None:
    assert sorted(set(routes()) - {one.route for one in walked} - set(DIRECTLY)) == []


@pytest.mark.parametrize("route", routes())
def test_a_page_of_every_route(
    route: str, walked: list[Found], secretary_looker: Looker, demonstration_site: Site
) -> None:
    faults = []
    for address in addresses_of(route, walked):
        secretary_looker.open(demonstration_site.address + address)
        faults += [f"{address}, {fault}" for fault in secretary_looker.faults()]
    assert faults == []


def addresses_of(route: str, walked: list[Found]) -> list[str]:
    """One page where there is most to show, and one of another partnership."""
    if route in DIRECTLY:
        return [DIRECTLY[route]]
    pages = [one.address for one in walked if one.route == route and one.kind == "text/html"]
    rich = [address for address in pages if address.split("/")[1] in RICH]
    poor = [address for address in pages if address not in rich]
    return [*rich[:1], *poor[:1]]


def test_the_question_before_signing_out(secretary_looker: Looker, demonstration_site: Site) -> None:
    secretary_looker.open(demonstration_site.address + "/sign-out")
    assert secretary_looker.page.get_by_role("button", name="Sign out").count() == 1
    assert secretary_looker.faults() == []


WITHOUT_SIGNING_IN = [
    "/demonstration", "/sign-in", "/sign-in/forgotten", "/sign-in/new-password/unknown", "/accept",
    "/nowhere", "/barnet/nowhere",
]  # fmt: skip


@pytest.mark.parametrize("address", WITHOUT_SIGNING_IN)
def test_a_page_for_whoever_has_not_signed_in(address: str, looker: Looker, demonstration_site: Site) -> None:
    looker.open(demonstration_site.address + address)
    faults = [fault for fault in looker.faults() if "404 (Not Found)" not in fault]
    assert faults == []


@pytest.mark.parametrize("address", ["/sign-in", "/accept"])
def test_a_form_sent_empty_says_what_is_missing(
    address: str, looker: Looker, demonstration_site: Site
) -> None:
    looker.open(demonstration_site.address + address)
    go(looker.page.locator("main form button").first)
    assert looker.page.title().startswith("Error: ")
    assert looker.page.get_by_role("alert").get_by_role("link").count() > 0
    assert looker.faults() == []
