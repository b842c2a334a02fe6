"""Posts of organisations, and who holds them from when to when. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.governance.models import Post, PostHeld
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

ONE_DAY = timedelta(days=1)


class PostRefused(Refused):
    """A post cannot be recorded or held in this way."""


@transaction.atomic
def record_post(
    *,
    agency: Agency,
    title: str,
    from_on: date,
    rank: int | None = None,
    level: str = "",
    by: User | None,
    at: datetime,
) -> Post:
    """Record a post of an organisation from a day on; rank 1 is the most senior.

    Raises PostRefused for a post without a title, or one that the organisation has already.
    """
    title = " ".join(title.split())
    if not title:
        raise PostRefused("Say what the post is called. Nothing was saved.")
    Agency.objects.select_for_update().get(pk=agency.pk)
    same = Post.objects.filter(agency=agency, title__iexact=title)
    if same.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on)).exists():
        raise PostRefused(f"{agency.name} has a post “{title}” already. Choose it from the list.")
    post = Post.objects.create(agency=agency, title=title, from_on=from_on, rank=rank, level=level)
    record_event(
        by=by,
        at=at,
        what="post recorded",
        thing=post,
        partnership=agency.partnership,
        detail={"organisation": agency.code, "from": str(from_on)},
    )
    return post


@transaction.atomic
def end_post(*, post: Post, until_on: date, by: User | None, at: datetime) -> Post:
    """End a post on a day, and with it whoever holds it still. Raises PostRefused before its first day."""
    if until_on < post.from_on:
        raise PostRefused(f"The post began on {day_words(post.from_on)}. Give a later last day.")
    running = post.holdings.filter(Q(until_on__isnull=True) | Q(until_on__gt=until_on))
    for held in running.select_related("person", "post__agency"):
        leave_post(held=held, last_day=max(until_on, held.from_on), by=by, at=at)
    post.until_on = until_on
    post.save(update_fields=["until_on"])
    record_event(
        by=by,
        at=at,
        what="post ended",
        thing=post,
        partnership=post.agency.partnership,
        detail={"organisation": post.agency.code, "until": str(until_on)},
    )
    return post


@transaction.atomic
def hold_post(
    *,
    person: Person,
    post: Post,
    from_on: date,
    standing: str = PostHeld.Standing.SUBSTANTIVE,
    by: User | None,
    at: datetime,
) -> PostHeld:
    """Let a person hold a post from a day on; what is recorded of them now follows it.

    Raises PostRefused where the post does not stand that day, where they hold it already, or where they
    hold a post of another organisation then: nobody comes from two organisations on one day.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    _refuse_holding(person, post, from_on)
    if not person.posts_held.exists():
        _keep_what_was_recorded(person, from_on)
    held = PostHeld.objects.create(person=person, post=post, from_on=from_on, standing=standing)
    _follow(person, at.date())
    record_event(
        by=by,
        at=at,
        what="post taken",
        thing=held,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"organisation": post.agency.code, "from": str(from_on), "standing": str(standing)},
    )
    return held


@transaction.atomic
def leave_post(*, held: PostHeld, last_day: date, by: User | None, at: datetime) -> PostHeld:
    """End the holding of a post on a day; the row stays. Raises PostRefused before its first day."""
    if last_day < held.from_on:
        raise PostRefused(f"The post was taken on {day_words(held.from_on)}. Give a later last day.")
    held.until_on = last_day
    held.save(update_fields=["until_on"])
    _follow(held.person, at.date())
    record_event(
        by=by,
        at=at,
        what="post left",
        thing=held,
        partnership=held.person.partnership,
        subjects=[f"person:{held.person_id}"],
        detail={"organisation": held.post.agency.code, "last day": str(last_day)},
    )
    return held


@transaction.atomic
def move_to_post(
    *,
    person: Person,
    post: Post,
    from_on: date,
    standing: str = PostHeld.Standing.SUBSTANTIVE,
    by: User | None,
    at: datetime,
) -> PostHeld:
    """Let a person leave every post they hold the day before and hold another from a day on.

    Raises PostRefused as ``hold_post`` does.
    """
    running = person.posts_held.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    for held in running.select_related("post__agency", "person"):
        leave_post(held=held, last_day=from_on - ONE_DAY, by=by, at=at)
    return hold_post(person=person, post=post, from_on=from_on, standing=standing, by=by, at=at)


@transaction.atomic
def leave_organisation(*, person: Person, last_day: date, by: User | None, at: datetime) -> Person:
    """Let a person leave the organisation they come from on a day; that they came from it stays known."""
    if not person.posts_held.exists():
        _keep_what_was_recorded(person, last_day + ONE_DAY)
    running = person.posts_held.filter(Q(until_on__isnull=True) | Q(until_on__gt=last_day))
    for held in running.select_related("post__agency", "person"):
        leave_post(held=held, last_day=max(last_day, held.from_on), by=by, at=at)
    _follow(person, at.date())
    record_event(
        by=by,
        at=at,
        what="organisation left",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"last day": str(last_day)},
    )
    return person


def _refuse_holding(person: Person, post: Post, from_on: date) -> None:
    if not post.is_in_force(from_on):
        raise PostRefused(f"The post does not stand on {day_words(from_on)}. Give another day.")
    later = person.posts_held.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    for held in later.select_related("post__agency"):
        if held.post_id == post.pk:
            raise PostRefused(f"They hold this post since {day_words(held.from_on)}. Nothing was changed.")
        if held.post.agency_id != post.agency_id:
            raise PostRefused(
                f"They hold a post of {held.post.agency.name} then, and nobody comes from two organisations "
                "on one day. End that post first."
            )


def _keep_what_was_recorded(person: Person, from_on: date) -> None:
    """The organisation recorded so far becomes a post held until now, so that the past keeps it."""
    if person.agency is None:
        return
    seats = person.appointments.aggregate(first=Min("from_on"))["first"]
    offices = person.offices.aggregate(first=Min("from_on"))["first"]
    first = min((day for day in (seats, offices) if day is not None), default=from_on)
    if first >= from_on:
        return
    former, _made = Post.objects.get_or_create(
        agency=person.agency, title=person.post or UNNAMED, defaults={"from_on": first}
    )
    PostHeld.objects.create(person=person, post=former, from_on=first, until_on=from_on - ONE_DAY)


UNNAMED = "Post not named"


def _follow(person: Person, day: date) -> None:
    """What is recorded of a person now is the post they hold on the day, or none between two posts."""
    person.refresh_from_db()
    held = (
        person.posts_held.filter(PostHeld.on(day)).select_related("post__agency").order_by("-from_on").first()
    )
    agency, title = (held.post.agency, held.post.title) if held else (None, "")
    ahead = held is None and person.posts_held.filter(from_on__gt=day).exists()
    if not ahead and (person.agency, person.post) != (agency, title):
        save_changes(person, expected_version=person.version, agency=agency, post=title)
