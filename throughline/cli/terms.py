"""Commands about terms of reference: check, load and map."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of, read_file, write_file
from throughline.cli.naming import TermsRefused, named, no_such_body, today_in_london
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_store, prepare_store, store_address
from throughline.papers.blocks import plain
from throughline.papers.governance_map import drawing, table
from throughline.papers.map_of_terms import leading_body, map_of_terms
from throughline.rules.terms.check import check as findings_of
from throughline.rules.terms.in_force import on as terms_on_day
from throughline.rules.terms.model import Finding, Terms, TermsUnreadable
from throughline.rules.terms.reader import read_bytes
from throughline.words.formats import plural, weekday_words

PARSERS_PLACE = re.compile(r"\(at (?:line \d+, column \d+|end of document)\)\Z")
"""How the parser of TOML ends its own words, which say no mend."""
LEVELS = {"E": "error", "S": "silent", "L": "worth knowing"}


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Partnership files.")],
    on: Annotated[
        str | None, typer.Option(help="The day on which to check, as 2026-04-14; today otherwise.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="A list of {file, level, code, at, clause, line, message}.")
    ] = False,
) -> None:
    """Say what is wrong, silent or worth knowing in partnership files.

    The exit code is 1 if anything is an error.
    """
    day = day_of(on, otherwise=today_in_london())
    found = [(str(path), finding) for path in files for finding in _findings(path, day)]
    if json:
        print_json([_as_row(file, finding) for file, finding in found])
    else:
        print_table(
            ("File", "Line", "Level", "Code", "Clause", "What", "Where"),
            [
                (file, str(f.line), LEVELS[f.level], f.code, ", ".join(f.clause), f.message, f.at)
                for file, f in found
            ],
        )
        say(_in_short([finding for _, finding in found], len(files)))
    if any(finding.level == "E" for _, finding in found):
        raise typer.Exit(1)


def _findings(path: Path, day: date) -> tuple[Finding, ...]:
    try:
        return findings_of(read_bytes(read_file(path), path.name), on=day)
    except TermsUnreadable as unreadable:
        return tuple(_with_mend(one) for one in unreadable.findings)


def _with_mend(finding: Finding) -> Finding:
    """The finding with what to do, where the words are the parser's own."""
    if not PARSERS_PLACE.search(finding.message):
        return finding
    if finding.message.endswith("(at end of document)"):
        mend = f"Finish what is left open in or above line {finding.line}, then check again."
    else:
        mend = f"Mend line {finding.line}, then check again."
    return replace(finding, message=f"{finding.message}. {mend}")


def _as_row(file: str, finding: Finding) -> dict[str, Any]:
    return {
        "file": file,
        "level": finding.level,
        "code": finding.code,
        "at": finding.at,
        "clause": list(finding.clause),
        "line": finding.line,
        "message": finding.message,
    }


def _in_short(findings: list[Finding], files: int) -> str:
    errors, silent, worth = (sum(f.level == level for f in findings) for level in LEVELS)
    return f"{plural(files, 'file')}: {plural(errors, 'error')}, {silent} silent, {worth} worth knowing."


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Partnership files, loaded as they were found.")],
) -> None:
    """Load partnership files into the store; a file with errors of form changes nothing."""
    open_store(url=store_address(demonstration=False))
    prepare_store()
    from django.utils import timezone

    from throughline.web.governance.actions import load_terms

    for path in files:
        try:
            terms = read_bytes(read_file(path), path.name)
            partnership = load_terms(text=terms.text, by=None, at=timezone.now())
        except TermsUnreadable as unreadable:
            raise TermsRefused(
                "\n".join(f"{path}, line {f.line}: {f.message}" for f in unreadable.findings)
                + f"\n{path} was not loaded. Mend these lines and load it again."
            ) from None
        say(f"{partnership.name} is loaded from {path}.")


@app.command("map")
def governance_map(
    partnership: Annotated[
        str,
        typer.Argument(
            help="A partnership of the store or a file; /BODY after it to draw it around that body."
        ),
    ],
    on: Annotated[
        str | None, typer.Option(help="The day of the map, as 2026-04-14; today otherwise.")
    ] = None,
    svg: Annotated[Path | None, typer.Option(help="Write the drawing to this file.")] = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object {title, on, bodies, lines, gaps}; a body is {id, name}; "
            "a line is {from, to, kind, one_sided, note}.",
        ),
    ] = False,
) -> None:
    """Print who answers to whom, line by line, and what is missing."""
    asked = named(partnership)
    day = day_of(on, otherwise=asked.today)
    terms = terms_on_day(asked.terms, day)
    shown = map_of_terms(terms, on_words=weekday_words(day), own=_own(terms, asked.body))
    if svg is not None:
        write_file(svg, drawing(shown).svg.encode())
        say(f"{shown.title} on {shown.on} is in {svg}.")
        return
    if json:
        print_json(
            {
                "title": shown.title,
                "on": str(day),
                "bodies": [{"id": one.id, "name": one.name} for one in shown.bodies],
                "lines": [
                    {
                        "from": one.source,
                        "to": one.target,
                        "kind": one.kind,
                        "one_sided": one.one_sided,
                        "note": one.note,
                    }
                    for one in shown.lines
                ],
                "gaps": list(shown.gaps),
            }
        )
        return
    lines = table(shown)
    print_table(lines.columns, [tuple(plain(cell) for cell in row) for row in lines.rows], title=shown.title)
    for gap in shown.gaps:
        say(gap)


def _own(terms: Terms, body: str) -> str:
    if body and body not in {one.id for one in terms.bodies}:
        raise no_such_body(terms, body)
    return body or leading_body(terms)
