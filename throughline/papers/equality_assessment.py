"""What a plan does to different groups of people, as a page and a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.papers.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Lead,
    Link,
    Paragraph,
    Quiet,
    Table,
    Text,
)


@dataclass(frozen=True)
class GroupShown:
    """One group: what is expected for it, on what evidence, and the action that answers it."""

    name: str
    effect: str
    words: str
    evidence: str
    action: str = ""
    address: str = ""


@dataclass(frozen=True)
class AssessmentShown:
    """One assessment as it stands: a sentence of its state, its words, its groups and what is open."""

    name: str
    state: str
    summary: str
    evidence: str
    groups: tuple[GroupShown, ...]
    lacking: tuple[str, ...]


def equality_assessment(
    title: str,
    assessments: tuple[AssessmentShown, ...],
    *,
    lead: str,
    marking: str,
    computed_from: str,
    version: str = "",
    fictional: bool = False,
) -> Document:
    """Every assessment of a plan, the latest first. Source: product.md, section 3.4."""
    return Document(
        title=title,
        blocks=tuple(_blocks(title, assessments, lead)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        fictional=fictional,
    )


def _blocks(title: str, assessments: tuple[AssessmentShown, ...], lead: str) -> Iterator[Block]:
    yield Heading(title)
    yield Lead(lead)
    for number, one in enumerate(assessments, start=1):
        yield Heading(one.name, level=2, id=f"assessment-{number}")
        yield Paragraph(one.state)
        yield Paragraph(one.summary)
        yield Paragraph(f"Evidence: {one.evidence}")
        yield Table(
            caption=f"What is expected for each group: {one.name}",
            columns=("Group", "Effect", "What, and on what evidence", "Action"),
            rows=tuple((group.name, group.effect, _why(group), _action(group)) for group in one.groups),
            widths=(20, 14, 46, 20),
        )
        if one.lacking:
            yield Heading("Still to be said", level=3)
            yield Bullets(one.lacking)


def _why(group: GroupShown) -> Text:
    return (group.words, Quiet(group.evidence)) if group.evidence else group.words


def _action(group: GroupShown) -> Text:
    if not group.action:
        return "None"
    return Link(group.action, group.address) if group.address else group.action
