"""One's own sessions: seen, ended one by one or all at once, and how long they still last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import NOW
from throughline.web.access.models import Event, OpenSession, Person
from throughline.web.access.sessions import browser_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = "rowan hedge lantern"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SignIn = Callable[[Person], Client]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        pytest.param(FIREFOX, "Firefox on Windows", id="Firefox"),
        pytest.param(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge on Windows",
            id="Edge, which says Chrome and Safari too",
        ),
        pytest.param(
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "Chrome on Android",
            id="Android, which says Linux too",
        ),
        pytest.param(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1",
            "Safari on iPhone",
            id="an iPhone, which says Mac OS too",
        ),
        pytest.param("curl/8.0", "", id="something else"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_a_browser_is_kept_in_a_few_words(agent: str, words: str) -> None:
    assert browser_of(agent) == words


@given(st.text(max_size=500))
def test_whatever_a_browser_says_little_of_it_is_kept(agent: str) -> None:
    assert len(browser_of(agent)) <= 60


def test_the_reader_sees_each_browser(as_person: SignIn, secretary: Person) -> None:
    as_person(secretary)
    page = as_person(secretary).get("/you/sessions").content.decode()
    assert "You are signed in in 2 browsers." in page
    assert page.count("This one") == 1


def test_one_session_is_ended_and_the_other_stays(as_person: SignIn, secretary: Person) -> None:
    mine, other = as_person(secretary), as_person(secretary)
    number = other.session["open"]
    mine.post("/you/sessions", {"session": number})
    assert (mine.get("/you").status_code, other.get("/you").status_code) == (200, 302)
    assert Event.objects.latest("number").what == "one session ended"


def test_signing_out_everywhere_else_leaves_this_one_alone(as_person: SignIn, secretary: Person) -> None:
    mine, others = as_person(secretary), [as_person(secretary) for _ in range(3)]
    mine.post("/you/sessions", {"act": "all"})
    assert mine.get("/you").status_code == 200
    assert [one.get("/you").status_code for one in others] == [302] * 3
    assert "You are signed in in 1 browser." in mine.get("/you/sessions").content.decode()


@pytest.mark.parametrize("number", ["0", "x", "", "999999"])
def test_a_session_that_is_not_there_is_not_ended(as_person: SignIn, secretary: Person, number: str) -> None:
    client = as_person(secretary)
    before = Event.objects.count()
    answer = client.post("/you/sessions", {"session": number}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert Event.objects.count() == before


def test_nobody_ends_somebody_elses_session(
    as_person: SignIn, secretary: Person, person_with: Callable[..., Person]
) -> None:
    hers = as_person(person_with("Ada Rowan", "analyst"))
    as_person(secretary).post("/you/sessions", {"session": hers.session["open"]})
    assert hers.get("/you").status_code == 200


def test_signing_out_leaves_no_row(as_person: SignIn, secretary: Person) -> None:
    as_person(secretary).post("/sign-out")
    assert not OpenSession.objects.exists()


def test_a_session_is_followed_when_its_key_changes(client: Client, secretary: Person) -> None:
    secretary.user.set_password(WORDS)
    secretary.user.save()
    client.post("/sign-in", {"login": secretary.user.email, "password": WORDS})
    new = "sorrel under the wall"
    client.post("/you/password", {"oldpassword": WORDS, "password1": new, "password2": new})
    assert OpenSession.objects.get().key == client.session.session_key
    assert "You are signed in in 1 browser." in client.get("/you/sessions").content.decode()


def test_rows_of_sessions_long_over_are_forgotten_at_the_next_sign_in(
    client: Client, secretary: Person
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(secretary.user, backend=BACKEND)
        clock.shift(timedelta(hours=9))
        Client().force_login(secretary.user, backend=BACKEND)
    assert OpenSession.objects.count() == 1


@pytest.mark.parametrize(
    ("waited", "seconds", "is_last"),
    [
        pytest.param(timedelta(), 3_600, False, id="an hour after signing in"),
        pytest.param(timedelta(minutes=59), 3_600, False, id="staying begins the hour anew"),
        pytest.param(timedelta(hours=7, minutes=30), 1_800, True, id="eight hours are not moved"),
    ],
)
def test_staying_signed_in(
    client: Client, secretary: Person, waited: timedelta, seconds: int, is_last: bool
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(secretary.user, backend=BACKEND)
        while waited:
            step = min(waited, timedelta(minutes=59))
            clock.shift(step)
            waited -= step
            answer = client.post("/you/stay")
        answer = client.post("/you/stay")
    assert answer.json() == {"seconds": seconds, "last": is_last}


def test_a_session_that_is_over_cannot_be_stayed_in(client: Client, secretary: Person) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.force_login(secretary.user, backend=BACKEND)
        clock.shift(timedelta(minutes=61))
        assert client.post("/you/stay").status_code == 302


def test_each_page_says_without_a_script_when_the_session_ends(client: Client, secretary: Person) -> None:
    with time_machine.travel(NOW, tick=False):
        client.force_login(secretary.user, backend=BACKEND)
        page = client.get("/you").content.decode()
    assert "and at 6pm in any case." in page
    assert 'data-seconds="3600"' in page
    assert "time_left.js" not in Client().get("/sign-in").content.decode()
