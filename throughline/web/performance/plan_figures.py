"""What returns bring of the plan's measures: totals to date against the quarters that were planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.model import Indicator, Observation
from throughline.figures.scorecard import Row
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import received_scorecard
from throughline.web.plan.measures.figures import Returned


def returned_of_plan(partnership: Partnership, on: date) -> tuple[Returned, ...]:
    """Every series with planned quarters as it may be shown on a day, with the figures it revised.

    Source: rule R22 (a missing quarter is no nought; what comes late is a new row).
    """
    received = received_scorecard(partnership, on)
    if received is None:
        return ()
    return tuple(
        _returned(row, received.figures.get(row.judgement.indicator.id, ()), partnership)
        for row in received.card.rows
        if row.quarters
    )


def _returned(row: Row, known: Sequence[Observation], partnership: Partnership) -> Returned:
    indicator = row.judgement.indicator
    year = max((one.start for one in known), default=None)
    told: defaultdict[int, list[int]] = defaultdict(list)
    for one in known:
        if one.start == year:
            told[one.quarter].append(one.numerator)
    done = tuple(step.done for step in row.quarters)
    return Returned(
        objective=indicator.objective,
        planned=tuple(step.planned for step in row.quarters),
        done=done,
        earlier={at: _shown(indicator, counts[:-1]) for at, counts in told.items() if len(counts) > 1},
        hidden=frozenset(at for at, step in enumerate(done, start=1) if step is None and at in told),
        name=indicator.name,
        address=reverse(
            "performance:indicator", kwargs={"partnership": partnership.slug, "indicator": indicator.id}
        ),
        source=indicator.name,
    )


def _shown(indicator: Indicator, counts: Sequence[int]) -> tuple[int, ...]:
    """Earlier figures that may be shown; one that is too small is left out."""
    profile = profile_of(indicator)
    return tuple(shown for count in counts if not profile.hides(shown := profile.shown(count)))
