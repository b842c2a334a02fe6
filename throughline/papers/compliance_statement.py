"""The statement of how a body kept its own rules over a year: a page, a paper and a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Document,
    Heading,
    Lead,
    Paragraph,
    Quiet,
    Status,
    StatusKind,
    Table,
    Text,
)

KINDS: dict[str, tuple[StatusKind, str]] = {
    "kept": ("complete", "Kept"),
    "late": ("slipping", "Late"),
    "breached": ("late", "Breached"),
    "not applicable": ("none", "Not judged"),
}
"""How each standing of a rule is shown: a shape and a word."""


@dataclass(frozen=True, kw_only=True)
class RuleShown:
    """One rule in words: where it stands in the terms, how firmly, and how often it was kept."""

    name: str
    source: str
    strength: str
    standing: str
    kept: str
    """Of how many times: "5 of 6"; empty where it was never judged."""
    before: str
    """The same of the year before."""
    worst: str = ""


@dataclass(frozen=True, kw_only=True)
class NotKept:
    """One occasion on which a rule was late or broken, and what the secretary said of it."""

    rule: str
    about: Text
    how: str
    why: Text = ""


@dataclass(frozen=True, kw_only=True)
class NotJudged:
    """A rule that could not be judged, and why."""

    rule: str
    source: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure on whether the body is worth its members' time, and from what it is counted."""

    name: str
    value: str
    before: str
    counted_from: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """How a body kept its rules over some days, in words."""

    body: str
    period: str
    lead: str
    trend: str
    rules: tuple[RuleShown, ...] = ()
    not_kept: tuple[NotKept, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    figures: tuple[Figure, ...] = ()


def compliance_statement(
    shown: Statement, *, marking: str, computed_from: str, fictional: bool = False
) -> Document:
    """The statement as a paper.

    Source: product, persona E5 (own-rule compliance); rules R1 to R4 and R14.
    """
    return Document(
        title=f"Rule keeping: {shown.body}, {shown.period}",
        blocks=tuple(_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )


def _blocks(shown: Statement) -> Iterator[Block]:
    yield Heading("Rule keeping")
    yield Lead(shown.lead)
    yield Paragraph(f"{shown.body}, {shown.period}. {shown.trend}")
    yield Table(
        "Rule by rule",
        ("Rule", "How it stands", "Kept", "Year before", "Terms"),
        tuple(_rule(one) for one in shown.rules),
        widths=(30, 20, 16, 14, 20),
        show_caption=True,
        empty="No rule could be judged: nothing was due in these days.",
    )
    yield Table(
        "Late or broken",
        ("Rule", "What it was about", "By how much", "Why, in the secretary’s words"),
        tuple((one.rule, one.about, one.how, one.why) for one in shown.not_kept),
        widths=(20, 26, 27, 27),
        show_caption=True,
        empty="Every rule that was judged was kept.",
    )
    yield Heading("Is the body worth its time?", 2)
    yield Table(
        "Is the body worth its time?",
        ("Figure", "These days", "Year before", "Counted from"),
        tuple((one.name, one.value, one.before, one.counted_from) for one in shown.figures),
        widths=(28, 18, 18, 36),
        empty="Nothing is recorded to count.",
    )
    if shown.not_judged:
        yield Table(
            "Not judged",
            ("Rule", "Terms", "Why not"),
            tuple((one.rule, one.source, one.why) for one in shown.not_judged),
            widths=(34, 16, 50),
            show_caption=True,
        )
    yield Paragraph(
        "Only what the terms say firmly counts in the first sentence. A rule is kept if it was kept every "
        "time. Nothing is judged before its day.",
        quiet=True,
    )


def _rule(one: RuleShown) -> tuple[Text, ...]:
    kind, word = KINDS[one.standing]
    stands: Text = (Status(kind, word), Quiet(one.worst)) if one.worst else Status(kind, word)
    return ((one.name, Quiet(one.strength)), stands, one.kept, one.before, one.source)
