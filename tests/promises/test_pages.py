"""Every page of the universe opens, is whole, asks the store little, and tells nothing by its address.

The addresses are those of the matrix of permits; the links that a page shows are followed once.
"""

from __future__ import annotations

import logging
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.promises.test_permits import FIGURES, NOT_THERE, matrix
from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.conftest import NOW
from tests.web.engines import sqlite_run
from tests.web.universe import address_of, signed_in, things_in_barnet, things_in_east_midlands
from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions import actions as decisions
from throughline.web.governance import actions as governance
from throughline.web.governance.models import Body
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.models import Meeting
from throughline.words.working_days import add_working_days

MOST_QUERIES = 12
MORE = {
    "meetings:pack": 29, "access:boards": 36, "access:demonstration": 18,
    "desk:hand_over": 16, "desk:hand_over_file": 16, "governance:person": 18, "governance:agency": 14,
    "meetings:rules": 17, "meetings:rules_file": 17, "meetings:say_why": 14,
    "desk:brief": 26, "desk:brief_file": 26, "desk:organisations": 17, "desk:organisation": 19,
    "meetings:room": 19, "meetings:room_now": 19, "meetings:minutes_approve": 14,
    "meetings:minutes_circulate": 13, "meetings:minutes_file": 16, "getting_in:left": 14,
    "answer_plan": 15, "desk:today": 18, "exceptions:came_of_it": 16, "exceptions:take_out": 13,
    "exceptions:write": 14, "performance:figure": 20, "performance:figure_file": 20, "plan:strategy": 13,
    "plan:thread": 46, "plan:thread_file": 46, "provision:assessments": 13, "provision:change_entry": 14,
    "risks:escalate": 13, "provision:letter": 13, "provision:letters": 13,
    "reports:annual": 26, "reports:assurances": 13, "reports:frame": 25, "reports:highlights": 23,
    "reports:report": 24, "reports:report_file": 25, "reports:step": 25,
    "voices:summary": 16, "voices:voice": 20,
}  # fmt: skip
"""A pack, a hand-over, a record and rule keeping are composed of many rooms; the list of boards asks for
each partnership of the reader, and the door of the demonstration for each partnership there. The room asks
for all that happens in a meeting, minutes for lines, remarks, who came and the quorum, and what ends with a
person is told by every room. A thread asks every room for its strand, a report composes its sections from
every room, and the record of who was heard is one page with all that came of it."""
LEADS_ON = {
    "access:home", "access:accept", "account_change_password", "account_login", "account_logout",
    "mfa_activate_totp", "mfa_login_webauthn", "plan:plans", "plan:this_workshop",
    "public:bodies_with_stroke",
}  # fmt: skip
"""Routes that lead a signed-in person elsewhere, or may."""


def routes_to_open() -> list[str]:
    """Routes that answer a page or a paper to the secretary."""
    read = {row["route"] for row in matrix() if row["secretary"] == "yes" and "GET" in row["methods"].split()}
    return sorted((read - NOT_THERE) | {"plan:preview", "plan:proposed_file"})


def slug_of(route: str) -> str:
    return "east-midlands" if route.startswith(FIGURES) else "barnet"


@pytest.fixture
def clients(universe: None, db: None, barnet_extracts: None) -> dict[str, Client]:
    return {slug: signed_in("Sam Larch", at=slug) for slug in ("barnet", "east-midlands")}


@pytest.fixture
def things(clients: dict[str, Client]) -> dict[str, dict[str, Any]]:
    people = {slug: Person.objects.get(partnership__slug=slug, name="Sam Larch") for slug in clients}
    return {
        "barnet": things_in_barnet(people["barnet"]),
        "east-midlands": things_in_east_midlands(people["east-midlands"]),
    }


def rooms_to_open() -> dict[str, list[str]]:
    """The routes of each room, so that the world is prepared once a room and not once a page."""
    rooms: dict[str, list[str]] = {}
    for route in routes_to_open():
        rooms.setdefault(route.rpartition(":")[0] or "outside", []).append(route)
    return rooms


@pytest.mark.parametrize("room", rooms_to_open())
def test_the_secretary_opens_every_page(
    clients: dict[str, Client], things: dict[str, dict[str, Any]], room: str
) -> None:
    """Opened by a test's client, a page is also looked at for faults of form, title, labels and ids."""
    answers = {}
    for route in rooms_to_open()[room]:
        slug = slug_of(route)
        answers[route] = clients[slug].get(address_of(route, partnership=slug, **things[slug])).status_code
    wrong = {
        route: status
        for route, status in answers.items()
        if status != 200 and not (status == 302 and route in LEADS_ON)
    }
    assert answers
    assert not wrong


