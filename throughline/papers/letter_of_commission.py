"""The letter by which a body asks another body or an organisation for work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import Block, Bullets, Callout, Document, Facts, Heading, Lead, Paragraph


@dataclass(frozen=True, kw_only=True)
class GapBehind:
    """The gap that the work is asked for, in words."""

    number: int
    words: str
    about: str
    """Pathway, place and people: "Accommodation and support, Leicester, women"."""
    size: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Commissioned:
    """One commission in words; days are written out."""

    number: int
    body: str
    to: str
    asked_on: str
    scope: str
    product: str
    due: str
    decision: str
    remit: str
    bounds: tuple[str, ...] = ()
    """What bounds the remit: each clause with its number."""
    gaps: tuple[GapBehind, ...] = ()
    state: str = ""


def letter_of_commission(
    asked: Commissioned, *, marking: str, computed_from: str, fictional: bool = False
) -> Document:
    """The commission as a letter to whoever is asked. Source: rule R46; product.md, section 6 (papers)."""
    return Document(
        title=f"Commission {asked.number}: {asked.body} to {asked.to}",
        blocks=tuple(_blocks(asked)),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )


def _blocks(asked: Commissioned) -> Iterator[Block]:
    yield Heading(f"Letter of commission {asked.number}")
    yield Lead(f"{asked.body} asks {asked.to} for work, to be handed over by {asked.due}.")
    yield Facts(
        (
            ("Asked by", asked.body),
            ("Asked of", asked.to),
            ("Asked on", asked.asked_on),
            ("To be handed over by", asked.due),
        )
    )
    yield Heading("What is asked", 2)
    yield Paragraph(asked.scope)
    yield Paragraph(f"To be handed over: {asked.product}")
    if asked.gaps:
        yield Heading("Why", 2)
        for gap in asked.gaps:
            yield Paragraph(f"Gap {gap.number}: {gap.words}")
            yield Bullets(
                (
                    f"For: {gap.about}",
                    f"People a year, or places, at most: {gap.size}",
                    f"Shown by: {gap.evidence}",
                )
            )
    yield Heading("By what right", 2)
    yield Paragraph(f"Decision {asked.decision}. {asked.remit}.")
    if asked.bounds:
        yield Paragraph("What bounds the remit of the body that asks:")
        yield Bullets(asked.bounds)
    yield Callout(
        "What to answer",
        "Accept the work, or refuse it and say why. Nothing is agreed until you accept. "
        f"It now stands as: {asked.state}.",
        kind="decide",
    )
