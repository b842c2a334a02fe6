"""A session begins and ends with a line in the audit trail, and does not last for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import logout
from django.test import Client

from tests.web.conftest import NOW
from throughline.web.access import audit
from throughline.web.access.models import Event, Person, User

WORDS = "rowan hedge lantern"


def happened() -> list[str]:
    return list(Event.objects.order_by("number").values_list("what", flat=True))


@pytest.fixture
def with_password(secretary: Person) -> User:
    secretary.user.set_password(WORDS)
    secretary.user.save()
    return secretary.user


@pytest.fixture
def signed_in(client: Client, with_password: User) -> Client:
    """A client that gave its password as a person does."""
    assert client.post("/sign-in", {"login": with_password.email, "password": WORDS}).status_code == 302
    return client


def test_signing_in_and_out_leaves_two_events(signed_in: Client, with_password: User) -> None:
    assert happened()[-1] == "signed in"
    assert Event.objects.last().by == with_password.pk
    signed_in.post("/sign-out")
    assert happened()[-1] == "signed out"
    assert Event.objects.last().detail == {"because": "asked"}


def test_signing_out_twice_leaves_one_event(signed_in: Client) -> None:
    signed_in.post("/sign-out")
    signed_in.post("/sign-out")
    assert happened().count("signed out") == 1


def test_where_the_event_cannot_be_written_nobody_is_signed_in(
    client: Client, with_password: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "digest_of", full_disk)
    client.raise_request_exception = False
    assert client.post("/sign-in", {"login": with_password.email, "password": WORDS}).status_code == 500
    monkeypatch.undo()
    assert client.get("/you").status_code == 302


def test_one_click_in_the_demonstration_leaves_its_event(client: Client, secretary: Person) -> None:
    client.post(f"/demonstration/{secretary.pk}")
    assert happened()[-1] == "signed in"


@pytest.mark.parametrize(
    ("away", "again", "status", "because"),
    [
        pytest.param(timedelta(minutes=59), timedelta(), 200, None, id="less than an hour away"),
        pytest.param(timedelta(minutes=61), timedelta(), 302, "idle", id="more than an hour away"),
        pytest.param(timedelta(minutes=50), timedelta(minutes=50), 200, None, id="a request begins the hour anew"),
    ],
)  # fmt: skip
def test_a_session_ends_when_nobody_is_there(
    client: Client, secretary: Person, away: timedelta, again: timedelta, status: int, because: str | None
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        clock.shift(away)
        first = client.get("/you")
        clock.shift(again)
        last = client.get("/you") if again else first
    assert last.status_code == status
    ended = Event.objects.filter(what="signed out").last()
    assert (ended.detail["because"] if ended else None) == because


def test_a_session_ends_after_eight_hours_however_busy(client: Client, secretary: Person) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answers = []
        for _half_hour in range(17):
            clock.shift(timedelta(minutes=30))
            answers.append(client.get("/you").status_code)
    assert answers == [200] * 16 + [302]
    assert Event.objects.last().detail == {"because": "too long"}


def test_most_requests_write_nothing_about_the_session(
    as_person: Callable[[Person], Client],
    secretary: Person,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = as_person(secretary)
    client.get("/you")
    with django_assert_max_num_queries(12) as asked:  # type: ignore[attr-defined]
        client.get("/you")
    assert not [one["sql"] for one in asked.captured_queries if one["sql"].startswith("UPDATE")]


@pytest.fixture
def sure_it_is_you(signed_in: Client) -> Client:
    """A client that gave its password a second time, as changing the second step asks for."""
    signed_in.post("/you/again", {"password": WORDS})
    return signed_in


def test_changing_the_second_step_asks_for_the_password_again(signed_in: Client) -> None:
    assert signed_in.get("/you/codes/app").headers["Location"].startswith("/you/again?next=")


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_phone_is_added_by_a_picture_or_a_key_and_leaves_its_events(sure_it_is_you: Client) -> None:
    page = sure_it_is_you.get("/you/codes/app")
    shown = page.content.decode()
    assert 'role="img"' in shown
    assert "<svg" in shown
    assert "<?xml" not in shown
    secret = page.context_data["form"].secret
    assert secret in shown
    answer = sure_it_is_you.post("/you/codes/app", {"code": _code(secret)}, follow=True)
    assert "Spare codes" in answer.content.decode()
    assert happened()[-2:] == ["one-time codes turned on", "spare codes made"]
    sure_it_is_you.post("/you/codes/app/off")
    assert set(happened()[-2:]) == {"one-time codes turned off", "spare codes removed"}


def test_spare_codes_are_listed_and_kept_as_a_file(sure_it_is_you: Client) -> None:
    secret = sure_it_is_you.get("/you/codes/app").context_data["form"].secret
    page = sure_it_is_you.post("/you/codes/app", {"code": _code(secret)}, follow=True).content.decode()
    file = sure_it_is_you.get("/you/codes/spare/file").content.decode()
    codes = [line.strip() for line in file.splitlines() if line.strip().isdigit()]
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_the_issuer_in_the_picture_is_the_product(with_password: User) -> None:
    assert "issuer=Throughline" in get_adapter().build_totp_url(with_password, "ABC")


def test_a_new_password_leaves_its_event(signed_in: Client) -> None:
    typed = {"oldpassword": WORDS, "password1": "sorrel under the wall", "password2": "sorrel under the wall"}
    assert signed_in.post("/you/password", typed).status_code == 302
    assert "password changed" in happened()


def test_where_the_event_cannot_be_written_the_password_stays(
    signed_in: Client, with_password: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "digest_of", full_disk)
    signed_in.raise_request_exception = False
    typed = {"oldpassword": WORDS, "password1": "sorrel under the wall", "password2": "sorrel under the wall"}
    assert signed_in.post("/you/password", typed).status_code == 500
    with_password.refresh_from_db()
    assert with_password.check_password(WORDS)


def test_a_request_that_nobody_signed_in_for_can_end_no_session(rf: object, db: None) -> None:
    request = rf.get("/")  # type: ignore[attr-defined]
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    request.user, request.session = AnonymousUser(), SessionStore()
    logout(request)
    assert "signed out" not in happened()
