"""Loading and amending terms, and who sits where. Each act leaves its event in the same transaction."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.rules.terms.model import Terms
from throughline.rules.terms.reader import read
from throughline.rules.terms.seats import seats_on
from throughline.web.access.actions import (
    appoint_to_office,
    create_partnership,
    end_office,
    record_agency,
    record_person,
    stand_still_on,
)
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, InForce, Office, OfficeHeld, Partnership, Person, User
from throughline.web.governance.models import Appointment, Body, TermsOfReference
from throughline.web.governance.queries import last_appointment, seen_as, terms_as_written
from throughline.web.site.versions import EditedSince, save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class AlreadyLoaded(Refused):
    """The partnership has these terms, or other terms, already."""


class UnknownSeat(Refused):
    """The terms name no such seat."""


class EndsBeforeItBegins(Refused):
    """An appointment cannot end before it begins."""


class SeatTaken(Refused):
    """Somebody sits there already on the day."""


class LastSecretary(Refused):
    """Without a secretary nobody could keep the partnership's people or terms."""


@transaction.atomic
def load_terms(
    *, text: str, by: User | None, at: datetime, demonstration_today: date | None = None
) -> Partnership:
    """Load a partnership's file as it was found; its conflicts and silences stay open and visible.

    Raises TermsUnreadable with every error of form, and AlreadyLoaded where the partnership has terms.
    """
    terms = read(text)
    if Partnership.objects.filter(slug=terms.id).exists():
        raise AlreadyLoaded(
            f"“{terms.id}” is loaded already. Its terms change by a decision, on the page Terms checker; "
            "nothing was changed."
        )
    partnership = create_partnership(slug=terms.id, name=terms.name, by=by, at=at)
    if demonstration_today is not None:
        stand_still_on(partnership=partnership, day=demonstration_today, by=by, at=at)
    _keep_terms(partnership, text=text, in_force_from=None, reason="loaded as found", by=by, at=at)
    return partnership


@transaction.atomic
def start_partnership(*, text: str, by: User, at: datetime) -> Partnership:
    """Load a partnership's file and make whoever loads it the secretary, so that they may go on.

    Raises TermsUnreadable and AlreadyLoaded.
    """
    partnership = load_terms(text=text, by=by, at=at)
    starter = record_person(partnership=partnership, name=by.name, email=by.email, user=by, by=by, at=at)
    appoint_to_office(
        person=starter, office="secretary", from_on=at.date(), reason="started the partnership", by=by, at=at
    )
    return partnership


@transaction.atomic
def amend_terms(
    *,
    partnership: Partnership,
    text: str,
    in_force_from: date,
    reason: str,
    adds_to: TermsOfReference | None = None,
    by: User | None,
    at: datetime,
) -> TermsOfReference:
    """Follow the terms in force with amended ones, from a day on; the earlier stay as they were.

    ``adds_to`` are the terms whose words these keep and add to, which may begin on the same day.
    Raises TermsUnreadable, and AlreadyLoaded where other terms begin on that day, or later.
    """
    begun = TermsOfReference.objects.filter(partnership=partnership, in_force_from__gte=in_force_from)
    latest = begun.order_by("-number").first()
    if latest is not None and latest.in_force_from is not None and latest != adds_to:
        raise AlreadyLoaded(
            f"Terms that begin on {day_words(latest.in_force_from)} are kept already, "
            "and would undo these. Give a later day."
        )
    return _keep_terms(partnership, text=text, in_force_from=in_force_from, reason=reason, by=by, at=at)


def _keep_terms(
    partnership: Partnership,
    *,
    text: str,
    in_force_from: date | None,
    reason: str,
    by: User | None,
    at: datetime,
) -> TermsOfReference:
    terms = read(text)
    number = TermsOfReference.objects.filter(partnership=partnership).count() + 1
    record = TermsOfReference.objects.create(
        partnership=partnership,
        number=number,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        in_force_from=in_force_from,
        loaded_at=at,
        reason=reason,
    )
    _name_agencies(partnership, terms, by=by, at=at)
    _name_bodies(partnership, terms)
    record_event(
        by=by,
        at=at,
        what="terms kept",
        thing=record,
        partnership=partnership,
        detail={"number": number, "digest": record.digest, "from": str(in_force_from or "")},
    )
    return record


