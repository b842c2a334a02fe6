"""What a body tells others of its work: a report to a parent, the highlights of a period, a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.papers.blocks import Block, Document, Facts, Heading, Lead, Paragraph, Table, Text

MOST_LINES = 6
"""How many lines of a section the highlights hold, so that they stay on two pages."""
FROM = "From"


@dataclass(frozen=True)
class ReportedLine:
    """One line: its cells, and the record that it came from."""

    cells: tuple[str, ...]
    came_from: str


@dataclass(frozen=True)
class ReportedSection:
    """One section: what frames it in a person's words, and what was composed from records."""

    heading: str
    framing: str = ""
    lead: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[ReportedLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A report in words, whichever kind it is."""

    title: str
    body: str
    period: str
    lead: str
    facts: tuple[tuple[str, Text], ...] = ()
    sections: tuple[ReportedSection, ...] = ()


def report_to_parent(
    shown: Reported, *, marking: str, computed_from: str, version: str = "", fictional: bool = False
) -> Document:
    """A report as a paper, every line of which says from which record it came.

    Source: product.md, 3.4 (report to parent) and page 30; rule R14.
    """
    return _paper(shown, tuple(_blocks(shown, None)), marking, computed_from, version, fictional)


def highlight_report(
    shown: Reported, *, marking: str, computed_from: str, fictional: bool = False
) -> Document:
    """The same for one body and one period on two pages: the first lines of each section, and how many more.

    Source: product.md, 3.4 (highlight report).
    """
    return _paper(shown, tuple(_blocks(shown, MOST_LINES)), marking, computed_from, "", fictional)


def _paper(
    shown: Reported,
    blocks: tuple[Block, ...],
    marking: str,
    computed_from: str,
    version: str,
    fictional: bool,
) -> Document:
    return Document(
        title=f"{shown.title}: {shown.body}, {shown.period}",
        blocks=blocks,
        marking=marking,
        computed_from=computed_from,
        version=version,
        fictional=fictional,
    )


def _blocks(shown: Reported, most: int | None) -> Iterator[Block]:
    yield Heading(shown.title)
    yield Lead(shown.lead)
    yield Paragraph(f"{shown.body}, {shown.period}.")
    if shown.facts:
        yield Facts(shown.facts)
    for section in shown.sections:
        yield from _section(section, most)


def _section(section: ReportedSection, most: int | None) -> Iterator[Block]:
    yield Heading(section.heading, 2)
    for paragraph in filter(None, (words.strip() for words in section.framing.splitlines())):
        yield Paragraph(paragraph)
    if section.lead:
        yield Paragraph(section.lead)
    if not section.lead and not section.framing.strip():
        yield Paragraph("Nothing is written here.", quiet=True)
    lines = section.lines[:most]
    if lines:
        yield Table(
            section.heading,
            (*section.columns, FROM),
            tuple((*one.cells, one.came_from) for one in lines),
            widths=_widths(len(section.columns)),
            numeric=_figures(lines),
        )
    if len(lines) < len(section.lines):
        more = len(section.lines) - len(lines)
        yield Paragraph(f"{more} more {'line is' if more == 1 else 'lines are'} on the page.", quiet=True)


def _widths(columns: int) -> tuple[int, ...]:
    """Shares of the width in per cent: the first column and the last have room for words."""
    first, last = (34, 18) if columns > 2 else (50, 20)
    others = columns - 1
    if others < 1:
        return (100 - last, last)
    each = (100 - first - last) // others
    return (100 - last - each * others, *([each] * others), last)


def _figures(lines: Sequence[ReportedLine]) -> tuple[int, ...]:
    """The columns that hold whole numbers alone."""
    columns = range(len(lines[0].cells))
    return tuple(n for n in columns if all(one.cells[n].isdecimal() for one in lines))
