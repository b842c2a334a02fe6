"""A scorecard as a paper: what needs the board first, then what needs no talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from throughline.figures.indicators.model import Change
from throughline.figures.scorecard import Group, Row, Scorecard
from throughline.papers.blocks import Block, Document, Heading, Lead, Quiet, Status, StatusKind, Table, Text
from throughline.words.formats import day_words

KINDS: Final[dict[Change, StatusKind]] = {
    Change.IMPROVED: "improved",
    Change.WORSE: "worse",
    Change.NO_RELIABLE_CHANGE: "no-change",
    Change.TOO_LITTLE_DATA: "too-little-data",
}


def scorecard(
    shown: Scorecard,
    *,
    marking: str,
    computed_from: str,
    version: str = "",
    charts: Mapping[str, Sequence[Block]] | None = None,
) -> Document:
    """The scorecard as a paper that stands alone."""
    title = f"Scorecard on {day_words(shown.on)}"
    return Document(
        title=title,
        blocks=(Heading(title), *scorecard_blocks(shown, charts)),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def scorecard_blocks(
    shown: Scorecard, charts: Mapping[str, Sequence[Block]] | None = None
) -> tuple[Block, ...]:
    """The sentence that sums it up, and a table for each group that has rows.

    ``charts`` are the charts of indicators by id, as blocks: those that need the board have theirs shown.
    """
    judged = (group for group in Group if group is not Group.NO_RETURN_YET and shown.group(group))
    silent = shown.group(Group.NO_RETURN_YET)
    return (
        Lead(shown.lead),
        *(block for group in judged for block in _part(group, shown.group(group), charts or {})),
        *((_silent(silent),) if silent else ()),
    )


def _part(group: Group, rows: tuple[Row, ...], charts: Mapping[str, Sequence[Block]]) -> Iterator[Block]:
    """The table of a group, and under what needs the board its charts."""
    yield _table(group, rows)
    if group is Group.NEEDS_THE_BOARD:
        for row in rows:
            yield from charts.get(row.judgement.indicator.id, ())


def _silent(rows: tuple[Row, ...]) -> Table:
    """Indicators of which nothing can be said yet, in two columns."""
    return Table(
        caption=Group.NO_RETURN_YET.value,
        columns=("Indicator", "Target"),
        rows=tuple((row.judgement.indicator.name, row.target or "None") for row in rows),
        numeric=(1,),
        widths=(80, 20),
        show_caption=True,
    )


def _table(group: Group, rows: tuple[Row, ...]) -> Table:
    return Table(
        caption=group.value,
        columns=("Indicator", "Verdict", "Value", "Target", "Period and age"),
        rows=tuple(_row(row) for row in rows),
        numeric=(2, 3),
        widths=(32, 26, 11, 11, 20),
        show_caption=True,
    )


def _row(row: Row) -> tuple[Text, ...]:
    status = Status(KINDS[row.judgement.change], row.verdict)
    verdict: Text = (status, Quiet(row.position)) if row.position else status
    period: Text = (row.period, Quiet(row.age)) if row.age else row.period
    return (row.judgement.indicator.name, verdict, row.value, row.target, period)
