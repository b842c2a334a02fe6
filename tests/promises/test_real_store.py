"""A real store has no door of the demonstration, no fictional people, and no day but the present."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.web.conftest import *  # noqa: F403 - the same fixtures
from tests.web.conftest import NOW
from tests.web.universe import routes
from throughline.web.access import actions
from throughline.web.access.models import Partnership, Person, User
from throughline.web.site.kinds import FixedDayRefused, refuse_fixed_day_in_real_store


@pytest.fixture
def somebody(db: None) -> Person:
    """A person of a real store, with a user."""
    actions.start_store(kind="real", by=None, at=NOW)
    place: Partnership = actions.create_partnership(slug="real", name="Real", by=None, at=NOW)
    user = User.objects.create_user(email="ada@real.example", name="Ada Rowan")
    return actions.record_person(partnership=place, name="Ada Rowan", user=user, by=None, at=NOW)


def demonstration_addresses(person: Person) -> list[str]:
    """Every address that signs in without a password or moves the day, by its route."""
    found = [
        str(pattern.pattern)
        for name, pattern, _ in routes()
        if name in ("access:demonstration", "access:sign_in_as", "access:example_day")
    ]
    assert len(found) == 3
    return ["/" + one.replace("<int:person_id>", str(person.pk)) for one in found]


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_real_store_has_no_door_of_the_demonstration(somebody: Person, method: str) -> None:
    client = Client()
    answers = [getattr(client, method)(address).status_code for address in demonstration_addresses(somebody)]
    assert set(answers) <= {404, 405}
    assert 404 in answers
    assert client.get("/you").status_code == 302


def test_nothing_in_a_real_store_links_to_that_door(somebody: Person) -> None:
    client = Client()
    client.force_login(somebody.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/sign-in", "/you", "/boards"):
        assert "demonstration" not in client.get(address, follow=True).content.decode().lower()


def test_a_real_store_takes_no_fictional_people_and_no_fixed_day(somebody: Person) -> None:
    with pytest.raises(actions.OnlyInDemonstration):
        actions.make_demonstration_user(name="Kit Sorrel", by=None, at=NOW)
    with pytest.raises(actions.OnlyInDemonstration):
        actions.stand_still_on(partnership=somebody.partnership, day=date(2026, 3, 30), by=None, at=NOW)


def test_a_real_store_refuses_a_day_from_outside(somebody: Person, settings: object) -> None:
    settings.FIXED_TODAY = date(2026, 3, 30)  # type: ignore[attr-defined]
    with pytest.raises(FixedDayRefused, match="Unset THROUGHLINE_TODAY and start again"):
        refuse_fixed_day_in_real_store()
