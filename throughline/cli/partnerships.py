"""Commands on one whole partnership: export, delete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.files import NoSuchFile
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store
from throughline.words.refusals import Refused

partnership = typer.Typer(help="One whole partnership.", no_args_is_help=True)
app.add_typer(partnership, name="partnership")

SLUG = Annotated[str, typer.Argument(help="The partnership's address, such as barnet.")]
JSON = Annotated[bool, typer.Option("--json", help="{tables: {name: rows}}.")]


class NotMeant(Refused):
    """What cannot be undone is asked for twice."""


class NamesRemain(Refused):
    """A name that should be gone is still in the store's file."""


@partnership.command("export")
def export(
    slug: SLUG,
    into: Annotated[Path, typer.Option(help="The zip file to write; it must not be there yet.")],
    json: JSON = False,
) -> None:
    """Write everything that is kept of a partnership to one zip file, readable by its owner only."""
    open_ready_store()
    counts = _exported(slug, into)
    if json:
        print_json({"tables": counts})
    else:
        print(f"{into}: {sum(counts.values()):,} rows of {len(counts)} tables.")


def _exported(slug: str, into: Path) -> dict[str, int]:
    from django.utils import timezone

    from throughline.web.desk.whole_partnership import export_partnership
    from throughline.web.meetings.queries import partnership_named

    found = partnership_named(slug)
    if into.exists():
        raise NoSuchFile(f"{into} is there already and was not changed. Choose another name.")
    if not into.parent.is_dir():
        raise NoSuchFile(f"There is no folder {into.parent}. Make it first, or choose another place.")
    handle, draft = tempfile.mkstemp(dir=into.parent, prefix=f".{into.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            counts = export_partnership(partnership=found, into=file, by=None, at=timezone.now())
        os.replace(draft, into)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return counts


@partnership.command("delete")
def delete(
    slug: SLUG,
    export_to: Annotated[Path, typer.Option("--export", help="The zip file to which it is exported first.")],
    meant: Annotated[
        str, typer.Option("--type-its-address-again", help="The partnership's address once more.")
    ],
    json: JSON = False,
) -> None:
    """Export a partnership, then delete all of it and everybody who belongs nowhere else.

    The audit trail stays: it holds numbers, never names. Backups made before still hold the partnership.
    """
    open_ready_store()
    if meant != slug:
        raise NotMeant(f"“{meant}” is not “{slug}”. Nothing was deleted.")
    names = _names(slug)
    _exported(slug, export_to)
    counts = _deleted(slug)
    remaining = _remaining(names)
    if remaining:
        raise NamesRemain(
            f"{slug} is deleted, but {len(remaining)} of its people's names are still in the file."
        )
    if json:
        print_json({"tables": counts})
    else:
        print(f"{slug} is deleted: {sum(counts.values()):,} rows. Everything it held is in {export_to}.")
    say("Backups made before today still hold it: delete them when they are no longer needed.")


def _names(slug: str) -> list[str]:
    from throughline.web.access.models import Person

    return list(Person.objects.filter(partnership__slug=slug).values_list("name", flat=True))


def _deleted(slug: str) -> dict[str, int]:
    from django.utils import timezone

    from throughline.web.desk.whole_partnership import delete_partnership, forget_what_was_deleted
    from throughline.web.meetings.queries import partnership_named

    counts = delete_partnership(partnership=partnership_named(slug), by=None, at=timezone.now())
    forget_what_was_deleted()
    return counts


def _remaining(names: list[str]) -> list[Any]:
    """The names still in the file, apart from those of people of other partnerships and of users who stay."""
    from throughline.web.access.models import Person, User
    from throughline.web.desk.whole_partnership import names_in_store_file

    stay = {*Person.objects.values_list("name", flat=True), *User.objects.values_list("name", flat=True)}
    return names_in_store_file([name for name in names if name not in stay])
