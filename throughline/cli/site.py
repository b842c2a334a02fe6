"""Commands that run the site and look after it: serve, audit, doctor."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json, say
from throughline.cli.store import (
    open_ready_store,
    open_store,
    prepare_store,
    store_address,
    store_differences,
)
from throughline.words.refusals import Refused

audit = typer.Typer(help="The audit trail.", no_args_is_help=True)
app.add_typer(audit, name="audit")


class PortInUse(Refused):
    """Something else answers at the address already."""


@app.command()
def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve the demonstration: five partnerships, fictional years.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port to answer on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="How many processes answer.")] = 2,
) -> None:
    """Prepare the store if need be, and serve the site."""
    _refuse_port_in_use(host, port)
    open_store(url=store_address(demonstration=demo))
    say("Preparing the store")
    prepare_store()
    _begin(demonstration=demo)
    print(f"http://localhost:{port}", flush=True)
    say("Stop it with Ctrl and C.")
    _run(f"{host}:{port}", workers)


def _refuse_port_in_use(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortInUse(
                f"Port {port} is in use. Stop what runs there, or choose another port, "
                f"such as: throughline serve --port {port + 1}"
            ) from None


def _begin(*, demonstration: bool) -> None:
    from django.utils import timezone

    from throughline.universe.build import build
    from throughline.web.access.actions import invite_first_administrator
    from throughline.web.access.models import Partnership
    from throughline.web.site.actions import refuse_fixed_day_in_real_store, start_store
    from throughline.web.site.models import Store

    if demonstration:
        if not Partnership.objects.exists():
            build(tell=say)
        return
    start_store(kind=Store.Kind.REAL, at=timezone.now())
    refuse_fixed_day_in_real_store()
    code = invite_first_administrator(by=None, at=timezone.now())
    if code:
        say(
            f"Nobody runs this site yet. Open the address below, choose “Start this site”, and give this code: {code}"
        )


def _run(address: str, workers: int) -> None:
    """Hand this process to gunicorn; its workers open the same store by the environment."""
    arguments = ["gunicorn", "--bind", address, "--workers", str(workers), "--log-level", "warning",
                 "--preload", "throughline.web.wsgi:application"]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606 - our own interpreter and arguments


@audit.command("verify")
def verify() -> None:
    """Check every row of the audit trail; the first bad row is named and the exit code is 1."""
    open_ready_store()
    from throughline.web.access.audit import verify_chain
    from throughline.web.access.models import Event

    fault = verify_chain()
    if fault is not None:
        print(fault)
        raise typer.Exit(1)
    print(f"The audit trail holds: {Event.objects.count():,} rows, each following from the one before it.")


@audit.command("sign")
def sign() -> None:
    """Sign a checkpoint, so that rows cut off the end are noticed from now on."""
    open_ready_store()
    from django.utils import timezone

    from throughline.web.access.audit import sign_checkpoint

    print(f"Signed: {sign_checkpoint(at=timezone.now())}")


@dataclass(frozen=True)
class Health:
    """One thing the doctor looked at: what, whether it is well, and a sentence."""

    what: str
    well: bool
    sentence: str


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="A list of {what, well, sentence}.")] = False,
) -> None:
    """Look at the program, the store and the machine; the exit code is 1 if something is wrong."""
    open_store()
    found = list(_looked_at())
    if json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            print(f"{'well ' if one.well else 'WRONG'}  {one.what}: {one.sentence}")
    if not all(one.well for one in found):
        raise typer.Exit(1)


def _looked_at() -> Iterator[Health]:
    from django.conf import settings
    from django.db import connection

    from throughline.web import database
    from throughline.web.access.audit import verify_chain
    from throughline.web.site.models import Store

    yield Health("python", sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}.")
    if connection.vendor == "sqlite":
        yield from _sqlite(connection, database)
    missing, unknown = store_differences()
    yield Health("tables", not (missing or unknown), _tables(missing, unknown))
    if missing or unknown:
        return
    store = Store.objects.first()
    yield Health(
        "store", True, f"A {store.get_kind_display().lower()} store." if store else "Not started yet."
    )
    is_real = store is not None and store.kind == Store.Kind.REAL
    yield Health("today", not (settings.FIXED_TODAY and is_real), _today(settings.FIXED_TODAY, is_real))
    fault = verify_chain()
    yield Health("audit trail", fault is None, str(fault or "every row follows from the one before it."))
    yield Health("mail", True, "No mail server is set up; nothing is sent by mail in this version.")


def _sqlite(connection, database) -> Iterator[Health]:  # type: ignore[no-untyped-def]
    version = database.current_sqlite.sqlite_version
    wanted = ".".join(str(part) for part in database.SAFE_SQLITE)
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")
        }
    yield Health("sqlite", database.is_current(), f"SQLite {version}; {wanted} or later is needed.")
    yield Health(
        "synchronous",
        pragmas["synchronous"] == 2,
        f"synchronous is {pragmas['synchronous']}; it must be 2 (FULL).",
    )
    yield Health(
        "journal",
        pragmas["journal_mode"] == "wal",
        f"journal mode is {pragmas['journal_mode']}; it must be wal.",
    )


def _tables(missing: tuple[str, ...], unknown: tuple[str, ...]) -> str:
    if unknown:
        return f"the store is from a newer version ({unknown[0]}). Use that version."
    return (
        f"{len(missing)} changes are missing. Run “throughline serve” once."
        if missing
        else "as this version wants them."
    )


def _today(fixed: object, is_real: bool) -> str:
    if fixed and is_real:
        return "THROUGHLINE_TODAY is set, and a real store refuses it. Unset it."
    return f"stands still on {fixed}." if fixed else "the real day, save where a demonstration stands still."
