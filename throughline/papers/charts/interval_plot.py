"""Actual against predicted by area: which areas differ from what their own people predict?

An interval for each area round actual divided by predicted, a line where both are equal, an upright mark
for what the target needs, and the verdict in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from throughline.figures.indicators.model import Change
from throughline.figures.indicators.predicted import PredictedResult
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, Rows, ticks_between
from throughline.papers.charts.theme import COMMON, GRID, INK, NARROW, WIDE, Shape, Spec

SHAPES: Final[dict[Change, Shape]] = {
    Change.IMPROVED: "diamond",
    Change.WORSE: "square",
    Change.NO_RELIABLE_CHANGE: "circle",
}


@dataclass(frozen=True)
class AreaAgainstPredicted:
    """One area: its result, and the number of people at or under which its target is met.

    ``result`` is None where its number may not be shown; then ``words`` say so.
    """

    area: str
    result: PredictedResult | None
    needed: int | None = None
    words: str = ""


def interval_plot(name: str, areas: Sequence[AreaAgainstPredicted]) -> Chart:
    """The interval plot of areas in the order given.

    Raises ValueError if no area has a ratio that may be shown, or two have one name.
    Source: figures, section 2 (actual against predicted); rules R24 and R25.
    """
    if len({one.area for one in areas}) != len(areas):
        raise ValueError("two areas have one name")
    judged = [one for one in areas if _ratio(one)]
    if not judged:
        raise ValueError("a chart needs an area that may be shown")
    return Chart(
        kind="predicted",
        title=f"{name}: actual divided by predicted reoffenders",
        note="Left of 1.00 is fewer than predicted. Bars show the 95% interval.",
        description=_described(judged),
        wide=_spec(judged, WIDE),
        narrow=_spec(judged, NARROW),
        twin=_twin(name, areas),
        key=tuple(_key(judged)),
    )


def _spec(areas: Sequence[AreaAgainstPredicted], width: int) -> Spec:
    wide = width == WIDE
    across, words_at = _across(areas, wide=wide)
    names = [one.area for one in areas]
    limit = 200 if wide else 108
    each = 38 if len(areas) <= 12 else 24
    plot = Plot(width, 50 + each * len(areas), across, Rows(names, 14 if wide else 12, limit))
    return plot.spec([*_lines(plot, across), *_intervals(plot, areas), *_words(plot, areas, words_at)])


def _across(areas: Sequence[AreaAgainstPredicted], *, wide: bool) -> tuple[Axis, float | None]:
    """The ratio, with room at the right for the verdict in words where the drawing is wide."""
    places = [1.0]
    for one in areas:
        if (found := one.result) and found.ratio_interval:
            places += [found.ratio_interval.lower, min(found.ratio_interval.upper, 3.0)]
            places += [one.needed / found.expected] if one.needed is not None else []
    ticks = ticks_between(min(places), max(places), 6 if wide else 4)
    span = ticks[-1] - ticks[0]
    low = ticks[0] - span * 0.04
    labels = {
        tick: f"{tick:.2f}" for tick in ticks if wide or len(ticks) <= 4 or tick in (ticks[0], 1.0, ticks[-1])
    }
    high = ticks[-1] + span * (0.46 if wide else 0.08)
    title = "Actual divided by predicted (1.00 = as predicted)" if wide else "1.00 = as predicted"
    return Axis(low, high, labels, title, 14 if wide else 12), ticks[-1] + span * 0.05 if wide else None


def _lines(plot: Plot, across: Axis) -> Iterator[Spec]:
    for tick in across.ticks:
        if tick != 1.0:
            yield plot.layer([{"x": tick}], "rule", stroke=GRID, strokeWidth=1)
    yield plot.layer([{"x": 1.0}], "rule", stroke=INK, strokeWidth=2)


def _intervals(plot: Plot, areas: Sequence[AreaAgainstPredicted]) -> Iterator[Spec]:
    bars, needs = [], []
    shapes: dict[Shape, list[dict[str, object]]] = {}
    for one in areas:
        found = one.result
        if found and found.ratio is not None and found.ratio_interval:
            limits = found.ratio_interval
            bars.append({"x": limits.lower, "x2": min(limits.upper, 3.0), "y": one.area})
            shapes.setdefault(SHAPES[found.change], []).append({"x": found.ratio, "y": one.area})
            if one.needed is not None:
                needs.append({"x": one.needed / found.expected, "y": one.area})
    yield plot.layer(bars, "rule", stroke=COMMON, strokeWidth=3)
    yield plot.layer(needs, "tick", color=INK, orient="vertical", size=22, thickness=3, opacity=1)
    for shape in sorted(shapes):
        yield plot.points(shapes[shape], shape)


def _words(plot: Plot, areas: Sequence[AreaAgainstPredicted], place: float | None) -> Iterator[Spec]:
    if place is not None:
        rows = [
            {"x": place, "y": one.area, "text": one.result.change.value.capitalize()}
            for one in areas
            if one.result
        ]
        yield plot.words(rows, size=14, fill=INK)


def _key(areas: Sequence[AreaAgainstPredicted]) -> Iterator[Sign]:
    found = {one.result.change for one in areas if one.result}
    for change, shape in SHAPES.items():
        if change in found:
            yield Sign(shape, change.value.capitalize())
    if any(one.needed is not None for one in areas):
        yield Sign("upright", "Needed for target")


def _described(areas: Sequence[AreaAgainstPredicted]) -> str:
    said = ["Each row shows the ratio of actual to predicted reoffenders with a 95% interval."]
    said += [f"{one.area} {_ratio(one)}: {one.result.change.value}." for one in areas if one.result]
    return " ".join(said)


def _ratio(one: AreaAgainstPredicted) -> str:
    found = one.result
    if found is None or found.ratio is None or found.ratio_interval is None:
        return ""
    limits = found.ratio_interval
    return f"{found.ratio:.2f} ({limits.lower:.2f} to {limits.upper:.2f})"


def _twin(name: str, areas: Sequence[AreaAgainstPredicted]) -> Table:
    return Table(
        caption=f"{name}, actual against predicted",
        columns=("Area", "Cohort", "Predicted", "Actual", "Ratio (95% interval)", "Needed", "Verdict"),
        rows=tuple(_row(one) for one in areas),
        numeric=(1, 2, 3, 4, 5),
        widths=(16, 8, 10, 8, 21, 16, 21),
    )


def _row(one: AreaAgainstPredicted) -> tuple[str, ...]:
    needed = f"{one.needed:,} or fewer" if one.needed is not None else ""
    found = one.result
    if found is None:
        return (one.area, "", "", one.words, "", needed, "")
    verdict = found.change.value.capitalize()
    return (
        one.area,
        f"{found.cohort:,}",
        f"{found.expected:,g}",
        f"{found.actual:,}",
        _ratio(one),
        needed,
        verdict,
    )
