"""The run chart: has anything changed, or is this weather?

Limits stand as a band from the last break on, the target is dashed, signs have shapes of their own, and
a provisional return is hollow. No line crosses a break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from string import ascii_uppercase
from typing import Final

from throughline.figures.indicators.model import Polarity
from throughline.figures.indicators.series import Limits, Mark, SeriesResult
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, scale_note, set_apart, spread, ticks_between
from throughline.papers.charts.theme import (
    BAND,
    BREAK_DASH,
    COMMON,
    INK,
    LIMIT_DASH,
    NARROW,
    TARGET_DASH,
    WIDE,
    Shape,
    Spec,
)
from throughline.words.formats import day_words

SHOWN: Final = 60
"""How many returns a drawing holds, the latest; the table has them all."""
LETTERS: Final = ascii_uppercase
NUMBERS: Final = tuple(str(number) for number in range(1, 100))


@dataclass(frozen=True)
class Point:
    """One return: its period, its value in the chart's unit (None where it may not be shown), and words.

    ``words`` are what the table says of it, such as "281 of 402" or "hidden, fewer than 5".
    """

    starts: date
    ends: date
    value: float | None
    words: str
    provisional: bool = False

    @property
    def place(self) -> int:
        """The day in the middle of the period, as a number."""
        return (self.starts.toordinal() + self.ends.toordinal()) // 2


@dataclass(frozen=True)
class Named:
    """A day with its words: where the series was broken, or a note on the line."""

    on: date
    words: str


@dataclass(frozen=True)
class Run:
    """Returns that are one series, and what may be read in them; without a reading no limits are drawn."""

    points: tuple[Point, ...]
    read: SeriesResult | None = None

    def marks(self) -> tuple[Mark | None, ...]:
        """What marks each return."""
        return self.read.marks if self.read else (None,) * len(self.points)


@dataclass(frozen=True)
class RunOfReturns:
    """A series as a run chart shows it: runs between breaks, in order of time, with target and notes.

    ``unit`` is what the upright scale counts, such as "Per cent"; target and values are in it.
    """

    name: str
    unit: str
    polarity: Polarity
    runs: tuple[Run, ...]
    target: float | None = None
    breaks: tuple[Named, ...] = ()
    notes: tuple[Named, ...] = ()
    remark: str = ""
    """What else is to be said under the drawing."""

    @property
    def points(self) -> tuple[Point, ...]:
        """Every return in order of time."""
        return tuple(point for run in self.runs for point in run.points)

    @property
    def limits(self) -> Limits | None:
        """The limits of the latest run."""
        return self.runs[-1].read.limits if self.runs and self.runs[-1].read else None


def run_chart(values: RunOfReturns) -> Chart:
    """The run chart of a series.

    Raises ValueError if no return has a value that may be shown.
    Source: figures, section 2 (series); rule R27.
    """
    if not any(point.value is not None for point in values.points):
        raise ValueError("a chart needs a return that may be shown")
    shown = _latest(values)
    points = shown.points
    return Chart(
        kind="series",
        title=f"{values.name}, {months_words(points[0].starts, points[-1].ends)}",
        note=" ".join(part for part in (f"{values.unit}.", scale_note(_up(shown))) if part),
        description=_described(shown),
        wide=_spec(shown, WIDE),
        narrow=_spec(shown, NARROW),
        twin=_twin(values),
        key=tuple(_key(shown)),
        remarks=tuple(_remarks(shown)),
    )


def sign_of(mark: Mark | None, polarity: Polarity) -> Shape:
    """The shape of a point: a diamond for a sign of improvement, a square for a sign of worsening."""
    if mark is None:
        return "circle"
    return "diamond" if (mark.direction > 0) == (polarity == "higher") else "square"


def _latest(values: RunOfReturns) -> RunOfReturns:
    """The series with no more returns than a drawing holds."""
    left, runs = SHOWN, list[Run]()
    for run in reversed(values.runs):
        if left <= 0:
            break
        kept = run.points[-left:]
        read = run.read
        if read and len(kept) < len(run.points):
            read = SeriesResult(read.limits, read.marks[-len(kept) :], read.sentence, read.method)
        runs.append(Run(kept, read))
        left -= len(kept)
    first = runs[-1].points[0].starts
    return RunOfReturns(
        values.name,
        values.unit,
        values.polarity,
        tuple(reversed(runs)),
        values.target,
        tuple(one for one in values.breaks if one.on >= first),
        tuple(one for one in values.notes if one.on >= first),
        values.remark,
    )


def _spec(values: RunOfReturns, width: int) -> Spec:
    wide = width == WIDE
    across, up = _across(values, wide=wide), _up(values)
    plot = Plot(width, 340 if wide else 310, across, up)
    size = 13 if wide else 12
    right = _ends(values.runs[-1])[1]
    return plot.spec(
        [
            plot.grid(up, across.low, right),
            *_bands(plot, values),
            *_target(plot, values),
            *_names_of_levels(plot, across, up, values, right, size),
            *_upright_lines(plot, up, values, size),
            *_lines(plot, values),
            *_signs(plot, values),
        ]
    )


def _across(values: RunOfReturns, *, wide: bool) -> Axis:
    """Time, with room at the right for the names of the lines."""
    points = values.points
    first, last = points[0].place, points[-1].place
    span = max(last - first, 30)
    room = 0.2 if wide else 0.42
    places = spread(len(points), 5 if wide else 2)
    labelled = {float(points[at].place): f"{points[at].ends:%b %Y}" for at in places}
    left = min(_ends(values.runs[0])[0], first - span * (0.03 if wide else 0.06))
    return Axis(left, last + span * room, labelled, label_size=14 if wide else 12)


def _up(values: RunOfReturns) -> Axis:
    """The same in both drawings, as one note tells where it starts."""
    heights = [point.value for point in values.points if point.value is not None]
    for run in values.runs:
        if run.read and run.read.limits:
            heights += [run.read.limits.lower, run.read.limits.upper]
    heights += [values.target] if values.target is not None else []
    ticks = ticks_between(min(heights), max(heights))
    if min(heights) >= 0 and ticks[0] < 0:
        ticks = tuple(tick for tick in ticks if tick >= 0)
    labels = {tick: f"{tick:,g}" for tick in ticks}
    return Axis(ticks[0], ticks[-1], labels, values.unit)


def _bands(plot: Plot, values: RunOfReturns) -> Iterator[Spec]:
    for run in values.runs:
        if run.read and run.read.limits:
            limits, (left, right) = run.read.limits, _ends(run)
            corners = {"x": left, "x2": right, "y": limits.lower, "y2": limits.upper}
            yield plot.layer([corners], "rect", fill=BAND)
            for height in (limits.lower, limits.upper):
                yield plot.level(left, right, height, stroke=COMMON, strokeDash=LIMIT_DASH, strokeWidth=1.5)
            yield plot.level(left, right, limits.mean, stroke=COMMON, strokeWidth=1.5)


def _ends(run: Run) -> tuple[int, int]:
    half = (run.points[0].ends - run.points[0].starts).days // 2
    return run.points[0].place - half, run.points[-1].place + half


def _target(plot: Plot, values: RunOfReturns) -> Iterator[Spec]:
    if values.target is not None:
        left, right = _ends(values.runs[0])[0], _ends(values.runs[-1])[1]
        yield plot.level(left, right, values.target, stroke=INK, strokeDash=TARGET_DASH, strokeWidth=2)


def _names_of_levels(
    plot: Plot, across: Axis, up: Axis, values: RunOfReturns, right: float, size: int
) -> Iterator[Spec]:
    """The name of every level line at its right end, none over another."""
    named = list(_named_levels(values, wide=plot.width == WIDE))
    line = 17 * (up.high - up.low) / (plot.height - 60)
    heights = set_apart([height for height, _, _ in named], line, up.low, up.high)
    place = right + (across.high - across.low) * 0.012
    for (_, words, bold), height in zip(named, heights, strict=True):
        yield plot.words([{"x": place, "y": height, "text": words}], size=size, bold=bold)


def _named_levels(values: RunOfReturns, *, wide: bool) -> Iterator[tuple[float, str, bool]]:
    limit = " limit" if wide else ""
    if values.limits:
        yield values.limits.upper, f"Upper{limit} {values.limits.upper:,.1f}", False
        yield values.limits.lower, f"Lower{limit} {values.limits.lower:,.1f}", False
        yield values.limits.mean, f"Mean {values.limits.mean:,.1f}", False
    if values.target is not None:
        yield values.target, f"Target {values.target:,g}", True


def _upright_lines(plot: Plot, up: Axis, values: RunOfReturns, size: int) -> Iterator[Spec]:
    """Breaks with their letters and notes with their numbers, above the drawing."""
    broken = {"stroke": INK, "strokeDash": BREAK_DASH, "strokeWidth": 2}
    noted = {"stroke": COMMON, "strokeWidth": 1}
    for named, signs, look in ((values.breaks, LETTERS, broken), (values.notes, NUMBERS, noted)):
        for one, sign in zip(named, signs, strict=False):
            place = one.on.toordinal()
            yield plot.upright(place, up.low, up.high, **look)
            name = {"x": place, "y": up.high, "text": sign}
            yield plot.words([name], size=size, bold=True, align="center", dy=-9)


def _lines(plot: Plot, values: RunOfReturns) -> Iterator[Spec]:
    """Straight lines between neighbours; none across a break or a return that is not shown."""
    for run in values.runs:
        pairs = [
            {"x": one.place, "y": one.value, "x2": two.place, "y2": two.value}
            for one, two in pairwise(run.points)
            if one.value is not None and two.value is not None
        ]
        yield plot.layer(pairs, "rule", stroke=COMMON, strokeWidth=1.5)


def _signs(plot: Plot, values: RunOfReturns) -> Iterator[Spec]:
    shapes: dict[Shape, list[dict[str, float]]] = {}
    for point, shape in _shaped(values):
        if point.value is not None:
            shapes.setdefault(shape, []).append({"x": point.place, "y": point.value})
    for shape in sorted(shapes):
        yield plot.points(shapes[shape], shape)


def _shaped(values: RunOfReturns) -> Iterator[tuple[Point, Shape]]:
    hollow: dict[Shape, Shape] = {
        "circle": "hollow-circle", "diamond": "hollow-diamond", "square": "hollow-square",
    }  # fmt: skip
    for run in values.runs:
        for point, mark in zip(run.points, run.marks(), strict=True):
            shape = sign_of(mark, values.polarity)
            yield point, hollow[shape] if point.provisional else shape


def _key(values: RunOfReturns) -> Iterator[Sign]:
    shapes = {shape.removeprefix("hollow-") for _, shape in _shaped(values)}
    for shape, words in (
        ("circle", "Expected variation" if values.limits else "Return"),
        ("diamond", "Sign of improvement"),
        ("square", "Sign of worsening"),
    ):
        if shape in shapes:
            yield Sign(shape, words)  # type: ignore[arg-type]
    if any(point.provisional for point in values.points):
        yield Sign("hollow-circle", "Provisional")
    if values.target is not None:
        yield Sign("dashed-line", "Target")
    if values.limits:
        yield Sign("dotted-line", "Limits")
    if values.breaks:
        yield Sign("break", "Series broken")


def _remarks(values: RunOfReturns) -> Iterator[str]:
    for one, sign in zip(values.breaks, LETTERS, strict=False):
        yield f"{sign}: series broken on {day_words(one.on)}. {one.words}"
    for one, sign in zip(values.notes, NUMBERS, strict=False):
        yield f"{sign}: {day_words(one.on)}. {one.words}"
    if values.remark:
        yield values.remark


def _described(values: RunOfReturns) -> str:
    points, limits = values.points, values.limits
    said = [f"Run chart of {len(points)} returns." if len(points) > 1 else "Run chart of one return."]
    if limits:
        said.append(
            f"The mean is {limits.mean:,.1f}, with limits from {limits.lower:,.1f} to {limits.upper:,.1f}."
        )
    else:
        said.append("No limits are drawn.")
    if values.runs[-1].read:
        said.append(values.runs[-1].read.sentence)
    if values.target is not None:
        said.append(f"The target is {values.target:,g}.")
    if values.breaks:
        said.append(f"The series is broken {_times(len(values.breaks))}.")
    return " ".join([*said, "Each value is in the table."])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _twin(values: RunOfReturns) -> Table:
    has_signs = any(mark for run in values.runs for mark in run.marks())
    rows = []
    for run in values.runs:
        for point, mark in zip(run.points, run.marks(), strict=True):
            sign = (_sign_words(mark, values.polarity),) if has_signs else ()
            rows.append((_period(point), point.words, _value(point), *sign))
    return Table(
        caption=f"{values.name}, every return",
        columns=("Period", "Counted", values.unit, *(("Sign",) if has_signs else ())),
        rows=tuple(rows),
        numeric=(1, 2),
    )


def _sign_words(mark: Mark | None, polarity: Polarity) -> str:
    if mark is None:
        return ""
    way = "improvement" if sign_of(mark, polarity) == "diamond" else "worsening"
    return f"{way.capitalize()}: {mark.cause.value}"


def _value(point: Point) -> str:
    return "" if point.value is None else f"{point.value:,.1f}"


def _period(point: Point) -> str:
    months = months_words(point.starts, point.ends)
    return f"{months}, provisional" if point.provisional else months


def months_words(starts: date, ends: date) -> str:
    """The months of a period: "April 2008", or "April to June 2008"."""
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{ends:%B %Y}"
    first = f"{starts:%B}" if starts.year == ends.year else f"{starts:%B %Y}"
    return f"{first} to {ends:%B %Y}"


def breaks_into_runs(points: Sequence[Point], breaks: Sequence[date]) -> tuple[tuple[Point, ...], ...]:
    """The returns cut where the series was broken: a period that starts on the day belongs to what follows.

    Source: rule R48 (two versions are never one line).
    """
    days = sorted(breaks)
    cut: dict[int, list[Point]] = {}
    for point in points:
        cut.setdefault(sum(day <= point.starts for day in days), []).append(point)
    return tuple(tuple(cut[place]) for place in sorted(cut))
