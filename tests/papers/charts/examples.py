"""One chart of each kind, from published figures where there are some and from made-up ones where not."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

from throughline.figures.indicators.funnel import AreaCount, compare_areas
from throughline.figures.indicators.lag import PlanYears, lag_line
from throughline.figures.indicators.model import LagProfile, Polarity
from throughline.figures.indicators.predicted import actual_against_predicted
from throughline.figures.indicators.series import signal_or_noise
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.funnel import funnel_plot
from throughline.papers.charts.interval_plot import AreaAgainstPredicted, interval_plot
from throughline.papers.charts.lag_ribbon import lag_ribbon
from throughline.papers.charts.review_strip import ReviewedCase, review_strip
from throughline.papers.charts.run_chart import Named, Point, Run, RunOfReturns, run_chart
from throughline.papers.charts.steps_chart import YearInSteps, steps_chart

SHARES = (
    69.8, 72.1, 70.4, 68.9, 71.6, 70.2, 69.1, 71.9, 70.9, 68.6, 70.7,
    71.3, 70.1, 72.6, 73.4, 74.6, 73.1, 75.0, 74.2, 75.3, 74.4,
)  # fmt: skip
"""Settled accommodation by month from April 2008, as the design draws it: mean 71.8, limits 67.6 to 76.0."""

AREAS = (
    ("Derby", 3884, 294, 268, 261),
    ("Derbyshire", 7397, 551, 498, 506),
    ("Leicester", 6494, 570, 561, 524),
    ("Leicestershire", 4919, 391, 402, 353),
    ("Nottingham", 6874, 840, 911, 784),
    ("Nottinghamshire", 7504, 890, 866, 832),
)
"""Area, cohort, predicted, actual and needed: the six rows of the design's table."""


def month(place: int, value: float | None, words: str = "", *, provisional: bool = False) -> Point:
    """A month's return, counted from April 2008."""
    year, of_year = divmod(3 + place, 12)
    starts = date(2008 + year, of_year + 1, 1)
    ends = starts.replace(day=calendar.monthrange(starts.year, starts.month)[1])
    return Point(starts, ends, value, words or f"{value} of 100", provisional)


def months(values: tuple[float, ...] = SHARES, *, first: int = 0) -> tuple[Point, ...]:
    return tuple(month(first + place, value) for place, value in enumerate(values))


def settled(**changes: object) -> RunOfReturns:
    given: dict[str, object] = {
        "name": "Settled accommodation",
        "unit": "Per cent",
        "polarity": "higher",
        "runs": (Run(months(), signal_or_noise(SHARES)),),
        "target": 73.0,
    }
    return RunOfReturns(**(given | changes))  # type: ignore[arg-type]


def broken() -> RunOfReturns:
    """Two runs with a break between them, a note, and a provisional last month."""
    earlier = months((61.0, 62.0, 60.5), first=-5)
    later = (*months()[:-1], month(20, 74.4, provisional=True))
    return settled(
        runs=(Run(earlier), Run(later, signal_or_noise(SHARES))),
        breaks=(Named(date(2008, 3, 1), "The figures come from another system."),),
        notes=(Named(date(2009, 5, 4), "A new service began."),),
    )


def predicted() -> list[AreaAgainstPredicted]:
    return [
        AreaAgainstPredicted(area, actual_against_predicted(cohort, actual, expected), needed)
        for area, cohort, expected, actual, needed in AREAS
    ]


def year(**changes: object) -> YearInSteps:
    given: dict[str, object] = {
        "name": "Domestic-violence programmes",
        "unit": "completions",
        "year_starts": date(2009, 4, 1),
        "planned": (34, 89, 216, 257),
        "done": (41, 96, 200),
        "hidden": {},
    }
    return YearInSteps(**(given | changes))  # type: ignore[arg-type]


PLANS = (
    PlanYears("Changing Ways", date(2006, 4, 1), date(2009, 3, 31)),
    PlanYears("the 2009-10 plan", date(2009, 4, 1), date(2010, 3, 31)),
)
LINE = lag_line(
    date(2008, 7, 1), date(2009, 3, 31), LagProfile(3, 6),
    plans=PLANS, on=date(2010, 1, 12), published_on=date(2009, 11, 17),
)  # fmt: skip
CASES = (
    ReviewedCase("PP-0012", 42, (40, 42, 49), 30),
    ReviewedCase("PP-0019", 42, (35,), 51),
    ReviewedCase("PP-0007", 84, (80, 84), 79),
    ReviewedCase("PP-0021", 84, (), 12),
    ReviewedCase("PP-0020", 84, (70, 91), None),
)
IN_FUNNEL = (
    AreaCount("Derbyshire", 429, 500),
    AreaCount("Kent", 590, 800),
    AreaCount("Cumbria", 247, 300),
    AreaCount("Suffolk", 228, 300),
    AreaCount("London", 2980, 4250),
)


def funnel(rows: tuple[AreaCount, ...] = IN_FUNNEL, polarity: Polarity = "higher") -> Chart:
    """Areas round 77%; the limits at 300 people are 72.2 and 81.8 per cent, and 69.5 and 84.5 outside."""
    return funnel_plot(
        "Settled accommodation", "April to July 2009",
        compare_areas(rows, polarity=polarity, average=Fraction(77, 100)),
        polarity=polarity, own="Derbyshire", hidden=[("Rutland", "hidden, fewer than 5")],
    )  # fmt: skip


CHARTS: dict[str, Chart] = {
    "series": run_chart(broken()),
    "predicted": interval_plot("NI 18", predicted()),
    "funnel": funnel(),
    "steps": steps_chart(year()),
    "lag": lag_ribbon("NI 18", LINE, PLANS),
    "reviews": review_strip("MAPPA level 2 and 3", date(2010, 1, 12), CASES),
}
