"""The command that says whether a scheme can be evaluated, and writes the lists for that: readiness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.drawing import figures
from throughline.cli.figures_store import JsonOption, StoreOption, store_at
from throughline.cli.files import NoSuchFile, day_of, refuse_existing, write_new_file
from throughline.cli.naming import LONDON, today_in_london
from throughline.cli.printing import print_json, print_table, say
from throughline.figures.cohorts.disclosures import disclose
from throughline.figures.cohorts.readiness import LEAST_PEOPLE
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme, read_scheme
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.measures.released_readiness import ReleasedReadiness, release_readiness
from throughline.papers.blocks import Table
from throughline.papers.evaluation_lists import SHEETS, people_to_send, records_to_complete
from throughline.words.formats import day_words, list_words, plural
from throughline.words.periods import Period
from throughline.words.refusals import Refused


class SchemeUnclear(Refused):
    """The command does not say which scheme is meant, or says it in two ways, or in days that are none."""


@figures.command("readiness")
def readiness(
    first: Annotated[str, typer.Option("--from", help="The first day of the period, as 2008-04-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day of the period in which people began.")],
    programme: Annotated[str, typer.Option(help="The programme, by its name in the extract.")] = "",
    order: Annotated[str, typer.Option(help="Or the order, by its code, such as community-order.")] = "",
    area: Annotated[str, typer.Option(help="One area only, as the extract names it.")] = "",
    on: Annotated[str | None, typer.Option(help="The day to look from; today otherwise.")] = None,
    missing: Annotated[
        Path | None, typer.Option(help="Write what records lack, for their suppliers: .csv, .xlsx or .ods.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="Write the people to send, with names: .csv, .xlsx or .ods.")
    ] = None,
    by: Annotated[str, typer.Option(help="For --template: who asks for the names.")] = "",
    to: Annotated[str, typer.Option("--recipient", help="For --template: who receives them.")] = "",
    why: Annotated[str, typer.Option(help="For --template: why, without anything about a person.")] = "",
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Say whether a scheme can be evaluated: who is eligible, what records lack, how many more it takes.

    The counts may be shown; small ones are hidden. The list of people holds names: it is written only on
    request, and the store records who asked, for whom and why.
    """
    scheme = _scheme(programme, order, area)
    period = _period(day_of(first, otherwise=date.min), day_of(last, otherwise=date.min))
    for path in (missing, template):
        if path is not None:
            refuse_existing(path)
            _form(path)
    kept = store_at(store)
    read = read_scheme(kept, scheme, period=period, on=day_of(on, otherwise=today_in_london()))
    if missing is not None:
        _write(missing, records_to_complete(read.readiness))
        say(f"{missing} is written: what records lack, by the supplier's own number. It names nobody.")
    if template is not None:
        _write_template(kept, read, template, by=by, to=to, why=why)
    shown = release_readiness(read)
    if json:
        print_json(_as_record(shown, read.receipts))
        return
    print_table(("Step", "How many"), [(step.why, step.events.words) for step in shown.steps])
    if shown.lacks:
        print_table(("What is lacking", *shown.suppliers, "All"), _lacks(shown))
    for sentence in sentences(shown):
        say(sentence)


def _scheme(programme: str, order: str, area: str) -> Scheme:
    if bool(programme) == bool(order):
        raise SchemeUnclear("Name one scheme: --programme NAME, or --order CODE such as community-order.")
    contract = "programme-completions" if programme else "probation-caseload"
    return Scheme(contract=contract, name=programme or order, area=area)


def _period(first: date, last: date) -> Period:
    if first > last:
        raise SchemeUnclear(f"The period ends on {last}, before it starts. Check both days.")
    return Period(first, last)


def _form(path: Path) -> str:
    form = path.suffix.removeprefix(".").lower()
    if form not in SHEETS:
        raise NoSuchFile(
            f"{path} ends in “{path.suffix}”. A list is written as {list_words(list(SHEETS), joining='or')}."
        )
    return form


def _write(path: Path, table: Table) -> None:
    make, _kind = SHEETS[_form(path)]
    write_new_file(path, make(table))


def _write_template(store: ExtractStore, read: ReadScheme, path: Path, *, by: str, to: str, why: str) -> None:
    """Write the people to send, once the store has recorded that they leave it."""
    made = disclose(store, read, by=by, to=to, at=datetime.now(LONDON), why=why)
    _write(path, people_to_send(read.readiness.complete))
    say(
        f"{path} is written: names, dates of birth and PNC ids of {plural(made.people, 'person', 'people')}. "
        f"Disclosure {made.number} to {made.to} is recorded. Send it by a secure way only, then delete it."
    )


def _lacks(shown: ReleasedReadiness) -> list[tuple[str, ...]]:
    return [
        (list_words(one.lacks), *(cell.words for cell in one.people), one.everyone.words)
        for one in shown.lacks
    ]


def sentences(shown: ReleasedReadiness) -> Iterator[str]:
    """Whether the scheme is ready, and what to know before it is sent."""
    counted = f"{shown.complete.words} of {LEAST_PEOPLE}"
    if shown.is_ready:
        yield f"{counted}: ready. The Justice Data Lab asks for at least {LEAST_PEOPLE} complete records."
    elif shown.needed is None:
        yield f"Far fewer than {LEAST_PEOPLE} records are complete."
    else:
        more = "more complete record is" if shown.needed == 1 else "more complete records are"
        yield f"{counted}: {shown.needed} {more} needed."
    if not shown.is_followed:
        yield f"Not everybody's follow-up is over. It is from {day_words(shown.followed_from)} on."
    if shown.areas > 1:
        yield "The records name several areas. Ask for one area at a time with --area, a file each."
    if shown.rows_sent_back:
        rows = plural(shown.rows_sent_back, "row")
        yield f"{rows} of these extracts could not be taken in. See them with: throughline figures rejections"
    if shown.filled.x:
        yield f"{shown.filled.words} are complete by what other extracts tell of the same person."
    if shown.without_pnc_id.x:
        yield f"{shown.without_pnc_id.words} have no PNC id: such people are found less often."
    yield (
        "If people were chosen because they had just offended most, a fall follows without any help. "
        "Say so when you send the list."
    )


def _as_record(shown: ReleasedReadiness, receipts: tuple[str, ...]) -> dict[str, Any]:
    return {
        "scheme": shown.scheme.name,
        "area": shown.scheme.area,
        "first": shown.period.first,
        "last": shown.period.last,
        "steps": [{"why": step.why, "how_many": step.events.value} for step in shown.steps],
        "complete": shown.complete.value,
        "needed": shown.needed,
        "ready": shown.is_ready,
        "lacks": [
            {
                "lacks": one.lacks,
                "suppliers": {
                    name: cell.value for name, cell in zip(shown.suppliers, one.people, strict=True)
                },
                "people": one.everyone.value,
            }
            for one in shown.lacks
        ],
        "filled": shown.filled.x,
        "without_pnc_id": shown.without_pnc_id.x,
        "areas": shown.areas,
        "followed_from": shown.followed_from,
        "rows_sent_back": shown.rows_sent_back,
        "receipts": receipts,
    }
