"""From which organisation somebody came on a day: by the post they held, else as recorded of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance.models import Post, PostHeld


def agency_then(day: date, *, person: str = "person") -> Coalesce:
    """The code of a person's organisation on a day, for rows that name the person, or people (``pk``)."""
    recorded = "agency__code" if person == "pk" else f"{person}__agency__code"
    return Coalesce(_held(day, person, "post__agency__code"), recorded)


def _held(day: date, person: str, value: str) -> Subquery:
    held = PostHeld.objects.filter(PostHeld.on(day), person=OuterRef(person)).order_by("-from_on", "-pk")
    return Subquery(held.values(value)[:1])


def agency_on(person: Person, day: date) -> Agency | None:
    """The organisation that a person came from on a day: that of the post they held, else as recorded."""
    held = (
        person.posts_held.filter(PostHeld.on(day)).select_related("post__agency").order_by("-from_on", "-pk")
    )
    first = held.first()
    return first.post.agency if first else person.agency


def posts_of(agency: Agency) -> QuerySet[Post]:
    """The posts of an organisation with everybody who ever held them, the most senior first."""
    holdings = Prefetch("holdings", PostHeld.objects.select_related("person"))
    return Post.objects.filter(agency=agency).prefetch_related(holdings)


def posts_to_choose(partnership: Partnership, day: date) -> QuerySet[Post]:
    """The posts of a partnership's organisations that stand on a day or begin later."""
    rows: Any = Post.objects.filter(agency__partnership=partnership).exclude(until_on__lt=day)
    found: QuerySet[Post] = rows.select_related("agency").order_by("agency__name", "title")
    return found


def post_numbered(partnership: Partnership, number: int) -> Post | None:
    """One post of the partnership's organisations."""
    return (
        Post.objects.filter(agency__partnership=partnership, pk=number)
        .select_related("agency__partnership")
        .first()
    )


def holdings_of(person: Person) -> QuerySet[PostHeld]:
    """The posts that a person held, the last first."""
    return PostHeld.objects.filter(person=person).select_related("post__agency").order_by("-from_on", "-pk")
