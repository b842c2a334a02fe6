"""Where a reader can go: their partnerships, and in each the bodies whose papers they may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import Viewpoint, visible_partnerships
from throughline.web.site.navigation import entries_for
from throughline.web.site.today import today

BodiesOf = Callable[[Viewpoint], Iterable[tuple[str, str]]]
_bodies_of: list[BodiesOf] = []


@dataclass(frozen=True)
class Place:
    """A partnership with its first page, and pairs of name and address of its bodies."""

    name: str
    address: str
    bodies: tuple[tuple[str, str], ...]


def add_bodies(bodies_of: BodiesOf) -> None:
    """Let a room above name the bodies that a viewpoint may read: pairs of name and address."""
    if bodies_of not in _bodies_of:
        _bodies_of.append(bodies_of)


def first_address(slug: str) -> str:
    """The first page of a partnership, or nothing where no room has one."""
    return next((address for _entry, address in entries_for(slug)), "")


def places_of(user: User | AnonymousUser) -> list[Place]:
    """The partnerships of a reader by name, each with the bodies whose papers they may read."""
    return [_place(user, partnership) for partnership in visible_partnerships(user)]


def _place(user: User | AnonymousUser, partnership: Partnership) -> Place:
    viewpoint = Viewpoint(user, today(partnership), partnership)
    bodies = tuple(pair for bodies_of in _bodies_of for pair in bodies_of(viewpoint))
    return Place(partnership.name, first_address(partnership.slug), bodies)
