"""What moves when an organisation ends and others follow it: everything that names it, in every room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from throughline.rules.plan.leads import LineNamed, lines_naming
from throughline.rules.recipients import recipients
from throughline.rules.succession import (
    SeatOfAgency,
    SeatsMeet,
    offices_without_holder,
    organisations_changed,
    seats_of_agency,
    seats_that_meet,
)
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.terms.reader import read
from throughline.rules.terms.succeed import NewAgency, Succession, with_succession
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models import Action
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Appointment, Body
from throughline.web.governance.queries import read_record, terms_record
from throughline.web.governance.seats.posts import agency_then
from throughline.web.governance.seats.words import posts_of_seats, seat_in_words
from throughline.web.performance.queries import list_on, planned_indicators, series_of
from throughline.web.plan.models import PlanVersion
from throughline.web.plan.queries import plan_of, version_on

NOBODY = "-"
"""Stands where a person says that nobody follows until the body decides."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which organisation ends, which follow, and from which day they stand."""

    agency: Agency
    first_day: date
    successors: tuple[NewAgency, ...]
    """Known organisations and new ones, in the order they were named."""
    new: frozenset[str]
    """The codes of those that the terms do not name yet."""

    @property
    def change(self) -> Succession:
        """The change of the terms, before anybody says where seats go."""
        return Succession(
            agency=self.agency.code,
            first_day=self.first_day,
            becomes=tuple(one.id for one in self.successors),
            new=tuple(one for one in self.successors if one.id in self.new),
        )

    @property
    def only(self) -> str:
        """The code of the only successor; empty where there are none or several."""
        return self.successors[0].id if len(self.successors) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class SeatMoving:
    """A seat of the organisation, and who sits there on its last day."""

    body: Body
    seat: str
    words: str
    is_own: bool
    person: str

    @property
    def key(self) -> tuple[str, str]:
        """Body and seat."""
        return self.body.code, self.seat


@dataclass(frozen=True, kw_only=True)
class WhatMoves:
    """Everything that names an organisation on its last day, and what will stand empty after it."""

    question: Question
    seats: tuple[SeatMoving, ...]
    meets: tuple[SeatsMeet, ...]
    people: tuple[Person, ...]
    version: PlanVersion | None
    lines: tuple[LineNamed, ...]
    actions: tuple[Action, ...]
    series: Mapping[str, str]
    """The names of the indicators whose figures it sent, by code."""
    tell: tuple[str, ...]
    """Those to whom the bodies on which it sits report."""


def what_moves(question: Question) -> WhatMoves:
    """Everything that names an organisation, for a person to look at before anything is changed.

    Raises SuccessionUnusable where it cannot be followed in this way, and NoTermsYet. Source: rule R48.
    """
    partnership, agency = question.agency.partnership, question.agency
    record = terms_record(partnership, question.first_day)
    terms = read_record(record)
    changed = read(with_succession(record.text, question.change))
    last_day = question.change.last_day
    seats = seats_of_agency(terms, agency.code, last_day)
    version = latest_version(partnership, question.first_day)
    return WhatMoves(
        question=question,
        seats=tuple(_seats(partnership, terms, seats, last_day)),
        meets=seats_that_meet(terms, agency.code, question.only, last_day) if question.only else (),
        people=tuple(people_from(agency, last_day)),
        version=version,
        lines=lines_naming(plan_of(version), agency.code) if version else (),
        actions=tuple(open_actions_of(agency)),
        series=_series(partnership, agency, question.first_day),
        tell=_told(changed, seats, last_day, question.first_day),
    )


def _seats(
    partnership: Partnership, terms: Terms, seats: tuple[SeatOfAgency, ...], day: date
) -> Iterator[SeatMoving]:
    names = names_in(terms)
    bodies = {one.code: one for one in Body.objects.filter(partnership=partnership)}
    sitting = {(row.body.code, row.seat): row.person.name for row in appointments_running(partnership, day)}
    posts = posts_of_seats(terms, day)
    for one in seats:
        body = bodies[one.body]
        post = posts.get((one.body, one.seat), seat_in_words(one.seat))
        yield SeatMoving(
            body=body,
            seat=one.seat,
            words=f"{names.get(one.body, one.body)}: {post}",
            is_own=one.is_own,
            person=sitting.get((one.body, one.seat), ""),
        )


def appointments_running(partnership: Partnership, day: date) -> QuerySet[Appointment]:
    """The confirmed appointments of a partnership that run on a day."""
    rows = Appointment.objects.filter(Appointment.on(day), body__partnership=partnership, is_confirmed=True)
    return rows.select_related("body__partnership", "person__agency", "person__partnership")


def people_from(agency: Agency, day: date) -> QuerySet[Person]:
    """The people who come from an organisation on a day, by name."""
    rows = Person.objects.filter(partnership=agency.partnership).annotate(
        agency_then=agency_then(day, person="pk")
    )
    return rows.filter(agency_then=agency.code).select_related("agency", "partnership").order_by("name", "pk")


def open_actions_of(agency: Agency) -> QuerySet[Action]:
    """The open actions that an organisation owns, by number."""
    rows = Action.objects.filter(owner_agency=agency, closed_on__isnull=True)
    return rows.select_related("owner").order_by("number")


def latest_version(partnership: Partnership, day: date) -> PlanVersion | None:
    """The last version of the plan in force on a day; None where there is no plan."""
    version = version_on(partnership, day)
    if version is None:
        return None
    return version.plan.versions.select_related("plan__partnership").order_by("-number").first()


def _series(partnership: Partnership, agency: Agency, day: date) -> dict[str, str]:
    codes = series_of(partnership, agency)
    planned = planned_indicators(partnership, day) if codes and list_on(partnership, day) else {}
    return {code: planned[code].indicator.name if code in planned else code for code in codes}


def _told(
    changed: Terms, seats: tuple[SeatOfAgency, ...], last_day: date, first_day: date
) -> tuple[str, ...]:
    found = [
        name
        for body in dict.fromkeys(one.body for one in seats)
        for one in organisations_changed(changed, body, after=last_day, until=first_day)
        for name in one.tell
    ]
    return tuple(dict.fromkeys(found))


def offices_left_vacant(body: Body, day: date) -> tuple[str, ...]:
    """The offices of a body that nobody holds on a day. Source: rule R48."""
    return offices_without_holder(seated_on(body, day).circle)


def parents_in_the_file(terms: Terms, body: str) -> tuple[str, ...]:
    """The codes of the bodies of the file to which a body reports, by terms of a day."""
    here = terms.body(body)
    codes = {one.id for one in terms.bodies}
    words = [
        word
        for line in here.lines
        if line.type in ("reports-to", "accountable-to")
        for word in recipients(terms, in_use(line.to), here)
    ]
    return tuple(dict.fromkeys(word for word in words if word in codes))
