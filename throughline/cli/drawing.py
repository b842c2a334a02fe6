"""Commands for figures: draw makes the charts that pages show."""

from __future__ import annotations

from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store
from throughline.words.formats import plural

figures = typer.Typer(help="Figures that come in, and their charts.", no_args_is_help=True)
app.add_typer(figures, name="figures")


@figures.callback()
def _figures() -> None:
    """Figures that come in, and their charts."""


@figures.command("draw")
def draw(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="The partnerships' addresses; all without any.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="{partnership: number of charts drawn}.")] = False,
) -> None:
    """Draw the charts of today's pages that have no drawing yet; a running worker does so by itself."""
    open_ready_store()
    from throughline.web.access.models import Partnership
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.performance.drawings.drawing import draw_all

    named = (
        [partnership_named(slug) for slug in slugs] if slugs else list(Partnership.objects.order_by("slug"))
    )
    counts = {one.slug: draw_all(one) for one in named}
    if json:
        print_json(counts)
        return
    for slug, count in counts.items():
        say(f"{slug}: {plural(count, 'chart')} drawn.")
