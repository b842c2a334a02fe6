"""Which charts are shown on a day: those of every indicator, and those that a chamber adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from throughline.figures.indicators.model import Observation as Observed
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.of_indicator import Known, charts_of_indicator
from throughline.papers.charts.run_chart import Named
from throughline.web.access.models import Partnership
from throughline.web.performance.models import Annotation
from throughline.web.performance.queries import (
    as_figure,
    breaks_on,
    counted_on,
    plan_years,
    planned_indicators,
)

Source = Callable[[Partnership, date], Iterable[Chart]]
_sources: list[Source] = []


def add_charts(source: Source) -> None:
    """Let a chamber say which other charts its pages show on a day, so that the worker draws them."""
    if source not in _sources:
        _sources.append(source)


def charts_of(partnership: Partnership, day: date) -> Mapping[str, tuple[Chart, ...]]:
    """The charts of each indicator as it could be known on a day, by the indicator's id, in six queries.

    Indicators of one code are areas that are kept apart: each is shown beside the others.
    """
    known = _known(partnership, day)
    beside: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known.values():
        beside[one.indicator.code].append(one)
    return {id: charts_of_indicator(one, beside[one.indicator.code]) for id, one in known.items()}


def every_chart(partnership: Partnership, day: date) -> tuple[Chart, ...]:
    """Every chart that some page shows on a day, each once."""
    charts = [chart for charts in charts_of(partnership, day).values() for chart in charts]
    for source in _sources:
        charts += source(partnership, day)
    return tuple({chart.digest: chart for chart in charts}.values())


def _known(partnership: Partnership, day: date) -> dict[str, Known]:
    planned = planned_indicators(partnership, day)
    figures: defaultdict[str, list[Observed]] = defaultdict(list)
    rows = counted_on(partnership, day).select_related("indicator", "receipt")
    for row in rows.order_by("ends", "pk"):
        figures[row.indicator.code].append(as_figure(row))
    breaks, notes, plans = breaks_on(partnership, day), _notes(partnership, day), plan_years(partnership)
    return {
        id: Known(
            indicator=one.indicator,
            target=one.target,
            observations=figures[id],
            on=day,
            breaks=tuple(Named(each.on, each.reason) for each in breaks.get(id, ())),
            notes=tuple(notes.get(id, ())),
            plans=plans,
        )
        for id, one in planned.items()
    }


def _notes(partnership: Partnership, day: date) -> Mapping[str, list[Named]]:
    rows = Annotation.objects.filter(
        indicator__partnership=partnership, on__lte=day, withdrawn_at__isnull=True
    )
    found: defaultdict[str, list[Named]] = defaultdict(list)
    for row in rows.select_related("indicator").order_by("on", "pk"):
        found[row.indicator.code].append(Named(row.on, row.words))
    return found
