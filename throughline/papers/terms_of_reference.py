"""Terms of reference as a document: named sections, each with clauses numbered from 1.

A clause keeps its address, section and number, so that a decision can point to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Block, Contents, Document, Facts, Heading, Lead, Quiet, Table, Text


@dataclass(frozen=True)
class TermsClause:
    """A sentence of the terms, where the founding document says it, and whether it is settled."""

    words: str
    source: str = ""
    open: str = ""
    """What is not settled about it, as a sentence; empty when it is settled."""


@dataclass(frozen=True)
class TermsSection:
    """A named section; its clauses are numbered from 1."""

    title: str
    clauses: tuple[TermsClause, ...]


@dataclass(frozen=True)
class TermsPrinted:
    """The terms of one body on one day; dates in words."""

    body: str
    status: str
    in_force_from: str
    sections: tuple[TermsSection, ...]


def address(section: int, clause: int) -> str:
    """Where a clause stands: "3.2" is the second clause of the third section."""
    return f"{section}.{clause}"


def terms_of_reference(
    shown: TermsPrinted, *, marking: str, computed_from: str, version: str = ""
) -> Document:
    """The terms as a paper with a numbered list of contents."""
    title = f"{shown.body}: terms of reference"
    blocks: list[Block] = [
        Heading(title),
        Lead(_in_short(shown)),
        Facts((("Status", shown.status), ("In force from", shown.in_force_from))),
        Contents("Contents", depth=1),
    ]
    for number, section in enumerate(shown.sections, 1):
        blocks += [Heading(section.title, 2, number=str(number)), _clauses(number, section)]
    return Document(
        title=title,
        blocks=tuple(blocks),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def _in_short(shown: TermsPrinted) -> str:
    unsettled = sum(bool(clause.open) for section in shown.sections for clause in section.clauses)
    if not unsettled:
        return "Every clause is settled."
    verb = "clause is" if unsettled == 1 else "clauses are"
    return f"{unsettled} {verb} not settled; each says so."


def _clauses(number: int, section: TermsSection) -> Table:
    return Table(
        caption=section.title,
        columns=("Clause", "What is agreed", "Source"),
        rows=tuple(_row(address(number, place), clause) for place, clause in enumerate(section.clauses, 1)),
        widths=(9, 71, 20),
        empty="Not defined in the terms. Nothing is assumed.",
    )


def _row(at: str, clause: TermsClause) -> tuple[Text, ...]:
    words: Text = (clause.words, Quiet(f"Not settled: {clause.open}")) if clause.open else clause.words
    return (at, words, clause.source)
