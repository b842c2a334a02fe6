"""Who sits where: proposed, confirmed and ended. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from throughline.rules.terms.seats import seats_on
from throughline.web.access.actions import record_person
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.governance.models import Appointment, Body
from throughline.web.governance.queries import last_appointment, seen_as, terms_as_written
from throughline.web.site.versions import EditedSince
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class UnknownSeat(Refused):
    """The terms name no such seat."""


class EndsBeforeItBegins(Refused):
    """An appointment cannot end before it begins."""


class SeatTaken(Refused):
    """Somebody sits there already on the day."""


class NotProposed(Refused):
    """Only a proposed appointment is confirmed."""


@transaction.atomic
def appoint(
    *,
    body: Body,
    seat: str,
    person: Person,
    from_on: date,
    is_confirmed: bool = True,
    by: User | None,
    at: datetime,
) -> Appointment:
    """Put a person into a seat from a day on, or only propose them for it.

    Raises SeatTaken where somebody sits there on that day, or comes to sit there later.
    """
    _refuse_overlap(body, seat, from_on)
    appointment = Appointment.objects.create(
        body=body,
        seat=seat,
        person=person,
        from_on=from_on,
        is_confirmed=is_confirmed,
        confirmed_on=from_on if is_confirmed else None,
    )
    record_event(
        by=by,
        at=at,
        what="member appointed" if is_confirmed else "member proposed",
        thing=appointment,
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code, "seat": seat, "from": str(from_on)},
    )
    return appointment


@transaction.atomic
def confirm_appointment(
    *, appointment: Appointment, confirmed_on: date, by: User | None, at: datetime
) -> Appointment:
    """Confirm a proposed appointment; from its first day on it fills the seat.

    Raises NotProposed where it was confirmed or withdrawn, and SeatTaken where somebody sits there.
    """
    _refuse_overlap(appointment.body, appointment.seat, appointment.from_on)
    appointment = Appointment.objects.select_related("body", "person").get(pk=appointment.pk)
    if appointment.is_confirmed or appointment.until_on is not None:
        raise NotProposed("This proposal was confirmed or withdrawn already. Nothing was changed.")
    appointment.is_confirmed, appointment.confirmed_on = True, confirmed_on
    appointment.save(update_fields=["is_confirmed", "confirmed_on"])
    record_event(
        by=by,
        at=at,
        what="appointment confirmed",
        thing=appointment,
        partnership=appointment.body.partnership,
        subjects=[f"person:{appointment.person_id}"],
        detail={"on": str(confirmed_on), "from": str(appointment.from_on)},
    )
    return appointment


def _refuse_overlap(body: Body, seat: str, from_on: date) -> None:
    """Refuse a seat in which somebody sits from a day on; of two writers the second sees the first."""
    Body.objects.select_for_update().get(pk=body.pk)
    rows = Appointment.objects.filter(body=body, seat=seat, is_confirmed=True)
    taken = (
        rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
        .select_related("person")
        .order_by("-from_on")
        .first()
    )
    if taken is None:
        return
    until = f"until {day_words(taken.until_on)}" if taken.until_on else "with no last day"
    raise SeatTaken(f"{taken.person.name} sits there {until}. Give a later day, or end that first.")


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, until_on: date, because: str, by: User | None, at: datetime
) -> Appointment:
    """End an appointment on a day; the row stays. Raises EndsBeforeItBegins."""
    if until_on < appointment.from_on:
        raise EndsBeforeItBegins(
            f"The appointment began on {day_words(appointment.from_on)} and cannot end on "
            f"{day_words(until_on)}. Give a later day."
        )
    appointment.until_on = until_on
    appointment.ended_because = because
    appointment.save(update_fields=["until_on", "ended_because"])
    record_event(
        by=by,
        at=at,
        what="appointment ended",
        thing=appointment,
        partnership=appointment.body.partnership,
        subjects=[f"person:{appointment.person_id}"],
        detail={"until": str(until_on), "because": because},
    )
    return appointment


@transaction.atomic
def fill_seat(
    *,
    body: Body,
    seat: str,
    person: Person | None = None,
    name: str = "",
    post: str = "",
    email: str = "",
    agency: Agency | None = None,
    from_on: date,
    is_confirmed: bool = True,
    seen: str,
    by: User | None,
    at: datetime,
) -> Appointment:
    """Put somebody into a seat that the terms have on that day: a person known, or a new one by name.

    ``seen`` is the state of the seat that the editor saw. Raises UnknownSeat, EditedSince where somebody
    else changed it since, and SeatTaken where somebody sits there then or later.
    """
    places = seats_on(terms_as_written(body.partnership, from_on), body.code, from_on)
    if seat not in {place.id for place in places}:
        raise UnknownSeat(f"{body.name} has no seat “{seat}” on {day_words(from_on)}. Choose another day.")
    _seat_as_seen(body, seat, seen)
    if person is None:
        person = record_person(
            partnership=body.partnership, name=name, post=post, email=email, agency=agency, by=by, at=at
        )
    return appoint(
        body=body,
        seat=seat,
        person=person,
        from_on=from_on,
        is_confirmed=is_confirmed,
        by=by,
        at=at,
    )


@transaction.atomic
def vacate_seat(
    *, body: Body, seat: str, until_on: date, because: str, seen: str, by: User | None, at: datetime
) -> Appointment:
    """End the last appointment to a seat. Raises EditedSince, UnknownSeat and EndsBeforeItBegins."""
    last = _seat_as_seen(body, seat, seen)
    if last is None or last.until_on is not None:
        raise UnknownSeat(f"Nobody sits in “{seat}” of {body.name} without a last day. Nothing was changed.")
    return end_appointment(appointment=last, until_on=until_on, because=because, by=by, at=at)


def _seat_as_seen(body: Body, seat: str, seen: str) -> Appointment | None:
    Body.objects.select_for_update().get(pk=body.pk)
    last = last_appointment(body, seat)
    if seen_as(last) != seen:
        raise EditedSince({"seat": seat})
    return last
