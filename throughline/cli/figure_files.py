"""Sending a published table from the command line, and accepting it where that is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from throughline.cli.files import read_file
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_ready_store
from throughline.words.refusals import Refused

if TYPE_CHECKING:
    from throughline.web.performance.imports.differences import Differences
    from throughline.web.performance.models import Receipt


class SupplierUnknown(Refused):
    """No organisation of the partnership has that code."""


def import_table(
    file: Path, partnership: str, supplier: str, *, status: str, accept: bool, as_json: bool
) -> None:
    """Send a file whose table a saved profile knows: say what it would change, and accept it if asked.

    A file whose columns nobody has named yet waits on the page of data arrivals, and the exit code is 1.
    """
    content = read_file(file)
    open_ready_store()
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.performance import actions, queries
    from throughline.web.performance.imports.differences import differences_of
    from throughline.web.site.today import now, today

    place = partnership_named(partnership)
    sender = queries.suppliers(place).filter(code=supplier).first()
    if sender is None:
        raise SupplierUnknown(f"{place.name} has no organisation “{supplier}”. Use the code of one.")
    if status not in ("final", "provisional", "revised"):
        raise actions.FileRefused(f"“{status}” is not final, provisional or revised. Nothing was sent.")
    at = now(place)
    staged = actions.stage_file(
        supplier=sender, name=file.name, content=content, status=status, by=None, at=at
    )
    if staged.state != "mapped":
        say(f"No saved profile knows the table of {file.name}. Say what its columns are under Data arrivals.")
        raise typer.Exit(1)
    found = differences_of(staged, today(place))
    receipt = None
    if accept:
        receipt = actions.accept_file(
            staged=staged, seen=found.digest, received_on=today(place), by=None, at=at
        )
    _tell(file.name, found, receipt, as_json=as_json)


def _tell(name: str, found: Differences, receipt: Receipt | None, *, as_json: bool) -> None:
    known = len(found.unchanged) + len(found.confirmed)
    if as_json:
        print_json(
            {
                "file": name,
                "receipt": receipt.reference if receipt else None,
                "new": len(found.added),
                "revised": len(found.revised),
                "known": known,
                "rejections": [{"place": str(one.place), "reason": one.reason} for one in found.rejections],
            }
        )
    else:
        print_table(("Where", "Not taken in"), [(str(one.place), one.reason) for one in found.rejections])
    say(
        f"{len(found.added)} new, {len(found.revised)} revised, {known} known already, "
        f"{len(found.rejections)} not taken in."
    )
    said = f"Accepted with receipt {receipt.reference}." if receipt else "It waits to be accepted."
    say(said)
