"""What the checker found in a partnership file, as a paper for the board that must settle it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from throughline.papers.blocks import Block, Document, Heading, Lead, Quiet, Table, Text
from throughline.rules.terms.model import Finding
from throughline.words.formats import list_words, plural

LEVELS: Final = (
    ("E", "Errors: the file cannot be used until they are mended", "error"),
    ("S", "Silences and contradictions: questions for the board", "question"),
    ("L", "Points to tidy: nothing waits for them", "point"),
)


def checker_report(
    file_name: str, findings: Sequence[Finding], *, marking: str, computed_from: str, version: str = ""
) -> Document:
    """Every finding by level, each with its place, its clause and its line."""
    title = f"Terms checked: {file_name}"
    return Document(
        title=title,
        blocks=(Heading(title), Lead(_in_short(findings)), *_groups(findings)),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def _in_short(findings: Sequence[Finding]) -> str:
    counts = [(sum(one.level == level for one in findings), noun) for level, _, noun in LEVELS]
    said = list_words([plural(count, noun) for count, noun in counts if count])
    return f"{said}." if said else "Nothing to settle: the terms are whole and consistent."


def _groups(findings: Sequence[Finding]) -> list[Block]:
    blocks: list[Block] = []
    for level, heading, _ in LEVELS:
        own = [one for one in findings if one.level == level]
        if own:
            blocks += [Heading(heading, 2), _table(heading, own)]
    return blocks


def _table(heading: str, findings: Sequence[Finding]) -> Table:
    return Table(
        caption=heading,
        columns=("Place", "Finding", "Clause", "Line"),
        rows=tuple(_row(one) for one in findings),
        numeric=(3,),
        widths=(28, 48, 15, 9),
    )


def _row(finding: Finding) -> tuple[Text, ...]:
    clause = ", ".join(finding.clause)
    return ((finding.at, Quiet(finding.code)), finding.message, clause, str(finding.line or ""))
