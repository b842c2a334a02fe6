"""Commands for the search: rebuild reads everything again."""

from __future__ import annotations

from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json
from throughline.cli.store import open_ready_store

search = typer.Typer(help="What can be searched.", no_args_is_help=True)
app.add_typer(search, name="search")


@search.callback()
def _search() -> None:
    """What can be searched."""


@search.command("rebuild")
def rebuild(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="The partnerships' addresses; all without any.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="{partnership: number of entries}.")] = False,
) -> None:
    """Read everything into the search again, as after restoring a store that was made before it."""
    open_ready_store()
    from django.utils import timezone

    from throughline.web.access.models import Partnership
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.search.actions import rebuild_search

    named = (
        [partnership_named(slug) for slug in slugs] if slugs else list(Partnership.objects.order_by("slug"))
    )
    counts = {one.slug: rebuild_search(partnership=one, by=None, at=timezone.now()) for one in named}
    if json:
        print_json(counts)
        return
    for slug, count in counts.items():
        print(f"{slug}: {count:,} entries.")
