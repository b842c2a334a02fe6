"""What follows for a body when an organisation ends: its seats, offices, and seats that meet in one.

Source: rule R48; the partnership file, section 5 ("Succession").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from throughline.rules.circle import Circle
from throughline.rules.presence import seat_rows
from throughline.rules.recipients import recipients
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Agency, Terms, in_use, last_day
from throughline.rules.terms.seats import SeatPlace, seats_on
from throughline.rules.terms.words_for import names_in
from throughline.rules.who import holds_office


@dataclass(frozen=True, kw_only=True)
class SeatOfAgency:
    """A seat that an organisation has on a day."""

    body: str
    seat: str
    is_own: bool
    """Whether the terms name the organisation at the seat itself, and not as one of a set."""


@dataclass(frozen=True, kw_only=True)
class SeatsMeet:
    """Seats of one body that come to be one organisation's: they count as one organisation."""

    body: str
    ending: tuple[str, ...]
    """The seats of the organisation that ends."""
    standing: tuple[str, ...]
    """The seats that the successor has already."""


@dataclass(frozen=True, kw_only=True)
class ChangedOrganisation:
    """An organisation that ended, who follows, and whom a body is to tell of it."""

    code: str
    name: str
    last_day: date
    followed_by: tuple[str, ...]
    tell: tuple[str, ...]
    """The names of those to whom the body reports."""


def seats_of_agency(terms: Terms, agency: str, day: date) -> tuple[SeatOfAgency, ...]:
    """The seats that an organisation has on a day in any body, in the order of the terms.

    Source: the partnership file, sections 5 and 7.
    """
    return tuple(
        SeatOfAgency(body=body, seat=place.id, is_own=_is_own(place, agency))
        for body, place in _places(terms, day)
        if place.organisation == agency
    )


def _is_own(place: SeatPlace, agency: str) -> bool:
    return in_use(place.seat.agency) == agency and place.id == place.seat.id


def _places(terms: Terms, day: date) -> Iterator[tuple[str, SeatPlace]]:
    for body in on(terms, day).bodies:
        for place in seats_on(terms, body.id, day):
            yield body.id, place


def seats_that_meet(terms: Terms, agency: str, successor: str, last_day: date) -> tuple[SeatsMeet, ...]:
    """Where the successor of an organisation has a seat already on a body on which both sit.

    Nothing is settled by it: the seats stay two and count as one organisation, unless the body closes one.
    Source: rule R48 ("Two seats merging into one agency: ask, do not guess").
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for body, place in _places(terms, last_day):
        ending, standing = found.setdefault(body, ([], []))
        if place.organisation == agency:
            ending.append(place.id)
        elif place.organisation == successor:
            standing.append(place.id)
    return tuple(
        SeatsMeet(body=body, ending=tuple(ending), standing=tuple(standing))
        for body, (ending, standing) in found.items()
        if ending and standing
    )


def offices_without_holder(circle: Circle) -> tuple[str, ...]:
    """The offices the terms have ever given the body that nobody holds on the day, in their order.

    An office whose term has ended counts, since nobody has followed in it.
    Source: rule R48; the partnership file, section 7 (``office``).
    """
    rows = seat_rows(circle, filled=True)
    written = circle.terms.body(circle.body.id)
    recorded = {one.office for one in circle.holders if one.body == circle.body.id}
    return tuple(
        dict.fromkeys(
            office.id
            for office in written.offices
            if office.id not in recorded and not any(holds_office(row, office.id, circle) for row in rows)
        )
    )


def organisations_changed(
    terms: Terms, body: str, *, after: date, until: date
) -> tuple[ChangedOrganisation, ...]:
    """The organisations with a seat on a body whose last day is on one day or after it, and before another.

    ``after`` is the day of the body's last meeting and ``until`` that of its next.
    Raises KeyError if the body is not in force on ``until``.
    Source: rule R48; the partnership file, section 5.
    """
    here = on(terms, until).body(body)
    names = names_in(terms)
    parents = [
        word
        for line in here.lines
        if line.type in ("reports-to", "accountable-to")
        for word in recipients(terms, in_use(line.to), here, day=until)
    ]
    tell = tuple(dict.fromkeys(names.get(word, word) for word in parents))
    return tuple(
        ChangedOrganisation(
            code=agency.id,
            name=agency.name,
            last_day=ended,
            followed_by=tuple(names.get(word, word) for word in agency.becomes),
            tell=tell,
        )
        for agency, ended in _ended(terms)
        if after <= ended < until and _sat(terms, body, agency.id, ended)
    )


def _ended(terms: Terms) -> Iterator[tuple[Agency, date]]:
    for agency in terms.agencies:
        ended = last_day(agency)
        if ended is not None:
            yield agency, ended


def _sat(terms: Terms, body: str, agency: str, day: date) -> bool:
    return any(one.body == body for one in seats_of_agency(terms, agency, day))
