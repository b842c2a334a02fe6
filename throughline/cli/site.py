"""Commands that run the site and keep its audit trail: serve, audit."""

from __future__ import annotations

import errno
import os
import socket
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store, open_store, prepare_store, store_address
from throughline.words.refusals import Refused

audit = typer.Typer(help="The audit trail.", no_args_is_help=True)
app.add_typer(audit, name="audit")

REASONS = {
    errno.EADDRINUSE: "Port {port} is in use. Stop what runs there, or choose another port, such as: "
    "throughline serve --port {other}",
    errno.EACCES: "This user may not answer on port {port}. Choose a port above 1023.",
}


class CannotAnswer(Refused):
    """The site cannot answer at that address."""


@app.command()
def serve(
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="The demonstration: fictional people, real terms.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port to answer on.", min=1, max=65_535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="How many processes answer.", min=1)] = 2,
    work: Annotated[
        bool, typer.Option("--work/--no-work", help="Also send messages, beside the site.")
    ] = True,
) -> None:
    """Prepare the store if need be, and serve the site, with the worker that sends messages beside it."""
    _refuse_unless_free(host, port)
    open_store(url=store_address(demonstration=demo))
    say("Preparing the store")
    prepare_store()
    if demo:
        _begin_demonstration()
    else:
        _begin_real(port)
    _run(host, port, workers, work)


def _refuse_unless_free(host: str, port: int) -> None:
    """Raises CannotAnswer, before anything is made or changed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            otherwise = "The address {host} is not one of this machine's. Use --host 127.0.0.1."
            sentence = REASONS.get(error.errno or 0, otherwise)
            other = port + 1 if port < 65_535 else 8000
            raise CannotAnswer(sentence.format(host=host, port=port, other=other)) from None


def _begin_demonstration() -> None:
    """Build the fictional years once. Raises StoreAlreadyStarted for a real store."""
    from django.utils import timezone

    from throughline.universe.build import build
    from throughline.web.access.actions import start_store
    from throughline.web.access.models import Partnership
    from throughline.web.site.models import Store

    if Partnership.objects.exists():
        start_store(kind=Store.Kind.DEMONSTRATION, by=None, at=timezone.now())
    else:
        build(tell=say)


def _begin_real(port: int) -> None:
    """Start a real store, and print the one-time code while nobody runs the site.

    Raises StoreAlreadyStarted for a demonstration, FixedDayRefused where the day is told to stand still.
    """
    from django.utils import timezone

    from throughline.web.access.actions import invite_first_administrator, start_store
    from throughline.web.site.kinds import refuse_fixed_day_in_real_store
    from throughline.web.site.models import Store

    refuse_fixed_day_in_real_store()
    start_store(kind=Store.Kind.REAL, by=None, at=timezone.now())
    code = invite_first_administrator(by=None, at=timezone.now())
    if code:
        say(
            "Nobody runs this site yet. Whoever gives this one-time code within 24 hours at "
            f"http://localhost:{port}/start runs it: {code}"
        )


def _run(host: str, port: int, workers: int, work: bool) -> None:
    """Hand this process to gunicorn; its workers open the same store by the environment."""
    from django.db import connections

    connections.close_all()
    os.environ.setdefault("THROUGHLINE_SITE_URL", f"http://localhost:{port}")
    os.environ["THROUGHLINE_WORKER"] = "beside" if work else "elsewhere"
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    arguments = ["gunicorn", "--config", "python:throughline.cli.answering", "--bind", bind,
                 "--workers", str(workers), "throughline.web.wsgi:application"]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606 - our own interpreter and arguments


@audit.command("verify")
def verify(
    json: Annotated[
        bool, typer.Option("--json", help="{holds, rows, fault}; a fault is {number, what}.")
    ] = False,
) -> None:
    """Check every row of the audit trail; the first bad row is named and the exit code is 1."""
    open_ready_store()
    from throughline.web.access.audit import verify_chain
    from throughline.web.access.models import Event

    fault = verify_chain()
    rows = Event.objects.count()
    if json:
        print_json({"holds": fault is None, "rows": rows, "fault": asdict(fault) if fault else None})
    else:
        print(fault or f"The audit trail holds: {rows:,} rows, each following from the one before it.")
    if fault is not None:
        raise typer.Exit(1)


@audit.command("sign")
def sign() -> None:
    """Sign a checkpoint, so that rows cut off the end are noticed from now on.

    A trail that does not hold is not signed: the first bad row is named and the exit code is 1.
    """
    open_ready_store()
    from django.utils import timezone

    from throughline.web.access.audit import sign_checkpoint, verify_chain

    fault = verify_chain()
    if fault is not None:
        print(f"{fault} Nothing was signed.")
        raise typer.Exit(1)
    print(f"Signed: {sign_checkpoint(at=timezone.now())}")
