"""What lists show and what pages let in agree, for any offices, seats and days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.conftest import NOW, TODAY
from throughline.web.access.actions import create_partnership, record_person, stand_still_on, start_store
from throughline.web.access.models import Office, OfficeHeld, Partnership, Person, User
from throughline.web.access.permits import (
    ENTER,
    Viewpoint,
    belongs_to,
    holds_permit,
    visible_partnerships,
)
from throughline.web.governance.models import Appointment, Body
from throughline.web.governance.standing import READ_BODY, codes_readable_by

pytestmark = pytest.mark.django_db
CODES = ("one", "two", "three")
DAYS = st.integers(min_value=-400, max_value=400).map(lambda number: TODAY + timedelta(days=number))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    """Two days in order, or one without an end; often around the day that is asked about."""
    first = draw(DAYS | st.sampled_from([TODAY, TODAY + timedelta(days=1)]))
    until = draw(st.none() | DAYS | st.sampled_from([TODAY, TODAY - timedelta(days=1)]))
    return (first, until) if until is None or until >= first else (until, first)


OFFICES = st.tuples(st.sampled_from(sorted(Office.values)), st.sampled_from(["", *CODES]), spans())
SEATS = st.tuples(st.sampled_from(CODES), spans())


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Two partnerships with bodies of the same codes, and somebody who is a person of both."""
    with django_db_blocker.unblock(), transaction.atomic():
        start_store(kind="demonstration", by=None, at=NOW)
        user = User.objects.create_user(email="ada@a.example", name="Ada Rowan")
        made = []
        for slug in ("hazelmere", "thornbury"):
            place = create_partnership(slug=slug, name=slug.title(), by=None, at=NOW)
            stand_still_on(partnership=place, day=TODAY, by=None, at=NOW)
            for code in CODES:
                Body.objects.create(partnership=place, code=code, name=code, kind="board")
            record_person(partnership=place, name="Ada Rowan", user=user, by=None, at=NOW)
            made.append(Partnership.objects.get(slug=slug))
        yield made
        transaction.set_rollback(True)


def give(person: Person, offices: list[Any], seats: list[Any]) -> None:
    """The offices and seats as rows; an inspector always has an end."""
    for office, code, (first, until) in offices:
        end = until or (first if office == Office.INSPECTOR else None)
        OfficeHeld.objects.create(person=person, office=office, body_code=code, from_on=first, until_on=end)
    for code, (first, until) in seats:
        body = Body.objects.get(partnership=person.partnership, code=code)
        Appointment.objects.create(body=body, seat="seat", person=person, from_on=first, until_on=until)


def fresh(place: Partnership, on: date, **route: str) -> Viewpoint:
    """A new request's viewpoint, which remembers nothing."""
    return Viewpoint(User.objects.get(email="ada@a.example"), on, Partnership.objects.get(pk=place.pk), route)


@settings(max_examples=25, deadline=None)
@given(
    offices=st.lists(OFFICES, max_size=3),
    seats=st.lists(SEATS, max_size=3),
    on=DAYS | st.just(TODAY),
    is_active=st.booleans(),
)
def test_the_bodies_listed_are_those_whose_papers_open(
    places: list[Partnership], offices: list[Any], seats: list[Any], on: date, is_active: bool
) -> None:
    with transaction.atomic():
        here, there = places
        person = Person.objects.get(partnership=here)
        give(person, offices, seats)
        listed = codes_readable_by(fresh(here, on))
        opened = {code for code in CODES if holds_permit(READ_BODY, fresh(here, on, body=code))}
        assert listed & set(CODES) == opened
        assert not codes_readable_by(fresh(there, on))
        assert not any(holds_permit(READ_BODY, fresh(there, on, body=code)) for code in CODES)
        User.objects.update(is_active=is_active)
        assert holds_permit(ENTER, fresh(here, on)) is (is_active and bool(opened or in_office(offices, on)))
        transaction.set_rollback(True)


def in_office(offices: list[Any], on: date) -> bool:
    """By brute force: any office that holds on the day."""
    held = [
        (first, until or (first if office == Office.INSPECTOR else None))
        for office, _, (first, until) in offices
    ]
    return any(first <= on and (until is None or on <= until) for first, until in held)


@settings(max_examples=25, deadline=None)
@given(offices=st.lists(OFFICES, max_size=3), seats=st.lists(SEATS, max_size=3), is_active=st.booleans())
def test_the_partnerships_listed_are_those_that_open_today(
    places: list[Partnership], offices: list[Any], seats: list[Any], is_active: bool
) -> None:
    with transaction.atomic():
        give(Person.objects.get(partnership=places[0]), offices, seats)
        User.objects.update(is_active=is_active)
        user = User.objects.get(email="ada@a.example")
        listed = visible_partnerships(user)
        for place in places:
            assert (place in listed) is holds_permit(ENTER, fresh(place, TODAY))
            assert (place in listed) is belongs_to(place, user)
        transaction.set_rollback(True)
