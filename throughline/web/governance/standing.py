"""What a seat opens: belonging to the partnership, and the papers of the body one sits on."""

from __future__ import annotations

from datetime import date

import rules

from throughline.web.access.models import InForce, Person
from throughline.web.access.permits import (
    ADMINISTER,
    Viewpoint,
    add_permit,
    add_standing,
    belongs,
    holds_office,
    is_administrator,
)
from throughline.web.governance.models import Appointment, Body

READ_BODY = "read the body's papers"
RUN_MEETINGS = "run the body's meetings"
KEEP_TERMS = "keep the terms"
START_PARTNERSHIP = "start a partnership"
ASK_TO_JOIN = "ask that an organisation join"
ACCEPT = "accept what a member undertakes"
READING_OFFICES = ("secretary", "chair", "vice-chair", "inspector")
"""Offices that open a body's papers without a seat on it, or of every body where they are of none."""
COORDINATOR = "iom-coordinator"
"""The office that opens the papers of its own body alone."""


def has_seat(person: Person, on: date) -> bool:
    """Whether the person sits on any body of the partnership that day."""
    return bool(codes_of_seats(person, on))


def codes_of_seats(person: Person, on: date) -> frozenset[str]:
    """The codes of the bodies on which a person sits on a day; asked once for a person in hand.

    A request takes its person from the store anew, so a seat that ended is gone on the next one.
    """
    kept: dict[date, frozenset[str]] = person.__dict__.setdefault("_codes_of_seats", {})
    if on not in kept:
        seats = Appointment.objects.filter(InForce.on(on), person=person, is_confirmed=True)
        kept[on] = frozenset(seats.order_by().values_list("body__code", flat=True))
    return kept[on]


@rules.predicate
def sits_on_the_body(viewpoint: Viewpoint) -> bool:
    """Whether the person sits, that day, on the body that the address names."""
    person, body = viewpoint.person, viewpoint.route.get("body")
    return person is not None and body in codes_of_seats(person, viewpoint.on)


@rules.predicate
def coordinates_the_body(viewpoint: Viewpoint) -> bool:
    """Whether the person is the IOM co-ordinator of the very body that the address names."""
    body = viewpoint.route.get("body")
    return bool(body) and (COORDINATOR, body) in {(one.office, one.body_code) for one in viewpoint.offices}


def codes_readable_by(viewpoint: Viewpoint) -> frozenset[str]:
    """The codes of the bodies whose papers a reader may read: READ_BODY asked of every body at once.

    One query however many bodies there are.
    """
    if viewpoint.person is None:
        return frozenset()
    held = frozenset(one.body_code for one in viewpoint.offices if one.office in READING_OFFICES)
    if "" in held:
        bodies = Body.objects.filter(partnership=viewpoint.partnership)
        return frozenset(bodies.order_by().values_list("code", flat=True))
    coordinates = {one.body_code for one in viewpoint.offices if one.office == COORDINATOR} - {""}
    return held | coordinates | codes_of_seats(viewpoint.person, viewpoint.on)


def declare() -> None:
    """Add the standing of a seat, and the permits of this room."""
    add_standing(has_seat)
    add_permit(READ_BODY, holds_office(*READING_OFFICES) | coordinates_the_body | sits_on_the_body)
    add_permit(RUN_MEETINGS, holds_office("secretary") & belongs)
    add_permit(KEEP_TERMS, belongs & holds_office("secretary"))
    add_permit(START_PARTNERSHIP, is_administrator)
    add_permit(ACCEPT, sits_on_the_body)
    add_permit(ASK_TO_JOIN, sits_on_the_body | holds_office("secretary", "chair", "vice-chair"))


__all__ = [
    "ACCEPT",
    "ADMINISTER",
    "ASK_TO_JOIN",
    "COORDINATOR",
    "KEEP_TERMS",
    "READING_OFFICES",
    "READ_BODY",
    "RUN_MEETINGS",
    "START_PARTNERSHIP",
    "codes_readable_by",
    "coordinates_the_body",
    "declare",
    "has_seat",
    "sits_on_the_body",
]