def _name_agencies(partnership: Partnership, terms: Terms, *, by: User | None, at: datetime) -> None:
    for agency in terms.agencies:
        record_agency(
            partnership=partnership,
            code=agency.id,
            name=agency.name,
            sector=agency.sector or "",
            by=by,
            at=at,
        )


def _name_bodies(partnership: Partnership, terms: Terms) -> None:
    for body in terms.bodies:
        Body.objects.update_or_create(
            partnership=partnership,
            code=body.id,
            defaults={"name": body.name, "kind": body.kind, "has_terms": bool(body.versions)},
        )


@transaction.atomic
def appoint(
    *, body: Body, seat: str, person: Person, from_on: date, by: User | None, at: datetime
) -> Appointment:
    """Put a person into a seat from a day on."""
    appointment = Appointment.objects.create(body=body, seat=seat, person=person, from_on=from_on)
    record_event(
        by=by,
        at=at,
        what="member appointed",
        thing=appointment,
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code, "seat": seat, "from": str(from_on)},
    )
    return appointment


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
    seen: str,
    by: User | None,
    at: datetime,
) -> Appointment:
    """Put somebody into a seat that the terms have on that day: a person known, or a new one by name.

    ``seen`` is the state of the seat that the editor saw. Raises UnknownSeat, EditedSince where somebody
    else changed it since, and SeatTaken where the last appointment has no end or ends later.
    """
    places = seats_on(terms_as_written(body.partnership, from_on), body.code, from_on)
    if seat not in {place.id for place in places}:
        raise UnknownSeat(f"{body.name} has no seat “{seat}” on {day_words(from_on)}. Choose another day.")
    last = _seat_as_seen(body, seat, seen)
    if last is not None and (last.until_on is None or last.until_on >= from_on):
        until = f"until {day_words(last.until_on)}" if last.until_on else "with no last day"
        raise SeatTaken(f"{last.person.name} sits there {until}. Give a later day, or end that first.")
    if person is None:
        person = record_person(
            partnership=body.partnership, name=name, post=post, email=email, agency=agency, by=by, at=at
        )
    return appoint(body=body, seat=seat, person=person, from_on=from_on, by=by, at=at)


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


@transaction.atomic
def change_person(
    *,
    person: Person,
    expected_version: int,
    name: str,
    post: str,
    email: str,
    agency: Agency | None,
    by: User | None,
    at: datetime,
) -> Person:
    """Correct what is recorded of a person; how they sign in stays as it is. Raises EditedSince."""
    save_changes(person, expected_version=expected_version, name=name, post=post, email=email, agency=agency)
    record_event(
        by=by,
        at=at,
        what="person changed",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
    )
    return person


@transaction.atomic
def leave_office(*, held: OfficeHeld, last_day: date, by: User | None, at: datetime) -> OfficeHeld:
    """End an office of the partnership or of a body on a day.

    Raises LastSecretary where nobody would be the partnership's secretary the day after, and
    EndBeforeBeginning.
    """
    partnership = held.person.partnership
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if held.office == Office.SECRETARY and not held.body_code:
        day_after = last_day + timedelta(days=1)
        others = OfficeHeld.objects.filter(
            InForce.on(day_after),
            person__partnership=partnership,
            person__user__is_active=True,
            office=Office.SECRETARY,
            body_code="",
        )
        if not others.exclude(pk=held.pk).exists():
            raise LastSecretary(
                "Nobody else who can sign in would be secretary after that day. "
                "Give the office to somebody else first; nothing was changed."
            )
    return end_office(held=held, last_day=last_day, by=by, at=at)
