"""Reads of drawings: which of some charts are drawn already, and each chart ready for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from throughline.papers.blocks import plain
from throughline.papers.charts.chart import Chart
from throughline.web.access.models import Partnership
from throughline.web.performance.models import Drawing


@dataclass(frozen=True)
class ShownChart:
    """A chart for a page: with its drawings in SVG, or without them until the worker has drawn it."""

    chart: Chart
    wide: str = ""
    narrow: str = ""

    @property
    def columns(self) -> list[str | tuple[str, str]]:
        """The headings of its table; "n" beside one says that it holds numbers."""
        twin = self.chart.twin
        return [(words, "n") if at in twin.numeric else words for at, words in enumerate(twin.columns)]

    @property
    def rows(self) -> list[list[str]]:
        """The rows of its table, in words."""
        return [[plain(cell) for cell in row] for row in self.chart.twin.rows]


def drawings_for(partnership: Partnership, digests: Iterable[str]) -> Mapping[str, Drawing]:
    """The drawings that are made already, by their digest, in one query."""
    wanted = frozenset(digests)
    if not wanted:
        return {}
    rows = Drawing.objects.filter(partnership=partnership, digest__in=wanted)
    return {row.digest: row for row in rows}


def shown_charts(partnership: Partnership, charts: Sequence[Chart]) -> tuple[ShownChart, ...]:
    """The charts for a page, each with its drawing where it is made already, in one query."""
    made = drawings_for(partnership, (chart.digest for chart in charts))
    return tuple(
        ShownChart(chart, row.wide, row.narrow) if (row := made.get(chart.digest)) else ShownChart(chart)
        for chart in charts
    )
