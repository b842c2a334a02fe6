"""The funnel plot: are we unusual for our size?

Areas by how many people they count, round the average of all, between limits of 95% and 99.8%. Nobody is
ranked: a place inside the limits is chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from throughline.figures.indicators.comparison import ALARM, WARNING
from throughline.figures.indicators.funnel import AreaInFunnel, Funnel
from throughline.figures.indicators.model import Polarity
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, scale_note, set_apart, ticks_between
from throughline.papers.charts.theme import COMMON, INK, LIMIT_DASH, NARROW, NEEDED_DASH, WIDE, Shape, Spec

STEPS: Final = 60
"""Of how many straight pieces a limit is drawn."""
MOST_NAMES: Final = 6


@dataclass(frozen=True)
class _Placed:
    """An area with cases: where it stands, and its shape."""

    area: AreaInFunnel
    percent: float
    shape: Shape


def funnel_plot(
    name: str,
    period: str,
    funnel: Funnel,
    *,
    polarity: Polarity,
    own: str = "",
    hidden: Sequence[tuple[str, str]] = (),
) -> Chart:
    """The funnel of areas round their average, with the own area named.

    ``hidden`` are areas that may not be shown, each with the words that say so; they are not in the funnel.
    Raises ValueError if no area of the funnel has a case.
    Source: figures, section 2 (funnels, score limits; 99.8% is tested before 95%); rule R28.
    """
    placed = [
        _Placed(one, float(100 * one.share), _shape(one, polarity))
        for one in funnel.areas
        if one.share is not None
    ]
    if not placed:
        raise ValueError("a chart needs an area with a case")
    up = _up(placed, funnel)
    return Chart(
        kind="funnel",
        title=f"{name} by area, {period}",
        note=" ".join(part for part in ("Per cent, by how many are counted.", scale_note(up)) if part),
        description=_described(placed, funnel),
        wide=_spec(placed, funnel, own, WIDE),
        narrow=_spec(placed, funnel, own, NARROW),
        twin=_twin(name, funnel, hidden),
        key=tuple(_key(placed)),
        remarks=funnel.warnings,
    )


def _shape(one: AreaInFunnel, polarity: Polarity) -> Shape:
    """A diamond on the better side, a square on the other, hollow between the two limits.

    An area outside its limits as some of so many are by chance is a hollow circle.
    """
    if one.place is None or one.place == "within limits":
        return "circle"
    if not one.stands_out:
        return "hollow-circle"
    better = one.place.startswith("high") == (polarity == "higher")
    if one.place.endswith("99.8%"):
        return "diamond" if better else "square"
    return "hollow-diamond" if better else "hollow-square"


def _spec(placed: Sequence[_Placed], funnel: Funnel, own: str, width: int) -> Spec:
    wide = width == WIDE
    across, up = _across(placed, wide=wide), _up(placed, funnel)
    plot = Plot(width, 380 if wide else 320, across, up)
    return plot.spec(
        [
            plot.grid(up, across.low, across.high),
            *_limits(plot, across, up, funnel),
            *_points(plot, placed),
            *_names(plot, across, up, placed, own),
        ]
    )


def _across(placed: Sequence[_Placed], *, wide: bool) -> Axis:
    ticks = ticks_between(0, max(one.area.n for one in placed), 6 if wide else 3)
    labels = {tick: f"{tick:,g}" for tick in ticks}
    return Axis(0, ticks[-1], labels, "People counted", 14 if wide else 12)


def _up(placed: Sequence[_Placed], funnel: Funnel) -> Axis:
    """Tall enough for the areas, and for the limits of the smallest of them."""
    limits = funnel.limits(min(one.area.n for one in placed), ALARM)
    shares = [one.percent for one in placed]
    ticks = ticks_between(min(*shares, 100 * limits.lower), max(*shares, 100 * limits.upper), 6)
    ticks = tuple(tick for tick in ticks if 0 <= tick <= 100)
    return Axis(ticks[0], ticks[-1], {tick: f"{tick:g}" for tick in ticks}, "Per cent")


def _limits(plot: Plot, across: Axis, up: Axis, funnel: Funnel) -> Iterator[Spec]:
    sizes = sorted({max(1, round(across.high * (step / STEPS) ** 2)) for step in range(1, STEPS + 1)})
    for confidence, dash in ((WARNING, NEEDED_DASH), (ALARM, LIMIT_DASH)):
        found = [(size, funnel.limits(size, confidence)) for size in sizes]
        for heights in ([(n, one.lower) for n, one in found], [(n, one.upper) for n, one in found]):
            rows = [
                {"x": size, "y": round(100 * height, 4)}
                for size, height in heights
                if up.low <= 100 * height <= up.high
            ]
            yield plot.layer(rows, "line", stroke=COMMON, strokeDash=dash, strokeWidth=1.5)
    yield plot.level(across.low, across.high, float(100 * funnel.average), stroke=INK, strokeWidth=1.5)


def _points(plot: Plot, placed: Sequence[_Placed]) -> Iterator[Spec]:
    for shape in sorted({one.shape for one in placed}):
        rows = [{"x": one.area.n, "y": one.percent} for one in placed if one.shape == shape]
        yield plot.points(rows, shape)


def _names(plot: Plot, across: Axis, up: Axis, placed: Sequence[_Placed], own: str) -> Iterator[Spec]:
    """The own area, and on a wide drawing those outside the limits, none over another."""
    outside = sorted((one for one in placed if one.area.stands_out), key=_how_far_out)
    wanted = [one for one in placed if one.area.name == own]
    if plot.width == WIDE:
        wanted += [one for one in outside if one.area.name != own][: MOST_NAMES - len(wanted)]
    line = 16 * (up.high - up.low) / (plot.height - 70)
    heights = set_apart([one.percent for one in wanted], line, up.low, up.high)
    for one, height in zip(wanted, heights, strict=True):
        left = one.area.n > across.high * 0.7
        look: Spec = {"align": "right", "dx": -9} if left else {"align": "left", "dx": 9}
        row = {"x": one.area.n, "y": height, "text": one.area.name}
        yield plot.words([row], bold=one.area.name == own, **look)


def _how_far_out(one: _Placed) -> tuple[bool, str]:
    return (not str(one.area.place).endswith("99.8%"), one.area.name)


def _key(placed: Sequence[_Placed]) -> Iterator[Sign]:
    meant: dict[Shape, str] = {
        "circle": "Within the limits",
        "hollow-circle": "Outside, as some are by chance",
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


def _described(placed: Sequence[_Placed], funnel: Funnel) -> str:
    out = [one.area for one in placed if one.area.stands_out]
    said = f"Funnel plot. {funnel.sentence}"
    told = "; ".join(f"{one.name}, {_place(one)}" for one in out)
    return f"{said} Outside the limits: {told}." if out else said


def _place(one: AreaInFunnel) -> str:
    return (one.place or "no cases").replace(", ", " at ")


def _twin(name: str, funnel: Funnel, hidden: Sequence[tuple[str, str]]) -> Table:
    shown = (_row(one) for one in funnel.areas)
    return Table(
        caption=f"{name} by area",
        columns=("Area", "Counted", "Per cent", "Against the average"),
        rows=(*shown, *((area, words, "", "") for area, words in hidden)),
        numeric=(1, 2),
    )


def _row(one: AreaInFunnel) -> tuple[str, ...]:
    if one.share is None:
        return (one.name, "no cases", "", "")
    counted, share = f"{one.x:,} of {one.n:,}", f"{float(100 * one.share):.1f}"
    chance = "" if one.stands_out or one.place == "within limits" else ", as some are by chance"
    return (one.name, counted, share, f"{_place(one)}{chance}".capitalize())
