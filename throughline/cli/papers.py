"""The command that composes a board pack from the store, without a server."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of, write_file
from throughline.cli.printing import print_json, say
from throughline.cli.store import open_ready_store
from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.words.formats import list_words
from throughline.words.refusals import Refused


class NotABody(Refused):
    """A body is named as partnership and body."""


class NoSuchForm(Refused):
    """A pack is not made in that form."""


def _html(document: Document) -> bytes:
    return html.page(document, stylesheets=_own_stylesheets()).encode()


def _own_stylesheets() -> tuple[str, ...]:
    """The site's style sheets inside the addresses themselves, so that the page needs no server."""
    from django.contrib.staticfiles import finders

    from throughline.web.meetings.papers.packs import STYLE_SHEETS

    sheets = (Path(str(finders.find(name))).read_bytes() for name in STYLE_SHEETS)
    return tuple(f"data:text/css;base64,{base64.b64encode(sheet).decode()}" for sheet in sheets)


FORMS: dict[str, Callable[[Document], bytes]] = {
    **{f".{form}": make for form, (make, _kind) in FILES.items()},
    ".html": _html,
}


@app.command()
def pack(
    body: Annotated[str, typer.Argument(help="The partnership and the body, as barnet/rrdg.")],
    meeting: Annotated[
        str, typer.Option(help="The day of the meeting, as 2026-04-14; 2026-04-14-2 is its second sitting.")
    ],
    out: Annotated[Path, typer.Option(help="The file to write: .pdf, .docx, .odt or .html.")],
    on: Annotated[
        str | None, typer.Option(help="The day on which the pack stands; the partnership's today otherwise.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One object: {file, bytes, title, marking, computed_from}.")
    ] = False,
) -> None:
    """Write the board pack of a meeting; nothing is written if anything is missing."""
    form = FORMS.get(out.suffix.lower())
    if form is None:
        raise NoSuchForm(
            f"{out} ends in “{out.suffix}”. A pack is written as {list_words(list(FORMS), joining='or')}."
        )
    document = _composed(body, meeting, on)
    content = form(document)
    write_file(out, content)
    if json:
        print_json(
            {
                "file": str(out),
                "bytes": len(content),
                "title": document.title,
                "marking": document.marking,
                "computed_from": document.computed_from,
            }
        )
    else:
        say(f"{document.title} is in {out}, computed from {document.computed_from}.")


def _composed(address: str, meeting: str, on: str | None) -> Document:
    slug, _, code = address.partition("/")
    if not code:
        raise NotABody(f"“{address}” names no body. Write the partnership and the body, as barnet/rrdg.")
    open_ready_store()
    from throughline.web.meetings.papers.packs import pack_of
    from throughline.web.meetings.queries import body_named, meeting_at, partnership_named
    from throughline.web.site.today import today

    partnership = partnership_named(slug)
    found = meeting_at(body_named(partnership, code), meeting)
    return pack_of(found, on=day_of(on, otherwise=today(partnership)))
