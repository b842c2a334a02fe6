"""The command that makes a small store of made-up extracts, to look at the pages and commands with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.drawing import figures
from throughline.cli.printing import say
from throughline.universe.small_store import small_store
from throughline.words.refusals import Refused


class NotEmpty(Refused):
    """Made-up extracts may not stand among others."""


@figures.command("example")
def example(
    into: Annotated[Path, typer.Argument(help="A folder that is empty or is still to be made.")],
) -> None:
    """Make a small store of made-up extracts, linked and built, in which pairs wait for a person."""
    if into.exists() and any(into.iterdir()):
        raise NotEmpty(f"{into} is not empty. Name another folder; nothing was written.")
    store = small_store(into)
    say(
        f"{len(store.in_force().receipts)} extracts of nobody real. To see them on pages: "
        f"THROUGHLINE_EXTRACTS=barnet={store.folder.resolve()} throughline serve --demo"
    )
