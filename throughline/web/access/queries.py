"""Reads of people and partnerships."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from throughline.web.access.example_days import ExampleDays, example_days
from throughline.web.access.leaving import belongs_elsewhere
from throughline.web.access.models import (
    Administration,
    Event,
    Office,
    OfficeHeld,
    OpenSession,
    Partnership,
    PasswordLink,
    Person,
    User,
)
from throughline.web.access.told import WORDS_OF_CHANGES
from throughline.web.site.kinds import is_demonstration


def demonstration_people() -> QuerySet[Person]:
    """The fictional people with a user, by partnership and name; nobody in a real store."""
    people = Person.objects.filter(user__isnull=False, user__is_active=True)
    if not is_demonstration():
        return people.none()
    return (
        people.select_related("partnership", "agency", "user")
        .prefetch_related("offices")
        .order_by("partnership__name", "name")
    )


def demonstration_person(person_id: int) -> Person | None:
    """One of the fictional people, with their user and partnership."""
    return demonstration_people().filter(pk=person_id).first()


def demonstration_groups() -> list[tuple[Partnership, list[Person]]]:
    """The fictional people of each partnership; the partnerships in which most has happened come first."""
    happened = dict(Event.objects.order_by().values_list("partnership").annotate(count=Count("number")))
    groups: dict[Partnership, list[Person]] = {}
    for person in demonstration_people():
        groups.setdefault(person.partnership, []).append(person)
    return sorted(groups.items(), key=lambda group: -happened.get(group[0].slug, 0))


def has_administrator() -> bool:
    """Whether anybody runs the site yet."""
    return Administration.objects.exists()


def user_of_address(address: str) -> User | None:
    """Whoever signs in with an address and may; nobody else is told whether there is one."""
    return User.objects.filter(email__iexact=address.strip(), is_active=True).first()


def is_password_link(secret: str, at: datetime) -> bool:
    """Whether a one-time link still works."""
    digest = PasswordLink.digest_of(secret)
    return PasswordLink.objects.filter(
        PasswordLink.open_at(at), code_digest=digest, user__is_active=True
    ).exists()


def sessions_of(user: User) -> QuerySet[OpenSession]:
    """The browsers in which a user is signed in, the last used first."""
    return OpenSession.objects.filter(user=user, key__in=Session.objects.values("session_key"))


def changes_of_sign_in(user: User) -> list[Event]:
    """The last ten changes of a user's way in, newest first."""
    told = Event.objects.filter(thing=f"access.user:{user.pk}", what__in=WORDS_OF_CHANGES)
    return list(told.order_by("-number")[:10])


def person_here(partnership: Partnership, person_id: int) -> Person | None:
    """One person of a partnership, with their user."""
    people = Person.objects.filter(partnership=partnership, pk=person_id)
    return people.select_related("user", "partnership").first()


def why_not_helped(person: Person, by: User) -> str:
    """Why a secretary may not open this person's account for them; empty where they may.

    A link for somebody who also signs in elsewhere, or who runs the site, would open more than the
    secretary's own partnership.
    """
    if person.user is None:
        return _("This person has no way in yet. Invite them on their page.")
    if person.user_id == by.pk:
        return _("This is you. Change your own password and second step under your name.")
    if not person.user.is_active:
        return _("This person may no longer sign in. An administrator can let them in again.")
    if belongs_elsewhere(person):
        return _("This person also signs in elsewhere on this site. An administrator helps them.")
    return ""


def all_users() -> QuerySet[User]:
    """Everybody who signs in or did, by name, with the partnerships they are recorded in."""
    return User.objects.prefetch_related("people__partnership", "administrations").order_by("name", "pk")


def user_numbered(number: int) -> User | None:
    """One user, with the partnerships they are recorded in."""
    return all_users().filter(pk=number).first()


def without_a_secretary() -> list[Partnership]:
    """The partnerships in which nobody ever held the office of secretary, by name."""
    held = OfficeHeld.objects.filter(office=Office.SECRETARY, body_code="")
    with_one = held.values("person__partnership")
    return list(Partnership.objects.exclude(pk__in=with_one).order_by("name"))


def signed_in_user(user: User | AnonymousUser) -> User:
    """Whoever asks, as their own row; raises LookupError where nobody has signed in."""
    if isinstance(user, AnonymousUser):
        raise LookupError("Nobody has signed in.")
    return User.objects.get(pk=user.pk)


def example_of(slug: str) -> ExampleDays | None:
    """The days on which a partnership of the demonstration may stand; None in a real store."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None or not is_demonstration():
        return None
    return example_days(partnership)


def passkey_of(user: User, number: int) -> Authenticator | None:
    """One of a user's own passkeys."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN, pk=number).first()
