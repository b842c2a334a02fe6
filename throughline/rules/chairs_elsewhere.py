"""The other chairs that whoever holds a seat also holds, as far as the terms name the same post.

Source: the partnership file, sections 3.1 and 7 (``office``, ``seat``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.rules.terms.model import Body, Office, Open, Seat, Terms, Who, in_use


@dataclass(frozen=True, kw_only=True)
class ChairElsewhere:
    """Another body chaired by the holder of the same post of the same organisation."""

    body: str
    is_settled: bool
    """False where the terms say so only under one of several readings."""


def chairs_elsewhere(terms: Terms, body: str, seat: Seat) -> tuple[ChairElsewhere, ...]:
    """The bodies, other than this one, whose chair is held by the post that this seat is for.

    Give it the terms of the day. A seat without an organisation or a post, or a chair that is an
    organisation without a post, says nothing.
    Source: the partnership file, sections 3.1 and 7.
    """
    posts = _posts(seat.agency, seat.post)
    found = []
    for other in terms.bodies:
        chair = next((office for office in other.offices if office.id == "chair"), None)
        if chair is None or other.id == body:
            continue
        readings = [posts & set(_held_by(other, who)) for who in _ways(chair)]
        if any(readings):
            found.append(ChairElsewhere(body=other.id, is_settled=all(readings)))
    return tuple(found)


def _posts(agency: str | Open[str] | None, post: object) -> set[tuple[str, str]]:
    whose, named = in_use(agency), in_use(post)
    if whose is None or not isinstance(named, tuple):
        return set()
    return {(whose, one.casefold()) for one in named}


def _ways(chair: Office) -> tuple[Who, ...]:
    """Who holds the chair: one answer, or one for each reading."""
    held = chair.held_by
    if not isinstance(held, Open):
        return (held,) if held is not None else ()
    stated = (statement.value for statement in held.conflict)
    return tuple(who for who in (held.proposed, *held.alternatives, *stated) if who is not None)


def _held_by(body: Body, who: Who) -> Iterator[tuple[str, str]]:
    yield from ((whose, post.casefold()) for whose in who.is_ for post in who.post)
    for seat in body.seats:
        if seat.id in who.seat:
            yield from _posts(seat.agency, seat.post)
    for part in who.any_of:
        yield from _held_by(body, part)
