"""The chair's brief for one meeting: what is wanted, what is late and who comes, on two pages of A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Lead,
    PageBreak,
    Paragraph,
    Quiet,
    Status,
    StatusKind,
    Table,
    Text,
)

MOST_DECISIONS, MOST_EXCEPTIONS, MOST_ORGANISATIONS, MOST_ROWS = 6, 3, 10, 3
"""How much of each part fits; what is left out is counted."""
LONGEST = 84
"""How many letters of a title, a reason or a name fit on a line."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One decision that the chair asks for: the words to say, and what stands behind them."""

    words: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One organisation at the table and what is known of each of its seats."""

    organisation: str
    kind: StatusKind
    word: str
    seats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OldActions:
    """The actions of one organisation that are open for more than 90 days."""

    organisation: str
    number: int
    oldest_days: int


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Everything a chair is told before a meeting, in words."""

    body: str
    day: str
    for_whom: str
    lead: str
    decisions: tuple[Wanted, ...] = ()
    exceptions: tuple[Wanted, ...] = ()
    coming: tuple[Coming, ...] = ()
    quorum: tuple[str, ...] = ()
    old_actions: tuple[OldActions, ...] = ()
    due: tuple[tuple[str, str], ...] = ()
    """What the body owes soon: the day and what it is."""
    to_settle: tuple[str, ...] = ()
    """Minutes to approve, recommendations to ratify and chair's actions to report, a sentence each."""
    presiding: tuple[str, ...] = ()
    """Who presides in the chair's absence, in order; the first two are told."""


def chairs_brief(shown: Brief, *, marking: str, computed_from: str, fictional: bool = False) -> Document:
    """The brief as a paper: the first page is what to decide, the second who comes and what is owed.

    Source: product, persona E1; rules R6, R9, R18 and R21.
    """
    return Document(
        title=f"{shown.body}: chair’s brief for {shown.day}",
        blocks=tuple(_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )


def _blocks(shown: Brief) -> Iterator[Block]:
    yield Heading(f"Chair’s brief for {shown.day}")
    yield Paragraph(f"{shown.body}. {shown.for_whom}", quiet=True)
    yield Lead(shown.lead)
    yield Heading("Decisions wanted", 2)
    yield _numbered("As you will say them", shown.decisions, MOST_DECISIONS, "No item asks for a decision.")
    yield Heading("Late or out of course", 2)
    yield _numbered(
        "What is late", shown.exceptions, MOST_EXCEPTIONS, "Nothing is late that is not among the decisions."
    )
    yield Heading("To settle from before", 2)
    yield _listed(shown.to_settle, "No minutes, recommendation or chair’s action waits.")
    yield Heading("If you are away", 2)
    yield _listed(tuple(f"{words[:1].upper()}{words[1:]}." for words in shown.presiding[:2]), "Not known.")
    yield PageBreak()
    yield Heading("Who comes", 2)
    yield _listed(shown.quorum, "Nobody has answered yet, so no quorum can be foreseen.")
    yield _coming(shown.coming)
    yield Heading("Actions open for more than 90 days", 2)
    yield _old(shown.old_actions)
    yield Heading("Owed by this body", 2)
    yield _listed(tuple(f"{day}: {what}" for day, what in shown.due), "Nothing with a date in three months.")


def _numbered(caption: str, wanted: Sequence[Wanted], most: int, empty: str) -> Block:
    if not wanted:
        return Paragraph(empty, quiet=True)
    rows: list[tuple[Text, ...]] = [
        (str(number), (short(one.words), Quiet(short(one.note))))
        for number, one in enumerate(wanted[:most], start=1)
    ]
    if len(wanted) > most:
        rows.append(("", f"And {len(wanted) - most} more, in the pack."))
    return Table(caption, ("Number", caption), tuple(rows), widths=(10, 90), row_headers=False)


def _listed(words: Sequence[str], empty: str) -> Block:
    if not words:
        return Paragraph(empty, quiet=True)
    shown: list[Text] = [short(one) for one in words[:MOST_ROWS]]
    if len(words) > MOST_ROWS:
        shown.append(f"And {len(words) - MOST_ROWS} more.")
    return Bullets(tuple(shown))


def _coming(organisations: Sequence[Coming]) -> Block:
    rows: list[tuple[Text, ...]] = [
        (short(one.organisation), Status(one.kind, one.word), short("; ".join(one.seats)))
        for one in organisations[:MOST_ORGANISATIONS]
    ]
    if len(organisations) > MOST_ORGANISATIONS:
        rows.append((f"And {len(organisations) - MOST_ORGANISATIONS} more", "", "On the meeting’s page"))
    return Table(
        "Organisations by what their members answered",
        ("Organisation", "Comes", "Who"),
        tuple(rows),
        widths=(28, 20, 52),
        empty="The terms list no seats.",
    )


def _old(actions: Sequence[OldActions]) -> Block:
    rows: list[tuple[Text, ...]] = [
        (short(one.organisation), str(one.number), f"{one.oldest_days:,} days") for one in actions[:MOST_ROWS]
    ]
    if len(actions) > MOST_ROWS:
        rows.append((f"And {len(actions) - MOST_ROWS} more organisations", "", ""))
    return Table(
        "Actions open for more than 90 days, by organisation",
        ("Organisation", "Actions", "The oldest"),
        tuple(rows),
        numeric=(1, 2),
        widths=(60, 18, 22),
        empty="No action is open for more than 90 days.",
    )


def short(words: str) -> str:
    """The words, cut at a space where they are too long for a line."""
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
