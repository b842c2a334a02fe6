"""The command line as a whole: its commands, and what they share."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="throughline",
    help="Runs a reducing-reoffending partnership by the partnership's own rules.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
