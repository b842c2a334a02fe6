"""The review strip: which reviews are late, or about to be?

One row for each case by its reference: the days of every gap that ended, and the gap still open, against
lines at the day limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, Rows, ticks_between
from throughline.papers.charts.theme import (
    COMMON,
    DATA_LIGHT,
    GRID,
    INK,
    NARROW,
    TARGET_DASH,
    WIDE,
    Shape,
    Spec,
)
from throughline.words.formats import day_words

SOON: Final = 7
"""Days before its limit in which an open gap is said to be about to be late."""


@dataclass(frozen=True)
class ReviewedCase:
    """A case by its reference: the limit in days that holds for it, its ended gaps, and the open one.

    A gap is the days from one review to the next, or from the start; on the limit it is in time.
    """

    reference: str
    limit: int
    ended: tuple[int, ...]
    open: int | None = None

    def is_late(self, gap: int) -> bool:
        """Whether a gap is longer than the limit."""
        return gap > self.limit

    @property
    def words(self) -> str:
        """How the case stands, in a few words."""
        late = sum(self.is_late(gap) for gap in self.ended)
        if self.open is None:
            return f"{late} late" if late else "in time"
        if self.is_late(self.open):
            return f"late by {self.open - self.limit} {_days(self.open - self.limit)}"
        left = self.limit - self.open
        now = f"due in {left} {_days(left)}" if left else "due today"
        return f"{now}, {late} late before" if late else now


def review_strip(name: str, on: date, cases: Sequence[ReviewedCase]) -> Chart:
    """The strip of cases on a day, what is most pressing first.

    Raises ValueError if there is no case, or two have one reference.
    Source: rules R32 and R33; trust (references, never names).
    """
    if not cases:
        raise ValueError("no cases: there is nothing to draw")
    if len({case.reference for case in cases}) != len(cases):
        raise ValueError("two cases have one reference")
    ordered = sorted(cases, key=_pressing)
    limits = sorted({case.limit for case in cases})
    said = " and ".join(str(limit) for limit in limits)
    return Chart(
        kind="reviews",
        title=f"{name}: days between reviews on {day_words(on)}",
        note=f"A bar is the gap still open. The limit is {said} days; a review on that day is in time.",
        description=_described(ordered),
        wide=_spec(ordered, limits, WIDE),
        narrow=_spec(ordered, limits, NARROW),
        twin=_twin(name, ordered),
        key=tuple(_key(ordered)),
    )


def _pressing(case: ReviewedCase) -> tuple[int, str]:
    return (case.limit - case.open if case.open is not None else 10_000, case.reference)


def _spec(cases: Sequence[ReviewedCase], limits: Sequence[int], width: int) -> Spec:
    wide = width == WIDE
    most = max(*(gap for case in cases for gap in (*case.ended, case.open or 0)), *limits)
    ticks = ticks_between(0, most, 7 if wide else 4)
    room = 1.34 if wide else 1.08
    across = Axis(0, ticks[-1] * room, {tick: f"{tick:g}" for tick in ticks}, "Days", 14 if wide else 12)
    names = Rows([case.reference for case in cases], 14 if wide else 12, 180 if wide else 96)
    plot = Plot(width, 80 + 30 * len(cases), across, names)
    return plot.spec(
        [
            *_grid(plot, ticks, limits),
            *_bars(plot, cases),
            *_limits(plot, limits, cases),
            *_gaps(plot, cases),
            *(_standing(plot, cases, ticks[-1] * 1.03) if wide else ()),
        ]
    )


def _grid(plot: Plot, ticks: Sequence[float], limits: Sequence[int]) -> Iterator[Spec]:
    rows = [{"x": tick} for tick in ticks if tick not in limits]
    for row in rows:
        yield plot.layer([row], "rule", stroke=GRID, strokeWidth=1)


def _bars(plot: Plot, cases: Sequence[ReviewedCase]) -> Iterator[Spec]:
    bars = [{"x": 0, "x2": case.open, "y": case.reference} for case in cases if case.open is not None]
    yield plot.layer(bars, "bar", fill=DATA_LIGHT, stroke=COMMON, strokeWidth=1, height=14)


def _gaps(plot: Plot, cases: Sequence[ReviewedCase]) -> Iterator[Spec]:
    shapes: dict[Shape, list[dict[str, Any]]] = {}
    for case, gap, shape in _signs(cases):
        shapes.setdefault(shape, []).append({"x": gap, "y": case.reference})
    for shape in sorted(shapes):
        yield plot.points(shapes[shape], shape)


def _signs(cases: Sequence[ReviewedCase]) -> Iterator[tuple[ReviewedCase, int, Shape]]:
    """Every gap that ended, and the end of an open one where it is late or about to be."""
    for case in cases:
        for gap in case.ended:
            yield case, gap, "square" if case.is_late(gap) else "circle"
        if case.open is not None and case.is_late(case.open):
            yield case, case.open, "square"
        elif case.open is not None and case.limit - case.open <= SOON:
            yield case, case.open, "hollow-square"


def _limits(plot: Plot, limits: Sequence[int], cases: Sequence[ReviewedCase]) -> Iterator[Spec]:
    """A line at each limit; of several, a mark in each row shows the one that holds for the case."""
    for limit in limits:
        yield plot.layer([{"x": limit}], "rule", stroke=INK, strokeDash=TARGET_DASH, strokeWidth=1.5)
        yield plot.words([{"x": limit, "text": f"{limit} days"}], bold=True, align="center", y=-8)
    own = [{"x": case.limit, "y": case.reference} for case in cases if len(limits) > 1]
    yield plot.layer(own, "tick", color=INK, orient="vertical", size=22, thickness=4, opacity=1)


def _standing(plot: Plot, cases: Sequence[ReviewedCase], place: float) -> Iterator[Spec]:
    yield plot.words([{"x": place, "y": case.reference, "text": case.words} for case in cases], fill=INK)


def _key(cases: Sequence[ReviewedCase]) -> Iterator[Sign]:
    found = {shape for _, _, shape in _signs(cases)}
    if any(case.open is not None for case in cases):
        yield Sign("light-bar", "Gap still open")
    for shape, words in (
        ("circle", "Review in time"),
        ("hollow-square", "About to be late"),
        ("square", "Late"),
    ):
        if shape in found:
            yield Sign(shape, words)
    several = len({case.limit for case in cases}) > 1
    yield Sign("upright", "The limit of the case") if several else Sign("dashed-line", "Day limit")


def _described(cases: Sequence[ReviewedCase]) -> str:
    late = [case for case in cases if case.open is not None and case.is_late(case.open)]
    soon = [case for case in cases if case.open is not None and 0 <= case.limit - case.open <= SOON]
    told = "no review is late" if not late else f"late now: {', '.join(case.reference for case in late)}"
    coming = f" Due within {SOON} days: {', '.join(case.reference for case in soon)}." if soon else ""
    return f"Review strip of {len(cases)} cases; {told}.{coming} Every gap is in the table."


def _twin(name: str, cases: Sequence[ReviewedCase]) -> Table:
    return Table(
        caption=f"{name}, days between reviews",
        columns=("Case", "Limit", "Gaps that ended", "Open gap", "Standing"),
        rows=tuple(
            (
                case.reference,
                f"{case.limit} days",
                ", ".join(str(gap) for gap in case.ended) or "none",
                "none" if case.open is None else f"{case.open} {_days(case.open)}",
                case.words.capitalize(),
            )
            for case in cases
        ),
    )


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
