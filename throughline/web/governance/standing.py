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
from throughline.web.governance.models import Appointment

READ_BODY = "read the body's papers"
RUN_MEETINGS = "run the body's meetings"
KEEP_TERMS = "keep the terms"
START_PARTNERSHIP = "start a partnership"
READING_OFFICES = ("secretary", "chair", "vice-chair", "inspector")
"""Offices that open a body's papers without a seat on it."""


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


def declare() -> None:
    """Add the standing of a seat, and the permits of this room."""
    add_standing(has_seat)
    add_permit(READ_BODY, holds_office(*READING_OFFICES) | sits_on_the_body)
    add_permit(RUN_MEETINGS, holds_office("secretary") & belongs)
    add_permit(KEEP_TERMS, belongs & holds_office("secretary"))
    add_permit(START_PARTNERSHIP, is_administrator)


__all__ = [
    "ADMINISTER",
    "KEEP_TERMS",
    "READING_OFFICES",
    "READ_BODY",
    "RUN_MEETINGS",
    "START_PARTNERSHIP",
    "declare",
    "has_seat",
    "sits_on_the_body",
]
