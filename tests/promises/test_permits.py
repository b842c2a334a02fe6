"""Every route declares its permit, and the matrix of who may use which route is what really happens.

`docs/rulebook/permits.csv` has a row for each route and method: its permit, and for each viewpoint `yes`,
`no` or `sign in`. A route that is missing from it, or that answers otherwise when it is really asked, fails
here. Where one method of a route asks for more than the route does, it has a row of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.engines import sqlite_run
from tests.web.universe import BACKEND, address_of, routes, things_in_barnet, things_in_east_midlands
from tests.web.viewpoints import viewpoints
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Body
from throughline.web.site.today import today

MATRIX = Path(__file__).parents[2] / "docs" / "rulebook" / "permits.csv"
VIEWPOINTS = (
    "anonymous", "other partnership", "same organisation without a seat", "former member", "administrator",
    "member of another board", "member", "chair", "analyst", "plan owner", "inspector", "secretary",
)  # fmt: skip
METHODS = ("GET", "POST")
WORLDS = {"barnet": ("rrdg", "iom"), "east-midlands": ("emrrp", "nrrpb")}
"""Two partnerships, each with the body that is asked about and another body."""
FIGURES = ("plan:", "performance:", "voices:", "risks:", "provision:")
"""Routes asked about East Midlands, which has a plan and figures; the others are asked about Barnet."""
NOT_THERE = {
    "access:start", "account_reauthenticate", "account_set_password", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "plan:preview", "plan:proposed_file",
    "meetings:table_referral", "meetings:referral_step", "meetings:minutes_public",
    "meetings:minutes_public_file", "meetings:confidence", "meetings:paper_sharing", "provision:sent",
}  # fmt: skip
"""Routes that answer that nothing is there to whoever holds the permit, since nothing is: a store that
somebody runs already, no phone or password set up, a plan or a file that somebody else is looking at, referrals to a
body that is no case panel, a promise or a consent that its terms ask nobody for, published minutes of a body whose meetings are private."""


def matrix() -> list[dict[str, str]]:
    """The rows of the matrix."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_route_has_a_name_and_declares_a_permit() -> None:
    undeclared = [name for name, pattern, _under in routes() if not getattr(pattern.callback, "permit", None)]
    assert undeclared == []
    assert not [name for name, _pattern, _under in routes() if name.endswith("None")]


def test_the_matrix_has_every_route_with_its_permit_and_no_other() -> None:
    declared = sorted((name, pattern.callback.permit) for name, pattern, _under in routes())
    first: dict[str, str] = {}
    for row in matrix():
        first.setdefault(row["route"], row["permit"])
    assert sorted(first.items()) == declared


def test_the_matrix_has_every_viewpoint_and_says_nothing_but_its_three_words() -> None:
    rows = matrix()
    assert all(tuple(row)[3:] == VIEWPOINTS for row in rows)
    assert {row[one] for row in rows for one in VIEWPOINTS} == {"yes", "no", "sign in"}


World = dict[str, dict[str, Any]]


@pytest.fixture
def worlds(universe: None, db: None, barnet_extracts: None) -> World:
    """Both partnerships with one person for each viewpoint, and what stands in their addresses.

    How often an address has asked to sign in is counted in the cache, and earlier tests' asking is no part
    of this one's.
    """
    cache.clear()
    elsewhere = Partnership.objects.get(slug="west-mercia")
    made: World = {}
    for slug, codes in WORLDS.items():
        partnership = Partnership.objects.get(slug=slug)
        body, other = (Body.objects.get(partnership=partnership, code=code) for code in codes)
        people = viewpoints(partnership, body, other, elsewhere)
        made[slug] = {"partnership": partnership, "people": people, "body": body}
    made["barnet"]["parts"] = things_in_barnet(made["barnet"]["people"]["member"])
    made["east-midlands"]["parts"] = things_in_east_midlands(made["east-midlands"]["people"]["secretary"])
    return made


def _world_of(route: str, worlds: World) -> dict[str, Any]:
    return worlds["east-midlands" if route.startswith(FIGURES) else "barnet"]


@pytest.mark.parametrize("viewpoint", VIEWPOINTS)
def test_the_matrix_is_what_the_permits_say(worlds: World, viewpoint: str) -> None:
    wrong = []
    for row in matrix():
        world = _world_of(row["route"], worlds)
        person, partnership = world["people"][viewpoint], world["partnership"]
        user = person.user if person else AnonymousUser()
        seen = Viewpoint(user, today(partnership), partnership, {"body": world["body"].code})
        if holds_permit(row["permit"], seen) is not (row[viewpoint] == "yes"):
            wrong.append((row["route"], row[viewpoint]))
    assert not wrong, "\n".join(map(str, wrong))


@sqlite_run
@pytest.mark.parametrize("viewpoint", VIEWPOINTS)
def test_every_route_really_answers_as_the_matrix_says(worlds: World, viewpoint: str) -> None:
    """On PostgreSQL every page is opened, and every permit asked, by the tests beside this one."""
    clients = {slug: _client(world["people"][viewpoint]) for slug, world in worlds.items()}
    wrong = []
    for route, method, expected in _expected(viewpoint):
        world = _world_of(route, worlds)
        answer = _asked(clients[world["partnership"].slug], method, route, world)
        if (heard := _heard(answer, route)) != expected:
            wrong.append((route, method, expected, heard))
    assert not wrong, "\n".join(map(str, wrong))


def _expected(viewpoint: str) -> Iterator[tuple[str, str, str]]:
    """Every route with each method that it knows, and what the viewpoint is to hear."""
    for row in matrix():
        for method in row["methods"].split():
            yield row["route"], method, row[viewpoint]


def _client(person: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.looks_at_pages = False  # type: ignore[attr-defined]
    if person:
        client.force_login(person.user, backend=BACKEND)
    return client


def _asked(client: Client, method: str, route: str, world: dict[str, Any]) -> Any:
    """The answer to one request, whose effects on the store and on the session are undone."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    address = address_of(route, partnership=world["partnership"].slug, **world["parts"])
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def _heard(answer: Any, route: str) -> str:
    """Yes, no, or sign in; whatever else an answer may be is told by its number."""
    status = answer.status_code
    if status == 302 and answer.headers["Location"].startswith("/sign-in?next="):
        return "sign in"
    if status == 404:
        return "yes" if route in NOT_THERE and _is_open(answer) else "no"
    return "yes" if status in (200, 302) else str(status)


def _is_open(answer: Any) -> bool:
    """Whether the permit let the request through to the view."""
    return getattr(answer.wsgi_request, "viewpoint", None) is not None
