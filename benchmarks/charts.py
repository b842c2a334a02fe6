"""Redrawing every chart of a release of 42 areas, beside the library drawing the same charts bare."""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from benchmarks.timing import Times, timed
from throughline.figures.indicators.model import Indicator, LagProfile, Observation, Target
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.drawn import bare_svg, drawn
from throughline.papers.charts.of_indicator import Known, charts_of_indicator

AREAS, MONTHS = 42, 40
GOAL = 60.0
ON = date(2010, 1, 12)


def charts() -> list[Chart]:
    """For each of 42 areas a run chart of 40 months, a funnel of all areas, and two charts of a cohort."""
    chance = random.Random(1)
    table = [_month(MONTHS - 1, f"Area {place}", chance) for place in range(AREAS)]
    found: list[Chart] = []
    for place in range(AREAS):
        own = [_month(month, "", chance) for month in range(MONTHS)]
        share = Indicator(**_definition(place, "percentage"))
        target = Target(value=Fraction(73, 100))
        found += charts_of_indicator(
            Known(indicator=share, target=target, observations=[*own, *table], on=ON)
        )
        lag = LagProfile(3, 6)
        cohort = Indicator(**_definition(place, "predicted"), lag=lag)
        found += charts_of_indicator(
            Known(indicator=cohort, target=None, observations=[_cohort(chance)], on=ON)
        )
    return found


def _definition(place: int, method: str) -> dict[str, object]:
    return {
        "id": f"{method}-{place}", "code": f"C {place}", "name": f"Settled homes, Area {place}",
        "method": method, "polarity": "higher", "unit": "people", "numerator": "settled",
        "area": f"Area {place}",
    }  # fmt: skip


def _month(month: int, area: str, chance: random.Random) -> Observation:
    year, of_year = divmod(month, 12)
    starts = date(2006 + year, of_year + 1, 1)
    ends = starts.replace(day=calendar.monthrange(starts.year, starts.month)[1])
    n = chance.randint(200, 900)
    x = round(n * chance.uniform(0.65, 0.8))
    return Observation(
        start=starts, end=ends, numerator=x, denominator=n, area=area, receipt="r", received_on=ON
    )


def _cohort(chance: random.Random) -> Observation:
    return Observation(
        start=date(2008, 4, 1), end=date(2009, 3, 31), numerator=chance.randint(250, 900),
        cohort=7000, expected=Fraction(chance.randint(250, 900)), receipt="r", received_on=ON,
        published_on=date(2009, 11, 17),
    )  # fmt: skip


def measured() -> Iterator[tuple[Times, Times | None]]:
    """The charts are made as values, then drawn in two widths; the peer only draws what is specified."""
    made = charts()
    bare_svg(made[0].wide)
    peer = timed(
        f"{len(made)} charts drawn bare by the library, in two widths",
        lambda: [_bare(chart) for chart in made],
        times=1,
        warm_up=0,
    )
    yield peer, None
    yield (
        timed(
            f"every chart of a release of {AREAS} areas, {len(made)} charts in two widths",
            lambda: [drawn(chart) for chart in charts()],
            times=1,
            warm_up=0,
            goal=GOAL,
        ),
        peer,
    )


def _bare(chart: Chart) -> None:
    import vl_convert

    for spec in (chart.wide, chart.narrow):
        vl_convert.vegalite_to_svg(spec)
