"""Which bodies' terms open their meetings to the public: silence means that they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.rules.terms.model import Body
from throughline.web.access.models import Partnership
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.site.today import today


@dataclass(frozen=True)
class PublicBody:
    """A body that the public may watch: its partnership, its name, and whether it may close a meeting."""

    partnership: str
    name: str
    may_close: bool


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
    for body in terms.bodies:
        if words := opening_words(body):
            yield PublicBody(partnership.name, body.name, True not in words)


def opening_words(body: Body) -> set[bool | str]:
    """What the terms say that opens a meeting of the body: true, `unless-resolved`, both or neither."""
    said = (kind.public for kind in body.meets)
    return {one for one in said if one is True or one == "unless-resolved"}
