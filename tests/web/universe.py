"""The universe as the world that tests live in, and the addresses of everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from throughline.web.access.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def routes() -> Iterator[tuple[str, URLPattern, bool]]:
    """Every route: its full name, itself, and whether it stands under a partnership."""
    yield from _routes(get_resolver().url_patterns, "", False)


def _routes(patterns: Any, space: str, under: bool) -> Iterator[tuple[str, URLPattern, bool]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            below = under or "partnership" in pattern.pattern.converters
            yield from _routes(pattern.url_patterns, inner, below)
        else:
            yield f"{space}{pattern.name}", pattern, under


PARTS: dict[str, Any] = {
    "body": "rrdg", "meeting": "2026-04-14", "form": "pdf", "person_id": 1, "secret": "no-such-secret",
    "year": "2009-10", "code": "1.1.1", "staged": 1, "number": 1, "receipt": 1,
}  # fmt: skip
"""What stands in an address for each of its parts, where the test does not say."""


def address_of(route: str, *, partnership: str, **parts: Any) -> str:
    """The address of a route; raises KeyError for a part that PARTS does not know."""
    found = {name: (pattern, under) for name, pattern, under in routes()}
    pattern, under = found[route]
    named = {name: parts.get(name, PARTS.get(name)) for name in pattern.pattern.converters}
    unknown = [name for name, value in named.items() if value is None]
    assert not unknown, f"{route}: say in tests/web/universe.py what stands for {', '.join(unknown)}"
    if under:
        named["partnership"] = partnership
    return reverse(route, kwargs=named)


def signed_in(name: str, *, at: str) -> Client:
    """A client of a person of the partnership; their user is theirs in every partnership."""
    client = Client()
    client.force_login(Person.objects.get(partnership__slug=at, name=name).user, backend=BACKEND)
    return client
