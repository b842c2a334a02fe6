"""The commands that list open actions, and say how long half of them take."""

from __future__ import annotations

from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_ready_store

actions = typer.Typer(help="Actions and how they go.", no_args_is_help=True)
app.add_typer(actions, name="actions")

Place = Annotated[str, typer.Argument(help="The partnership's id, such as barnet.")]
On = Annotated[str | None, typer.Option(help="The day, as 2026-03-30; the partnership's today otherwise.")]


@actions.command("list")
def list_actions(
    partnership: Place,
    on: On = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object: {on, actions: [{number, text, body, organisation, owner (null where nobody is "
            "named), state, first_due, due, slips, drift_days, overdue_days, age_days, needs_a_decision}]}.",
        ),
    ] = False,
) -> None:
    """List the actions open on a day, the longest overdue first."""
    open_ready_store()
    from throughline.web.decisions.queries import actions_of, open_actions
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.site.today import today

    place = partnership_named(partnership)
    day = day_of(on, otherwise=today(place))
    found = open_actions(actions_of(place), on=day)
    if json:
        print_json({"on": day, "actions": [one.as_record() for one in found]})
        return
    print_table(
        ("Action", "Who", "First due", "Due", "Moved", "Overdue", "Decide"),
        [
            (
                f"{one.number} {one.text}",
                ", ".join(part for part in (one.owner, one.organisation) if part),
                one.first_due.isoformat(),
                one.lateness.due.isoformat(),
                str(one.lateness.slips),
                str(one.lateness.overdue_days),
                "yes" if one.needs_a_decision else "",
            )
            for one in found
        ],
    )


@actions.command("half-life")
def half_life(
    partnership: Place,
    on: On = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object: {on, lead, rows: [{organisation, given, verified, verified_late, overdue, "
            "half_life_days (null where it is not said), verdict}]}; the first row is of all together.",
        ),
    ] = False,
) -> None:
    """Say after how many days half of the actions were verified, by organisation."""
    open_ready_store()
    from throughline.web.decisions.promises.half_life_page import compose, half_life_words
    from throughline.web.decisions.queries import actions_of
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.site.today import today

    place = partnership_named(partnership)
    day = day_of(on, otherwise=today(place))
    raised = actions_of(place).filter(raised_on__lte=day)
    page = compose(raised.select_related("owner_agency").prefetch_related("date_changes"), day)
    lines = (page.every, *page.rows)
    if json:
        print_json({"on": day, "lead": page.lead, "rows": [one.as_record() for one in lines]})
        return
    say(page.lead)
    print_table(
        ("Organisation", "Given", "Verified", "Late", "Overdue", "Half-life"),
        [
            (
                one.organisation,
                str(one.given),
                str(one.verified),
                str(one.verified_late),
                str(one.overdue),
                half_life_words(one.half_life),
            )
            for one in lines
        ],
    )
