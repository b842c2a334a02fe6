"""A real site on a day of the test's choosing: its clock, its mail server, and what was done there before.

A real store refuses to stand still, and a demonstration sends nothing. So the machine's clock is moved for
the site's processes (`another_time/sitecustomize.py`), and everything else is as it is for everybody.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from playwright.sync_api import Page

from tests.acceptance.looking import go
from tests.acceptance.sites import ROOT, Site, environment_in, free_port, run, serving, wait_until

ANOTHER_TIME = Path(__file__).parent / "another_time"
PASSWORD = "three random words"
TOO_LONG = 30_000
"""Milliseconds after which a page that has not answered counts as broken."""
LONGEST_BEFORE = 300
"""Seconds after which a program of actions counts as broken; a busy machine takes its time."""
OPEN_STORE = """
from throughline.web import database
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@dataclass
class Postbox:
    """What the mail server was given, in the order in which it came."""

    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the message."""
        self.messages.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages to one address."""
        return [one for one in self.messages if address in str(one["To"])]

    def arrived(self, address: str) -> list[EmailMessage]:
        """The messages to one address, once there is one: letters are sent beside the answer."""
        assert wait_until(lambda: self.to(address)), f"Nothing came for {address}."
        return self.to(address)

    def text(self) -> str:
        """Everything in every message, headers and bodies, but who it is to."""
        return "\n".join(_without_recipient(one) for one in self.messages)


def _without_recipient(message: EmailMessage) -> str:
    headers = [f"{name}: {value}" for name, value in message.items() if name != "To"]
    return "\n".join([*headers, words_of(message)])


def words_of(message: EmailMessage) -> str:
    """The plain text of a message."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@dataclass
class RealSite:
    """A real site with its clock and its postbox."""

    site: Site
    clock: Path
    post: Postbox
    set_to: str
    """The moment to which its clock was last set; it has run on since."""
    set_at: float = field(default_factory=time.monotonic)

    @property
    def address(self) -> str:
        return self.site.address

    def move_clock(self, to: str) -> None:
        """Set the clock of the process that answers, and of every process that starts from now on."""
        following = self.clock.with_suffix(".next")
        following.write_text(london(to))
        assert wait_until(lambda: not following.exists()), "The site did not take up the time."
        self.set_to, self.set_at = to, time.monotonic()

    def work(self) -> str:
        """One round of the worker, in a process of its own that has the site's time; what it said."""
        run_on = timedelta(seconds=time.monotonic() - self.set_at)
        self.clock.write_text((datetime.fromisoformat(london(self.set_to)) + run_on).isoformat())
        told = run(
            "work", "--once", environment={**self.site.environment, "THROUGHLINE_SITE_URL": self.address}
        )
        assert told.returncode == 0, told.stderr
        return told.stderr


def london(moment: str) -> str:
    """A moment such as 2026-04-14 10:00 with London's offset of its day; tests live in summer time."""
    return datetime.fromisoformat(f"{moment}+01:00").isoformat()


@contextmanager
def real_site(home: Path, *, at: str, before: str = "") -> Iterator[RealSite]:
    """Serve a real store at a moment; ``before`` is a program of actions that is run in it first."""
    clock = home / "clock.txt"
    clock.write_text(london(at))
    post = Postbox()
    mail = Controller(post, hostname="127.0.0.1", port=free_port())
    mail.start()
    environment = {
        **environment_in(home),
        "PYTHONPATH": f"{ANOTHER_TIME}:{ROOT}",
        "THROUGHLINE_TEST_CLOCK": str(clock),
        "THROUGHLINE_SMTP_URL": f"smtp://127.0.0.1:{mail.port}?tls=none",
        "THROUGHLINE_MAIL_FROM": "Throughline <throughline@site.example>",
    }
    try:
        if before:
            done_before(before, environment)
        with serving("--workers", "1", "--no-work", environment=environment) as site:
            yield RealSite(site, clock, post, set_to=at)
    finally:
        mail.stop()


def done_before(program: str, environment: dict[str, str]) -> None:
    """Run a program of actions in the store; raises AssertionError with what it said where it fails."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", OPEN_STORE + program],
        env={**environment, "DJANGO_SETTINGS_MODULE": "throughline.web.settings"},
        capture_output=True,
        text=True,
        timeout=LONGEST_BEFORE,
    )
    assert told.returncode == 0, told.stderr


def sign_in(page: Page, site: RealSite, email: str) -> None:
    """Sign in with the password of the tests, as everybody does."""
    page.set_default_timeout(TOO_LONG)
    page.goto(f"{site.address}/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    go(page.get_by_role("main").get_by_role("button", name="Sign in", exact=True))


def press(page: Page, name: str) -> None:
    """Press a button of the page, by its words."""
    go(page.get_by_role("main").get_by_role("button", name=name).first)


def follow(page: Page, name: str) -> None:
    """Follow a link of the page, by its words."""
    go(page.get_by_role("main").get_by_role("link", name=name).first)


def heading(page: Page) -> str:
    """The words of the page's first heading."""
    return page.locator("h1").inner_text()


BARNET = """
from datetime import date, time
from django.contrib.auth.hashers import make_password
from throughline.universe.barnet import GROUP_SEATS, PEOPLE
from throughline.universe.story import PARTNERSHIPS, Story, morning
from throughline.web.access.actions import start_store
from throughline.web.access.models import User
from throughline.web.governance.actions import load_terms
FIRST = date(2026, 3, 2)
start_store(kind="real", by=None, at=morning(FIRST))
text = (PARTNERSHIPS / "barnet.toml").read_text(encoding="utf-8")
partnership = load_terms(text=text, by=None, at=morning(FIRST))
password = make_password(PASSWORD)
users = {}
for name in ("Sam Larch", "Ruth Campion"):
    email = f"{name.split()[0].lower()}@members.example"
    users[name] = User.objects.create(email=email, name=name, password=password)
story = Story(partnership, by=users["Sam Larch"])
for name, agency, post in PEOPLE:
    story.person(name, agency=agency, post=post, user=users.get(name), at=FIRST)
story.office("Sam Larch", "secretary", from_on=FIRST)
story.office("Jo Hazel", "chair", from_on=FIRST, body="rrdg")
story.seats("rrdg", GROUP_SEATS, from_on=FIRST)
""".replace("PASSWORD", repr(PASSWORD))
"""Barnet in a real store: its people, seats and offices, and two who sign in with a password."""
