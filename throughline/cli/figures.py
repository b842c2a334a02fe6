"""The command that prints the scorecard of a day."""

from __future__ import annotations

from typing import Annotated

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of
from throughline.cli.printing import print_json, print_table, say
from throughline.cli.store import open_ready_store
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NoIndicators(Refused):
    """A partnership keeps no indicators, so nothing can be judged."""


@app.command()
def scorecard(
    partnership: Annotated[str, typer.Argument(help="The partnership's id, such as east-midlands.")],
    on: Annotated[
        str | None, typer.Option(help="The day, as 2010-01-12; the partnership's today otherwise.")
    ] = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object: {on, lead, rows: [{group, id, code, name, verdict, position, value, target, "
            "period, age, recent, method, sentence, receipts}]}; value and target are text to be shown.",
        ),
    ] = False,
) -> None:
    """Print the indicators of a partnership as they could be known on a day, what needs the board first."""
    open_ready_store()
    from throughline.web.meetings.queries import partnership_named
    from throughline.web.performance.queries import as_record, scorecard_on
    from throughline.web.site.today import today

    place = partnership_named(partnership)
    day = day_of(on, otherwise=today(place))
    card = scorecard_on(place, day)
    if card is None:
        raise NoIndicators(f"{place.name} keeps no indicators on {day_words(day)}: nothing can be judged.")
    if json:
        print_json(as_record(card))
        return
    print_table(
        ("Group", "Indicator", "Verdict", "Position", "Value", "Target", "Period", "Age", "Receipt"),
        [
            (
                row.group.value,
                row.judgement.indicator.name,
                row.verdict,
                row.position,
                row.value,
                row.target,
                row.period,
                row.age,
                row.receipts[-1] if row.receipts else "",
            )
            for row in card.rows
        ],
    )
    say(card.lead)
