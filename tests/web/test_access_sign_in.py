"""Signing in: by invitation, with a wait after failures, and by one click in the demonstration only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import NOW
from throughline.web.access import actions, delays
from throughline.web.access.actions import start_store
from throughline.web.access.models import Administration, Event, FailedSignIn, Partnership, Person, User

WORDS = "rowan hedge lantern"


@pytest.fixture
def with_password(secretary: Person) -> User:
    """The secretary's user, with a password."""
    secretary.user.set_password(WORDS)
    secretary.user.save()
    return secretary.user


def _try(client: Client, email: str, password: str, place: str = "192.0.2.1") -> int:
    answer = client.post("/sign-in", {"login": email, "password": password}, REMOTE_ADDR=place)
    return answer.status_code


def test_the_right_password_signs_in(client: Client, with_password: User) -> None:
    assert _try(client, with_password.email, WORDS) == 302
    assert client.get("/you").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("sam.larch@hazelmere.example", "wrong words here", id="a wrong password"),
        pytest.param("nobody@hazelmere.example", WORDS, id="an unknown address"),
    ],
)
def test_a_refusal_tells_nothing_of_which_was_wrong(
    client: Client, with_password: User, email: str, password: str
) -> None:
    answer = client.post("/sign-in", {"login": email, "password": password})
    assert answer.status_code == 200
    assert "The e-mail address or the password is not right." in answer.content.decode()


def test_a_disabled_user_is_refused_on_the_next_request(client: Client, with_password: User) -> None:
    _try(client, with_password.email, WORDS)
    actions.disable_user(user=with_password, by=None, at=NOW)
    assert client.get("/you").status_code == 302


def test_after_ten_failures_even_the_right_password_waits(client: Client, with_password: User) -> None:
    for _ in range(12):
        delays.remember_failure(account=with_password.email, place="192.0.2.1", at=datetime.now(UTC))
    assert _try(client, with_password.email, WORDS) == 200
    assert client.get("/you").status_code == 302


def test_a_genuine_user_elsewhere_is_not_locked_out(client: Client, with_password: User) -> None:
    for _ in range(30):
        delays.remember_failure(account=with_password.email, place="192.0.2.1", at=datetime.now(UTC))
    assert _try(client, with_password.email, WORDS, place="198.51.100.7") == 302


def test_a_failure_is_counted_without_the_address(client: Client, with_password: User) -> None:
    _try(client, with_password.email, "wrong words here")
    failure = FailedSignIn.objects.get()
    assert with_password.email not in (failure.account_digest, failure.place_digest)
    _try(client, with_password.email, WORDS)
    assert not FailedSignIn.objects.exists()


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        pytest.param(0, 0, id="nothing at first"),
        pytest.param(9, 0, id="nothing up to nine"),
        pytest.param(10, 1, id="a second after ten"),
        pytest.param(14, 16, id="doubling from then on"),
        pytest.param(200, 900, id="never more than fifteen minutes"),
    ],
)
def test_the_wait_grows(failures: int, seconds: int) -> None:
    assert delays.wait_after(failures) == timedelta(seconds=seconds)


@given(st.integers(min_value=0, max_value=10_000))
def test_the_wait_never_shrinks(failures: int) -> None:
    assert delays.wait_after(failures) <= delays.wait_after(failures + 1) <= delays.LONGEST_WAIT


def test_nobody_signs_up(client: Client, db: None) -> None:
    for address in ("/sign-up", "/sign-up/", "/accounts/signup/"):
        answer = client.get(address, follow=True)
        assert (
            answer.status_code == 404 or '<h1 class="govuk-heading-l">Sign in</h1>' in answer.content.decode()
        )


def test_an_invitation_works_once(client: Client, partnership: Partnership) -> None:
    person = actions.record_person(
        partnership=partnership, name="Ada Rowan", email="ada@hazelmere.example", by=None, at=NOW
    )
    code = actions.invite_person(person=person, by=None, at=datetime.now(UTC))
    first = client.post("/accept", {"code": code, "password": WORDS})
    again = Client().post("/accept", {"code": code, "password": WORDS})
    assert (first.status_code, again.status_code) == (302, 200)
    assert "was used, or is too old" in again.content.decode()
    person.refresh_from_db()
    assert person.user is not None
    assert client.get("/you").status_code == 200


def test_an_invitation_ends_after_fourteen_days(partnership: Partnership) -> None:
    person = actions.record_person(partnership=partnership, name="A", email="a@b.example", by=None, at=NOW)
    code = actions.invite_person(person=person, by=None, at=NOW)
    with pytest.raises(actions.InvitationRefused):
        actions.accept_invitation(code=code, password=WORDS, at=NOW + timedelta(days=14, seconds=1))


def test_a_short_password_is_refused_and_the_code_still_works(
    client: Client, partnership: Partnership
) -> None:
    person = actions.record_person(partnership=partnership, name="A", email="a@b.example", by=None, at=NOW)
    code = actions.invite_person(person=person, by=None, at=datetime.now(UTC))
    assert client.post("/accept", {"code": code, "password": "short"}).status_code == 200
    assert client.post("/accept", {"code": code, "password": WORDS}).status_code == 302


