"""Whether somebody is among those whom the terms name.

Source: the partnership file, section 3.1.
"""

from __future__ import annotations

from throughline.rules.circle import Circle, Holder, Present, SeatHeld
from throughline.rules.rotation import held_by_terms
from throughline.rules.terms.model import Open, Seat, Who, in_use

__all__ = ["RESERVED", "Circle", "Holder", "Present", "SeatHeld", "holds_office", "is_among", "seat_as"]

RESERVED = (
    "members",
    "voters",
    "attendees",
    "everyone",
    "body",
    "each-agency",
    "owner",
    "referrer",
    "lead",
    "public",
)
"""The words that mean the same in every partnership file."""


def is_among(row: Present, who: Who, circle: Circle) -> bool:
    """Whether a person in the room is one of those named: every condition of the table holds.

    Source: the partnership file, section 3.1.
    """
    return _is_among(row, who, circle, ())


def holds_office(row: Present, office: str, circle: Circle, *, of: str | None = None) -> bool:
    """Whether a person holds an office: they are recorded as its holder, or, if nobody is, match its terms.

    ``of`` is another body's id; this body if absent.
    Source: the partnership file, sections 3.1 and 10 (rule 1).
    """
    return _holds(row, office, of, circle, ())


def seat_as(seat: Seat) -> str:
    """As what a seat is held: ``member`` where the terms do not say otherwise.

    Source: the partnership file, section 7 (``as``).
    """
    return in_use(seat.as_) or "member"


def _is_among(row: Present, who: Who, circle: Circle, asked: tuple[str, ...]) -> bool:
    seat = circle.seat_entry(row.seat)
    return (
        (not who.is_ or any(_is_word(row, word, circle, asked) for word in who.is_))
        and (not who.post or bool(_posts(row, seat) & {post.casefold() for post in who.post}))
        and (not who.sector or bool(_sectors(row, seat, circle) & set(who.sector)))
        and (not who.employer or _is_employed_by(row, who.employer, circle))
        and (not who.level or _level(row, seat) in who.level)
        and (not who.seat or _sits_in(row, who.seat))
        and (who.office is None or _holds(row, who.office, who.of, circle, asked))
        and (who.agency_of is None or _is_colleague(row, who.agency_of, circle, asked))
        and (who.except_ is None or not _is_among(row, who.except_, circle, asked))
        and (not who.any_of or any(_is_among(row, part, circle, asked) for part in who.any_of))
    )


def _is_word(row: Present, word: str, circle: Circle, asked: tuple[str, ...]) -> bool:
    seat = circle.seat_entry(row.seat)
    if word in RESERVED:
        return _is_reserved(row, seat, word, circle)
    if circle.office(word) is not None:
        return _holds(row, word, None, circle, asked)
    if any(word in (in_use(entry.class_) or ()) for entry in circle.body.seats):
        return seat is not None and word in (in_use(seat.class_) or ())
    members = circle.set_members(word)
    if members is not None:
        return row.organisation in members or _is_one_per(seat, word)
    return row.organisation is not None and row.organisation == circle.standing(word)


def _is_reserved(row: Present, seat: Seat | None, word: str, circle: Circle) -> bool:
    if word in ("members", "body"):
        return seat is not None and seat_as(seat) in ("member", "non-voting")
    if word == "voters":
        return seat is not None and seat_as(seat) == "member"
    if word == "attendees":
        return row.as_ == "in-attendance" or (seat is not None and seat_as(seat) == "in-attendance")
    if word == "each-agency":
        return seat is not None and row.organisation is not None
    if word == "referrer":
        return row.as_ == "referrer"
    if word in ("owner", "lead"):
        return row.organisation in (circle.owners if word == "owner" else circle.leads)
    return word == "everyone"


def _holds(row: Present, office: str, of: str | None, circle: Circle, asked: tuple[str, ...]) -> bool:
    body = of or circle.body.id
    recorded = [holder for holder in circle.holders if holder.office == office and holder.body == body]
    if recorded:
        return any(holder.person == row.person for holder in recorded)
    if body != circle.body.id or office in asked:
        return False
    entry = circle.office(office)
    held_by = held_by_terms(circle, entry) if entry else None
    return held_by is not None and _is_among(row, held_by, circle, (*asked, office))


def _is_colleague(row: Present, office: str, circle: Circle, asked: tuple[str, ...]) -> bool:
    if row.organisation is None or office in asked:
        return False
    recorded = [h for h in circle.holders if h.office == office and h.body == circle.body.id]
    if recorded:
        return row.organisation in {_organisation_of(holder, circle) for holder in recorded}
    entry = circle.office(office)
    held_by = held_by_terms(circle, entry) if entry else None
    if held_by is None:
        return False
    named = {circle.standing(word) for word in held_by.is_ if circle.agency(word)}
    seats = (Present(person="", seat=held.seat, organisation=held.organisation) for held in circle.seats)
    seated = {seat.organisation for seat in seats if _is_among(seat, held_by, circle, (*asked, office))}
    return row.organisation in (named | seated)


def _organisation_of(holder: Holder, circle: Circle) -> str | None:
    """The organisation recorded for a holder, else that of the seat the person has here."""
    seats = (held.organisation for held in circle.seats if held.person == holder.person)
    return holder.organisation or next(seats, None)


def _is_one_per(seat: Seat | None, word: str) -> bool:
    return seat is not None and not isinstance(seat.one_per, Open) and word in (seat.one_per or ())


def _posts(row: Present, seat: Seat | None) -> set[str]:
    named = {row.post.casefold()} if row.post else set()
    if seat is not None:
        named |= {post.casefold() for post in in_use(seat.post) or ()}
    return named


def _sectors(row: Present, seat: Seat | None, circle: Circle) -> set[str]:
    agency = circle.agency(row.organisation)
    if agency is not None and agency.sector is not None:
        return {agency.sector}
    named: tuple[str, ...] | None = in_use(seat.sector) if seat is not None else None
    return set(named or ())


def _is_employed_by(row: Present, employers: tuple[str, ...], circle: Circle) -> bool:
    if row.organisation is None:
        return False
    return circle.employer_of(row.organisation) in {circle.standing(word) for word in employers}


def _level(row: Present, seat: Seat | None) -> str | None:
    return row.level or (in_use(seat.level) if seat is not None else None)


def _sits_in(row: Present, seats: tuple[str, ...]) -> bool:
    return row.seat is not None and (row.seat in seats or row.seat.partition("/")[0] in seats)
