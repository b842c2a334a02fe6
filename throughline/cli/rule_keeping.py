"""The command that says which of its own rules a body kept over a year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.files import write_file
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_ready_store
from throughline.papers.files import FILES
from throughline.rules.keeping import RuleLine
from throughline.words.formats import list_words
from throughline.words.refusals import Refused

rules = typer.Typer(help="A body's own rules.", no_args_is_help=True)
app.add_typer(rules, name="rules")


class NotABody(Refused):
    """A body is named as partnership and body."""


class NoSuchForm(Refused):
    """A statement is not made in that form."""


@rules.command("keeping")
def keeping(
    body: Annotated[str, typer.Argument(help="The partnership and the body, as barnet/rrdg.")],
    year: Annotated[str, typer.Option(help="The year, as 2025-26; the last twelve months otherwise.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Write the statement to this file: .pdf, .docx or .odt.")
    ] = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object {body, first, last, headline: {kept, judged}, before: {kept, judged}, rules}; "
            "a rule is {rule, strength, clause, standing, kept, judged, not_kept}; each not kept is "
            "{due, came, standing, working_days_late, rests_on, why}.",
        ),
    ] = False,
) -> None:
    """Say which of its own rules a body kept, late by how much and broken how."""
    found = _body(body)
    if out is not None:
        _write(found, year, out)
        return
    kept = _keeping(found, year)
    if json:
        print_json(_as_record(body, kept))
        return
    from throughline.web.meetings.keeping.words import headline_words, kept_words, rule_name, strength_words

    say(headline_words(kept.headline))
    print_table(
        ("Rule", "How firmly", "Standing", "Kept"),
        [
            (rule_name(line.rule), strength_words(line.rule), line.standing, kept_words(line))
            for line in kept.lines
        ],
    )


def _body(address: str) -> Any:
    slug, _, code = address.partition("/")
    if not code:
        raise NotABody(f"“{address}” names no body. Write the partnership and the body, as barnet/rrdg.")
    open_ready_store()
    from throughline.web.meetings.queries import body_named, partnership_named

    return body_named(partnership_named(slug), code)


def _keeping(body: Any, year: str) -> Any:
    from throughline.web.meetings.keeping.page import keeping_named
    from throughline.web.site.today import today

    return keeping_named(body, year, today(body.partnership))[1]


def _write(body: Any, year: str, out: Path) -> None:
    from throughline.web.meetings.keeping.page import statement_of
    from throughline.web.site.today import today

    form = out.suffix.lower().removeprefix(".")
    if form not in FILES:
        forms = list_words([f".{one}" for one in FILES], joining="or")
        raise NoSuchForm(f"{out} ends in “{out.suffix}”. A statement is written as {forms}.")
    document = statement_of(body, year, today(body.partnership))
    write_file(out, FILES[form][0](document))
    say(f"{document.title} is in {out}, computed from {document.computed_from}.")


def _as_record(address: str, kept: Any) -> dict[str, Any]:
    return {
        "body": address,
        "first": kept.period.first,
        "last": kept.period.last,
        "headline": {"kept": kept.headline.kept, "judged": kept.headline.judged},
        "before": {"kept": kept.headline_before.kept, "judged": kept.headline_before.judged},
        "rules": [_line(line) for line in kept.lines],
    }


def _line(line: RuleLine) -> dict[str, Any]:
    return {
        "rule": line.rule.code,
        "strength": line.rule.strength,
        "clause": list(line.rule.clause),
        "standing": line.standing,
        "kept": line.kept,
        "judged": len(line.judged),
        "not_kept": [
            {
                "due": one.due,
                "came": one.came,
                "standing": one.standing,
                "working_days_late": one.working_days_late,
                "rests_on": one.rests_on,
                "why": one.why,
            }
            for one in line.not_kept
        ],
    }
