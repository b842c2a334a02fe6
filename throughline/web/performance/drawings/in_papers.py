"""Charts as blocks of a paper: only those that are drawn already, as a paper is also made on a page."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.figures.scorecard import Group, Scorecard
from throughline.papers.blocks import Block
from throughline.web.access.models import Partnership
from throughline.web.performance.drawings.queries import shown_charts
from throughline.web.performance.drawings.wanted import charts_of


def charts_in_paper(partnership: Partnership, card: Scorecard) -> Mapping[str, tuple[Block, ...]]:
    """The first chart of each indicator that needs the board, by its id, where it is drawn already.

    A chart that two of them share stands under the first.
    """
    wanted = [row.judgement.indicator.id for row in card.group(Group.NEEDS_THE_BOARD)]
    if not wanted:
        return {}
    charts = charts_of(partnership, card.on)
    first = {charts[id][0].digest: (id, charts[id][0]) for id in reversed(wanted) if charts.get(id)}
    ids, needed = zip(*first.values(), strict=True) if first else ((), ())
    shown = zip(ids, shown_charts(partnership, needed), strict=True)
    return {id: one.chart.blocks(one.wide, one.narrow) for id, one in shown if one.wide}
