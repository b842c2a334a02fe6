"""A real mail server, a real store on a working morning, and people with addresses in it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from aiosmtpd.controller import Controller

from throughline.web.access import actions as access
from throughline.web.access.models import Partnership, Person, User
from throughline.web.mail import kinds
from throughline.web.mail.actions import notify
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.models import Notice
from throughline.web.mail.server import MailServer, server_from_url

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 3, 30, 8, 45, tzinfo=LONDON)
"""A Monday, a quarter of an hour after the daily e-mail."""
BEFORE = datetime(2026, 3, 30, 7, 0, tzinfo=LONDON)


class Postbox:
    """What a mail server does with what it is given; each answer may be changed by a test."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.mail_from = self.rcpt_to = self.data = "250 OK"
        self.hang_up = False

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.mail_from.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.mail_from

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.rcpt_to.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_to

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hang_up:
            server.transport.abort()
            return "250 OK"
        if self.data.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        return self.data


@pytest.fixture
def postbox() -> Postbox:
    """What the mail server received."""
    return Postbox()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def listening(postbox: Postbox) -> Iterator[Controller]:
    """A mail server on a port of its own, without TLS."""
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mail_server(listening: Controller, settings: Any) -> MailServer:
    """The settings of a site that sends by that server."""
    url = f"smtp://127.0.0.1:{listening.port}?tls=none"
    settings.MAIL_SERVER = server_from_url(url, sender="Throughline <throughline@site.example>")
    settings.SITE_URL = "https://throughline.example"
    return settings.MAIL_SERVER


@pytest.fixture
def clock() -> Iterator[Any]:
    """The machine's clock, at a quarter to nine on Monday 30 March 2026, and running."""
    with time_machine.travel(MORNING) as traveller:
        yield traveller


@pytest.fixture
def place(db: None, clock: Any) -> Partnership:
    """Hazelmere in a real store."""
    access.start_store(kind="real", by=None, at=MORNING)
    return access.create_partnership(slug="hazelmere", name="Hazelmere Partnership", by=None, at=MORNING)


@pytest.fixture
def make_person(place: Partnership) -> Callable[..., Person]:
    """Records a person with an address, and a user where one is asked for."""

    def make(name: str, *, email: str | None = None, signs_in: bool = False) -> Person:
        own = f"{name.split()[0].lower()}@members.example" if email is None else email
        user = User.objects.create_user(email=f"user-{own}", name=name) if signs_in else None
        return access.record_person(partnership=place, name=name, email=own, user=user, by=None, at=MORNING)

    return make


@pytest.fixture
def ash(make_person: Callable[..., Person]) -> Person:
    """Ash Bramble, who has no user."""
    return make_person("Ash Bramble")


@pytest.fixture
def our_kinds() -> Iterator[None]:
    """Three kinds of message, and none of them left behind."""
    known, links = dict(kinds._kinds), dict(kinds._links)
    add_kind("daily-news", "Daily news")
    add_kind("at-once", "News at once", is_digest=False)
    add_kind("stays", "What stays", stays_on="Nobody else can answer.")
    yield
    kinds._kinds.clear()
    kinds._kinds.update(known)
    kinds._links.clear()
    kinds._links.update(links)


@pytest.fixture
def tell(our_kinds: None) -> Callable[..., Notice]:
    """Keeps a notice for a person, made before the daily e-mail unless a test says otherwise."""

    def keep(person: Person, kind: str = "daily-news", **told: Any) -> Notice:
        number = Notice.objects.count() + 1
        words: dict[str, Any] = {
            "about": f"meeting:{number}", "subject": f"News {number}", "words": f"There is news {number}.",
            "path": f"/hazelmere/news/{number}", "once": f"news:{number}", "by": None, "at": BEFORE,
        }  # fmt: skip
        return notify(person=person, kind=kind, **{**words, **told})

    return keep
