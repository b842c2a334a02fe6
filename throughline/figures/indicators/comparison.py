"""Areas beside each other: funnel limits and relative rates, never a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal

from throughline.figures.intervals import Interval, exact_poisson, newcombe
from throughline.figures.statistics import normal_point

WARNING = 0.95
ALARM = 0.998
UNLIKE_PEOPLE = "The two groups may be unlike in other ways, so the figure does not say why they differ."
Outlying = Literal["high, 99.8%", "high, 95%", "within limits", "low, 95%", "low, 99.8%"]


@dataclass(frozen=True)
class RelativeRate:
    """One group's rate over another's, with limits on the log scale."""

    ratio: float
    interval: Interval
    sentence: str
    method: str = "Katz 95% limits of the logarithm of the ratio"
    warnings: tuple[str, ...] = (UNLIKE_PEOPLE,)


@dataclass(frozen=True)
class ShareDifference:
    """One share less another, in percentage points, with limits in the same unit."""

    points: float
    interval: Interval
    more_than_chance: bool
    sentence: str
    method: str = "Newcombe 95% limits of a difference of two shares"
    warnings: tuple[str, ...] = (UNLIKE_PEOPLE,)


def funnel_limits_of_proportion(average: float, n: float, confidence: float = WARNING) -> Interval:
    """Where the share of n cases lies by chance if the true share is the average (0 to 1).

    Raises ValueError if n is not positive or the average is not a share.
    Source: figures, section 2 (funnels, limits of the score test).
    """
    if n <= 0 or not 0 <= average <= 1:
        raise ValueError(f"an average of {average} of {n} cases has no limits")
    half = normal_point(confidence) * sqrt(average * (1 - average) / n)
    lower, upper = max(0.0, average - half), min(1.0, average + half)
    return Interval(lower, upper, confidence, "score test of the average")


def funnel_limits_of_ratio(expected: float, confidence: float = WARNING) -> Interval:
    """Where observed over expected lies by chance, as a ratio, if the expected count is right.

    Raises ValueError if the expected count is not positive.
    Source: figures, section 2 (funnels, Poisson limits).
    """
    if expected <= 0:
        raise ValueError("the expected count must be more than zero")
    limits = exact_poisson(expected, confidence)
    return limits.scaled(1 / expected)


def funnel_limits_at_count(observed: float, confidence: float = WARNING) -> Interval:
    """The ratios to the average at which a count observed would lie on its own Poisson limits.

    These are limits round 1 for an area that counted so many, not for one of which so many are expected:
    ``funnel_limits_of_ratio`` gives those, and for small counts the two lie far apart.
    Raises ValueError if nothing was counted, as no ratio then lies on a limit.
    Source: figures, section 2 (funnels); the reference cases of funnels by events observed.
    """
    if observed <= 0:
        raise ValueError("limits at a count observed need at least one event")
    limits = exact_poisson(observed, confidence)
    return Interval(
        observed / limits.upper, observed / limits.lower, confidence, "exact Poisson, turned over"
    )


def proportion_in_funnel(x: float, n: float, average: float) -> Outlying:
    """Whether an area's share lies outside the funnel round the average; 99.8% is tested first.

    Raises ValueError if n is not positive or the average is not a share.
    Source: figures, section 2 (funnels).
    """
    alarm, warning = (funnel_limits_of_proportion(average, n, each) for each in (ALARM, WARNING))
    return placed(x / n, alarm, warning)


def ratio_in_funnel(observed: float, expected: float) -> Outlying:
    """Whether an area's count is higher or lower than expected of it; 99.8% is tested first.

    Raises ValueError if the expected count is not positive.
    Source: figures, section 2 (funnels).
    """
    alarm, warning = (_ratios_the_count_allows(observed, expected, each) for each in (ALARM, WARNING))
    return placed(1.0, warning=warning, alarm=alarm, mirrored=True)


def placed(value: float, alarm: Interval, warning: Interval, mirrored: bool = False) -> Outlying:
    """Where a value lies: 99.8% is tested first, and only what lies within it is tested at 95%.

    Mirrored if the limits are the area's own and the value is the average.
    Source: figures, section 2 (funnels).
    """
    if alarm.holds(value):
        if warning.holds(value):
            return "within limits"
        return "high, 95%" if (value > warning.upper) != mirrored else "low, 95%"
    return "high, 99.8%" if (value > alarm.upper) != mirrored else "low, 99.8%"


def relative_rate(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> RelativeRate:
    """How many times the first group's rate is the second's, with Katz log limits.

    Raises ValueError if either count is zero or more than its group, as the ratio is then undefined.
    Source: Katz and others 1978; figures, section 2 (disproportionality).
    """
    if not (0 < x1 <= n1 and 0 < x2 <= n2):
        raise ValueError(f"{x1} of {n1} against {x2} of {n2} has no relative rate: each needs a case")
    ratio = (x1 / n1) / (x2 / n2)
    half = normal_point(confidence) * sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
    interval = Interval(exp(log(ratio) - half), exp(log(ratio) + half), confidence, "Katz log")
    known = "no more than chance allows" if interval.holds(1.0) else "more than chance allows"
    return RelativeRate(ratio, interval, f"The first rate is {ratio:.2f} times the second, {known}.")


def difference_of_shares(x1: int, n1: int, x2: int, n2: int) -> ShareDifference:
    """How many percentage points the first share lies above the second, and whether by more than chance.

    A quarter of a seasonal series is compared in this way with the same quarter of the year before. The
    people of the two must not be the same.
    Raises ValueError if either is no share.
    Source: Newcombe 1998, method 10; rule R27 (seasonal series).
    """
    interval = newcombe(x1, n1, x2, n2).scaled(100)
    points = 100 * (x1 / n1 - x2 / n2)
    beyond = not interval.holds(0.0)
    known = "more than chance allows" if beyond else "no more than chance allows"
    side = "above" if points > 0 else "below"
    level = f"{abs(points):.1f} points {side}" if points else "level with"
    said = f"{x1:,} of {n1:,} is {level} {x2:,} of {n2:,}, {known}."
    return ShareDifference(points, interval, beyond, said)


def _ratios_the_count_allows(observed: float, expected: float, confidence: float) -> Interval:
    if expected <= 0:
        raise ValueError("the expected count must be more than zero")
    return exact_poisson(observed, confidence).scaled(1 / expected)
