"""Who stands in for a seat's member as a rule. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import in_use
from throughline.rules.terms.seats import seats_on
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.governance.actions.seats import EndsBeforeItBegins, UnknownSeat
from throughline.web.governance.models import Appointment, Body, StandingDeputy
from throughline.web.governance.queries import terms_as_written
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class DeputyRefused(Refused):
    """Somebody cannot be the standing deputy of a seat."""


@transaction.atomic
def name_deputy(
    *,
    body: Body,
    seat: str,
    person: Person,
    from_on: date,
    nominated_by: Person | None = None,
    by: User | None,
    at: datetime,
) -> StandingDeputy:
    """Name whoever comes when the seat's member cannot, from a day on.

    Raises UnknownSeat, and DeputyRefused where the terms allow no deputies, the person sits on the body or
    stands in for another of its seats, or the seat has a standing deputy.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    _refuse_by_terms(body, seat, from_on)
    _refuse_by_record(body, seat, person, from_on)
    named = StandingDeputy.objects.create(
        body=body, seat=seat, person=person, from_on=from_on, nominated_by=nominated_by
    )
    record_event(
        by=by,
        at=at,
        what="deputy named",
        thing=named,
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code, "seat": seat, "from": str(from_on)},
    )
    return named


@transaction.atomic
def end_deputy(*, deputy: StandingDeputy, until_on: date, by: User | None, at: datetime) -> StandingDeputy:
    """End a standing deputy's time on a day; the row stays. Raises EndsBeforeItBegins."""
    if until_on < deputy.from_on:
        raise EndsBeforeItBegins(
            f"They have stood in since {day_words(deputy.from_on)} and cannot end on "
            f"{day_words(until_on)}. Give a later day."
        )
    deputy.until_on = until_on
    deputy.save(update_fields=["until_on"])
    record_event(
        by=by,
        at=at,
        what="deputy ended",
        thing=deputy,
        partnership=deputy.body.partnership,
        subjects=[f"person:{deputy.person_id}"],
        detail={"until": str(until_on)},
    )
    return deputy


def _refuse_by_terms(body: Body, seat: str, day: date) -> None:
    terms = terms_as_written(body.partnership, day)
    if seat not in {place.id for place in seats_on(terms, body.code, day)}:
        raise UnknownSeat(f"{body.name} has no seat “{seat}” on {day_words(day)}. Choose another day.")
    rules = on(terms, day).body(body.code).deputy
    if rules and in_use(rules[-1].allowed) is False:
        raise DeputyRefused(f"The terms of {body.name} allow no deputies. Nothing was changed.")


def _refuse_by_record(body: Body, seat: str, person: Person, day: date) -> None:
    later = Q(until_on__isnull=True) | Q(until_on__gte=day)
    if Appointment.objects.filter(later, body=body, person=person, is_confirmed=True).exists():
        raise DeputyRefused(
            f"{person.name} sits on {body.name} and cannot stand in for another seat of it. "
            "Name somebody else."
        )
    standing = StandingDeputy.objects.filter(later, body=body).select_related("person")
    if standing.filter(seat=seat).exists():
        raise DeputyRefused("This seat has a standing deputy then. End that first, or give a later day.")
    if standing.filter(person=person).exists():
        raise DeputyRefused(
            f"{person.name} stands in for another seat of {body.name}, and comes for one at a time. "
            "Name somebody else."
        )