def counted(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return [
        one["sql"]
        for one in asked.captured_queries
        if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize("room", rooms_to_open())
def test_a_page_asks_the_store_little_and_no_more_when_there_is_more(
    clients: dict[str, Client], things: dict[str, dict[str, Any]], room: str
) -> None:
    for client in clients.values():
        client.looks_at_pages = False  # type: ignore[attr-defined]
    addresses = {}
    for route in rooms_to_open()[room]:
        slug = slug_of(route)
        addresses[route] = (clients[slug], address_of(route, partnership=slug, **things[slug]))
    before = {route: counted(*place) for route, place in addresses.items()}
    for slug in {slug_of(route) for route in addresses}:
        grow(Partnership.objects.get(slug=slug))
    after = {route: counted(*place) for route, place in addresses.items()}
    grown = {
        route: sorted(set(asked) - set(before[route]))[:3]
        for route, asked in after.items()
        if len(asked) > len(before[route])
    }
    many = {
        route: [len(asked), *(one[:160] for one in asked)]
        for route, asked in before.items()
        if len(asked) > MORE.get(route, MOST_QUERIES)
    }
    assert before
    assert not grown
    assert not many


def grow(partnership: Partnership) -> None:
    """Six more of everything that a page may list, by the same actions as on the pages."""
    body = Body.objects.filter(partnership=partnership, meetings__isnull=False).first()
    assert body is not None
    agency = Agency.objects.filter(partnership=partnership).first()
    assert agency is not None
    told: dict[str, Any] = {"by": None, "at": NOW}
    day = partnership.demonstration_today
    assert day is not None
    for count in range(6):
        person = access.record_person(
            partnership=partnership, name=f"Ash Elder {count}", agency=agency, **told
        )
        access.appoint_to_office(person=person, office="analyst", from_on=date(2009, 4, 1), **told)
        governance.appoint(body=body, seat=f"more-{count}", person=person, from_on=date(2009, 4, 1), **told)
        decisions.record_decision(
            body=body, decided_on=day, text=f"Decision {count}", authority="made", **told
        )
        decisions.assign_action(
            body=body, text=f"Do {count}", owner_agency=agency, owner=person, due=day + timedelta(days=count),
            raised_on=day - timedelta(days=30), **told,
        )  # fmt: skip
        meetings.call_meeting(
            body=body, held_on=add_working_days(day, 3 + count), starts_at=time(10), place="Room", **told
        )
        for meeting in Meeting.objects.filter(body=body, state="called")[:2]:
            meetings.commission_paper(
                meeting=meeting, title=f"Paper {count}", ask="decision", author_agency=agency, author=person,
                due_on=day, asked_on=day, marking="OFFICIAL", **told,
            )  # fmt: skip


def links_in(page: str) -> set[str]:
    return {
        address for address in re.findall(r'href="(/[^"#]*)"', page) if not address.startswith("/static/")
    }


@sqlite_run
def test_every_link_leads_somewhere_and_no_address_or_line_of_the_log_tells_a_name(
    clients: dict[str, Client], things: dict[str, dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    surnames = {person.name.split()[-1] for person in Person.objects.all()}
    shown: set[str] = set()
    for route in routes_to_open():
        slug = slug_of(route)
        answer = clients[slug].get(address_of(route, partnership=slug, **things[slug]))
        if answer.get("Content-Type", "").startswith("text/html"):
            shown |= links_in(answer.content.decode())
    client = clients["barnet"]
    client.looks_at_pages = False  # type: ignore[attr-defined]
    dead = [one for one in sorted(shown) if client.get(one.replace("&amp;", "&")).status_code >= 400]
    assert dead == []
    for line in [*shown, *(record.getMessage() for record in caplog.records)]:
        assert not {word.lower() for word in re.findall(r"[A-Za-z]+", line)} & {
            one.lower() for one in surnames
        }, line


def test_a_calendar_feed_names_no_person(
    clients: dict[str, Client], things: dict[str, dict[str, Any]]
) -> None:
    feed = clients["barnet"].get(address_of("meetings:feed", partnership="barnet", **things["barnet"]))
    words = set(re.findall(r"[A-Za-z]+", feed.content.decode()))
    assert "VEVENT" in words
    assert not words & {person.name.split()[-1] for person in Person.objects.all()}
