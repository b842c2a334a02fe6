"""Every route declares its permit, and the matrix of who may use which route is what really happens.

`docs/rulebook/permits.csv` has one row for each route: its methods, its permit, and for each viewpoint
`yes`, `no` or `sign in`. A route that is missing from it, or that behaves otherwise, fails here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.conftest import NOW, TODAY
from throughline.web.access import actions
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint, holds_permit

MATRIX = Path(__file__).parents[2] / "docs" / "rulebook" / "permits.csv"
VIEWPOINTS = (
    "anonymous", "other partnership", "no office", "former secretary", "administrator", "inspector",
    "analyst", "secretary",
)  # fmt: skip
SAMPLES = {"int": 1, "slug": "some-body", "str": "some", "uuid": "00000000-0000-0000-0000-000000000000"}


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route with its full name."""
    yield from _routes(get_resolver().url_patterns, "")


def _routes(patterns: Any, space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


def matrix() -> list[dict[str, str]]:
    """The rows of the matrix."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_route_has_a_name_and_declares_a_permit() -> None:
    undeclared = [name for name, pattern in routes() if not getattr(pattern.callback, "permit", None)]
    assert undeclared == []
    assert not [name for name, _pattern in routes() if name.endswith("None")]


def test_the_matrix_has_every_route_with_its_permit_and_no_other() -> None:
    declared = sorted((name, pattern.callback.permit) for name, pattern in routes())
    written = sorted((row["route"], row["permit"]) for row in matrix())
    assert written == declared


@pytest.fixture
def people(partnership: Partnership, stranger: Person, person_with: Callable[..., Person]) -> dict[str, Any]:
    """One person for each viewpoint; None for whoever has not signed in."""
    administrator = person_with("Ada Rowan")
    actions.appoint_administrator(user=administrator.user, from_on=TODAY, by=None, at=NOW)
    return {
        "anonymous": None,
        "other partnership": stranger,
        "no office": person_with("Bo Sedge"),
        "former secretary": person_with("Cy Tansy", "secretary", until_on=date(2026, 3, 29)),
        "administrator": administrator,
        "inspector": person_with("Di Vetch", "inspector", until_on=date(2026, 4, 30)),
        "analyst": person_with("Ed Yarrow", "analyst"),
        "secretary": person_with("Flo Betony", "secretary"),
    }


@pytest.mark.parametrize("viewpoint", VIEWPOINTS)
def test_the_matrix_is_what_the_permits_say(
    partnership: Partnership, people: dict[str, Any], viewpoint: str
) -> None:
    person = people[viewpoint]
    user = person.user if person else AnonymousUser()
    wrong = []
    for row in matrix():
        allowed = holds_permit(row["permit"], Viewpoint(user, TODAY, partnership))
        expected = {"yes": True, "no": False, "sign in": False}[row[viewpoint]]
        if allowed is not expected:
            wrong.append((row["route"], row[viewpoint]))
    assert wrong == []


@pytest.mark.parametrize("viewpoint", VIEWPOINTS)
def test_a_route_that_is_shut_answers_as_if_it_were_not_there(
    partnership: Partnership, people: dict[str, Any], viewpoint: str
) -> None:
    person = people[viewpoint]
    client = Client()
    if person:
        client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = []
    for row in matrix():
        if row[viewpoint] == "yes":
            continue
        for method in row["methods"].split():
            answer = getattr(client, method.lower())(_address(row["route"], partnership))
            if _heard(answer) != row[viewpoint]:
                wrong.append((row["route"], method, answer.status_code))
    assert wrong == []


def _address(route: str, partnership: Partnership) -> str:
    pattern = dict(routes())[route]
    parts: dict[str, Any] = {
        name: SAMPLES[type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")]
        for name, converter in pattern.pattern.converters.items()
    }
    if ":" in route and route.split(":")[0] not in ("site", "access"):
        parts["partnership"] = partnership.slug
    return reverse(route, kwargs=parts)


def _heard(answer: Any) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in?next="):
        return "sign in"
    return "no" if answer.status_code == 404 else f"{answer.status_code}"
