"""Which charts an indicator needs, made from what is known of it, and only from what may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.funnel import AreaCount, compare_areas
from throughline.figures.indicators.lag import PlanYears, lag_line
from throughline.figures.indicators.model import Indicator, Observation, Target, known_on
from throughline.figures.indicators.predicted import actual_against_predicted
from throughline.figures.indicators.series import SeriesResult, signal_or_noise, windows_overlap
from throughline.figures.measures.release import HIDDEN, is_small, release, release_share
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.funnel import funnel_plot
from throughline.papers.charts.interval_plot import AreaAgainstPredicted, interval_plot
from throughline.papers.charts.lag_ribbon import lag_ribbon
from throughline.papers.charts.run_chart import (
    Named,
    Point,
    Run,
    RunOfReturns,
    breaks_into_runs,
    months_words,
    run_chart,
)
from throughline.papers.charts.steps_chart import YearInSteps, steps_chart

FEWEST_AREAS = 3
"""A funnel of fewer says nothing."""
FEWEST_RETURNS = 2
"""One return is no run."""
NO_CASES = "no cases"
HIDES = "A return is hidden, so no mean and no limits are drawn: they would give it away."


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an indicator on a day: its figures of every area and group, breaks, notes, plans."""

    indicator: Indicator
    target: Target | None
    observations: Sequence[Observation]
    on: date
    breaks: tuple[Named, ...] = ()
    notes: tuple[Named, ...] = ()
    plans: Sequence[PlanYears] = ()

    @property
    def own(self) -> tuple[Observation, ...]:
        """The indicator's own series in order of time."""
        plain = [each for each in self.observations if not each.area and not each.group]
        return known_on(plain, self.on)

    @property
    def latest(self) -> Observation | None:
        """The latest figure of its own series."""
        own = self.own
        return own[-1] if own else None

    def areas(self) -> tuple[Observation, ...]:
        """The figures of areas in the latest period of any; only those it is set beside, if it names some."""
        by_area: dict[str, Observation] = {}
        for area in sorted({each.area for each in self.observations if each.area}):
            series = [each for each in self.observations if each.area == area and not each.group]
            if known := known_on(series, self.on):
                by_area[area] = known[-1]
        last = max((each.end for each in by_area.values()), default=None)
        named = {self.indicator.area, *self.indicator.comparators} if self.indicator.comparators else None
        return tuple(
            each for area, each in by_area.items() if each.end == last and (named is None or area in named)
        )


def charts_of_indicator(known: Known, beside: Sequence[Known] = ()) -> tuple[Chart, ...]:
    """The charts of one indicator, the answer to its question first; none before a figure may be shown,
    and where counts are rounded none but the lag, as a drawing would give the exact ones away.

    ``beside`` are the indicators of the same code, itself among them: areas that are kept apart.
    Raises ValueError if the figures cannot be judged by the indicator's method.
    Source: product rules R22, R24, R27 and R30.
    """
    return tuple(_charts(known, beside or (known,)))


def _charts(known: Known, beside: Sequence[Known]) -> Iterator[Chart]:
    method = known.indicator.method
    if profile_of(known.indicator).step > 1:
        yield from _lag(known)
        return
    if method == "predicted":
        yield from _predicted(known, beside)
    elif method == "trajectory":
        yield from _steps(known)
    else:
        yield from _series(known)
    if method == "percentage":
        yield from _funnel(known)
    yield from _lag(known)


def _series(known: Known) -> Iterator[Chart]:
    points = [_point(known.indicator, each) for each in known.own]
    if sum(point.value is not None for point in points) < FEWEST_RETURNS:
        return
    breaks = _breaks(known)
    runs = tuple(Run(run, _read(known, run)) for run in breaks_into_runs(points, [one.on for one in breaks]))
    share = known.indicator.method == "percentage"
    yield run_chart(
        RunOfReturns(
            known.indicator.name,
            "Per cent" if share else _capital(known.indicator.unit),
            known.indicator.polarity,
            runs,
            _target(known),
            breaks,
            known.notes,
            HIDES if share and _hides(points) else "",
        )
    )


def _point(indicator: Indicator, each: Observation) -> Point:
    provisional = each.status == "provisional"
    if indicator.method == "percentage":
        if not each.denominator:
            return Point(each.start, each.end, None, NO_CASES, provisional)
        named = (each.receipt,)
        shown = release_share(
            each.numerator, each.denominator, receipts=named, people=indicator.counts_people
        )
        value = None if shown.n is None else 100 * each.numerator / each.denominator
        return Point(each.start, each.end, value, shown.words, provisional)
    value, words = _count(indicator, each)
    return Point(each.start, each.end, value, words, provisional)


def _count(indicator: Indicator, each: Observation) -> tuple[int | None, str]:
    """A count as it may be shown, and in words; one that counts no people is always shown."""
    if not indicator.counts_people:
        return each.numerator, f"{each.numerator:,}"
    shown = release(each.numerator, receipts=(each.receipt,))
    return shown.value, shown.words


