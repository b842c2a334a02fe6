"""Drawing what pages want and lack: slow, so a worker or a command does it, outside every write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from throughline.papers.charts.chart import Chart
from throughline.papers.charts.drawn import drawn
from throughline.web.access.models import Partnership, User
from throughline.web.performance.actions.drawings import keep_drawings
from throughline.web.performance.drawings.queries import drawings_for
from throughline.web.performance.drawings.wanted import every_chart
from throughline.web.site.today import now, today

AT_ONCE = 10
"""Drawings kept in one write, so that what is drawn already is not lost."""
IN_A_ROUND = 40
"""Drawings that the worker makes before it looks after its messages again."""


def draw_charts(
    *,
    partnership: Partnership,
    day: date,
    by: User | None,
    at: Callable[[], datetime],
    most: int | None = None,
) -> int:
    """Draw the charts of a day that have no drawing yet, at most so many, and say how many were drawn."""
    charts = lacking(partnership, day)[:most]
    for first in range(0, len(charts), AT_ONCE):
        made = {chart.digest: (chart, drawn(chart)) for chart in charts[first : first + AT_ONCE]}
        keep_drawings(partnership=partnership, made=made, by=by, at=at())
    return len(charts)


def lacking(partnership: Partnership, day: date) -> tuple[Chart, ...]:
    """The charts of a day that have no drawing yet."""
    charts = every_chart(partnership, day)
    made = drawings_for(partnership, (chart.digest for chart in charts))
    return tuple(chart for chart in charts if chart.digest not in made)


def draw_all(partnership: Partnership, most: int | None = None) -> int:
    """Draw what the pages of the partnership's today lack, at most so many, and say how many were drawn."""
    return draw_charts(
        partnership=partnership,
        day=today(partnership),
        by=None,
        at=lambda: now(partnership),
        most=most,
    )


def draw_in_a_round(partnership: Partnership) -> int:
    """What the worker draws in one round, and how many."""
    return draw_all(partnership, IN_A_ROUND)
