"""What ends in this room when a person leaves: offices, seats and standing deputies' places.

A post is held in an organisation, and stays as it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from throughline.web.access.models import OfficeHeld, Person, User
from throughline.web.governance.actions import end_appointment, end_deputy, leave_office
from throughline.web.governance.models import Appointment, Body, StandingDeputy
from throughline.web.governance.seats.page import seats_page
from throughline.words.formats import day_words


def told(person: Person, on: date) -> Iterator[str]:
    """Each office and seat that is open on the day or begins later."""
    names = dict(Body.objects.filter(partnership=person.partnership).order_by().values_list("code", "name"))
    for held in _offices(person, on):
        name = held.get_office_display()
        if held.body_code:
            name = f"{name}, {names.get(held.body_code, held.body_code)}"
        yield _("Office: %(office)s, since %(day)s") % {"office": name, "day": day_words(held.from_on)}
    for seat in _seats(person, on):
        yield _("Seat: %(seat)s, %(body)s, since %(day)s") % {
            "body": seat.body.name,
            "seat": _words(seat, on),
            "day": day_words(seat.from_on),
        }
    for deputy in _deputies(person, on):
        yield _("Standing deputy: %(body)s, since %(day)s") % {
            "body": deputy.body.name,
            "day": day_words(deputy.from_on),
        }


@transaction.atomic
def end(*, person: Person, last_day: date, by: User | None, at: datetime) -> None:
    """End every office, seat and deputy's place; one begun after the last day ends on its first.

    Raises LastSecretary.
    """
    for held in _offices(person, last_day):
        leave_office(held=held, last_day=max(last_day, held.from_on), by=by, at=at)
    for seat in _seats(person, last_day):
        end_appointment(appointment=seat, until_on=max(last_day, seat.from_on), because="left", by=by, at=at)
    for deputy in _deputies(person, last_day):
        end_deputy(deputy=deputy, until_on=max(last_day, deputy.from_on), by=by, at=at)


def _deputies(person: Person, on: date) -> list[StandingDeputy]:
    deputies = StandingDeputy.objects.filter(Q(until_on=None) | Q(until_on__gt=on), person=person)
    return list(deputies.select_related("body__partnership", "person").order_by("from_on", "pk"))


def _words(seat: Appointment, on: date) -> str:
    """What the terms call the seat; its code where they no longer have it."""
    try:
        row = seats_page(seat.body, on).row(seat.seat)
    except KeyError:
        return seat.seat
    return row.words if row else seat.seat


def _offices(person: Person, on: date) -> list[OfficeHeld]:
    held = OfficeHeld.objects.filter(Q(until_on=None) | Q(until_on__gt=on), person=person)
    return list(held.select_related("person__partnership").order_by("from_on", "pk"))


def _seats(person: Person, on: date) -> list[Appointment]:
    seats = Appointment.objects.filter(Q(until_on=None) | Q(until_on__gt=on), person=person)
    return list(seats.select_related("body__partnership", "person").order_by("from_on", "pk"))
