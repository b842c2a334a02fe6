"""The register of risks as a paper: the matrix, and each entry with its words, its score and its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.papers.blocks import Block, Document, Heading, Lead, Paragraph, Quiet, Table
from throughline.papers.risk_matrix import PRINTED, PlacedRisk, risk_matrix
from throughline.words.formats import day_words


@dataclass(frozen=True, kw_only=True)
class RegisteredRisk:
    """One entry; ``score`` and ``movement`` are words, such as "12 (3 by 4), high" and "rising from 8"."""

    number: int
    kind: str
    cause: str
    event: str
    effect: str
    treatment: str
    score: str
    movement: str
    owner: str
    proximity: str
    raised_on: date
    objectives: tuple[str, ...] = ()
    closed: str = ""
    """When and why it was closed; empty for an open entry."""


def risk_register(
    rows: Sequence[RegisteredRisk],
    placed: Sequence[PlacedRisk],
    *,
    title: str,
    lead: str,
    thresholds: str,
    marking: str,
    computed_from: str,
    fictional: bool = False,
) -> Document:
    """The register as a paper; ``thresholds`` says from which score an entry is high, or that nobody said.

    Source: Pan-Dorset terms, role 9; the partnership's register of risks.
    """
    blocks: list[Block] = [Heading(title), Lead(lead), Paragraph(thresholds)]
    if placed:
        blocks.append(risk_matrix(placed, title="How likely, and how grave", form=PRINTED))
    blocks.append(
        Table(
            "The register",
            ("Entry", "What could happen", "What is done about it", "Score", "Owner"),
            tuple(_row(one) for one in rows),
            widths=(10, 34, 26, 14, 16),
            show_caption=True,
            empty="Nothing is in the register.",
        )
    )
    return Document(
        title=title,
        blocks=tuple(blocks),
        marking=marking,
        computed_from=computed_from,
        landscape=True,
        fictional=fictional,
    )


def _row(one: RegisteredRisk) -> tuple[tuple[str | Quiet, ...], ...]:
    objectives = (Quiet(f"objective {', '.join(one.objectives)}"),) if one.objectives else ()
    closed = (Quiet(one.closed),) if one.closed else ()
    return (
        (f"{one.kind} {one.number}", Quiet(f"raised {day_words(one.raised_on)}"), *objectives),
        (one.event, *(Quiet(said) for said in (one.cause, one.effect) if said)),
        (one.treatment or "Nothing is written down.", *closed),
        (one.score, Quiet(one.movement)),
        (one.owner, Quiet(one.proximity)),
    )
