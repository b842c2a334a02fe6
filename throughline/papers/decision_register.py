"""The register of decisions as a paper and as data: by what right each stands, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.papers.blocks import Block, Document, Heading, Lead, Quiet, Table, Text
from throughline.words.formats import plural, weekday_words


@dataclass(frozen=True, kw_only=True)
class RegisteredDecision:
    """One decision; ``state`` is a word, ``notes`` are whole sentences on what it did or what befell it."""

    number: str
    body: str
    decided_on: date
    words: str
    right: str
    quorum: str = ""
    state: str = ""
    ratifies: str = ""
    ratified_by: str = ""
    rescinds: str = ""
    rescinded_by: str = ""
    effective_from: date | None = None
    notes: tuple[str, ...] = ()


def decision_register(
    rows: Sequence[RegisteredDecision],
    *,
    title: str,
    marking: str,
    computed_from: str,
    fictional: bool = False,
) -> Document:
    """The register as a paper, the latest decision first as given.

    Source: Pan-Dorset terms (decisions recorded); West Mercia terms, outputs.
    """
    blocks: tuple[Block, ...] = (
        Heading(title),
        Lead(f"{plural(len(rows), 'decision')}." if rows else "No decision is recorded."),
        Table(
            "Decisions",
            ("Number", "What was decided", "Day", "By what right", "State"),
            tuple(_row(one) for one in rows),
            widths=(16, 40, 14, 16, 14),
            empty="No decision is recorded.",
        ),
    )
    return Document(
        title=title,
        blocks=blocks,
        marking=marking,
        computed_from=computed_from,
        landscape=True,
        fictional=fictional,
    )


def _row(one: RegisteredDecision) -> tuple[Text, ...]:
    notes = tuple(Quiet(note) for note in one.notes)
    right: Text = (one.right, Quiet(one.quorum)) if one.quorum else one.right
    return (
        (one.number, Quiet(one.body)),
        (one.words, *notes),
        weekday_words(one.decided_on),
        right,
        one.state,
    )


COLUMNS = (
    "Number",
    "Body",
    "Decided on",
    "Decision",
    "By what right",
    "Quorum",
    "State",
    "Ratifies",
    "Ratified by",
    "Rescinds",
    "Rescinded by",
    "In effect from",
)


def register_in_columns(rows: Sequence[RegisteredDecision]) -> Table:
    """The register for a spreadsheet: a column for each fact, days as 2026-04-14."""
    return Table(
        "Decisions",
        COLUMNS,
        tuple(
            (
                one.number,
                one.body,
                one.decided_on.isoformat(),
                one.words,
                one.right,
                one.quorum,
                one.state,
                one.ratifies,
                one.ratified_by,
                one.rescinds,
                one.rescinded_by,
                one.effective_from.isoformat() if one.effective_from else "",
            )
            for one in rows
        ),
        empty="No decision is recorded.",
    )
