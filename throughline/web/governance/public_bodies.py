"""Which bodies' terms open their meetings to the public: silence means that they do not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from throughline.rules.terms.model import Body
from throughline.web.access.models import Partnership
from throughline.web.governance.home_parts import HomeEntry
from throughline.web.governance.models import Body as BodyKept
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.site.today import today


@dataclass(frozen=True)
class PublicBody:
    """A body that the public may watch: its partnership, its name, and whether it may close a meeting."""

    partnership: str
    name: str
    may_close: bool
    published: tuple[HomeEntry, ...] = ()
    """What rooms above publish of it, such as approved minutes."""


Publishes = Callable[[BodyKept], tuple[HomeEntry, ...]]
"""What a room publishes of a body whose terms open its meetings."""
_publishing: dict[str, Publishes] = {}


def add_published(name: str, publishes: Publishes) -> None:
    """Let a room publish something of every public body; the same name again takes its place."""
    _publishing[name] = publishes


PublishesAnywhere = Callable[[], tuple[HomeEntry, ...]]
"""What a room publishes of whole partnerships, whatever their bodies do: each line names its partnership."""
_of_partnerships: dict[str, PublishesAnywhere] = {}


def add_published_of_partnerships(name: str, publishes: PublishesAnywhere) -> None:
    """Let a room publish something of partnerships; the same name again takes its place."""
    _of_partnerships[name] = publishes


def published_of_partnerships() -> list[HomeEntry]:
    """What rooms above publish of partnerships, such as scorecards that two people released."""
    return [entry for publishes in _of_partnerships.values() for entry in publishes()]


def public_bodies() -> list[PublicBody]:
    """The bodies of every partnership whose terms in force today say that a meeting of theirs is public."""
    return [
        found
        for partnership in Partnership.objects.order_by("name")
        for found in _public_bodies_of(partnership)
    ]


def _public_bodies_of(partnership: Partnership) -> Iterator[PublicBody]:
    try:
        terms = terms_on(partnership, today(partnership))
    except NoTermsYet:
        return
    opened = {body.id: words for body in terms.bodies if (words := opening_words(body))}
    kept = {one.code: one for one in _kept(partnership, opened)}
    for body in terms.bodies:
        if body.id in opened:
            published = _published_of(kept[body.id]) if body.id in kept else ()
            yield PublicBody(partnership.name, body.name, True not in opened[body.id], published)


def _kept(partnership: Partnership, codes: Collection[str]) -> Iterable[BodyKept]:
    """The records of bodies, with their partnership at hand; nothing is asked where none is public."""
    if not codes:
        return ()
    return BodyKept.objects.filter(partnership=partnership, code__in=codes).select_related("partnership")


def _published_of(body: BodyKept) -> tuple[HomeEntry, ...]:
    return tuple(entry for publishes in _publishing.values() for entry in publishes(body))


def opening_words(body: Body) -> set[bool | str]:
    """What the terms say that opens a meeting of the body: true, `unless-resolved`, both or neither."""
    said = (kind.public for kind in body.meets)
    return {one for one in said if one is True or one == "unless-resolved"}
