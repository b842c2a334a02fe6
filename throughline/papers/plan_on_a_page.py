"""A plan on one sheet: priorities down, pathways across, in each cell who leads what and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Document, Heading, Inline, Lead, Paragraph, Status, Table, Text

NEXT = "\n"


@dataclass(frozen=True)
class SquareObjective:
    """An objective in a square of the sheet."""

    number: str
    lead: str
    status: Status


@dataclass(frozen=True)
class PageRow:
    """A priority with its objectives under each pathway, in the order of the columns."""

    number: str
    words: str
    squares: tuple[tuple[SquareObjective, ...], ...]


@dataclass(frozen=True)
class PlanOnAPage:
    """The sheet; ``columns`` are the short codes of pathways and their names."""

    title: str
    said: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[PageRow, ...]


def plan_on_a_page(
    shown: PlanOnAPage, *, marking: str, computed_from: str, version: str = "", fictional: bool = False
) -> Document:
    """The sheet as a paper: A3, on its side."""
    named = "; ".join(f"{code}: {name}" for code, name in shown.columns if code != name)
    return Document(
        title=shown.title,
        blocks=(Heading(shown.title), Lead(shown.said), _table(shown), Paragraph(named, quiet=True)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        landscape=True,
        size="a3",
        fictional=fictional,
    )


def _table(shown: PlanOnAPage) -> Table:
    return Table(
        caption="Priorities and pathways",
        columns=("Priority", *(code for code, _name in shown.columns)),
        rows=tuple(
            (f"{row.number} {row.words}", *(_square(square) for square in row.squares)) for row in shown.rows
        ),
        widths=(16, *[84 // max(1, len(shown.columns))] * len(shown.columns)),
        empty="The plan has no priorities.",
    )


def _square(objectives: tuple[SquareObjective, ...]) -> Text:
    parts: list[Inline] = []
    for one in objectives:
        parts += [f"{NEXT if parts else ''}{one.number} ", one.status, f" {one.lead or 'No lead'}"]
    return tuple(parts) if parts else ""
