"""A lost password: the letter, the link, what is refused, and what nobody is told."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from throughline.web.access import actions
from throughline.web.access.models import Event, FailedSignIn, Partnership, PasswordLink, Person, User

OLD = "rowan hedge lantern"
NEW = "sorrel under the wall"
AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def real(db: None, settings: Any) -> Partnership:
    """A partnership of a real store that sends letters."""
    settings.MAIL_SERVER = "a server"
    actions.start_store(kind="real", by=None, at=AT)
    return actions.create_partnership(slug="hazelmere", name="Hazelmere", by=None, at=AT)


@pytest.fixture
def ada(real: Partnership) -> Person:
    """Ada Rowan, who signs in."""
    user = User.objects.create_user(email="ada@hazelmere.example", name="Ada Rowan", password=OLD)
    return actions.record_person(
        partnership=real, name="Ada Rowan", email=user.email, user=user, by=None, at=AT
    )


def letters(number: int) -> list[Any]:
    """The letters sent, once there are so many; each is sent beside the answer."""
    until = time.monotonic() + 5
    while len(mail.outbox) < number and time.monotonic() < until:
        time.sleep(0.01)
    return list(mail.outbox)


def ask(address: str, place: str = "192.0.2.1") -> Any:
    return Client().post("/sign-in/forgotten", {"email": address}, REMOTE_ADDR=place)


def link_in(letter: Any) -> str:
    found = re.search(r"/sign-in/new-password/\S+", letter.body)
    assert found is not None
    return found[0]


@pytest.fixture
def link(ada: Person) -> str:
    """The path of the link in the letter that Ada asked for."""
    ask("ada@hazelmere.example")
    return link_in(letters(1)[0])


def test_a_letter_brings_a_link_that_sets_a_new_password(link: str, ada: Person) -> None:
    answer = Client().post(link, {"password": NEW, "again": NEW}, follow=True)
    assert "Your new password is set" in answer.content.decode()
    ada.user.refresh_from_db()
    assert ada.user.check_password(NEW)


def test_the_link_signs_nobody_in(link: str) -> None:
    client = Client()
    client.post(link, {"password": NEW, "again": NEW})
    assert client.get("/you").status_code == 302


def test_the_letter_goes_to_the_address_and_names_nobody(link: str) -> None:
    letter = letters(1)[0]
    assert letter.to == ["ada@hazelmere.example"]
    assert "Ada" not in letter.subject + letter.body
    assert "Rowan" not in letter.subject + letter.body


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(link: str, ada: Person, method: str) -> None:
    before = (Event.objects.count(), PasswordLink.objects.get().used_at)
    for _ in range(3):
        assert getattr(Client(), method)(link).status_code == 200
    assert (Event.objects.count(), PasswordLink.objects.get().used_at) == before
    ada.user.refresh_from_db()
    assert ada.user.check_password(OLD)


def test_the_link_works_once(link: str, ada: Person) -> None:
    Client().post(link, {"password": NEW, "again": NEW})
    again = Client().post(link, {"password": OLD, "again": OLD})
    assert "was used, or is too old" in again.content.decode()
    ada.user.refresh_from_db()
    assert ada.user.check_password(NEW)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda link: link + "x", id="a letter more"),
        pytest.param(lambda link: link[:-1], id="a letter less"),
        pytest.param(lambda link: link.swapcase().replace("/SIGN-IN/NEW-PASSWORD", "/sign-in/new-password"),
                     id="other letters"),
    ],
)  # fmt: skip
def test_an_altered_link_is_refused(link: str, ada: Person, spoil: Callable[[str], str]) -> None:
    answer = Client().post(spoil(link), {"password": NEW, "again": NEW})
    assert "This link is unknown" in answer.content.decode()
    ada.user.refresh_from_db()
    assert ada.user.check_password(OLD)


@pytest.mark.parametrize(
    ("handed", "after", "works"),
    [
        pytest.param(False, timedelta(minutes=59), True, id="a letter's link within the hour"),
        pytest.param(False, timedelta(minutes=61), False, id="a letter's link after the hour"),
        pytest.param(True, timedelta(hours=23), True, id="one handed over, within the day"),
        pytest.param(True, timedelta(hours=25), False, id="one handed over, after the day"),
    ],
)
def test_the_link_ends(ada: Person, handed: bool, after: timedelta, works: bool) -> None:
    secret = actions.make_password_link(user=ada.user, is_handed_over=handed, by=None, at=AT)
    with time_machine.travel(AT + after, tick=False):
        answer = Client().post(f"/sign-in/new-password/{secret}", {"password": NEW, "again": NEW})
    assert (answer.status_code == 302) is works


def test_a_newer_link_ends_an_earlier_one(link: str, ada: Person) -> None:
    actions.make_password_link(user=ada.user, is_handed_over=True, by=None, at=datetime.now(UTC))
    assert "This link is unknown" in Client().get(link).content.decode()


def test_a_disabled_user_sets_no_password(link: str, ada: Person) -> None:
    actions.disable_user(user=ada.user, by=None, at=AT)
    assert "This link is unknown" in Client().get(link).content.decode()


def test_the_new_password_ends_every_session(link: str, ada: Person) -> None:
    elsewhere = Client()
    elsewhere.force_login(ada.user, backend=BACKEND)
    assert elsewhere.get("/you").status_code == 200
    Client().post(link, {"password": NEW, "again": NEW})
    assert elsewhere.get("/you").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        pytest.param("short", "short", "at least 12 characters", id="too short"),
        pytest.param(NEW, OLD, "The two passwords are not the same", id="not the same twice"),
    ],
)
def test_a_password_that_cannot_be_is_refused_and_the_link_still_works(
    link: str, password: str, again: str, sentence: str
) -> None:
    answer = Client().post(link, {"password": password, "again": again})
    assert sentence in answer.content.decode()
    assert Client().post(link, {"password": NEW, "again": NEW}).status_code == 302


def test_nobody_learns_whether_an_address_is_known(ada: Person) -> None:
    """The same page, byte for byte but for its token, and as many writes to the store."""
    known, unknown = ask("ada@hazelmere.example"), ask("nobody@hazelmere.example")
    assert _without_tokens(known) == _without_tokens(unknown)
    assert {known.status_code, unknown.status_code} == {200}
    assert [event.what for event in Event.objects.order_by("-number")[:2]] == [
        "password letter for nobody",
        "password letter asked for",
    ]


def _without_tokens(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def test_an_address_that_is_not_known_is_kept_nowhere(real: Partnership) -> None:
    ask("nobody@hazelmere.example")
    kept = [str(vars(one)) for model in (Event, FailedSignIn, PasswordLink) for one in model.objects.all()]
    assert not [text for text in kept if "nobody@" in text]
    assert not mail.outbox


def test_one_address_is_sent_three_letters_an_hour_and_the_page_stays_the_same(ada: Person) -> None:
    pages = [_without_tokens(ask("ada@hazelmere.example", place=f"192.0.2.{n}")) for n in range(5)]
    assert len(set(pages)) == 1
    assert len(letters(3)) == 3
    assert Event.objects.filter(what="password letter held back").count() == 2


def test_one_place_waits_after_ten_asks_whatever_the_addresses(real: Partnership) -> None:
    answers = [ask(f"p{n}@hazelmere.example").content.decode() for n in range(11)]
    assert "Look for a letter" in answers[9]
    assert "Too many tries from here" in answers[10]
    assert "Look for a letter" in ask("p@hazelmere.example", place="198.51.100.7").content.decode()


@pytest.fixture
def without_mail(settings: Any, ada: Person) -> Person:
    """A site that sends no letters."""
    settings.MAIL_SERVER = None
    return ada


def test_without_mail_the_page_says_whom_to_ask(without_mail: Person) -> None:
    for answer in (Client().get("/sign-in/forgotten"), ask(without_mail.email)):
        assert "Ask your partnership’s secretary for a one-time link" in answer.content.decode()
    assert not PasswordLink.objects.exists()


def test_a_server_that_does_not_answer_is_not_the_readers_trouble(
    ada: Person, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert ask(ada.email).status_code == 200
    until = time.monotonic() + 5
    while not caplog.records and time.monotonic() < until:
        time.sleep(0.01)
    assert "could not be sent" in caplog.text
    assert ada.email not in caplog.text
