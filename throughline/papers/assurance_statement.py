"""What a body assures of its programmes: how sure it is of each, why, and which records show it."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Document, Heading, Lead, Paragraph, Table


@dataclass(frozen=True)
class Assured:
    """One statement in words."""

    programme: str
    period: str
    confidence: str
    why: str
    evidence: tuple[str, ...]


def assurance_statement(
    body: str,
    statements: tuple[Assured, ...],
    without: tuple[str, ...],
    *,
    lead: str,
    marking: str,
    computed_from: str,
    fictional: bool = False,
) -> Document:
    """The statements as a paper; ``without`` names the programmes of which nothing is stated.

    Source: West Mercia terms, Core 2.
    """
    silent = (Paragraph(f"Nothing is stated of: {', '.join(without)}.", quiet=True),) if without else ()
    return Document(
        title=f"Assurance: {body}",
        blocks=(
            Heading("Assurance"),
            Lead(lead),
            Paragraph(f"{body}."),
            Table(
                "Programme by programme",
                ("Programme", "Days", "How sure", "Why", "What shows it"),
                tuple(
                    (one.programme, one.period, one.confidence, one.why, "; ".join(one.evidence) or "None")
                    for one in statements
                ),
                widths=(18, 18, 14, 28, 22),
                show_caption=True,
                empty="No programme is assured yet.",
            ),
            *silent,
        ),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )
