"""The command that looks at the program, the store and the machine: doctor."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json
from throughline.cli.store import open_store, store_differences
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.papers.lettering import FOLDER as FONTS
from throughline.web import database
from throughline.words.formats import plural
from throughline.words.refusals import Refused

NEEDED_SPACE = 500_000_000
"""The free space, in bytes, below which a store may stop in the middle of a month."""
NEEDED_FONTS = ("Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True)
class Health:
    """One thing the doctor looked at: what, whether it is well, and a sentence."""

    what: str
    well: bool
    sentence: str


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="A list of {what, well, sentence}.")] = False,
    mail: Annotated[
        bool, typer.Option("--mail", help="Also speak to the mail server, without sending.")
    ] = False,
) -> None:
    """Look at the program, the store and the machine; the exit code is 1 if something is wrong."""
    found = list(_looked_at())
    if mail:
        found += _of_mail_server()
    if json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            print(f"{'well ' if one.well else 'WRONG'}  {one.what}: {one.sentence}")
    if not all(one.well for one in found):
        raise typer.Exit(1)


def _looked_at() -> Iterator[Health]:
    version = sys.version.split()[0]
    yield Health("python", sys.version_info >= (3, 11), f"Python {version}; 3.11 or later is needed.")
    yield fonts(FONTS)
    try:
        open_store()
        differences = store_differences()
    except Refused as refusal:
        yield Health("store", False, str(refusal))
        return
    yield from _of_store(*differences)


def _of_store(missing: tuple[str, ...], unknown: tuple[str, ...]) -> Iterator[Health]:
    from django.conf import settings
    from django.db import connection

    yield disk_space(settings.STORE_FOLDER, shutil.disk_usage(settings.STORE_FOLDER).free)
    if connection.vendor == "sqlite":
        yield from _sqlite(connection)
    yield tables(missing, unknown)
    if not (missing or unknown):
        yield from _of_contents()
    yield mail_settings(settings.MAIL_SERVER)


def _of_contents() -> Iterator[Health]:
    from django.conf import settings

    from throughline.web.access.audit import verify_chain
    from throughline.web.access.models import Partnership
    from throughline.web.site.models import Store

    store = Store.objects.first()
    kind = f"{store.get_kind_display()}." if store else "Not started yet. Run “throughline serve” once."
    yield Health("store", True, kind)
    yield today(settings.FIXED_TODAY, is_demonstration=bool(store and store.kind == Store.Kind.DEMONSTRATION))
    yield from extracts(settings.EXTRACTS, frozenset(Partnership.objects.values_list("slug", flat=True)))
    fault = verify_chain()
    yield Health("audit trail", fault is None, str(fault or "Every row follows from the one before it."))


def extracts(folders: Mapping[str, str], known: Container[str]) -> Iterator[Health]:
    """Where each partnership's extracts lie, and whether pages can read them; none set is no fault."""
    if not folders:
        yield Health("extracts", True, "No store of extracts is set, so the site has no page of them.")
    elif find_spec("duckdb") is None or find_spec("splink") is None:
        yield Health("extracts", False, "They need a part of the program: deploy/environment figures.")
    for code, folder in folders.items():
        yield _extracts_of(code, Path(folder), is_known=code in known)


def _extracts_of(code: str, folder: Path, *, is_known: bool) -> Health:
    if not is_known:
        return Health("extracts", False, f"THROUGHLINE_EXTRACTS names {code}, which is no partnership here.")
    if folder.exists() and folder.stat().st_mode & 0o077:
        sentence = f"{folder} of {code} is open to other users of this machine. Run: chmod 700 {folder}"
        return Health("extracts", False, sentence)
    try:
        counting = len(ExtractStore(folder).in_force().receipts)
    except Refused as refusal:
        return Health("extracts", False, str(refusal))
    return Health("extracts", True, f"{code}: {plural(counting, 'extract')} in {folder}.")


def mail_settings(server: Any) -> Health:
    """Where messages go; without a mail server they are kept, which is no fault."""
    if server is None:
        return Health("mail", True, "No mail server is set up. Messages are kept, and none is lost.")
    return Health("mail", True, f"By {server.host}, port {server.port}. Ask it with “doctor --mail”.")


def _of_mail_server() -> Iterator[Health]:
    """What the mail server says, step by step; nothing is sent."""
    from throughline.web.mail.trial import try_server

    try:
        yield Health("mail server", True, try_server())
    except Refused as refusal:
        yield Health("mail server", False, str(refusal))


def fonts(folder: Path) -> Health:
    """Whether every letter that papers are set in is there."""
    missing = [
        name for style in NEEDED_FONTS if not (folder / (name := f"LiberationSans-{style}.ttf")).exists()
    ]
    if missing:
        return Health("fonts", False, f"{missing[0]} is missing from {folder}. Install Throughline again.")
    return Health("fonts", True, f"{len(NEEDED_FONTS)} fonts for papers.")


def disk_space(folder: Path, free: int) -> Health:
    """Whether the store has room to grow; ``free`` in bytes."""
    well = free >= NEEDED_SPACE
    advice = "" if well else f" At least {NEEDED_SPACE / 1e6:,.0f} MB are needed: make room on that disk."
    return Health("disk", well, f"{free / 1e6:,.0f} MB are free for {folder}.{advice}")


def _sqlite(connection: Any) -> Iterator[Health]:
    wanted = ".".join(str(part) for part in database.SAFE_SQLITE)
    version = f"SQLite {database.current_sqlite.sqlite_version}; {wanted} or later is needed."
    yield Health("sqlite", database.is_current(), version)
    with connection.cursor() as cursor:
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    yield Health("synchronous", synchronous == 2, f"synchronous is {synchronous}; it must be 2 (FULL).")
    yield Health("journal", journal == "wal", f"The journal mode is {journal}; it must be wal.")


def tables(missing: tuple[str, ...], unknown: tuple[str, ...]) -> Health:
    """Whether the store's tables are those of this version."""
    if unknown:
        sentence = f"The store is from a newer version ({unknown[0]}). Use that version."
    elif missing:
        sentence = f"{len(missing)} changes are missing. Run “throughline serve” once."
    else:
        sentence = "As this version wants them."
    return Health("tables", not (missing or unknown), sentence)


def today(fixed: object, *, is_demonstration: bool) -> Health:
    """Whether the day may stand still: only in a demonstration."""
    if fixed and not is_demonstration:
        sentence = "THROUGHLINE_TODAY is set, and a real store refuses it. Unset it."
    elif fixed:
        sentence = f"Stands still on {fixed}."
    else:
        sentence = "The real day, save where a demonstration stands still."
    return Health("today", is_demonstration or not fixed, sentence)
