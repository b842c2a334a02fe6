"""Commands about delivery plans: import, export and lint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of, read_file, write_file
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_ready_store
from throughline.papers.reading import read_rows
from throughline.rules.plan.cells import PlanRefused
from throughline.rules.plan.file_form import read_plan
from throughline.rules.plan.linter import PlanFinding, lint
from throughline.words.formats import list_words, plural

if TYPE_CHECKING:
    from throughline.rules.terms.model import Terms
    from throughline.web.plan.proposals import ProposedPlan

plan = typer.Typer(help="Delivery plans.", no_args_is_help=True)
app.add_typer(plan, name="plan")

Found = TypeVar("Found")
MOST_PROBLEMS = 20
"""How many problems of a refused file are printed."""


@plan.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(help="The plan: CSV, XLSX, ODS or DOCX.")],
    partnership: Annotated[str, typer.Argument(help="The partnership's id, such as barnet.")],
    year: Annotated[
        str | None,
        typer.Option(help="The year that a table of six columns is for, as 2009-10; this year's otherwise."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what was understood, and accept nothing.")
    ] = False,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object: {partnership, year, version (null if nothing was accepted), priorities, "
            "objectives, measures, milestones, questions: [{code, place, sentence}], "
            "findings: [{code, place, message}]}.",
        ),
    ] = False,
) -> None:
    """Accept a plan's file for its year, or show what was understood; nothing is accepted in part.

    A file with questions for a person is not accepted here, and the exit code is 1.
    """
    content = read_file(file)
    open_ready_store()
    from throughline.web.governance.queries import terms_on
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.plan.actions import accept_plan
    from throughline.web.site.today import now, today
    from throughline.words.periods import year_holding

    place = partnership_named(partnership)
    day = today(place)
    proposed = _or_stop(
        lambda: _read(place, content, file.name, terms_on(place, day), year or year_holding(day).name)
    )
    version, open_questions = None, len(_questions(proposed)) + len(proposed.conflicts)
    if not dry_run and not open_questions:
        version = accept_plan(partnership=place, text=proposed.text, accepted_on=day, by=None, at=now(place))
    if json:
        print_json(_as_record(place.slug, proposed, version))
    else:
        _show(proposed)
    say(_outcome(version, open_questions if not dry_run else 0))
    if open_questions and not dry_run:
        raise typer.Exit(1)


def _outcome(version: Any, waiting: int) -> str:
    if version:
        return f"The plan of {version.plan.year} is accepted as version {version.number}."
    if waiting:
        return (
            f"Nothing was accepted: {plural(waiting, 'question waits', 'questions wait')} for a person. "
            "Mend the file at those places, or send it on the page Plan, where they are asked."
        )
    return "Nothing was accepted."


def _read(place: Any, content: bytes, name: str, terms: Terms, year: str) -> ProposedPlan:
    """What a file says, an edited copy merged with the plan as it has become since."""
    from throughline.web.plan.proposals import following, propose
    from throughline.web.plan.queries import versions_for

    read = propose(content, name, terms=terms, year=year)
    return following(read, versions_for(place, read.plan), terms=terms)


@plan.command("export")
def export_plan(
    partnership: Annotated[str, typer.Argument(help="The partnership's id, such as barnet.")],
    out: Annotated[Path, typer.Option(help="The CSV file to write.")],
    year: Annotated[
        str | None, typer.Option(help="The year, as 2009-10; the plan in force otherwise.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The version in force on a day; the partnership's today otherwise.")
    ] = None,
    to_edit: Annotated[
        bool, typer.Option("--to-edit", help="Each line says its version, so that the copy can be merged.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One object: {file, year, version, sha256}.")] = False,
) -> None:
    """Write a plan's own file, to the letter as it was accepted, or a copy to edit."""
    open_ready_store()
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.plan.queries import copy_of, plan_named, whole
    from throughline.web.site.today import today

    place = partnership_named(partnership)
    version = whole(plan_named(place, year or "", day_of(on, otherwise=today(place))))
    content = (copy_of(version) if to_edit else version.text).encode()
    write_file(out, content)
    if json:
        record = {"file": str(out), "year": version.plan.year, "version": version.number}
        print_json(record | {"sha256": sha256(content).hexdigest()})
    else:
        say(f"The plan of {version.plan.year}, version {version.number}, is in {out}.")


