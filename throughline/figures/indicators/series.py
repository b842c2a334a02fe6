"""Signal or noise in a run of returns: the XmR chart and its special causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import fmean

from throughline.figures.indicators.model import Polarity

FEWEST_POINTS = 12
RUN = 7
SCALE = 2.66
SCREEN = 3.267


class Cause(Enum):
    """The special cause that marks a point; the first that applies, in this order."""

    OUTSIDE_LIMITS = "outside the limits"
    TREND = "trend of 7"
    TWO_OF_THREE = "2 of 3 near a limit"
    RUN_OF_SEVEN = "run of 7 on one side"


@dataclass(frozen=True)
class Limits:
    """Mean and natural limits of a series, in its own unit."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Mark:
    """What marks a point, and whether it lies high (1) or low (-1), rising or falling."""

    cause: Cause
    direction: int


@dataclass(frozen=True)
class SeriesResult:
    """An XmR reading; ``limits`` is None and no point is marked under twelve points."""

    limits: Limits | None
    marks: tuple[Mark | None, ...]
    sentence: str
    method: str = "XmR chart: mean and 2.66 times the mean moving range"


def xmr_limits(values: Sequence[float], screened: bool = True) -> Limits:
    """The mean and natural limits of a series; very large moving ranges are dropped once if screened.

    Raises ValueError under two values.
    Source: figures, section 2 (series).
    """
    if len(values) < 2:
        raise ValueError("limits need at least two values")
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean_range = fmean(ranges)
    kept = [each for each in ranges if each < SCREEN * mean_range] if screened and mean_range else ranges
    mean, reach = fmean(values), SCALE * fmean(kept)
    return Limits(mean, mean - reach, mean + reach)


def sides(values: Sequence[float], mean: float) -> list[int]:
    """Each value above (1), below (-1) or on (0) the mean.

    Source: figures, section 2 (series).
    """
    return [(value > mean) - (value < mean) for value in values]


def trend_ends(values: Sequence[float]) -> list[int]:
    """Each value that ends six rises (1) or six falls (-1) in a row; otherwise 0.

    Source: figures, section 2 (series).
    """
    pairs = pairwise(values)
    steps = [0] + [(after > before) - (after < before) for before, after in pairs]
    return _ends(steps, RUN - 1)


def run_ends(on_side: Sequence[int]) -> list[int]:
    """Each value that ends seven or more on one side of the mean, with that side; otherwise 0.

    Source: figures, section 2 (series).
    """
    return _ends(on_side, RUN)


def filled_back(ends: Sequence[int]) -> list[int]:
    """The marks of a rule of seven, set on all seven points and not only the last.

    Source: figures, section 2 (series).
    """
    marked = list(ends)
    for index, end in enumerate(ends):
        if end:
            for earlier in range(max(0, index - RUN + 1), index + 1):
                marked[earlier] = end
    return marked


def two_of_three(near: Sequence[bool], on_side: Sequence[int]) -> list[int]:
    """All points of any three on one side of which two or more lie beyond two thirds of a limit.

    Source: figures, section 2 (series).
    """
    marked = [0] * len(near)
    for start in range(len(near) - 2):
        window = slice(start, start + 3)
        side = on_side[start]
        if side and all(each == side for each in on_side[window]) and sum(near[window]) >= 2:
            marked[window] = [side] * 3
    return marked


def first_cause(*, outside: int, trend: int, near: int, run: int) -> Mark | None:
    """The mark of a point to which several rules may apply: the first in the published order.

    Each argument is 1, -1 or 0.
    Source: figures, section 2 (series).
    """
    for cause, direction in zip(Cause, (outside, trend, near, run), strict=True):
        if direction:
            return Mark(cause, direction)
    return None


def special_causes(values: Sequence[float], limits: Limits) -> tuple[Mark | None, ...]:
    """What marks each point of a series against its limits.

    Source: figures, section 2 (series); rule R27.
    """
    on_side = sides(values, limits.mean)
    outside = [(value > limits.upper) - (value < limits.lower) for value in values]
    two_thirds = (limits.upper - limits.mean) * 2 / 3
    near = two_of_three([abs(value - limits.mean) > two_thirds for value in values], on_side)
    trend, run = filled_back(trend_ends(values)), filled_back(run_ends(on_side))
    return tuple(
        first_cause(outside=o, trend=t, near=n, run=r)
        for o, t, n, r in zip(outside, trend, near, run, strict=True)
    )


def assurance(limits: Limits, target: float, polarity: Polarity) -> str:
    """Whether the target will be met always, never or by chance, if nothing changes.

    Source: figures, section 2 (series).
    """
    if limits.lower <= target <= limits.upper:
        return "inconsistent"
    above = limits.lower > target
    return "consistent_pass" if above == (polarity == "higher") else "consistent_fail"


def signal_or_noise(values: Sequence[float]) -> SeriesResult:
    """Whether the last point of a series differs from what the series itself varies by.

    Source: rule R27.
    """
    if len(values) < FEWEST_POINTS:
        return SeriesResult(
            None,
            (None,) * len(values),
            f"{len(values)} returns are too few for limits, which need {FEWEST_POINTS}.",
        )
    limits = xmr_limits(values)
    marks = special_causes(values, limits)
    return SeriesResult(limits, marks, _said(marks[-1]))


def _ends(steps: Sequence[int], length: int) -> list[int]:
    ends, run = [], 0
    for index, step in enumerate(steps):
        run = run + 1 if step and index and step == steps[index - 1] else int(step != 0)
        ends.append(step if run >= length else 0)
    return ends


def _said(mark: Mark | None) -> str:
    if mark is None:
        return "The latest return lies within the variation of the earlier ones: nothing to explain."
    high, rising = mark.direction > 0, "rising" if mark.direction > 0 else "falling"
    side = "above" if high else "below"
    return {
        Cause.OUTSIDE_LIMITS: f"The latest return lies {side} the limits of expected variation.",
        Cause.TREND: f"Seven returns in a row were {rising}.",
        Cause.TWO_OF_THREE: f"Two of three returns lie close to the limit {side} the mean.",
        Cause.RUN_OF_SEVEN: f"Seven or more returns in a row lie {side} the mean, seldom by chance.",
    }[mark.cause]
