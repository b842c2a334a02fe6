"""What members undertake, how a representative was chosen, what a body reviewed; each leaves its event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from throughline.rules.reviews import subjects_of_review
from throughline.rules.seats import is_of_a_sector
from throughline.rules.terms.seats import seats_on
from throughline.rules.undertakings import asked_of_members
from throughline.web.access.audit import record_event
from throughline.web.access.models import InForce, Person, User
from throughline.web.governance.models import (
    Appointment,
    Body,
    Review,
    Selection,
    StandingDeputy,
    Undertaking,
)
from throughline.web.governance.queries import record_on, terms_as_written, terms_on, terms_record
from throughline.web.governance.undertakings import digest_of
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class UndertakingRefused(Refused):
    """Only a member or standing deputy accepts, for themselves, what the terms ask."""


class SelectionRefused(Refused):
    """A selection is recorded for a seat that speaks for several organisations."""


class ReviewRefused(Refused):
    """A review is of something that the terms have, on a day that has come."""


@transaction.atomic
def accept_undertakings(
    *, body: Body, person: Person, what: Collection[str], accepted_on: date, by: User | None, at: datetime
) -> tuple[Undertaking, ...]:
    """Record that a member or standing deputy accepts, on a day, some of what the terms ask of members.

    Whatever they accepted before in the same words stays as it was. Raises UndertakingRefused for
    somebody without a seat that day, for nothing ticked, and for what the terms do not ask.
    """
    record = terms_record(body.partnership, accepted_on)
    asked = {one.what: one for one in asked_of_members(record_on(record, accepted_on), body.code)}
    if not what:
        raise UndertakingRefused("Tick what you accept. Nothing was saved.")
    if unknown := sorted(set(what) - set(asked)):
        raise UndertakingRefused(f"The terms of {body.name} do not ask “{unknown[0]}”. Open the page again.")
    if not _serves(body, person, accepted_on):
        raise UndertakingRefused(
            f"Only a member of {body.name}, or who stands in for one, accepts this. Nothing was saved."
        )
    rows = tuple(
        Undertaking.objects.get_or_create(
            body=body,
            person=person,
            what=one,
            digest=digest_of(asked[one]),
            defaults={"terms": record, "accepted_on": accepted_on},
        )[0]
        for one in asked
        if one in what
    )
    record_event(
        by=by,
        at=at,
        what="undertakings accepted",
        thing=rows[0],
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code, "how many": len(rows), "on": str(accepted_on)},
    )
    return rows


def _serves(body: Body, person: Person, day: date) -> bool:
    seats = Appointment.objects.filter(InForce.on(day), body=body, person=person, is_confirmed=True)
    return seats.exists() or StandingDeputy.objects.filter(InForce.on(day), body=body, person=person).exists()


@transaction.atomic
def record_selection(
    *,
    appointment: Appointment,
    how: str,
    chosen_by: str,
    chosen_on: date,
    speaks_for: Sequence[str],
    by: User | None,
    at: datetime,
) -> Selection:
    """Record how the holder of a sector's seat was chosen, by whom, when, and for which organisations.

    A later record of the same appointment takes the place of the earlier. Raises SelectionRefused for a
    seat of one organisation, for fewer than two organisations, and without saying who chose.
    """
    body, named = appointment.body, list(dict.fromkeys(filter(None, map(str.strip, speaks_for))))
    day = appointment.from_on
    places = seats_on(terms_as_written(body.partnership, day), body.code, day)
    if not any(one.id == appointment.seat and is_of_a_sector(one.seat) for one in places):
        raise SelectionRefused("This seat belongs to one organisation, which names who sits in it.")
    if len(named) < 2 or not chosen_by.strip():
        raise SelectionRefused(
            "Say who chose the representative, and name at least two organisations, one on each line."
        )
    made, _is_new = Selection.objects.update_or_create(
        appointment=appointment,
        defaults={
            "how": how,
            "chosen_by": chosen_by.strip(),
            "chosen_on": chosen_on,
            "speaks_for": "\n".join(named),
        },
    )
    record_event(
        by=by,
        at=at,
        what="selection recorded",
        thing=made,
        partnership=body.partnership,
        subjects=[f"person:{appointment.person_id}"],
        detail={"body": body.code, "seat": appointment.seat, "how": how, "organisations": len(named)},
    )
    return made


@transaction.atomic
def record_review(
    *,
    body: Body,
    about: str,
    reviewed_on: date,
    outcome: str,
    today: date,
    next_on: date | None = None,
    note: str = "",
    by: User | None,
    at: datetime,
) -> Review:
    """Record that a body reviewed its terms, its members or a line, what came of it, and when next.

    Raises ReviewRefused for a day to come, for what the terms of that day do not have, and where the
    next day is not later.
    """
    if about not in subjects_of_review(terms_on(body.partnership, reviewed_on), body.code):
        raise ReviewRefused(f"The terms of {day_words(reviewed_on)} have no “{about}”. Nothing was saved.")
    if reviewed_on > today:
        raise ReviewRefused("That day is still to come. Give the day on which the review was done.")
    if next_on is not None and next_on <= reviewed_on:
        raise ReviewRefused("The next review comes after this one. Give a later day, or none.")
    made = Review.objects.create(
        body=body, about=about, reviewed_on=reviewed_on, outcome=outcome, next_on=next_on, note=note.strip()
    )
    record_event(
        by=by,
        at=at,
        what="review recorded",
        thing=made,
        partnership=body.partnership,
        detail={"body": body.code, "about": about, "on": str(reviewed_on), "outcome": outcome},
    )
    return made
