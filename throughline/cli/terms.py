"""Commands about terms of reference: check and load."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of, read_file
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_store, prepare_store, store_address
from throughline.rules.terms.check import check as findings_of
from throughline.rules.terms.model import Finding, TermsUnreadable
from throughline.rules.terms.reader import read_bytes
from throughline.words.formats import plural
from throughline.words.refusals import Refused

LEVELS = {"E": "error", "S": "silent", "L": "worth knowing"}


class TermsRefused(Refused):
    """The file cannot be loaded; each error stands with its line."""


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
    """Say what is wrong, silent or worth knowing in partnership files; the exit code is 1 if anything is an error."""
    day = day_of(on, otherwise=date.today())
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
        return unreadable.findings


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
    counts = [f"{sum(f.level == level for f in findings)} {word}" for level, word in LEVELS.items()]
    return f"{plural(files, 'file')}: {', '.join(counts)}."


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
