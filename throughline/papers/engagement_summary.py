"""Who was heard and what came of it, as a paper: by kind, with what is still owed and who was not heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import Block, Bullets, Document, Heading, Lead, Paragraph, Status, Table


@dataclass(frozen=True)
class CameOf:
    """One outcome in words, how it stands, and the objectives that rest on it."""

    words: str
    state: Status
    cited_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voice:
    """One record: what, when, who was heard, what was found and what came of it."""

    title: str
    kind: str
    when: str
    who: str
    findings: tuple[str, ...]
    outcomes: tuple[CameOf, ...]


@dataclass(frozen=True)
class EngagementSummary:
    """Every record up to a day, the kinds in order; ``silent`` are sectors that nobody heard."""

    partnership: str
    on: str
    lead: str
    voices: tuple[Voice, ...]
    owed: tuple[tuple[str, str, Status], ...]
    """What is owed: the record, what and by when, and how it stands."""
    sectors: tuple[tuple[str, int], ...]


def engagement_summary(
    shown: EngagementSummary, *, marking: str, computed_from: str, fictional: bool = False
) -> Document:
    """The summary as a paper that stands alone.

    Source: East Midlands plan 2009-10 (consultation informs the plan); the design's documents, 3.4.
    """
    title = f"Who was heard, and what came of it: {shown.partnership}"
    return Document(
        title=title,
        blocks=(Heading(title), Lead(shown.lead), *_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        fictional=fictional,
    )


def _blocks(shown: EngagementSummary) -> Iterator[Block]:
    for kind in dict.fromkeys(one.kind for one in shown.voices):
        yield Heading(kind, 2)
        for voice in (one for one in shown.voices if one.kind == kind):
            yield from _voice(voice)
    yield Heading("What is still owed", 2)
    yield Table(
        "What is still owed",
        ("Record", "What and by when", "State"),
        shown.owed,
        empty="Nothing is owed.",
    )
    yield Heading("Which sectors were heard", 2)
    yield Table(
        "Records in which each sector was heard",
        ("Sector", "Records"),
        tuple((name, str(count)) for name, count in shown.sectors),
        numeric=(1,),
    )


def _voice(voice: Voice) -> Iterator[Block]:
    yield Heading(voice.title, 3)
    yield Paragraph(f"{voice.when}. Heard: {voice.who}." if voice.who else f"{voice.when}.", quiet=True)
    if voice.findings:
        yield Bullets(voice.findings, numbered=True)
    else:
        yield Paragraph("No finding is recorded.")
    if voice.outcomes:
        yield Table(
            f"What came of it: {voice.title}",
            ("What came of it", "State", "Objectives that rest on it"),
            tuple((one.words, one.state, ", ".join(one.cited_by) or "None") for one in voice.outcomes),
        )
