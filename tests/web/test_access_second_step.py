"""The second step: who must have one, how its secrets are kept, and what stays open until it is added."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from throughline.web.access import actions
from throughline.web.access.models import Event, Partnership, Person, User
from throughline.web.access.second_step import WAYS_OPEN, SecondSteps, is_needed_by
from throughline.web.site.versions import EditedSince

WORDS = "rowan hedge lantern"
AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def real(db: None) -> Partnership:
    """A partnership of a real store."""
    actions.start_store(kind="real", by=None, at=AT)
    return actions.create_partnership(slug="hazelmere", name="Hazelmere", by=None, at=AT)


@pytest.fixture
def ada(real: Partnership) -> Person:
    """Ada Rowan, its secretary, who signs in with a password."""
    user = User.objects.create_user(email="ada@hazelmere.example", name="Ada Rowan", password=WORDS)
    person = actions.record_person(
        partnership=real, name="Ada Rowan", email=user.email, user=user, by=None, at=AT
    )
    actions.appoint_to_office(person=person, office="secretary", from_on=AT.date(), by=None, at=AT)
    return person


def signs_in(person: Person) -> Client:
    client = Client()
    assert client.post("/sign-in", {"login": person.user.email, "password": WORDS}).status_code == 302
    return client


def adds_a_phone(client: Client) -> tuple[str, list[str]]:
    """The secret and the spare codes that the person is shown."""
    client.post("/you/again", {"password": WORDS})
    secret = client.get("/you/codes/app").context_data["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/you/codes/app", {"code": code}).status_code == 302
    file = client.get("/you/codes/spare/file").content.decode()
    return secret, [line.strip() for line in file.splitlines() if line.strip().isdigit()]


@pytest.mark.parametrize(
    ("site", "here", "needed"),
    [
        pytest.param("offered", False, False, id="nobody asks for it"),
        pytest.param("required", False, True, id="the site asks for it"),
        pytest.param("offered", True, True, id="a partnership asks for it"),
        pytest.param("required", True, True, id="both ask for it"),
    ],
)
def test_who_needs_a_second_step(ada: Person, settings: Any, site: str, here: bool, needed: bool) -> None:
    settings.SECOND_FACTOR = site
    Partnership.objects.update(needs_second_step=here)
    assert is_needed_by(ada.user) is needed


def test_a_demonstration_asks_nobody(secretary: Person, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    assert not is_needed_by(secretary.user)


def test_whoever_lacks_one_is_led_to_add_it_before_anything_opens(ada: Person, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client = signs_in(ada)
    for closed in ("/boards", "/hazelmere/people", "/you", "/you/sessions", "/nowhere"):
        assert client.get(closed).headers.get("Location") == "/you/codes", closed
    assert client.post("/hazelmere/people", {"name": "x"}).headers["Location"] == "/you/codes"
    assert "Add a second step before you go on" in client.get("/you/codes").content.decode()


def test_what_stays_open_without_one_shows_nothing_of_a_partnership() -> None:
    assert {
        name for name in WAYS_OPEN if not name.startswith(("mfa_", "account_", "site:", "access:stay"))
    } == set()


def test_once_it_is_added_everything_opens(ada: Person, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client = signs_in(ada)
    adds_a_phone(client)
    assert client.get("/boards").status_code == 200


def test_the_last_one_is_not_taken_away_where_it_is_needed(ada: Person, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client = signs_in(ada)
    adds_a_phone(client)
    answer = client.post("/you/codes/app/off")
    assert "A second step is needed here" in answer.content.decode()
    assert Authenticator.objects.filter(user=ada.user, type="totp").exists()


def test_a_passkey_that_is_the_last_one_is_not_taken_away_either(ada: Person, settings: Any) -> None:
    client = signs_in(ada)
    settings.SECOND_FACTOR = "required"
    key = Authenticator.objects.create(user=ada.user, type="webauthn", data={"name": "Key", "credential": {}})
    client.post(f"/you/passkeys/{key.pk}/remove")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_secretary_asks_for_it_on_a_page(ada: Person) -> None:
    client = signs_in(ada)
    version = Partnership.objects.get().version
    client.post("/hazelmere/people/second-step", {"is_needed": "on", "version": version})
    assert Partnership.objects.get().needs_second_step
    assert Event.objects.latest("number").detail == {"needed": True}
    page = client.post("/hazelmere/people/second-step", {"version": version}).content.decode()
    assert "Someone else changed this after you opened it" in page
    assert Partnership.objects.get().needs_second_step


def test_two_editors_of_what_is_asked_for(real: Partnership) -> None:
    with pytest.raises(EditedSince):
        actions.require_second_step(
            partnership=real, is_needed=True, expected_version=real.version + 1, by=None, at=AT
        )


def test_the_store_holds_no_secret_that_anybody_could_read(ada: Person) -> None:
    """Neither the phone's secret, nor the seed of the spare codes, nor a code stands in any table."""
    secret, codes = adds_a_phone(signs_in(ada))
    assert len(codes) == 10
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if "session" not in table]
        held = ""
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            held += repr(cursor.fetchall())
    assert secret not in held
    assert not [code for code in codes if code in held]
    kept = {one.type: one.data for one in Authenticator.objects.filter(user=ada.user)}
    assert kept["totp"]["secret"].startswith("locked:")
    assert kept["recovery_codes"]["seed"].startswith("locked:")


def test_the_codes_still_work_when_locked(ada: Person) -> None:
    _secret, codes = adds_a_phone(signs_in(ada))
    client = Client()
    client.post("/sign-in", {"login": ada.user.email, "password": WORDS})
    assert client.get("/boards").status_code == 302
    assert client.post("/sign-in/code", {"code": codes[0]}).status_code == 302
    assert client.get("/boards").status_code == 200


@given(st.text())
def test_what_is_locked_opens_with_the_same_key_alone(text: str) -> None:
    steps = SecondSteps()
    locked = steps.encrypt(text)
    assert steps.decrypt(locked) == text
    assert len(text) < 4 or text not in locked


def test_another_secret_key_opens_nothing_unless_it_is_named_as_an_earlier_one(settings: Any) -> None:
    locked = get_adapter().encrypt("secret")
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(locked)
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert get_adapter().decrypt(locked) == "secret"


def test_two_locked_copies_differ() -> None:
    assert get_adapter().encrypt("secret") != get_adapter().encrypt("secret")


@pytest.mark.parametrize("path", ["/you/passkeys", "/you/codes", "/you/passkeys/add"])
def test_pages_of_passkeys_open(ada: Person, path: str) -> None:
    client = signs_in(ada)
    client.post("/you/again", {"password": WORDS})
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "credential",
    [
        pytest.param("", id="nothing"),
        pytest.param("{}", id="an empty one"),
        pytest.param("[1]", id="a list"),
        pytest.param(json.dumps({"response": {"userHandle": "MQ"}}), id="half of one"),
    ],
)
def test_a_broken_passkey_signs_nobody_in_and_leads_back(ada: Person, credential: str) -> None:
    client = Client()
    answer = client.post("/sign-in/passkey", {"credential": credential})
    assert answer.status_code == 302
    assert client.get("/you").status_code == 302
