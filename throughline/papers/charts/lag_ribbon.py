"""The lag ribbon: what period does this number describe, and whose plan was it?

The cohort, the time it is followed, the time a conviction may take, and the publication, one under the
other, below the plans that were in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from throughline.figures.indicators.lag import LagLine, PlanYears
from throughline.papers.blocks import Table
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.plot import Axis, Plot, Rows
from throughline.papers.charts.theme import DATA, DATA_LIGHT, INK, NARROW, PALE, WHITE, WIDE, Spec
from throughline.words.formats import day_words, days_words

MIDDLE: Final = "#5d8c94"
PLAN, COUNTED, FOLLOWED, PROVEN, PUBLISHED = (
    "Plan in force", "Counted", "Reoffence within", "Convicted by", "Published",
)  # fmt: skip


@dataclass(frozen=True)
class _Bar:
    row: str
    starts: date
    ends: date
    words: str
    fill: str
    ink: str


@dataclass(frozen=True)
class _Dates:
    """The dates of a line, none of them missing but the publication."""

    starts: date
    ends: date
    followed: date
    proven: date
    published: date | None


def lag_ribbon(name: str, line: LagLine, plans: Sequence[PlanYears]) -> Chart:
    """The ribbon of one figure's dates, below the plans of those years.

    Raises ValueError if no lag is recorded.
    Source: rule R30.
    """
    if line.follow_up_ends is None or line.proof_ends is None:
        raise ValueError("a ribbon needs a recorded lag")
    dates = _Dates(
        line.cohort_starts, line.cohort_ends, line.follow_up_ends, line.proof_ends, line.published_on
    )
    bars = list(_bars(dates, plans))
    return Chart(
        kind="lag",
        title=f"Whom the figure counts: {name}",
        note=f"{line.words[:1].upper()}{line.words[1:]}.",
        description=_described(dates, plans),
        wide=_spec(dates, bars, WIDE),
        narrow=_spec(dates, bars, NARROW),
        twin=_twin(name, dates, bars),
    )


def _bars(dates: _Dates, plans: Sequence[PlanYears]) -> Iterator[_Bar]:
    last = max(dates.proven, dates.published or dates.proven)
    near = [plan for plan in plans if plan.starts <= last and plan.ends >= dates.starts]
    for place, plan in enumerate(near):
        yield _Bar(
            PLAN, plan.starts, plan.ends, plan.name, (DATA_LIGHT, PALE)[(len(near) - 1 - place) % 2], INK
        )
    yield _Bar(COUNTED, dates.starts, dates.ends, "", DATA, WHITE)
    yield _Bar(FOLLOWED, dates.starts, dates.followed, "", DATA, WHITE)
    yield _Bar(PROVEN, dates.ends, dates.proven, "", MIDDLE, INK)
    if dates.published:
        yield _Bar(PUBLISHED, dates.published, dates.published, "", INK, INK)


def _spec(dates: _Dates, bars: Sequence[_Bar], width: int) -> Spec:
    wide = width == WIDE
    across = _across(dates, bars, wide=wide)
    names = list(dict.fromkeys(bar.row for bar in bars))
    plot = Plot(width, 60 + 34 * len(names), across, Rows(names, 14 if wide else 12, 180 if wide else 104))
    layers = [_drawn(plot, across, bar) for bar in bars]
    plans = [bar for bar in bars if bar.row == PLAN]
    words = [
        {
            "x": max(float(bar.starts.toordinal()), across.low),
            "y": bar.row,
            "text": _name(bar.words, wide=wide),
        }
        for bar in plans
        if _room(bar, across) > (0.2 if wide else 0.5)
    ]
    layers.append(plot.words(words, size=13 if wide else 12, dx=6, fill=INK))
    for bar in plans:
        if across.low < bar.starts.toordinal() < across.high:
            rows = [{"x": bar.starts.toordinal()}]
            layers.append(plot.layer(rows, "rule", stroke=INK, strokeDash=(3, 3), strokeWidth=1.5))
    return plot.spec(layers)


def _room(bar: _Bar, across: Axis) -> float:
    """The share of the drawing's width that a bar has."""
    starts, ends = max(bar.starts.toordinal(), across.low), min(bar.ends.toordinal(), across.high)
    return (ends - starts) / (across.high - across.low)


def _name(words: str, *, wide: bool) -> str:
    most = 40 if wide else 16
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _across(dates: _Dates, bars: Sequence[_Bar], *, wide: bool) -> Axis:
    first = dates.starts.toordinal() - 90
    last = max(bar.ends for bar in bars if bar.row != PLAN).toordinal() + 60
    step = 6 if wide else 12
    months = [
        day
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        for day in (date(year, month, 1) for month in range(1, 13))
        if first <= day.toordinal() <= last and (day.month - 4) % step == 0
    ]
    while len(months) > 6:
        months = months[::2]
    labels = {float(day.toordinal()): f"{day:%b %Y}" for day in months}
    return Axis(first, last, labels, label_size=14 if wide else 12)


def _drawn(plot: Plot, across: Axis, bar: _Bar) -> Spec:
    """A bar, no further than the drawing; a single day is a mark."""
    row: dict[str, Any] = {"y": bar.row, "x": max(float(bar.starts.toordinal()), across.low)}
    if bar.row == PUBLISHED:
        return plot.layer([row], "tick", color=INK, orient="vertical", size=22, thickness=8, opacity=1)
    row["x2"] = min(bar.ends.toordinal() + 1.0, across.high)
    return plot.layer([row], "bar", fill=bar.fill, stroke=WHITE, strokeWidth=1)


def _described(dates: _Dates, plans: Sequence[PlanYears]) -> str:
    said = [
        f"People counted from {day_words(dates.starts)} to {day_words(dates.ends)}, "
        f"followed until {day_words(dates.followed)}, convicted by {day_words(dates.proven)}."
    ]
    if dates.published:
        said.append(f"Published on {day_words(dates.published)}.")
    later = [plan for plan in plans if plan.starts > dates.ends]
    if later:
        said.append(f"The next plan, {later[0].name}, began on {day_words(later[0].starts)}.")
    return " ".join(said)


def _twin(name: str, dates: _Dates, bars: Sequence[_Bar]) -> Table:
    rows = [(f"{bar.row}: {bar.words}" if bar.words else bar.row, _when(bar)) for bar in bars]
    if dates.published is None:
        rows.append((PUBLISHED, "not recorded"))
    return Table(caption=f"{name}, the dates behind the figure", columns=("What", "When"), rows=tuple(rows))


def _when(bar: _Bar) -> str:
    return day_words(bar.ends) if bar.starts == bar.ends else days_words(bar.starts, bar.ends)
