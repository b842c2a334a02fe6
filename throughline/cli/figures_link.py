"""The commands of linking: link, review and decide; and made-up, a nation to try them on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from throughline.cli.drawing import figures
from throughline.cli.figures_store import JsonOption, StoreOption, shown_progress, store_at
from throughline.cli.naming import LONDON
from throughline.cli.printing import print_json, print_table, say
from throughline.figures.cohorts.linking import keeping
from throughline.figures.cohorts.linking.keeping import WaitingPair
from throughline.figures.cohorts.linking.linking import Linked
from throughline.figures.made_up.nation import Nation, write_nation
from throughline.words.formats import plural
from throughline.words.refusals import Refused

VERDICTS: Final[dict[str, Literal["one person", "two people", "taken back"]]] = {
    "one-person": "one person",
    "two-people": "two people",
    "take-back": "taken back",
}
TOLD: Final = ("PNC id", "Forename", "Surname", "Date of birth", "Sex", "Postcode")


class VerdictUnknown(Refused):
    """What was decided is none of the things that can be."""


class NationImpossible(Refused):
    """The made-up nation cannot be written as it was asked for."""


@figures.command("link")
def link(store: StoreOption = None, json: JsonOption = False) -> None:
    """Find which rows of the extracts are of one person, by id, by name and birth, and by a saved model.

    What is likely and not certain waits for a person: see “review”. Twins, and fathers and sons of one name,
    are never linked without one.
    """
    with shown_progress() as tell:
        summary = keeping.link_extracts(store_at(store), tell=tell)
    if json:
        print_json(asdict(summary))
        return
    for sentence in sentences(summary):
        say(sentence)


def sentences(summary: Linked) -> tuple[str, ...]:
    """What a linking found, in sentences."""
    causes = ", ".join(f"{count:,} by {cause}" for cause, count in summary.links.items()) or "none"
    return (
        f"{plural(summary.records, 'different record')} of {plural(summary.people, 'person', 'people')}.",
        f"Links: {causes} (model {summary.model}).",
        f"{plural(summary.waiting, 'pair')} waiting for a person; {summary.share_waiting:.1%} of the new "
        "records. See them with: throughline figures review",
    )


@figures.command("review")
def review(
    most: Annotated[int, typer.Option(help="How many pairs to print.", min=1)] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Print the pairs that wait for a person, the likeliest first, with what each record tells.

    This prints names: use it only where you may see them.
    """
    pairs = keeping.waiting_pairs(store_at(store), most=most)
    if json:
        print_json([asdict(one) for one in pairs])
        return
    if not pairs:
        say("No pair waits for a decision.")
        return
    print_table(("Pair", "Record", *TOLD, "Why it waits"), [row for one in pairs for row in _rows(one)])
    say("To decide: throughline figures decide LEFT RIGHT one-person (or two-people) --by NAME --why REASON")


def _rows(pair: WaitingPair) -> list[tuple[str, ...]]:
    name = f"{pair.left} {pair.right}"
    why = pair.reason if pair.weight is None else f"{pair.reason}, weight {pair.weight:.1f}"
    return [(name, str(pair.left), *pair.told[0], why), ("", str(pair.right), *pair.told[1], "")]


@figures.command("decide")
def decide(
    left: Annotated[int, typer.Argument(help="A record's number, as review prints it.")],
    right: Annotated[int, typer.Argument(help="The other record's number.")],
    verdict: Annotated[str, typer.Argument(help="one-person, two-people or take-back.")],
    by: Annotated[str, typer.Option(help="Who decides.")],
    why: Annotated[str, typer.Option(help="Why, without anything about the person.")],
    store: StoreOption = None,
) -> None:
    """Record that two records are of one person, or of two, or take such a decision back.

    It counts over every key and weight from the next “link” on, until it is taken back.
    """
    if verdict not in VERDICTS:
        raise VerdictUnknown(f"“{verdict}” cannot be decided. Say one of {', '.join(VERDICTS)}.")
    made = keeping.decide(
        store_at(store), (left, right), VERDICTS[verdict], by=by, at=datetime.now(LONDON), why=why
    )
    say(
        f"Decision {made.number} is recorded: records {made.left} and {made.right}, {made.verdict}. "
        "It counts once you link again: throughline figures link"
    )


@figures.command("made-up")
def made_up(
    into: Annotated[Path, typer.Argument(help="An empty folder that is there.")],
    people: Annotated[int, typer.Option(help="How many people.", min=1)] = Nation.people,
    offences: Annotated[int, typer.Option(help="How many offences.", min=1)] = Nation.offences,
    seed: Annotated[int, typer.Option(help="Another seed gives another nation.", min=0)] = Nation.seed,
) -> None:
    """Write a made-up nation: an extract of each contract as Parquet, and the truth in a folder beside them.

    Nobody in it is real. Twins, slips of the hand, moves and missing ids are in it, and the truth is known.
    """
    if not into.is_dir() or any(into.iterdir()):
        raise NationImpossible(f"{into} is no empty folder. Make one, and name it.")
    nation = Nation(people=people, offences=offences, seed=seed)
    try:
        with shown_progress() as tell:
            write_nation(nation, into, told=lambda done: tell("Writing people", done / people))
    except ValueError as fault:
        raise NationImpossible(f"{fault} Ask for one to 4,000 offences a person.") from None
    say(f"{people:,} people and {offences:,} offences are written. Nobody is real.")
