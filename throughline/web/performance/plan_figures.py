"""What returns bring of the plan's measures: totals to date against the quarters that were planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.model import Indicator, Observation
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import as_figure, counted_on, list_on, read_list
from throughline.web.plan.measures.figures import Returned


def returned_of_plan(partnership: Partnership, on: date) -> tuple[Returned, ...]:
    """Every series with planned quarters as it may be shown on a day, with the figures it revised.

    Two queries. Source: rule R22 (a missing quarter is no nought; what comes late is a new row).
    """
    kept = list_on(partnership, on)
    stepped = [one for one in read_list(kept) if one.target and one.target.plan] if kept else []
    rows = counted_on(partnership, on).filter(
        area="", group="", indicator__code__in=[one.indicator.id for one in stepped]
    )
    known: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in rows.select_related("indicator", "receipt").order_by("receipt__received_on", "pk"):
        known[row.indicator.code].append(as_figure(row))
    return tuple(
        _returned(one.indicator, one.target.plan, known[one.indicator.id], partnership)
        for one in stepped
        if one.target
    )


def _returned(
    indicator: Indicator, planned: tuple[int, ...], known: Sequence[Observation], partnership: Partnership
) -> Returned:
    year = max((one.start for one in known), default=None)
    told: defaultdict[int, list[int]] = defaultdict(list)
    for one in known:
        if one.start == year:
            told[one.quarter].append(one.numerator)
    last = {at: _shown(indicator, counts[-1:]) for at, counts in told.items()}
    return Returned(
        objective=indicator.objective,
        planned=planned,
        done=tuple(next(iter(last.get(at, ())), None) for at in range(1, len(planned) + 1)),
        earlier={at: _shown(indicator, counts[:-1]) for at, counts in told.items() if len(counts) > 1},
        hidden=frozenset(at for at, counts in last.items() if not counts),
        name=indicator.name,
        address=reverse(
            "performance:indicator", kwargs={"partnership": partnership.slug, "indicator": indicator.id}
        ),
        source=indicator.name,
    )


def _shown(indicator: Indicator, counts: Sequence[int]) -> tuple[int, ...]:
    """The figures that may be shown; one that is too small is left out."""
    profile = profile_of(indicator)
    found = (profile.shown(count) for count in counts)
    return tuple(shown for shown in found if shown is not None and not profile.hides(shown))
