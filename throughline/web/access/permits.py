"""Who may do what: a permit is a name, and a question about a viewpoint.

Offices are known here; seats are known in the governance room, which adds its own standings and
permits. A viewpoint is denied on the very next request once the office or seat has ended, since
nothing about it is remembered between requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from throughline.web.access.models import Administration, InForce, OfficeHeld, Partnership, Person, User
from throughline.web.site.declared import PUBLIC
from throughline.web.site.models import Store
from throughline.web.site.today import today

SIGNED_IN = "be signed in"
ENTER = "enter the partnership"
ADMINISTER = "run the site"
KEEP_PEOPLE = "keep the people"

Standing = Callable[[Person, date], bool]
_standings: list[Standing] = []


@dataclass(frozen=True)
class Viewpoint:
    """Who asks, on which day, about which partnership, and the rest of the address (such as a body)."""

    user: User | AnonymousUser
    on: date
    partnership: Partnership | None = None
    route: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def person(self) -> Person | None:
        """The user as a person of this partnership, if they are one."""
        return self._person_and_offices[0]

    @cached_property
    def offices(self) -> tuple[OfficeHeld, ...]:
        """The offices that the person holds on the day; asked once for each viewpoint, so once a request."""
        return self._person_and_offices[1]

    @cached_property
    def _person_and_offices(self) -> tuple[Person | None, tuple[OfficeHeld, ...]]:
        """The person and their offices of the day, in one query; in two for whoever holds none."""
        if not self.user.is_authenticated or self.partnership is None:
            return None, ()
        held = tuple(
            OfficeHeld.objects.filter(
                InForce.on(self.on), person__user=self.user, person__partnership=self.partnership
            ).select_related("person")
        )
        if held:
            return held[0].person, held
        return Person.objects.filter(user=self.user, partnership=self.partnership).first(), ()

    @cached_property
    def has_standing(self) -> bool:
        """Whether an office or a seat of the day makes the person belong to the partnership."""
        person = self.person
        if person is None:
            return False
        return bool(self.offices) or any(standing(person, self.on) for standing in _standings)


def add_standing(standing: Standing) -> None:
    """Let a room above say that a person belongs to the partnership on a day, such as by a seat."""
    if standing not in _standings:
        _standings.append(standing)


def add_permit(name: str, predicate: rules.Predicate) -> None:
    """Say who holds the permit; a room above may widen one by adding it again with its own predicate."""
    if rules.perm_exists(name):
        rules.set_perm(name, rules.permissions.permissions[name] | predicate)
    else:
        rules.add_perm(name, predicate)


def holds_permit(name: str, viewpoint: Viewpoint) -> bool:
    """Whether the viewpoint has the permit; a permit that nobody declared is held by nobody."""
    if name == PUBLIC:
        return True
    user = viewpoint.user
    return bool(user.is_authenticated and user.is_active and rules.has_perm(name, viewpoint))


@rules.predicate
def is_signed_in(viewpoint: Viewpoint) -> bool:
    """Anyone who has signed in and is not disabled."""
    return bool(viewpoint.user.is_authenticated and viewpoint.user.is_active)


@rules.predicate
def belongs(viewpoint: Viewpoint) -> bool:
    """A person of this partnership with an office or a seat on the day."""
    return viewpoint.has_standing


@rules.predicate
def is_administrator(viewpoint: Viewpoint) -> bool:
    """Whoever runs the site on the day; it opens no papers."""
    if not viewpoint.user.is_authenticated:
        return False
    return Administration.objects.filter(InForce.on(viewpoint.on), user=viewpoint.user).exists()


def holds_office(*offices: str) -> rules.Predicate:
    """Holds one of the offices for the whole partnership, or for the body that the address names."""

    @rules.predicate(name=f"holds office {' or '.join(offices)}")
    def holds(viewpoint: Viewpoint) -> bool:
        bodies = ("", str(viewpoint.route.get("body", "")))
        return any(held.office in offices and held.body_code in bodies for held in viewpoint.offices)

    return holds


def visible_partnerships(user: User | AnonymousUser) -> list[Partnership]:
    """The partnerships that the user belongs to, each on its own today, by name.

    Two queries, however many there are, and one more for each where the user holds no office.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    people = Person.objects.filter(user=user).select_related("partnership").prefetch_related("offices")
    mine = [person.partnership for person in people if _belongs_today(person)]
    return sorted(mine, key=lambda partnership: partnership.name)


def belongs_to(partnership: Partnership, user: User | AnonymousUser) -> bool:
    """Whether a user belongs to the partnership on its own today; one query for whoever holds an office."""
    viewpoint = Viewpoint(user, today(partnership), partnership)
    if not user.is_authenticated or not user.is_active:
        return False
    held = OfficeHeld.objects.filter(
        InForce.on(viewpoint.on), person__user=user, person__partnership=partnership
    )
    return held.exists() or viewpoint.has_standing


def _belongs_today(person: Person) -> bool:
    on = today(person.partnership)
    if any(held.is_in_force(on) for held in person.offices.all()):
        return True
    return any(standing(person, on) for standing in _standings)


def viewpoint_of(
    request: HttpRequest, partnership: Partnership | None, route: Mapping[str, Any]
) -> Viewpoint:
    """The viewpoint of a request: on the partnership's own today."""
    return Viewpoint(request.user, today(partnership), partnership, route)


def permit(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare the permit that a route asks for; whoever lacks it gets the page for what is not there.

    A route with a `<slug:partnership>` hands the view the Partnership itself, and the request gets
    `partnership` and `viewpoint`. Somebody who has not signed in is asked to, except on public routes.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **route: Any) -> HttpResponse:
            if name != PUBLIC and not request.user.is_authenticated:
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            partnership = _partnership_of(route)
            viewpoint = viewpoint_of(request, partnership, route)
            if not holds_permit(name, viewpoint):
                raise Http404
            request.partnership = partnership  # type: ignore[attr-defined]
            request.viewpoint = viewpoint  # type: ignore[attr-defined]
            if partnership is not None:
                route["partnership"] = partnership
            return view(request, *args, **route)

        guarded.permit = name  # type: ignore[attr-defined]
        return guarded

    return declare


def _partnership_of(route: Mapping[str, Any]) -> Partnership | None:
    if "partnership" not in route:
        return None
    stores = Store.objects.filter(kind=Store.Kind.DEMONSTRATION)
    named = Partnership.objects.filter(slug=route["partnership"])
    partnership = named.annotate(is_in_a_demonstration=Exists(stores)).first()
    if partnership is None:
        raise Http404
    return partnership


add_permit(SIGNED_IN, is_signed_in)
add_permit(ENTER, belongs)
add_permit(ADMINISTER, is_administrator)
add_permit(KEEP_PEOPLE, belongs & holds_office("secretary"))

__all__ = [
    "ADMINISTER",
    "ENTER",
    "KEEP_PEOPLE",
    "PUBLIC",
    "SIGNED_IN",
    "Viewpoint",
    "add_permit",
    "add_standing",
    "belongs",
    "belongs_to",
    "holds_office",
    "holds_permit",
    "is_administrator",
    "is_signed_in",
    "permit",
    "viewpoint_of",
    "visible_partnerships",
]
