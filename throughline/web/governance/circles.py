"""A body's circle on a day: its seats as the terms make them, with the people recorded in them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.rules import seats
from throughline.rules.circle import Circle, Holder
from throughline.rules.terms.model import Terms
from throughline.web.access.models import InForce, OfficeHeld
from throughline.web.governance.models import Appointment, Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.governance.seats.posts import agency_then


@dataclass(frozen=True)
class Seated:
    """A body's circle with every appointment recorded, ended ones too."""

    circle: Circle
    appointments: tuple[seats.Appointment, ...]
    rows: tuple[Appointment, ...] = ()
    """The records behind them, of the whole partnership."""

    @property
    def vacant(self) -> tuple[seats.VacantSeat, ...]:
        """The seats nobody fills. Source: rule R13."""
        return seats.vacant_seats(self.circle, self.appointments)


def seated_on(body: Body, day: date, *, written: Terms | None = None) -> Seated:
    """Who sits on a body and holds its offices on a day, in two queries, and one for terms not in hand.

    Raises NoTermsYet, and KeyError where the body is not in force on that day.
    """
    rows = _appointments(body, day)
    appointed = tuple(map(_as_value, rows))
    circle = seats.circle_on(
        written or terms_as_written(body.partnership, day),
        body.code,
        day,
        appointments=appointed,
        holders=tuple(_holders(body, day)),
    )
    return Seated(circle, appointed, rows)


def circles_on(
    body: Body, days: Collection[date], *, written: Terms
) -> tuple[dict[date, Circle], tuple[seats.Appointment, ...]]:
    """A body's circle on each of some days and every appointment to it, in one query however many days.

    Who holds its offices is left out; a day on which the body is not in force is too.
    """
    rows = Appointment.objects.filter(body__partnership=body.partnership)
    appointed = tuple(
        seats.Appointment(
            body=row.body.code,
            seat=row.seat,
            person=row.person.name,
            from_=row.from_on,
            until=row.until_on,
            organisation=row.person.agency.code if row.person.agency else None,
            is_confirmed=row.is_confirmed,
        )
        for row in rows.select_related("body", "person__agency")
    )
    found = {}
    for day in set(days):
        with suppress(KeyError):
            found[day] = seats.circle_on(written, body.code, day, appointments=appointed)
    return found, appointed


def _appointments(body: Body, day: date) -> tuple[Appointment, ...]:
    rows = Appointment.objects.filter(body__partnership=body.partnership).select_related("body", "person")
    return tuple(rows.annotate(agency_then=agency_then(day)))


def _as_value(row: Any) -> seats.Appointment:
    return seats.Appointment(
        body=row.body.code,
        seat=row.seat,
        person=row.person.name,
        from_=row.from_on,
        until=row.until_on,
        organisation=row.agency_then,
        is_confirmed=row.is_confirmed,
    )


def _holders(body: Body, day: date) -> list[Holder]:
    rows = OfficeHeld.objects.filter(
        InForce.on(day), person__partnership=body.partnership, body_code__gt=""
    ).select_related("person")
    return [
        Holder(
            office=row.office,
            person=row.person.name,
            body=row.body_code,
            organisation=row.agency_then,
        )
        for row in rows.annotate(agency_then=agency_then(day))
    ]
