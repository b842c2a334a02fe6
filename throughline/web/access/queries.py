"""Reads of people and partnerships."""

from __future__ import annotations

from django.db.models import QuerySet

from throughline.web.access.models import Administration, Person, User
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


def user_of_demonstration_person(person_id: int) -> User | None:
    """The user of one of the fictional people."""
    person = demonstration_people().filter(pk=person_id).first()
    return person.user if person else None


def has_administrator() -> bool:
    """Whether anybody runs the site yet."""
    return Administration.objects.exists()
