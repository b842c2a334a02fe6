"""The funnel plot: are we unusual for our size?

Areas by how many people they count, round the average of all, between limits of 95% and 99.8%. Nobody is
ranked: a place inside the limits is chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from throughline.figures.indicators.comparison import (
    ALARM,
    WARNING,
    Outlying,
    funnel_limits_of_proportion,
    proportion_in_funnel,
)
from throughline.figures.indicators.model import Polarity
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, scale_note, set_apart, ticks_between
from throughline.papers.charts.theme import COMMON, INK, LIMIT_DASH, NARROW, NEEDED_DASH, WIDE, Shape, Spec

STEPS: Final = 60
"""Of how many straight pieces a limit is drawn."""
MOST_NAMES: Final = 6


@dataclass(frozen=True)
class AreaInFunnel:
    """One area: how many of how many people, both None where they may not be shown; then words say so."""

    area: str
    x: int | None
    n: int | None
    words: str = ""


@dataclass(frozen=True)
class _Placed:
    area: str
    x: int
    n: int
    outlying: Outlying
    shape: Shape

    @property
    def percent(self) -> float:
        return 100 * self.x / self.n


def funnel_plot(
    name: str,
    period: str,
    areas: Sequence[AreaInFunnel],
    *,
    average: float,
    polarity: Polarity,
    own: str = "",
) -> Chart:
    """The funnel of areas round an average (a share from 0 to 1), with the own area named.

    Raises ValueError if no area may be shown, or the average is no share.
    Source: figures, section 2 (funnels, score limits; 99.8% is tested before 95%).
    """
    placed = list(_all_placed(areas, average, polarity))
    if not placed:
        raise ValueError("a chart needs an area that may be shown")
    up = _up(placed, average)
    return Chart(
        kind="funnel",
        title=f"{name} by area, {period}",
        note=" ".join(part for part in ("Per cent, by how many are counted.", scale_note(up)) if part),
        description=_described(placed, average),
        wide=_spec(placed, average, own, WIDE),
        narrow=_spec(placed, average, own, NARROW),
        twin=_twin(name, areas, placed),
        key=tuple(_key(placed)),
    )


def _all_placed(areas: Sequence[AreaInFunnel], average: float, polarity: Polarity) -> Iterator[_Placed]:
    """The areas that may be shown, each against the limits of its own size."""
    for one in areas:
        if one.x is not None and one.n:
            outlying = proportion_in_funnel(one.x, one.n, average)
            yield _Placed(one.area, one.x, one.n, outlying, _shape(outlying, polarity))


def _shape(outlying: Outlying, polarity: Polarity) -> Shape:
    """A diamond on the better side and a square on the other; hollow between the two limits."""
    if outlying == "within limits":
        return "circle"
    better = outlying.startswith("high") == (polarity == "higher")
    if outlying.endswith("99.8%"):
        return "diamond" if better else "square"
    return "hollow-diamond" if better else "hollow-square"


def _spec(placed: Sequence[_Placed], average: float, own: str, width: int) -> Spec:
    wide = width == WIDE
    across, up = _across(placed, wide=wide), _up(placed, average)
    plot = Plot(width, 380 if wide else 320, across, up)
    return plot.spec(
        [
            plot.grid(up, across.low, across.high),
            *_limits(plot, across, up, average),
            *_points(plot, placed),
            *_names(plot, across, up, placed, own),
        ]
    )


def _across(placed: Sequence[_Placed], *, wide: bool) -> Axis:
    ticks = ticks_between(0, max(one.n for one in placed), 6 if wide else 3)
    labels = {tick: f"{tick:,g}" for tick in ticks}
    return Axis(0, ticks[-1], labels, "People counted", 14 if wide else 12)


def _up(placed: Sequence[_Placed], average: float) -> Axis:
    """Tall enough for the areas, and for the limits of the smallest of them."""
    least = min(one.n for one in placed)
    limits = funnel_limits_of_proportion(average, least, ALARM)
    shares = [one.percent for one in placed]
    ticks = ticks_between(min(*shares, 100 * limits.lower), max(*shares, 100 * limits.upper), 6)
    ticks = tuple(tick for tick in ticks if 0 <= tick <= 100)
    return Axis(ticks[0], ticks[-1], {tick: f"{tick:g}" for tick in ticks}, "Per cent")


def _limits(plot: Plot, across: Axis, up: Axis, average: float) -> Iterator[Spec]:
    for confidence, dash in ((WARNING, NEEDED_DASH), (ALARM, LIMIT_DASH)):
        sizes = [max(across.high * (step / STEPS) ** 2, 1.0) for step in range(1, STEPS + 1)]
        found = [funnel_limits_of_proportion(average, size, confidence) for size in sizes]
        for heights in ([one.lower for one in found], [one.upper for one in found]):
            rows = [
                {"x": round(size, 2), "y": round(100 * height, 4)}
                for size, height in zip(sizes, heights, strict=True)
                if up.low <= 100 * height <= up.high
            ]
            yield plot.layer(rows, "line", stroke=COMMON, strokeDash=dash, strokeWidth=1.5)
    yield plot.level(across.low, across.high, 100 * average, stroke=INK, strokeWidth=1.5)


def _points(plot: Plot, placed: Sequence[_Placed]) -> Iterator[Spec]:
    for shape in sorted({one.shape for one in placed}):
        rows = [{"x": one.n, "y": one.percent} for one in placed if one.shape == shape]
        yield plot.points(rows, shape)


def _names(plot: Plot, across: Axis, up: Axis, placed: Sequence[_Placed], own: str) -> Iterator[Spec]:
    """The own area, and on a wide drawing those outside the limits, none over another."""
    outside = sorted((one for one in placed if one.outlying != "within limits"), key=_how_far_out)
    wanted = [one for one in placed if one.area == own]
    if plot.width == WIDE:
        wanted += [one for one in outside if one.area != own][: MOST_NAMES - len(wanted)]
    line = 16 * (up.high - up.low) / (plot.height - 70)
    heights = set_apart([one.percent for one in wanted], line, up.low, up.high)
    for one, height in zip(wanted, heights, strict=True):
        left = one.n > across.high * 0.7
        look: Spec = {"align": "right", "dx": -9} if left else {"align": "left", "dx": 9}
        row = {"x": one.n, "y": height, "text": one.area}
        yield plot.words([row], bold=one.area == own, **look)


def _how_far_out(one: _Placed) -> tuple[bool, str]:
    return (not one.outlying.endswith("99.8%"), one.area)


def _key(placed: Sequence[_Placed]) -> Iterator[Sign]:
    meant: dict[Shape, str] = {
        "circle": "Within the limits",
        "hollow-diamond": "Better, outside 95%",
        "diamond": "Better, outside 99.8%",
        "hollow-square": "Worse, outside 95%",
        "square": "Worse, outside 99.8%",
    }
    found = {one.shape for one in placed}
    for shape, words in meant.items():
        if shape in found:
            yield Sign(shape, words)
    yield Sign("line", "Average of the areas shown")
    yield Sign("dashed-line", "95% limits")
    yield Sign("dotted-line", "99.8% limits")


def _described(placed: Sequence[_Placed], average: float) -> str:
    out = [one for one in placed if one.outlying != "within limits"]
    said = f"Funnel plot of {len(placed)} areas round an average of {100 * average:.1f}%."
    if not out:
        return f"{said} Every area lies within the limits of chance."
    told = "; ".join(f"{one.area}, {one.outlying.replace(', ', ' at ')}" for one in out)
    return f"{said} Outside the limits: {told}. The others lie where chance would put them."


def _twin(name: str, areas: Sequence[AreaInFunnel], placed: Sequence[_Placed]) -> Table:
    by_area = {one.area: one for one in placed}
    return Table(
        caption=f"{name} by area",
        columns=("Area", "Counted", "Per cent", "Against the average"),
        rows=tuple(_row(one, by_area.get(one.area)) for one in areas),
        numeric=(1, 2),
    )


def _row(one: AreaInFunnel, placed: _Placed | None) -> tuple[str, ...]:
    if placed is None:
        return (one.area, one.words, "", "")
    counted = f"{placed.x:,} of {placed.n:,}"
    return (one.area, counted, f"{placed.percent:.1f}", placed.outlying.replace(", ", " at ").capitalize())
