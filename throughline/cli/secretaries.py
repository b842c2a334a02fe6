"""The command that names the first secretary of a partnership that never had one."""

from __future__ import annotations

from typing import Annotated

import typer

from throughline.cli.partnerships import SLUG, partnership
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store


@partnership.command("secretary")
def secretary(
    slug: SLUG,
    name: Annotated[str, typer.Option(help="The secretary's name.")],
    email: Annotated[str, typer.Option(help="The address by which they will sign in.")],
    json: Annotated[bool, typer.Option("--json", help="{partnership, code}.")] = False,
) -> None:
    """Name the first secretary of a partnership that never had one, and print their one-time code.

    Later the office is given on by a secretary, on a page.
    """
    open_ready_store()
    from django.utils import timezone

    from throughline.web.access.actions import name_first_secretary
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.site.today import today

    found = partnership_named(slug)
    _person, code = name_first_secretary(
        partnership=found, name=name, email=email, from_on=today(found), by=None, at=timezone.now()
    )
    if json:
        print_json({"partnership": slug, "code": code})
        return
    say("Within 14 days they open the site, choose “I have a one-time code”, write it and set a password.")
    print(code)
