"""Reads of people and partnerships."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from throughline.web.access.models import Administration, Event, Partnership, Person
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
