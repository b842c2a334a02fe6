"""Reads of messages: what waits, what went, and what stood in the way."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from throughline.web.access.models import Partnership, Person, User
from throughline.web.mail.models import LastRound, Notice, Preference, UndeliverableAddress


def address_of(person: Person) -> str:
    """Where a person's messages go: their address here, or else the one they sign in with."""
    return person.email or (person.user.email if person.user else "")


def messages_visible_to_the_secretary(partnership: Partnership, state: str = "") -> QuerySet[Notice]:
    """The partnership's notices with their people, the newest first; of one state, where it is given."""
    rows = Notice.objects.filter(partnership=partnership).select_related("person", "person__user")
    return rows.filter(state=state) if state else rows


def message_visible_to_the_secretary(partnership: Partnership, number: int) -> Notice | None:
    """One of the partnership's notices."""
    return messages_visible_to_the_secretary(partnership).filter(pk=number).first()


def together_with(notice: Notice) -> list[Notice]:
    """The notices of the e-mail that a notice went in, or would go in, as they stand in it."""
    rows = Notice.objects.filter(partnership=notice.partnership_id, person=notice.person_id)
    if notice.envelope:
        rows = rows.filter(envelope=notice.envelope).exclude(state=Notice.State.WITHDRAWN)
    else:
        rows = rows.filter(state=notice.state, leaves_at=notice.leaves_at)
    found = list(rows.select_related("person", "partnership").order_by("pk"))
    return found or [notice]


def counts_by_state(partnership: Partnership) -> dict[str, int]:
    """How many notices stand in each state; states with none are left out."""
    rows = Notice.objects.filter(partnership=partnership).order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))


def undeliverable_addresses(partnership: Partnership) -> QuerySet[UndeliverableAddress]:
    """The addresses that failed and are still the person's own; a changed address is tried anew."""
    return (
        UndeliverableAddress.objects.filter(person__partnership=partnership)
        .filter(_is_still_theirs())
        .select_related("person")
        .order_by("person__name")
    )


def is_undeliverable(person: Person) -> bool:
    """Whether the person's present address failed before."""
    return UndeliverableAddress.objects.filter(person=person).filter(_is_still_theirs()).exists()


def _is_still_theirs() -> Q:
    return Q(person__email__iexact=F("email")) | Q(person__email="", person__user__email__iexact=F("email"))


def last_round() -> LastRound | None:
    """When the worker last looked; None where none ever did."""
    return LastRound.objects.first()


def people_of(user: User) -> list[Person]:
    """The user as a person of each of their partnerships."""
    return list(Person.objects.filter(user=user).select_related("partnership").order_by("pk"))


def switched_off_by(people: Iterable[Person]) -> frozenset[str]:
    """The kinds of message that somebody does not want, in any of their partnerships."""
    rows = Preference.objects.filter(person__in=list(people), wanted=False).order_by()
    return frozenset(rows.values_list("kind", flat=True))


def latest_of(people: Iterable[Person]) -> list[Notice]:
    """The last ten things that somebody was told or would have been, the newest first."""
    rows = Notice.objects.filter(person__in=list(people)).exclude(state=Notice.State.WITHDRAWN)
    return list(rows.select_related("person", "partnership")[:10])
