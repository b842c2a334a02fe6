"""Commands for messages: work sends them, mail tries the server and reads what came back."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.printing import say
from throughline.cli.store import open_ready_store
from throughline.words.refusals import Refused

mail = typer.Typer(help="The mail server, and what came back from it.", no_args_is_help=True)
app.add_typer(mail, name="mail")


class CannotReadFile(Refused):
    """The file is not there, or cannot be read."""


@app.command()
def work(
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
    every: Annotated[int, typer.Option(help="Seconds between one look and the next.", min=1)] = 60,
    beside: Annotated[
        int, typer.Option(help="Stop when the process of this number has ended.", hidden=True)
    ] = 0,
) -> None:
    """Prepare reminders, draw charts and send what is due, until stopped with Ctrl and C or SIGTERM.

    Several may run at once: each message is taken by one of them.
    """
    open_ready_store()
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_told: stopping.set())
    while True:
        _look(lambda: stopping.is_set() or _is_orphan(beside))
        if once or _waited(stopping, every, beside):
            return
        _leave_stale_connections()


def _look(is_stopping: Any) -> None:
    """One round; a store that does not answer is told of and tried again, since a worker must not end."""
    from django.db import DatabaseError

    from throughline.web.mail.worker import work_once

    try:
        done = work_once(is_stopping)
    except DatabaseError as error:
        say(f"The store does not answer: {type(error).__name__}. It is tried again.")
        return
    told = [f"{count} {word}" for word, count in sorted(done.counts.items()) if count]
    if told:
        say(f"This round: {', '.join(told)}")
    if done.trouble and done.trouble != "no-server":
        from django.conf import settings

        from throughline.web.mail.troubles import sentence_of

        say(sentence_of(done.trouble, settings.MAIL_SERVER))


def _leave_stale_connections() -> None:
    from django.db import close_old_connections

    close_old_connections()


def _waited(stopping: threading.Event, seconds: int, beside: int) -> bool:
    """Wait for the next look, a second at a time; whether to stop instead."""
    return any(stopping.wait(1) or _is_orphan(beside) for _second in range(seconds))


def _is_orphan(beside: int) -> bool:
    return bool(beside) and os.getppid() != beside


@mail.command("test")
def test(address: Annotated[str, typer.Argument(help="Where the test message goes.")]) -> None:
    """Send one test message; the sentence says which step failed, if one did."""
    open_ready_store()
    from throughline.web.mail.trial import send_trial
    from throughline.web.site.today import clock

    print(send_trial(to=address, by=None, at=clock()))


@mail.command("bounces")
def bounces(
    file: Annotated[Path, typer.Argument(help="One message that came back (.eml), or many (an mbox).")],
) -> None:
    """Read messages that came back: the notices and the addresses say so."""
    open_ready_store()
    from throughline.web.mail.bounces import bounces_in, record_all
    from throughline.web.site.today import clock

    try:
        content = file.read_bytes()
    except OSError as error:
        raise CannotReadFile(
            f"{file} cannot be read: {error.strerror}. Give the file of a message that came back."
        ) from None
    read, found = record_all(bounces_in(content), by=None, at=clock())
    print(f"{read} reports read; {found} messages marked as come back.")
