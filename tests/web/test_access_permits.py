"""Offices with dates open doors, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from tests.web.conftest import NOW, TODAY
from throughline.web.access import actions
from throughline.web.access.models import OfficeHeld, Partnership, Person
from throughline.web.access.permits import (
    ADMINISTER,
    ENTER,
    Viewpoint,
    holds_office,
    holds_permit,
    visible_partnerships,
)

Make = Callable[..., Person]


def _enters(person: Person, partnership: Partnership, on: date = TODAY) -> bool:
    return holds_permit(ENTER, Viewpoint(person.user, on, partnership))


@pytest.mark.parametrize(
    ("terms", "may_enter"),
    [
        pytest.param({"from_on": date(2026, 3, 30)}, True, id="an office that begins today opens today"),
        pytest.param({"from_on": date(2026, 3, 31)}, False, id="one that begins tomorrow does not yet"),
        pytest.param(
            {"from_on": date(2026, 1, 1), "until_on": date(2026, 3, 30)}, True, id="its last day counts"
        ),
        pytest.param(
            {"from_on": date(2026, 1, 1), "until_on": date(2026, 3, 29)}, False, id="one that ended is shut"
        ),
        pytest.param(
            {"from_on": date(2026, 1, 1), "body_code": "iom-panel"},
            True,
            id="an office of one body belongs to the partnership",
        ),
    ],
)
def test_an_office_opens_between_its_days(
    person_with: Make, partnership: Partnership, terms: dict[str, Any], may_enter: bool
) -> None:
    person = person_with("Ada Rowan", "analyst", **terms)
    assert _enters(person, partnership) is may_enter
    assert (partnership in visible_partnerships(person.user)) is may_enter


def test_a_person_without_office_or_seat_does_not_enter(person_with: Make, partnership: Partnership) -> None:
    assert not _enters(person_with("Ada Rowan"), partnership)


def test_an_office_opens_nothing_of_another_partnership(stranger: Person, partnership: Partnership) -> None:
    assert not _enters(stranger, partnership)
    assert partnership not in visible_partnerships(stranger.user)


def test_nobody_is_nobody(partnership: Partnership) -> None:
    assert not holds_permit(ENTER, Viewpoint(AnonymousUser(), TODAY, partnership))
    assert visible_partnerships(AnonymousUser()) == []


def test_a_disabled_user_is_shut_out_of_everything(secretary: Person, partnership: Partnership) -> None:
    actions.disable_user(user=secretary.user, by=None, at=NOW)
    assert not _enters(secretary, partnership)
    assert visible_partnerships(secretary.user) == []


def test_the_administrator_enters_no_partnership(person_with: Make, partnership: Partnership) -> None:
    person = person_with("Ada Rowan")
    actions.appoint_administrator(user=person.user, from_on=TODAY, by=None, at=NOW)
    assert holds_permit(ADMINISTER, Viewpoint(person.user, TODAY))
    assert not _enters(person, partnership)


def test_a_permit_that_nobody_declared_is_held_by_nobody(secretary: Person, partnership: Partnership) -> None:
    assert not holds_permit("walk on water", Viewpoint(secretary.user, TODAY, partnership))


@pytest.mark.parametrize(
    ("held_for", "asked_about", "holds"),
    [
        pytest.param("", "", True, id="the partnership's secretary, about the partnership"),
        pytest.param("", "iom-panel", True, id="the partnership's secretary, about one body"),
        pytest.param("iom-panel", "iom-panel", True, id="a body's secretary, about that body"),
        pytest.param("iom-panel", "rrdg", False, id="a body's secretary, about another body"),
        pytest.param("iom-panel", "", False, id="a body's secretary, about the partnership"),
    ],
)
def test_an_office_reaches_as_far_as_it_was_given(
    person_with: Make, partnership: Partnership, held_for: str, asked_about: str, holds: bool
) -> None:
    person = person_with("Ada Rowan", "secretary", body_code=held_for)
    route = {"body": asked_about} if asked_about else {}
    assert holds_office("secretary")(Viewpoint(person.user, TODAY, partnership, route)) is holds


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        pytest.param({"office": "king"}, actions.UnknownOffice, id="an office that we do not know"),
        pytest.param({"office": "inspector"}, actions.OfficeNeedsEnd, id="an inspector without an end"),
        pytest.param(
            {"office": "analyst", "until_on": date(2025, 12, 31)},
            actions.EndBeforeBeginning,
            id="an end before the beginning",
        ),
    ],
)
def test_an_office_is_refused(person_with: Make, terms: dict[str, Any], refusal: type[Exception]) -> None:
    person = person_with("Ada Rowan")
    with pytest.raises(refusal):
        actions.appoint_to_office(person=person, from_on=date(2026, 1, 1), by=None, at=NOW, **terms)
    assert not OfficeHeld.objects.filter(person=person).exists()


def test_an_office_that_ends_shuts_the_door_on_the_next_request(
    as_person: Callable[[Person], Any], person_with: Make, partnership: Partnership
) -> None:
    person = person_with("Ada Rowan", "analyst")
    client = as_person(person)
    assert partnership.name in client.get("/boards").content.decode()
    actions.end_office(held=person.offices.get(), last_day=date(2026, 3, 29), by=None, at=NOW)
    assert partnership.name not in client.get("/boards").content.decode()


def test_predicates_are_known_to_the_registry() -> None:
    assert rules.perm_exists(ENTER)
    assert rules.perm_exists(ADMINISTER)
