"""The mail server's address, and what is said of each step that fails on the way to it."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.web.mail.conftest import Postbox, free_port
from throughline.web.access.models import Event
from throughline.web.mail.post import connected, deliver
from throughline.web.mail.server import MailServer, MailSettingRefused, server_from_url
from throughline.web.mail.trial import NoMailServer, send_trial, try_server
from throughline.web.mail.troubles import MailTrouble
from throughline.web.site.today import clock

SENDER = "Throughline <site@site.example>"

ADDRESSES = [
    (
        "the usual one: TLS before signing in",
        "smtp://mail.example.org",
        ("mail.example.org", 587, "starttls"),
    ),
    ("with a port", "smtp://mail.example.org:2525", ("mail.example.org", 2525, "starttls")),
    ("TLS from the first word", "smtps://mail.example.org", ("mail.example.org", 465, "tls")),
    ("no TLS, on this machine", "smtp://localhost?tls=none", ("localhost", 25, "none")),
    ("an address of numbers", "smtp://[::1]:2525?tls=none", ("::1", 2525, "none")),
]


@pytest.mark.parametrize(("url", "read"), [a[1:] for a in ADDRESSES], ids=[a[0] for a in ADDRESSES])
def test_how_an_address_is_read(url: str, read: tuple[str, int, str]) -> None:
    server = server_from_url(url, sender=SENDER)
    assert server is not None
    assert (server.host, server.port, server.security) == read


def test_a_password_may_hold_any_sign_and_is_never_printed() -> None:
    server = server_from_url("smtp://us%40er:p%2Fss%3Aw@mail.example.org", sender=SENDER)
    assert server is not None
    assert (server.user, server.password) == ("us@er", "p/ss:w")
    assert "p/ss" not in repr(server)


def test_no_address_is_no_server() -> None:
    assert server_from_url("", sender="") is None


WRONG = [
    ("another kind of address", "http://mail.example.org", SENDER, "must look like"),
    ("no host", "smtp://", SENDER, "must look like"),
    ("an unknown kind of TLS", "smtp://mail.example.org?tls=perhaps", SENDER, "tls=perhaps"),
    ("a port that is none", "smtp://mail.example.org:99999", SENDER, "port"),
    ("no sender", "smtp://mail.example.org", "", "THROUGHLINE_MAIL_FROM"),
]


@pytest.mark.parametrize(("url", "sender", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_setting_that_cannot_be_used_says_why(url: str, sender: str, said: str) -> None:
    with pytest.raises(MailSettingRefused, match=said):
        server_from_url(url, sender=sender)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of “localhost” that no authority signed, with its key in one file."""
    file = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", f"{file}.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secure(postbox: Postbox, certificate: Path) -> Iterator[int]:
    """The port of a server that offers STARTTLS, and lets “sam” in with “larch”."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def let_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"sam", b"larch"), handled=False)

    told: dict[str, Any] = {"tls_context": context, "authenticator": let_in, "auth_required": True}
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), **told)
    controller.start()
    yield controller.port
    controller.stop()


def failing(url: str) -> str:
    """Which step fails on the way to the server."""
    server = server_from_url(url, sender=SENDER)
    assert server is not None
    with pytest.raises(MailTrouble) as trouble, connected(server):
        pass
    return trouble.value.trouble


def test_a_name_that_nobody_has() -> None:
    assert failing("smtp://no-such-host.invalid") == "name"


def test_a_port_that_nobody_answers() -> None:
    assert failing(f"smtp://127.0.0.1:{free_port()}") == "port"


def test_a_server_without_tls(listening: Controller) -> None:
    assert failing(f"smtp://127.0.0.1:{listening.port}") == "no-starttls"


def test_a_server_that_does_not_begin_with_tls(listening: Controller) -> None:
    assert failing(f"smtps://127.0.0.1:{listening.port}") == "no-tls-from-the-start"


def test_a_certificate_that_nobody_signed(secure: int) -> None:
    assert failing(f"smtp://localhost:{secure}") == "certificate"


def test_a_certificate_for_another_name(secure: int, certificate: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert failing(f"smtp://127.0.0.1:{secure}") == "certificate"


def test_a_wrong_password(secure: int, certificate: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert failing(f"smtp://sam:elm@localhost:{secure}") == "sign-in"


def test_a_server_that_lets_nobody_sign_in(listening: Controller) -> None:
    assert failing(f"smtp://sam:larch@127.0.0.1:{listening.port}?tls=none") == "no-sign-in"


def test_a_trusted_server_is_spoken_to_over_tls_and_lets_us_in(
    secure: int, certificate: Path, monkeypatch: Any, settings: Any
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.MAIL_SERVER = server_from_url(f"smtp://sam:larch@localhost:{secure}", sender=SENDER)
    assert try_server() == f"localhost answers on port {secure}, lets us in and sends for {SENDER}."


def test_a_sender_for_whom_the_server_does_not_send(mail_server: MailServer, postbox: Postbox) -> None:
    postbox.mail_from = "550 Not for you"
    with pytest.raises(MailTrouble, match="does not send for") as trouble:
        try_server()
    assert trouble.value.is_of_the_server


def test_a_server_that_is_well_gets_a_test_message_and_the_trail_says_so(
    db: None, mail_server: MailServer, postbox: Postbox
) -> None:
    assert send_trial(to="sam@site.example", by=None, at=clock()).startswith("127.0.0.1 took")
    assert postbox.recipients == ["sam@site.example"]
    assert Event.objects.get(what="test message").detail == {"trouble": ""}


def test_a_test_message_that_is_refused_says_which_step(
    db: None, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.rcpt_to = "550 No such user"
    with pytest.raises(MailTrouble, match="does not know this address"):
        send_trial(to="nobody@site.example", by=None, at=clock())
    assert Event.objects.get(what="test message").detail == {"trouble": "recipient-refused"}


def test_a_demonstration_sends_no_test_message(
    demonstration: None, mail_server: MailServer, postbox: Postbox
) -> None:
    with pytest.raises(NoMailServer, match="example"):
        send_trial(to="sam@site.example", by=None, at=clock())
    assert postbox.messages == []


def test_an_address_with_letters_that_the_server_cannot_read(
    mail_server: MailServer, postbox: Postbox
) -> None:

    with connected(mail_server) as connection, pytest.raises(MailTrouble) as trouble:
        deliver(connection, mail_server, to="élan@members.example", message=EmailMessage())
    assert trouble.value.trouble == "recipient-refused"
