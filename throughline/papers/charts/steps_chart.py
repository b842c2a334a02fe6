"""The year in quarterly steps: are we on the agreed path, and what must each quarter left deliver?

Bars are done, black marks planned, a dashed outline is still needed. No straight line to the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from throughline.figures.indicators.lag import months_after
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart, Sign
from throughline.papers.charts.plot import Axis, Plot, ticks_between
from throughline.papers.charts.theme import (
    DATA,
    DATA_LIGHT,
    INK,
    NARROW,
    NEEDED_DASH,
    SECONDARY,
    WHITE,
    WIDE,
    Spec,
)
from throughline.rules.plan.trajectory import QUARTERS, increments, standing
from throughline.words.formats import day_words

HALF: Final = {WIDE: 0.2, NARROW: 0.3}
"""Half the width of a bar in each drawing, where a quarter is one wide."""
NO_RETURN: Final = "not yet"


@dataclass(frozen=True)
class YearInSteps:
    """A year's planned and returned totals to date, four and up to four; None is not returned or hidden.

    ``hidden`` holds the words of a return that may not be shown, by its quarter from 1.
    """

    name: str
    unit: str
    year_starts: date
    planned: tuple[int, ...]
    done: tuple[int | None, ...]
    hidden: Mapping[int, str]

    @property
    def last(self) -> int:
        """The latest quarter with a return that may be shown; 0 if there is none."""
        return max((at for at, done in enumerate(self.done, start=1) if done is not None), default=0)

    @property
    def total(self) -> int:
        """What is done by the latest return."""
        return (self.done[self.last - 1] or 0) if self.last else 0

    @property
    def needed_each(self) -> Fraction | None:
        """What each quarter left must deliver to reach the year's plan; None where nothing is left to do."""
        if self.last in (0, QUARTERS) or self.hidden:
            return None
        needed = standing(planned=self.planned, actual=self.done, quarter=self.last).run_rate_needed
        return needed if needed and needed > 0 else None


def steps_chart(year: YearInSteps) -> Chart:
    """The year as steps against its plan.

    Raises ValueError for other than four planned quarters, NotCumulative if a plan or a return falls.
    Source: rule R22 (a cumulative plan is steps, never a straight line).
    """
    if len(year.planned) != QUARTERS or len(year.done) > QUARTERS:
        raise ValueError(f"a year has four quarters, not {len(year.planned)} and {len(year.done)}")
    return Chart(
        kind="steps",
        title=f"{year.name} since {day_words(year.year_starts)}, against plan",
        note=f"Bars are {year.unit} to date. Black marks are the plan at each quarter’s end.",
        description=_described(year),
        wide=_spec(year, WIDE),
        narrow=_spec(year, NARROW),
        twin=_twin(year),
        key=tuple(_key(year)),
    )


def _spec(year: YearInSteps, width: int) -> Spec:
    wide = width == WIDE
    most = max(*year.planned, *(done or 0 for done in year.done), 1)
    ticks = ticks_between(0, most, 7 if wide else 5)
    high = max(ticks[-1], most * 1.09)
    up = Axis(
        0, high, {tick: f"{tick:,g}" for tick in ticks}, f"{_capital(year.unit)} since {year.year_starts:%B}"
    )
    names = {float(at): _short(year, at, wide=wide) for at in range(1, QUARTERS + 1)}
    across = Axis(0.5, 4.75 if wide else 4.5, names, label_size=14 if wide else 12)
    plot = Plot(width, 340 if wide else 320, across, up)
    return plot.spec(
        [
            plot.grid(up, across.low, across.high),
            *_bars(plot, year),
            *_needed(plot, year, wide=wide),
            *_plan(plot, year, wide=wide),
            *_numbers(plot, year, high),
        ]
    )


def _short(year: YearInSteps, quarter: int, *, wide: bool) -> str:
    ends = _ends(year, quarter)
    return f"Q{quarter} to {ends:%B}" if wide else f"Q{quarter}"


def _ends(year: YearInSteps, quarter: int) -> date:
    before = date.fromordinal(year.year_starts.toordinal() - 1)
    return months_after(before, 3 * quarter)


def _box(plot: Plot, quarter: int, low: float, high: float) -> dict[str, Any]:
    half = HALF[plot.width]
    return {"x": quarter - half, "x2": quarter + half, "y": low, "y2": high}


def _bars(plot: Plot, year: YearInSteps) -> Iterator[Spec]:
    done = [(at, total) for at, total in enumerate(year.done, start=1) if total is not None]
    yield plot.layer([_box(plot, at, 0, total) for at, total in done], "rect", fill=DATA)
    if year.needed_each:
        ahead = range(year.last + 1, QUARTERS + 1)
        yield plot.layer([_box(plot, at, 0, year.total) for at in ahead], "rect", fill=DATA_LIGHT)