@plan.command("lint")
def lint_plan(
    plan_file: Annotated[
        str, typer.Argument(help="A plan's file, or a partnership's id.", metavar="FILE|PARTNERSHIP")
    ],
    on: Annotated[
        str | None, typer.Option(help="The version in force on a day; the partnership's today otherwise.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="A list of {code, place, message}.")] = False,
) -> None:
    """Say what a plan's reader would ask before adopting it; the exit code is 1 if there is anything."""
    found = _findings(plan_file, on)
    if json:
        print_json([_finding_record(one) for one in found])
    else:
        print_table(("Place", "Code", "What"), [(one.place, one.code, one.sentence) for one in found])
        say(f"{plural(len(found), 'finding')}.")
    if found:
        raise typer.Exit(1)


def _findings(named: str, on: str | None) -> tuple[PlanFinding, ...]:
    path = Path(named)
    if path.suffix or path.exists():
        content = read_file(path)
        return lint(_or_stop(lambda: read_plan(read_rows(content, path.name).rows)))
    open_ready_store()
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.plan.queries import findings_of, plan_named, whole
    from throughline.web.site.today import today

    place = partnership_named(named)
    day: date = day_of(on, otherwise=today(place))
    return findings_of(whole(plan_named(place, "", day)), day)


def _or_stop(read: Callable[[], Found]) -> Found:
    """What was read; a refused plan's problems are printed, each with its place, and the exit code is 1."""
    try:
        return read()
    except PlanRefused as refused:
        for problem in refused.problems[:MOST_PROBLEMS]:
            say(str(problem))
        more = len(refused.problems) - MOST_PROBLEMS
        if more > 0:
            say(f"{plural(more, 'more problem')} not shown. Mend these first.")
        raise typer.Exit(1) from None


def _show(proposed: ProposedPlan) -> None:
    found, questions = proposed.plan, _questions(proposed)
    for note in proposed.notes:
        say(note)
    rows = [("question", str(one.place), one.sentence) for one in questions]
    rows += [("change", one.id, one.kind) for one in proposed.changes]
    rows += [
        ("conflict", one.id, f"{one.column}: {one.here} here, {one.copy} in the copy")
        for one in proposed.conflicts
    ]
    rows += [("finding", one.place, one.sentence) for one in proposed.findings]
    print_table(("Kind", "Place", "What"), rows)
    counted = [
        plural(len(found.priorities), "priority", "priorities"),
        plural(len(found.objectives), "objective"),
        plural(len(found.measures), "measure"),
        plural(len(found.milestones), "milestone"),
        f"{plural(len(questions), 'question')} for a person",
        plural(len(proposed.findings), "finding"),
    ]
    say(f"{list_words(counted)}.")


def _questions(proposed: ProposedPlan) -> tuple[Any, ...]:
    return proposed.preview.questions if proposed.preview else ()


def _as_record(slug: str, proposed: ProposedPlan, version: Any) -> dict[str, Any]:
    found = proposed.plan
    return {
        "partnership": slug,
        "year": version.plan.year if version else None,
        "version": version.number if version else None,
        "priorities": len(found.priorities),
        "objectives": len(found.objectives),
        "measures": len(found.measures),
        "milestones": len(found.milestones),
        "questions": [
            {"code": one.code, "place": str(one.place), "sentence": one.sentence}
            for one in _questions(proposed)
        ],
        "findings": [_finding_record(one) for one in proposed.findings],
    }


def _finding_record(one: PlanFinding) -> dict[str, str]:
    return {"code": one.code, "place": one.place, "message": one.sentence}
