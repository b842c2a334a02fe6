"""The minutes of a meeting: who was there, what was said, what was decided, and who is to act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Facts,
    Heading,
    Lead,
    Paragraph,
    Quiet,
    Strong,
    Table,
    Text,
)
from throughline.words.formats import plural


@dataclass(frozen=True)
class DecisionMade:
    """A decision with its permanent number and how it was made: "agreed", "by vote, 5 to 2"."""

    number: str
    words: str
    how: str = ""


@dataclass(frozen=True)
class ActionAgreed:
    """An action with its permanent number, its one owner and the day it is due, in words."""

    number: str
    words: str
    owner: str
    due: str


@dataclass(frozen=True)
class Minuted:
    """One paragraph with its number, its words and what is to be known of it, such as a correction."""

    number: str
    words: str
    kind: str = "note"
    """"note", "decision" or "action"."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemTaken:
    """What was said on one item, as agreed for the record."""

    number: str
    title: str
    said: tuple[str | Minuted, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The record of one meeting; people stand as name and organisation, dates in words."""

    body: str
    held_on: str
    state: str
    """"Draft", "Approved at the meeting of 12 May 2026"."""
    present: tuple[str, ...]
    """Members and deputies: for whom they sat, when they came late or left early, who presided."""
    apologies: tuple[str, ...] = ()
    items: tuple[ItemTaken, ...] = ()
    decisions: tuple[DecisionMade, ...] = ()
    actions: tuple[ActionAgreed, ...] = ()
    quorate: bool | None = None
    """None where the terms have no quorum."""
    quorum_words: str = "Not defined in the terms. None is assumed."
    in_attendance: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """Members who were not there and of whom no word is recorded."""
    course: tuple[str, ...] = ()
    """Who presided from when to when, and when the meeting paused, in sentences."""
    version_for: str = ""
    """For whom this version is: "Public version: what is not published is left out"."""
    place: str = ""
    language: str = "en-GB"


def minutes(
    shown: Minutes, *, marking: str, computed_from: str, version: str = "", fictional: bool = False
) -> Document:
    """The minutes as a paper. Raises ``ValueError`` for an action without an owner.

    Source: West Mercia Crime Reduction Board terms, outputs (record of actions and decisions);
    Pan-Dorset terms (decisions, and actions assigned to members).
    """
    for action in shown.actions:
        if not action.owner.strip():
            raise ValueError(f"Action {action.number} has no owner. Give it one before the minutes go out.")
    return Document(
        title=f"{shown.body}: minutes of {shown.held_on}",
        blocks=tuple(_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        language=shown.language,
        fictional=fictional,
    )


def _blocks(shown: Minutes) -> Iterator[Block]:
    yield Heading(f"{shown.body}: minutes of {shown.held_on}")
    made, agreed = plural(len(shown.decisions), "decision"), plural(len(shown.actions), "action")
    yield Lead(f"{made} made and {agreed} agreed.")
    yield Facts(tuple(_facts(shown)))
    if shown.quorate is False:
        yield Callout(
            "Not quorate", "What is recorded below is a recommendation until it is ratified.", "warning"
        )
    yield _decisions(shown)
    yield _actions(shown)
    yield from _people(shown)
    if shown.course:
        yield Heading("How the meeting went", 2)
        yield Bullets(shown.course)
    for item in shown.items:
        yield Heading(item.title, 2, number=item.number)
        yield from (Paragraph(_paragraph(said)) for said in item.said)


def _facts(shown: Minutes) -> Iterator[tuple[str, Text]]:
    yield "State", shown.state
    if shown.version_for:
        yield "Version", shown.version_for
    if shown.place:
        yield "Where", shown.place
    yield "Present", str(len(shown.present))
    yield "Quorum", shown.quorum_words


def _people(shown: Minutes) -> Iterator[Block]:
    yield Heading("Present", 2)
    yield Bullets(shown.present) if shown.present else Paragraph("No one recorded.")
    for title, people in (
        ("In attendance", shown.in_attendance),
        ("Apologies", shown.apologies),
        ("Not there", shown.absent),
    ):
        if people:
            yield Heading(title, 2)
            yield Bullets(people)


def _paragraph(said: str | Minuted) -> Text:
    if isinstance(said, str):
        return said
    number = f"{said.number}\N{NO-BREAK SPACE} " if said.number else ""
    kind = {"decision": "Decision: ", "action": "Action: "}.get(said.kind, "")
    start = (Strong(number + kind),) if number or kind else ()
    return (*start, said.words, *(Quiet(note) for note in said.notes))


def _decisions(shown: Minutes) -> Table:
    return Table(
        "Decisions made",
        ("Number", "Decision", "How"),
        tuple((one.number, one.words, one.how) for one in shown.decisions),
        widths=(25, 53, 22),
        show_caption=True,
        empty="Decisions made: none recorded.",
    )


def _actions(shown: Minutes) -> Table:
    return Table(
        "Actions agreed",
        ("Number", "Action", "Owner", "Due"),
        tuple((one.number, one.words, one.owner, one.due) for one in shown.actions),
        widths=(12, 44, 26, 18),
        show_caption=True,
        empty="Actions agreed: none recorded.",
    )
