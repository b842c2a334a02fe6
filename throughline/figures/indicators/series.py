"""Signal or noise in a run of returns: the XmR chart and its special causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from statistics import fmean

from throughline.figures.indicators.model import Polarity
from throughline.words.refusals import Refused

FEWEST_POINTS = 12
RUN = 7
SCALE = 2.66
SCREEN = 3.267
OVERLAPPING = "Consecutive points share people, so no run of points is tested."
TOO_NARROW = "Points that share people move together, so the limits of their series are too narrow."
NOT_WHY = "A signal says that something changed, and not what: look for breaks and events of that time first."
ASSURED = {
    "consistent_pass": "If nothing changes, the target will be met every time.",
    "consistent_fail": "If nothing changes, the target will be missed every time.",
    "inconsistent": "If nothing changes, the target will be met some times and missed others, by chance.",
}
"""What each answer of ``assurance`` means, said aloud."""


class NoReasonToRebase(Refused):
    """Limits were to start anew on a day for which no break or decision is recorded."""


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
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rebase:
    """A day from which a series is judged by itself alone: a recorded break, or a decision, in words.

    Raises NoReasonToRebase if the words are empty.
    """

    on: date
    words: str

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise NoReasonToRebase(
                f"Limits cannot start anew on {self.on}: record the break or the decision that says why."
            )


@dataclass(frozen=True)
class Segment:
    """A stretch of a series between two breaks, read by itself; ``begins`` is None for the first.

    ``first`` and ``after`` are places in the whole series, the second one past the last.
    """

    first: int
    after: int
    begins: Rebase | None
    reading: SeriesResult


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


def windows_overlap(windows: Sequence[tuple[date, date]]) -> bool:
    """Whether two periods running share a day, as those of rolling four-quarter cohorts do.

    Each period is its first and its last day, and they stand in order of time.
    Source: rule R24 (consecutive points are not independent).
    """
    return any(after[0] <= before[1] for before, after in pairwise(windows))


def signal_or_noise(values: Sequence[float], *, overlapping: bool = False) -> SeriesResult:
    """Whether the last point of a series differs from what the series itself varies by.

    Where consecutive points share people, as rolling four-quarter cohorts do, only points outside the
    limits are marked and no run is tested.
    Source: rules R24 and R27.
    """
    if len(values) < FEWEST_POINTS:
        return SeriesResult(
            None,
            (None,) * len(values),
            f"{len(values)} returns are too few for limits, which need {FEWEST_POINTS}.",
        )
    limits = xmr_limits(values)
    marks = special_causes(values, limits)
    if overlapping:
        marks = tuple(mark if mark and mark.cause is Cause.OUTSIDE_LIMITS else None for mark in marks)
    warnings = (OVERLAPPING, TOO_NARROW, NOT_WHY) if overlapping else (NOT_WHY,)
    return SeriesResult(limits, marks, _said(marks[-1]), warnings=warnings)


def read_series(
    points: Sequence[tuple[date, float]], breaks: Sequence[Rebase], *, overlapping: bool = False
) -> tuple[Segment, ...]:
    """A series read in stretches, each with limits of its own: they start anew only at a recorded break.

    ``points`` are first days of periods with their values, in order of time; a break before the first
    point or after the last divides nothing.
    Raises ValueError if the points are not in order of time.
    Source: rule R27 (re-base only at a recorded break or by decision).
    """
    days = [day for day, _ in points]
    if days != sorted(set(days)):
        raise ValueError("the points of a series stand in order of time, one a period")
    starts: dict[int, Rebase | None] = {0: None} if points else {}
    for each in sorted(breaks, key=lambda one: one.on):
        starts[sum(day < each.on for day in days)] = each
    places = [place for place in sorted(starts) if place < len(points)]
    return tuple(
        Segment(
            first,
            after,
            starts[first],
            signal_or_noise([value for _, value in points[first:after]], overlapping=overlapping),
        )
        for first, after in zip(places, [*places[1:], len(points)], strict=True)
    )


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
