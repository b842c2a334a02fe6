"""Joining a second partnership, one open code at a time, first secretaries, and guessing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.web.access import actions
from throughline.web.access.models import Event, Invitation, OfficeHeld, Partnership, Person, User
from throughline.web.access.permits import visible_partnerships

Make = Callable[..., Person]
SignIn = Callable[[Person], Client]
WORDS = "rowan hedge lantern"


@pytest.fixture
def invited(other_partnership: Partnership, secretary: Person) -> tuple[Person, str]:
    """The secretary of Hazelmere, recorded in Thornbury by the same address, and the code for it."""
    person = actions.record_person(
        partnership=other_partnership,
        name="Samantha Larch",
        email=secretary.email.upper(),
        by=None,
        at=NOW,
    )
    actions.appoint_to_office(person=person, office="analyst", from_on=TODAY, by=None, at=NOW)
    return person, actions.invite_person(person=person, by=None, at=datetime.now(UTC))


def test_whoever_signs_in_already_joins_a_second_partnership(
    as_secretary: Client, secretary: Person, invited: tuple[Person, str], other_partnership: Partnership
) -> None:
    person, code = invited
    page = as_secretary.post("/accept", {"code": code}, follow=True).content.decode()
    assert "You belong to Thornbury Partnership now." in page
    person.refresh_from_db()
    assert person.user == secretary.user
    assert [one.slug for one in visible_partnerships(secretary.user)] == ["hazelmere", "thornbury"]


def test_a_password_is_not_asked_of_whoever_is_signed_in(as_secretary: Client) -> None:
    assert 'type="password"' not in as_secretary.get("/accept").content.decode()


def test_a_code_made_out_to_somebody_else_is_refused_and_still_works(
    invited: tuple[Person, str], as_person: SignIn, person_with: Make, as_secretary: Client
) -> None:
    person, code = invited
    page = as_person(person_with("Ada Rowan", "analyst")).post("/accept", {"code": code}).content.decode()
    assert "This code is not made out to the address you sign in with." in page
    person.refresh_from_db()
    assert person.user is None
    assert as_secretary.post("/accept", {"code": code}).status_code == 302


def test_whoever_has_not_signed_in_is_told_to(invited: tuple[Person, str], client: Client) -> None:
    page = client.post("/accept", {"code": invited[1], "password": WORDS}).content.decode()
    assert "Sign in, then give the code again." in page
    assert User.objects.filter(email__iexact=invited[0].email).count() == 1


def test_nobody_is_two_people_of_one_partnership(as_secretary: Client, secretary: Person) -> None:
    twin = actions.record_person(
        partnership=secretary.partnership, name="Sam", email=secretary.email, by=None, at=NOW
    )
    code = actions.invite_person(person=twin, by=None, at=datetime.now(UTC))
    page = as_secretary.post("/accept", {"code": code}).content.decode()
    assert "You belong to this partnership already." in page


def test_a_new_invitation_ends_the_earlier_one(partnership: Partnership) -> None:
    person = actions.record_person(partnership=partnership, name="A", email="a@b.example", by=None, at=NOW)
    earlier = actions.invite_person(person=person, by=None, at=NOW)
    later = actions.invite_person(person=person, by=None, at=NOW + timedelta(hours=1))
    with pytest.raises(actions.InvitationRefused):
        actions.accept_invitation(code=earlier, password=WORDS, at=NOW + timedelta(hours=2))
    assert actions.accept_invitation(code=later, password=WORDS, at=NOW + timedelta(hours=2)).pk


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"email": ""}, "has no e-mail address", id="nobody without an address"),
        pytest.param({"user": True}, "signs in already", id="nobody who signs in already"),
    ],
)
def test_who_is_not_invited(
    secretary: Person, partnership: Partnership, change: dict[str, Any], sentence: str
) -> None:
    person = actions.record_person(
        partnership=partnership, name="A", email=change.get("email", "a@b.example"), by=None, at=NOW
    )
    if change.get("user"):
        person = secretary
    with pytest.raises(actions.InvitationRefused, match=sentence):
        actions.invite_person(person=person, by=None, at=NOW)


@pytest.mark.parametrize("signed_in", [False, True])
def test_guessing_codes_brings_a_wait(as_person: SignIn, secretary: Person, signed_in: bool) -> None:
    client = as_person(secretary) if signed_in else Client()
    pages = [
        client.post("/accept", {"code": f"guess {n}", "password": WORDS}).content.decode() for n in range(11)
    ]
    assert "This code is unknown" in pages[9]
    assert "Too many tries from here" in pages[10]


def test_a_first_secretary_is_named_once_and_keeps_the_partnership(partnership: Partnership) -> None:
    person, code = actions.name_first_secretary(
        partnership=partnership, name="Ada Rowan", email="ada@h.example", from_on=TODAY, by=None, at=NOW
    )
    user = actions.accept_invitation(code=code, password=WORDS, at=NOW)
    assert [one.office for one in OfficeHeld.objects.filter(person=person)] == ["secretary"]
    assert visible_partnerships(user) == [partnership]
    with pytest.raises(actions.SecretaryKnown):
        actions.name_first_secretary(
            partnership=partnership, name="Bo", email="bo@h.example", from_on=TODAY, by=None, at=NOW
        )


@pytest.mark.parametrize(
    ("office", "until", "may"),
    [
        pytest.param("secretary", None, False, id="not where somebody is secretary"),
        pytest.param("secretary", date(2025, 6, 1), False, id="not where somebody ever was"),
        pytest.param("chair", None, True, id="where there is only a chair"),
    ],
)
def test_only_where_nobody_ever_was_secretary(
    person_with: Make, partnership: Partnership, office: str, until: date | None, may: bool
) -> None:
    person_with("Bo Tansy", office, until_on=until)
    before = Person.objects.count()
    try:
        actions.name_first_secretary(
            partnership=partnership, name="Ada", email="ada@h.example", from_on=TODAY, by=None, at=NOW
        )
    except actions.SecretaryKnown:
        assert not may
        assert Person.objects.count() == before
    else:
        assert may


def test_an_administrator_names_one_on_a_page(
    partnership: Partnership, person_with: Make, as_person: SignIn
) -> None:
    runs = person_with("Ada Sedge")
    actions.appoint_administrator(user=runs.user, from_on=TODAY, by=None, at=NOW)
    client = as_person(runs)
    typed = {"partnership": partnership.slug, "name": "Bo Tansy", "email": "bo@h.example"}
    assert "One-time code for Bo Tansy" in client.post("/secretaries", typed).content.decode()
    assert Invitation.objects.filter(person__name="Bo Tansy").exists()
    assert Event.objects.filter(what="office given").latest("number").by == runs.user_id
    assert "Every partnership has or had a secretary" in client.get("/secretaries").content.decode()
