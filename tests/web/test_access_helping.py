"""A secretary or administrator helps somebody back in: whom they may help, what is kept, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.web.access import actions
from throughline.web.access.models import Event, Partnership, Person, User

Make = Callable[..., Person]
NEW = "sorrel under the wall"


@pytest.fixture
def ada(person_with: Make) -> Person:
    """Ada Rowan, an analyst with a phone as her second step."""
    person = person_with("Ada Rowan", "analyst")
    Authenticator.objects.create(user=person.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return person


def page_for(person: Person) -> str:
    return f"/{person.partnership.slug}/people/{person.pk}/way-in"


def test_a_secretary_hands_over_a_link_that_works_once(as_secretary: Client, ada: Person) -> None:
    page = as_secretary.post(page_for(ada), {"act": "link"}).content.decode()
    found = re.search(r"/sign-in/new-password/[\w-]+", page)
    assert found is not None
    assert Client().post(found[0], {"password": NEW, "again": NEW}).status_code == 302
    assert "This link is unknown" in Client().get(found[0]).content.decode()


def test_the_link_is_shown_once_and_kept_as_a_digest(as_secretary: Client, ada: Person) -> None:
    as_secretary.post(page_for(ada), {"act": "link"})
    assert "/sign-in/new-password/" not in as_secretary.get(page_for(ada)).content.decode()


def test_looking_at_the_page_changes_nothing(as_secretary: Client, ada: Person) -> None:
    as_secretary.get(page_for(ada))
    before = Event.objects.count()
    as_secretary.get(page_for(ada))
    assert Event.objects.count() == before
    assert Authenticator.objects.filter(user=ada.user).exists()


def test_a_lost_second_step_is_taken_away_with_its_reason_and_every_session(
    as_secretary: Client, as_person: Callable[[Person], Client], ada: Person
) -> None:
    hers = as_person(ada)
    assert hers.get("/you").status_code == 200
    as_secretary.post(page_for(ada), {"act": "step", "because": "lost"})
    assert not Authenticator.objects.filter(user=ada.user).exists()
    assert hers.get("/you").status_code == 302
    told = Event.objects.get(what="second step taken away")
    assert (told.detail, told.thing, told.partnership) == (
        {"because": "lost"},
        f"access.user:{ada.user_id}",
        "hazelmere",
    )


def test_without_a_reason_nothing_is_taken_away(as_secretary: Client, ada: Person) -> None:
    page = as_secretary.post(page_for(ada), {"act": "step"}).content.decode()
    assert "There is a problem" in page
    assert Authenticator.objects.filter(user=ada.user).exists()


def test_the_person_reads_of_it_on_their_own_page(
    as_secretary: Client, as_person: Callable[[Person], Client], ada: Person
) -> None:
    as_secretary.post(page_for(ada), {"act": "link"})
    as_secretary.post(page_for(ada), {"act": "step", "because": "lost"})
    ada.user.refresh_from_db()
    page = as_person(ada).get("/you/sessions").content.decode()
    assert "A secretary or administrator took your second step away." in page
    assert "A secretary or administrator made a one-time link for a new password." in page


def runs_the_site(person: Person, _elsewhere: Partnership) -> None:
    actions.appoint_administrator(user=person.user, from_on=TODAY, by=None, at=NOW)


def sits_elsewhere(person: Person, elsewhere: Partnership) -> None:
    actions.record_person(partnership=elsewhere, name=person.name, user=person.user, by=None, at=NOW)


def is_shut_out(person: Person, _elsewhere: Partnership) -> None:
    actions.disable_user(user=person.user, by=None, at=NOW)


@pytest.mark.parametrize(
    ("becomes", "sentence"),
    [
        pytest.param(runs_the_site, "also signs in elsewhere on this site", id="somebody who runs the site"),
        pytest.param(sits_elsewhere, "also signs in elsewhere on this site", id="somebody of two partnerships"),
        pytest.param(is_shut_out, "may no longer sign in", id="somebody who was shut out"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sent", [{"act": "link"}, {"act": "step", "because": "lost"}])
def test_a_secretary_opens_no_account_that_reaches_further_than_theirs(
    as_secretary: Client,
    ada: Person,
    other_partnership: Partnership,
    becomes: Callable[[Person, Partnership], None],
    sentence: str,
    sent: dict[str, str],
) -> None:
    becomes(ada, other_partnership)
    page = as_secretary.post(page_for(ada), sent).content.decode()
    assert sentence in page
    assert "/sign-in/new-password/" not in page
    assert Authenticator.objects.filter(user=ada.user).exists()


def test_a_secretary_does_not_help_themselves_past_their_own_second_step(
    as_secretary: Client, secretary: Person
) -> None:
    page = as_secretary.post(page_for(secretary), {"act": "link"}).content.decode()
    assert "This is you." in page
    assert "/sign-in/new-password/" not in page


def test_another_partnerships_secretary_finds_no_such_page(as_stranger: Client, ada: Person) -> None:
    assert as_stranger.post(page_for(ada), {"act": "link"}).status_code == 404


def test_a_secretary_gives_their_password_again_first(client: Client, secretary: Person, ada: Person) -> None:
    secretary.user.set_password(NEW)
    secretary.user.save()
    client.post("/sign-in", {"login": secretary.user.email, "password": NEW})
    assert client.post(page_for(ada), {"act": "link"}).headers["Location"].startswith("/you/again")
    client.post("/you/again", {"password": NEW})
    assert "/sign-in/new-password/" in client.post(page_for(ada), {"act": "link"}).content.decode()


@pytest.fixture
def as_administrator(person_with: Make, as_person: Callable[[Person], Client]) -> Client:
    """A client of somebody who runs the site."""
    person = person_with("Ada Sedge")
    actions.appoint_administrator(user=person.user, from_on=TODAY, by=None, at=NOW)
    return as_person(person)


def test_an_administrator_shuts_somebody_out_and_lets_them_in_again(
    as_administrator: Client, as_person: Callable[[Person], Client], ada: Person
) -> None:
    hers = as_person(ada)
    as_administrator.post(f"/users/{ada.user_id}", {"act": "shut out"})
    assert hers.get("/you").status_code == 302
    as_administrator.post(f"/users/{ada.user_id}", {"act": "let in"})
    assert User.objects.get(pk=ada.user_id).is_active
    assert hers.get("/you").status_code == 302, "a session that was ended stays ended"


def test_an_administrator_does_not_shut_themselves_out(as_administrator: Client) -> None:
    me = User.objects.get(name="Ada Sedge")
    answer = as_administrator.post(f"/users/{me.pk}", {"act": "shut out"}, follow=True)
    assert "You cannot shut yourself out" in answer.content.decode()
    assert User.objects.get(pk=me.pk).is_active


def test_the_list_of_users_asks_as_much_however_many_there_are(
    as_administrator: Client, person_with: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        person_with(f"Person {number}")
    with django_assert_max_num_queries(12):
        page = as_administrator.get("/users").content.decode()
    assert page.count("/users/") >= 13


def test_where_there_is_no_second_step_none_is_taken_away(as_secretary: Client, person_with: Make) -> None:
    plain = person_with("Bo Tansy")
    with pytest.raises(actions.NothingToForget):
        actions.forget_second_step(
            user=plain.user, because="lost", by=User.objects.get(name="Sam Larch"), at=datetime.now(UTC)
        )
    assert "has no second step" in as_secretary.get(page_for(plain)).content.decode()
