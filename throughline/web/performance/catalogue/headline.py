"""The headline of reoffending by area: baseline, predicted, actual, and what is more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.indicators.model import Change
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.figures.scorecard import Row
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import planned_indicators, received_scorecard


@dataclass(frozen=True)
class AreaHeadline:
    """One area: what it started from, how many were predicted to reoffend, how many did, and the verdict."""

    area: str
    indicator: str
    baseline: str
    predicted: str
    actual: str
    change: Change
    verdict: str
    sentence: str
    """How many were predicted and whether the difference is more than chance allows."""
    period: str


@dataclass(frozen=True)
class HeadlinePage:
    """The headline of every area, those that need talk first; empty where nothing is measured so."""

    lead: str
    rows: tuple[AreaHeadline, ...]


def headline_on(partnership: Partnership, day: date) -> HeadlinePage:
    """The headline of a day in as many queries as the scorecard and one; no count that the gate hides.

    Source: rules R24 and R25; LLR terms of reference (the outcome overall is less reoffending).
    """
    received = received_scorecard(partnership, day)
    planned = planned_indicators(partnership, day)
    rows = tuple(area_headlines(planned, received.card.rows)) if received else ()
    return HeadlinePage(_lead(rows), rows)


def area_headlines(planned: Mapping[str, PlannedIndicator], rows: tuple[Row, ...]) -> list[AreaHeadline]:
    """The rows of a scorecard that compare actual with predicted, as one line for each area."""
    return [
        _area(planned[row.judgement.indicator.id], row)
        for row in rows
        if row.judgement.indicator.method == "predicted"
    ]


def _area(one: PlannedIndicator, row: Row) -> AreaHeadline:
    latest = row.judgement.latest
    if latest is None or latest.expected is None:
        words = _("hidden") if row.receipts else _("no return yet")
        predicted, actual = words, row.value or words
    else:
        predicted = f"{float(latest.expected):,g}"
        actual = _("%(count)s of %(cohort)s") % {"count": row.value, "cohort": f"{latest.cohort:,}"}
    return AreaHeadline(
        area=one.indicator.area or one.indicator.name,
        indicator=one.indicator.id,
        baseline=_baseline(one),
        predicted=predicted,
        actual=actual,
        change=row.judgement.change,
        verdict=row.verdict if row.receipts else _("No return yet"),
        sentence=row.judgement.sentence if row.receipts else "",
        period=row.period,
    )


def _baseline(one: PlannedIndicator) -> str:
    cohort, expected = one.published.get("cohort"), one.published.get("expected")
    if not cohort or expected is None:
        return _("not said")
    rate = one.published.get("predicted_rate")
    told = {
        "expected": f"{float(expected):,g}",
        "cohort": f"{int(cohort):,}",
        "rate": f"{float(rate):.2f}%" if rate is not None else percent(Fraction(expected) / cohort, 2),
    }
    return _("%(expected)s of %(cohort)s predicted (%(rate)s)") % told


def _lead(rows: tuple[AreaHeadline, ...]) -> str:
    if not rows:
        return _("No indicator here compares how many reoffended with how many were predicted to.")
    fewer = sum(row.change is Change.IMPROVED for row in rows)
    more = sum(row.change is Change.WORSE for row in rows)
    areas = ngettext("%(num)d area", "%(num)d areas", len(rows)) % {"num": len(rows)}
    return _(
        "Of %(areas)s, fewer people reoffended than predicted in %(fewer)d and more in %(more)d, "
        "by more than chance."
    ) % {"areas": areas, "fewer": fewer, "more": more}
