"""The minutes of a meeting: decisions and actions in lists of their own, each with its number."""

from __future__ import annotations

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
    Table,
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
class ItemTaken:
    """What was said on one item, as agreed for the record."""

    number: str
    title: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The record of one meeting; people stand as name and organisation, dates in words."""

    body: str
    held_on: str
    state: str
    """"Draft", "Approved at the meeting of 12 May 2026"."""
    present: tuple[str, ...]
    apologies: tuple[str, ...] = ()
    items: tuple[ItemTaken, ...] = ()
    decisions: tuple[DecisionMade, ...] = ()
    actions: tuple[ActionAgreed, ...] = ()
    quorate: bool | None = None
    """None where the terms have no quorum."""
    quorum_words: str = "Not defined in the terms. None is assumed."


def minutes(shown: Minutes, *, marking: str, computed_from: str, version: str = "") -> Document:
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
    )


def _blocks(shown: Minutes) -> list[Block]:
    made, agreed = plural(len(shown.decisions), "decision"), plural(len(shown.actions), "action")
    blocks: list[Block] = [
        Heading(f"{shown.body}: minutes of {shown.held_on}"),
        Lead(f"{made} made and {agreed} agreed."),
        Facts((("State", shown.state), ("Present", str(len(shown.present))), ("Quorum", shown.quorum_words))),
    ]
    if shown.quorate is False:
        blocks.append(
            Callout(
                "Not quorate",
                "What is recorded below is a recommendation until it is ratified.",
                "warning",
            )
        )
    blocks += [_decisions(shown), _actions(shown)]
    blocks += [
        Heading("Present", 2),
        Bullets(shown.present) if shown.present else Paragraph("No one recorded."),
    ]
    if shown.apologies:
        blocks += [Heading("Apologies", 2), Bullets(shown.apologies)]
    for item in shown.items:
        blocks.append(Heading(item.title, 2, number=item.number))
        blocks += [Paragraph(said) for said in item.said]
    return blocks


def _decisions(shown: Minutes) -> Table:
    return Table(
        "Decisions made",
        ("Number", "Decision", "How"),
        tuple((one.number, one.words, one.how) for one in shown.decisions),
        widths=(12, 66, 22),
        show_caption=True,
        empty="Decisions made: none recorded.",
    )


def _actions(shown: Minutes) -> Table:
    return Table(
        "Actions agreed",
        ("Number", "Action", "Owner", "Due"),
        tuple((one.number, one.words, one.owner, one.due) for one in shown.actions),
        widths=(12, 46, 24, 18),
        show_caption=True,
        empty="Actions agreed: none recorded.",
    )