def _needed(plot: Plot, year: YearInSteps, *, wide: bool) -> Iterator[Spec]:
    if not (each := year.needed_each):
        return
    tops = {at: year.total + float(each * (at - year.last)) for at in range(year.last + 1, QUARTERS + 1)}
    boxes = [_box(plot, at, year.total, top) for at, top in tops.items()]
    yield plot.layer(boxes, "rect", fill=WHITE, stroke=DATA, strokeDash=NEEDED_DASH, strokeWidth=1.5)
    words = "still needed" if wide else "needed"
    middle = (year.total + tops[QUARTERS]) / 2
    yield plot.words(
        [{"x": QUARTERS, "y": middle, "text": f"{year.planned[-1] - year.total:,}"}],
        size=15 if wide else 13, bold=True, align="center",
    )  # fmt: skip
    if wide:
        yield plot.words(
            [{"x": QUARTERS + HALF[plot.width], "y": middle, "text": words}], dx=9, fill=SECONDARY
        )


def _plan(plot: Plot, year: YearInSteps, *, wide: bool) -> Iterator[Spec]:
    reach = HALF[plot.width] * 1.25
    marks = [
        {"x": at - reach, "x2": at + reach, "y": total} for at, total in enumerate(year.planned, start=1)
    ]
    yield plot.layer(marks, "rule", stroke=WHITE, strokeWidth=8)
    yield plot.layer(marks, "rule", stroke=INK, strokeWidth=4)
    names = [
        {
            "x": at + reach if wide else at,
            "y": total,
            "text": f"Plan {total:,}" if wide else f"{total:,}",
        }
        for at, total in enumerate(year.planned, start=1)
    ]
    look = {"dx": 6} if wide else {"dy": -11, "align": "center"}
    yield plot.words(names, size=14 if wide else 12, bold=True, **look)


def _numbers(plot: Plot, year: YearInSteps, high: float) -> Iterator[Spec]:
    """What is done, in its bar; beside a bar that is too low to hold it."""
    inside = [(at, total) for at, total in enumerate(year.done, start=1) if total and total > high * 0.08]
    beside = [(at, total) for at, total in enumerate(year.done, start=1) if total is not None]
    size = 15 if plot.width == WIDE else 13
    rows = [{"x": at, "y": total / 2, "text": f"{total:,}"} for at, total in inside]
    yield plot.words(rows, size=size, bold=True, align="center", fill=WHITE)
    rows = [
        {"x": at - HALF[plot.width], "y": 0, "text": f"{total:,}"}
        for at, total in beside
        if (at, total) not in inside
    ]
    yield plot.words(rows, size=size, bold=True, align="right", dx=-6, dy=-9)


def _key(year: YearInSteps) -> Iterator[Sign]:
    yield Sign("bar", "Done to date")
    yield Sign("mark", "Planned by the quarter’s end")
    if year.needed_each:
        yield Sign("light-bar", "Done by the latest return")
        yield Sign("dashed-bar", "Still needed, in equal quarters")


def _described(year: YearInSteps) -> str:
    said = [f"Quarterly steps. The plan is {year.planned[-1]:,} by {day_words(_ends(year, QUARTERS))}."]
    if year.last:
        planned = year.planned[year.last - 1]
        said.append(f"{year.total:,} {year.unit} by {day_words(_ends(year, year.last))}, plan {planned:,}.")
    if each := year.needed_each:
        left = QUARTERS - year.last
        share = f"{-(-each.numerator // each.denominator):,}"
        said.append(
            f"The last quarter must deliver {share}."
            if left == 1
            else f"Each of the {left} quarters left must deliver {share}."
        )
    return " ".join(said)


def _twin(year: YearInSteps) -> Table:
    return Table(
        caption=f"{year.name}, planned and done",
        columns=("Quarter", "Plan", "Done", "Gap", "In quarter"),
        rows=tuple(_rows(year)),
        numeric=(1, 2, 3, 4),
    )


def _rows(year: YearInSteps) -> Iterator[tuple[str, ...]]:
    done: Sequence[int | None] = (*year.done, *(None,) * (QUARTERS - len(year.done)))
    for at, (planned, total, brought) in enumerate(
        zip(year.planned, done, increments(done), strict=True), start=1
    ):
        name = f"Q{at}, to {_ends(year, at):%B %Y}"
        if total is None:
            needed = f"{_rounded_up(year.needed_each)} needed" if year.needed_each and at > year.last else ""
            yield (name, f"{planned:,}", year.hidden.get(at, NO_RETURN), "", needed)
            continue
        yield (
            name,
            f"{planned:,}",
            f"{total:,}",
            _gap(total - planned),
            "" if brought is None else f"{brought:,}",
        )


def _rounded_up(each: Fraction) -> str:
    return f"{-(-each.numerator // each.denominator):,}"


def _gap(over: int) -> str:
    if over == 0:
        return "on plan"
    return f"{over:,} ahead" if over > 0 else f"{-over:,} behind"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
