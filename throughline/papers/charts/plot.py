"""A drawing area in which layers of marks are placed: the little of Vega-Lite's grammar that charts use.

Days are placed as whole numbers with their labels given, because a date without an hour would be read
in the time zone of the machine that draws it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Final

from throughline.papers.charts.theme import (
    COMMON,
    CONFIG,
    GRID,
    IMPROVED,
    INK,
    SECONDARY,
    WHITE,
    WORSE,
    Shape,
    Spec,
)

POINTS: Final[Mapping[str, tuple[str, str, int]]] = {
    "circle": ("circle", COMMON, 62),
    "diamond": ("diamond", IMPROVED, 115),
    "square": ("square", WORSE, 90),
}
"""Shape, colour and size of each filled point."""


@dataclass(frozen=True)
class Axis:
    """One direction of a drawing: from where to where, and the label at each tick."""

    low: float
    high: float
    ticks: Mapping[float, str]
    title: str = ""
    label_size: int = 14

    def channel(self) -> Spec:
        """The axis in the words of Vega-Lite."""
        labels = json.dumps({_number(place): words for place, words in self.ticks.items()})
        return {
            "type": "quantitative",
            "title": self.title or None,
            "scale": {"domain": [self.low, self.high], "nice": False, "zero": False},
            "axis": {
                "values": list(self.ticks),
                "labelExpr": f"({labels})[datum.value]",
                "labelFontSize": self.label_size,
                "labelOverlap": False,
                "grid": False,
            },
        }


@dataclass(frozen=True)
class Rows:
    """One direction of a drawing made of names, one under the other."""

    names: Sequence[str]
    label_size: int = 14
    label_limit: int = 200

    def channel(self) -> Spec:
        """The names in the words of Vega-Lite, in the order given."""
        return {
            "type": "nominal",
            "title": None,
            "sort": list(self.names),
            "scale": {"domain": list(self.names), "paddingInner": 0.25, "paddingOuter": 0.15},
            "axis": {"ticks": False, "labelFontSize": self.label_size, "labelLimit": self.label_limit},
        }


@dataclass(frozen=True)
class Plot:
    """An area of so many points with two directions, and the layers of marks in it."""

    width: int
    height: int
    x: Axis | Rows
    y: Axis | Rows

    def layer(self, rows: Iterable[Mapping[str, Any]], mark: str, **look: Any) -> Spec:
        """One layer: each row places a mark by its x, y, x2, y2 and text, in the units of the two axes."""
        values = [dict(row) for row in rows]
        named = values[0] if values else {}
        channels: Spec = {name: {"field": name} for name in ("x2", "y2") if name in named}
        if "text" in named:
            channels["text"] = {"field": "text", "type": "nominal"}
        for name, axis in (("x", self.x), ("y", self.y)):
            if name in named:
                channels[name] = {**axis.channel(), "field": name}
        return {"data": {"values": values}, "mark": {"type": mark, **look}, "encoding": channels}

    def points(self, rows: Sequence[Mapping[str, Any]], shape: Shape) -> Spec:
        """Points of one shape; a hollow one is white within its own line."""
        name = shape.removeprefix("hollow-")
        drawn, colour, size = POINTS[name]
        look = (
            {"fill": WHITE, "stroke": colour, "strokeWidth": 2}
            if shape.startswith("hollow-")
            else {"fill": colour, "strokeWidth": 0}
        )
        return self.layer(rows, "point", shape=drawn, size=size, opacity=1, **look)

    def level(self, left: float, right: float, height: float, **look: Any) -> Spec:
        """A level line from one place to another."""
        return self.layer([{"x": left, "x2": right, "y": height}], "rule", **look)

    def upright(self, place: float, low: float, high: float, **look: Any) -> Spec:
        """An upright line at a place."""
        return self.layer([{"x": place, "y": low, "y2": high}], "rule", **look)

    def grid(self, axis: Axis, left: float, right: float) -> Spec:
        """A hairline at each tick of the upright axis, no further than the data."""
        rows = [{"x": left, "x2": right, "y": tick} for tick in axis.ticks]
        return self.layer(rows, "rule", stroke=GRID, strokeWidth=1)

    def words(
        self, rows: Sequence[Mapping[str, Any]], *, size: int = 13, bold: bool = False, **look: Any
    ) -> Spec:
        """Words at their places, to the right of them unless told otherwise."""
        plain = {"align": "left", "baseline": "middle", "fill": INK if bold else SECONDARY}
        weight = "bold" if bold else "normal"
        return self.layer(rows, "text", fontSize=size, fontWeight=weight, **{**plain, **look})

    def spec(self, layers: Sequence[Spec]) -> Spec:
        """The whole specification; layers without a row are left out."""
        return {
            "config": CONFIG,
            "autosize": {"type": "fit", "contains": "padding"},
            "width": self.width,
            "height": self.height,
            "title": None,
            "layer": [layer for layer in layers if layer["data"]["values"]],
        }


def ticks_between(low: float, high: float, wanted: int = 6) -> tuple[float, ...]:
    """Round places from at or below the lowest value to at or above the highest, in steps of 1, 2 or 5.

    Raises ValueError if the highest is below the lowest.
    Source: Heckbert 1990, nice numbers for graph labels.
    """
    if high < low:
        raise ValueError(f"a scale cannot go from {low} to {high}")
    if high == low:
        low, high = low - 0.5, high + 0.5
    step = _step((high - low) / max(wanted - 1, 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(first, last + 1))


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999999)


def set_apart(wanted: Sequence[float], least: float, low: float, high: float) -> tuple[float, ...]:
    """Heights for labels, as near as may be to those wanted, no two nearer than the least distance.

    They stay between low and high as far as there is room. The order of the heights is kept.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed = list(wanted)
    floor_at = low
    for place in order:
        placed[place] = max(placed[place], floor_at)
        floor_at = placed[place] + least
    ceiling_at = high
    for place in reversed(order):
        placed[place] = min(placed[place], ceiling_at)
        ceiling_at = placed[place] - least
    return tuple(placed)


def spread(count: int, most: int) -> tuple[int, ...]:
    """Which of so many places get a label if there is room for a few (two or more): evenly, with the last."""
    if count <= most:
        return tuple(range(count))
    step = ceil((count - 1) / (most - 1))
    places = list(range(count - 1, -1, -step))
    return tuple(sorted({*places, 0} if places[-1] >= step * 0.6 else places))


def scale_note(axis: Axis) -> str:
    """That a scale does not begin at zero, if so."""
    return "" if axis.low <= 0 <= axis.high else f"Scale starts at {_number(axis.low)}."


def _number(place: float) -> str:
    return str(int(place)) if float(place).is_integer() else repr(float(place))