def test_the_code_itself_is_kept_nowhere(partnership: Partnership) -> None:
    person = actions.record_person(partnership=partnership, name="A", email="a@b.example", by=None, at=NOW)
    code = actions.invite_person(person=person, by=None, at=NOW)
    events = [str(vars(event)) for event in Event.objects.all()]
    assert not any(code in event for event in events)


def test_the_first_visitor_with_the_terminals_code_runs_the_site(client: Client, db: None) -> None:
    start_store(kind="real", by=None, at=NOW)
    code = actions.invite_first_administrator(by=None, at=datetime.now(UTC))
    typed = {"code": code, "name": "Ada Rowan", "email": "ada@example.org", "password": WORDS}
    assert client.post("/start", typed | {"code": "guess"}).status_code == 200
    assert not Administration.objects.exists()
    assert client.post("/start", typed).status_code == 302
    assert Administration.objects.get().user.email == "ada@example.org"
    assert Client().get("/start").status_code == 404
    assert actions.invite_first_administrator(by=None, at=NOW) is None


def test_one_click_signs_in_as_each_person_of_the_demonstration(
    client: Client, secretary: Person, stranger: Person
) -> None:
    page = client.get("/demonstration").content.decode()
    for person in (secretary, stranger):
        assert f"/demonstration/{person.pk}" in page
        assert client.post(f"/demonstration/{person.pk}").status_code == 302
        assert person.name in client.get("/you").content.decode()


def test_signing_in_opens_the_partnership_of_the_section(
    client: Client, secretary: Person, other_partnership: Partnership
) -> None:
    there = actions.record_person(
        partnership=other_partnership, name=secretary.name, user=secretary.user, by=None, at=NOW
    )
    actions.appoint_to_office(person=there, office="chair", from_on=NOW.date(), by=None, at=NOW)
    landed = {pk: client.post(f"/demonstration/{pk}").headers["Location"] for pk in (secretary.pk, there.pk)}
    assert landed == {secretary.pk: "/hazelmere/", there.pk: "/thornbury/"}


def test_whoever_holds_nothing_in_the_section_lands_at_home(
    client: Client, person_with: Callable[..., Person]
) -> None:
    assert client.post(f"/demonstration/{person_with('Ada Rowan').pk}").headers["Location"] == "/"


def test_the_page_says_what_each_person_is_and_names_each_button(
    client: Client, secretary: Person, stranger: Person, person_with: Callable[..., Person]
) -> None:
    person_with("Ada Rowan")
    page = " ".join(client.get("/demonstration").content.decode().split())
    offices = re.findall(r'<th scope="row" role="rowheader">(.*?)</th>.*?<td role="cell">(\w+)</td>', page)
    assert sorted(offices) == [
        ("Ada Rowan", "Member"),
        ("Kit Sorrel", "Secretary"),
        ("Sam Larch", "Secretary"),
    ]
    buttons = [
        re.sub("<.*?>", "", one) for one in re.findall(r'<button class="tl-mini">(.*?)</button>', page)
    ]
    assert sorted(buttons) == [
        "Sign in as Ada Rowan of Hazelmere Partnership",
        "Sign in as Kit Sorrel of Thornbury Partnership",
        "Sign in as Sam Larch of Hazelmere Partnership",
    ]


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        pytest.param(
            "/you/password", ["Current password", "New password", "New password again"], id="a change"
        ),
        pytest.param("/you/password/first", ["New password", "New password again"], id="the first"),
    ],
)
def test_the_rule_of_passwords_is_a_sentence(
    client: Client, secretary: Person, address: str, labels: list[str]
) -> None:
    if len(labels) == 3:
        secretary.user.set_password(WORDS)
    else:
        secretary.user.set_unusable_password()
    secretary.user.save()
    client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address).content.decode()
    assert "&lt;" not in page
    assert "At least 12 characters. Three random words are good." in page
    assert [one.strip() for one in re.findall(r"<label[^>]*>(.*?)</label>", page, re.S)] == labels


def test_a_link_alone_signs_in_as_nobody(client: Client, secretary: Person) -> None:
    assert client.get(f"/demonstration/{secretary.pk}").status_code == 405


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_real_store_has_no_such_door(
    client: Client, db: None, method: str, django_user_model: type[User]
) -> None:
    start_store(kind="real", by=None, at=NOW)
    place = actions.create_partnership(slug="real", name="Real", by=None, at=NOW)
    user = User.objects.create_user(email="a@b.example", name="Ada Rowan")
    person = actions.record_person(partnership=place, name="Ada Rowan", user=user, by=None, at=NOW)
    address = "/demonstration" if method == "get" else f"/demonstration/{person.pk}"
    assert getattr(client, method)(address).status_code == 404
    assert client.get("/you").status_code == 302


def test_signing_in_changes_the_session(
    client: Client, with_password: User, as_person: Callable[[Person], Client]
) -> None:
    client.get("/sign-in")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    _try(client, with_password.email, WORDS)
    assert client.session.session_key != before