def _read(known: Known, run: Sequence[Point]) -> SeriesResult | None:
    """What may be read in a run, where shares are judged by their run and every one of them is shown.

    A mean of returns of which one is hidden would give that one away, so none is drawn.
    """
    if known.indicator.method != "percentage" or _hides(run):
        return None
    counted = [point for point in run if point.value is not None]
    read = signal_or_noise(
        [point.value for point in counted if point.value is not None],
        overlapping=windows_overlap([(point.starts, point.ends) for point in counted]),
    )
    marks = iter(read.marks)
    return replace(read, marks=tuple(None if point.value is None else next(marks) for point in run))


def _hides(points: Sequence[Point]) -> bool:
    return any(point.value is None and point.words != NO_CASES for point in points)


def _target(known: Known) -> float | None:
    if known.target is None:
        return None
    value = float(known.target.value)
    return round(100 * value, 6) if known.indicator.method == "percentage" else value


def _breaks(known: Known) -> tuple[Named, ...]:
    """Where the series was broken: by a record, by a rebasing, or by a later version of the definition."""
    days = {one.on: one for one in known.breaks}
    for version in known.indicator.definitions[1:]:
        days.setdefault(version.from_on, Named(version.from_on, "The definition changed."))
    if (rebased := known.indicator.rebased_on) and rebased not in days:
        days[rebased] = Named(rebased, "Limits are drawn from here on.")
    first = known.own[0].start
    return tuple(days[day] for day in sorted(days) if first < day <= known.own[-1].start)


def _predicted(known: Known, beside: Sequence[Known]) -> Iterator[Chart]:
    """The areas that are kept apart under one code, or those of one table, in the period of the latest."""
    rows = [_against(known.indicator, each.area, each, None) for each in known.areas()]
    if not rows and (latest := known.latest):
        rows = [
            _against(one.indicator, one.indicator.area or one.indicator.name, each, one.target)
            for one in beside
            if (each := one.latest) and (each.start, each.end) == (latest.start, latest.end)
        ]
    if any(row.result and row.result.ratio is not None for row in rows):
        name = known.indicator.code if len(rows) > 1 else known.indicator.name
        yield interval_plot(name, rows)


def _against(
    indicator: Indicator, area: str, each: Observation, target: Target | None
) -> AreaAgainstPredicted:
    needed = int(target.value) if target else None
    if profile_of(indicator).step > 1:
        return AreaAgainstPredicted(area, None, needed, "rounded, so not compared")
    if indicator.counts_people and is_small(each.numerator):
        return AreaAgainstPredicted(area, None, needed, HIDDEN)
    if each.cohort is None or each.expected is None:
        return AreaAgainstPredicted(area, None, needed, "no predicted number")
    result = actual_against_predicted(each.cohort, each.numerator, float(each.expected))
    return AreaAgainstPredicted(area, result, needed)


def _steps(known: Known) -> Iterator[Chart]:
    latest, target = known.latest, known.target
    if latest is None or target is None or not target.plan:
        return
    done: dict[int, tuple[int | None, str]] = {
        each.quarter: _count(known.indicator, each) for each in known.own if each.start == latest.start
    }
    yield steps_chart(
        YearInSteps(
            known.indicator.name,
            known.indicator.unit,
            latest.start,
            target.plan,
            tuple(done.get(at, (None, ""))[0] for at in range(1, max(done) + 1)),
            {at: words for at, (value, words) in done.items() if value is None},
        )
    )


def _funnel(known: Known) -> Iterator[Chart]:
    """The areas of one table round the average of those that may be shown."""
    rows, hidden = list[AreaCount](), list[tuple[str, str]]()
    areas = [each for each in known.areas() if each.denominator]
    for each in areas:
        people = known.indicator.counts_people
        n = each.denominator or 0
        shown = release_share(each.numerator, n, receipts=(each.receipt,), people=people)
        if shown.n is None:
            hidden.append((each.area, shown.words))
        else:
            rows.append(AreaCount(each.area, each.numerator, n))
    if len(rows) >= FEWEST_AREAS:
        polarity = known.indicator.polarity
        yield funnel_plot(
            known.indicator.name,
            months_words(areas[0].start, areas[0].end),
            compare_areas(rows, polarity=polarity),
            polarity=polarity,
            own=known.indicator.area,
            hidden=hidden,
        )


def _lag(known: Known) -> Iterator[Chart]:
    latest, profile = known.latest, known.indicator.lag
    if latest is None or profile is None:
        return
    line = lag_line(
        latest.start, latest.end, profile,
        plans=known.plans, on=known.on, published_on=latest.published_on,
    )  # fmt: skip
    yield lag_ribbon(known.indicator.name, line, known.plans)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
