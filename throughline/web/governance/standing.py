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
READING_OFFICES = ("secretary", "chair", "vice-chair", "inspector")
"""Offices that open a body's papers without a seat on it, or of every body where they are of none."""
COORDINATOR = "iom-coordinator"
"""The office that opens the papers of its own body alone."""


def has_seat(person: Person, on: date) -> bool:
    """Whether the person sits on any body of the partnership that day."""
    return Appointment.objects.filter(InForce.on(on), person=person).exists()


@rules.predicate
def sits_on_the_body(viewpoint: Viewpoint) -> bool:
    """Whether the person sits, that day, on the body that the address names."""
    person, body = viewpoint.person, viewpoint.route.get("body")
    if person is None or not body:
        return False
    return Appointment.objects.filter(
        InForce.on(viewpoint.on), person=person, body__code=body, body__partnership=viewpoint.partnership
    ).exists()


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
    held = {one.body_code for one in viewpoint.offices if one.office in READING_OFFICES}
    if "" in held:
        bodies = Body.objects.filter(partnership=viewpoint.partnership)
        return frozenset(bodies.order_by().values_list("code", flat=True))
    coordinates = {one.body_code for one in viewpoint.offices if one.office == COORDINATOR} - {""}
    seats = Appointment.objects.filter(InForce.on(viewpoint.on), person=viewpoint.person)
    return frozenset(held | coordinates | set(seats.order_by().values_list("body__code", flat=True)))


def declare() -> None:
    """Add the standing of a seat, and the permits of this room."""
    add_standing(has_seat)
    add_permit(READ_BODY, holds_office(*READING_OFFICES) | coordinates_the_body | sits_on_the_body)
    add_permit(RUN_MEETINGS, holds_office("secretary") & belongs)
    add_permit(KEEP_TERMS, belongs & holds_office("secretary"))
    add_permit(START_PARTNERSHIP, is_administrator)


__all__ = [
    "ADMINISTER",
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
