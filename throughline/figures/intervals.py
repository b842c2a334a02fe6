"""Intervals round proportions, counts and ratios, each naming its method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from throughline.figures.statistics import (
    beta_quantile,
    crossing,
    gamma_quantile,
    limits_of_difference,
    limits_of_rate,
    normal_point,
)

SMALLEST_RATIO = 1e-9
"""Where the search for an upper limit starts if the ratio itself is nought."""
FEW = 10
"""Counts below this have exact limits; from this on Byar's agree closely."""


@dataclass(frozen=True)
class Interval:
    """Two limits with the confidence between them and the method that made them."""

    lower: float
    upper: float
    confidence: float
    method: str

    def holds(self, value: float) -> bool:
        """Whether a value lies within the limits, both included."""
        return self.lower <= value <= self.upper

    def scaled(self, factor: float) -> Interval:
        """The same limits in another unit: each multiplied by a positive factor."""
        return Interval(self.lower * factor, self.upper * factor, self.confidence, self.method)


def wilson(x: float, n: float, confidence: float = 0.95) -> Interval:
    """The score interval of a proportion x of n, as a share from 0 to 1.

    Not for cases that depend on each other, such as one person counted twice.
    Raises ValueError if n is not positive or x lies outside 0 to n.
    Source: Wilson 1927; figures, section 2.
    """
    _check_proportion(x, n)
    z = normal_point(confidence)
    p, spread = x / n, z * z / n
    centre = p + spread / 2
    half = z * sqrt(p * (1 - p) / n + spread / (4 * n))
    lower = 0.0 if x == 0 else (centre - half) / (1 + spread)
    upper = 1.0 if x == n else (centre + half) / (1 + spread)
    return Interval(lower, upper, confidence, "Wilson")


def clopper_pearson(x: int, n: int, confidence: float = 0.95) -> Interval:
    """The exact binomial interval of a proportion x of n, as a share from 0 to 1.

    Not for a funnel: it is wider than chance needs.
    Raises ValueError if n is not positive or x lies outside 0 to n.
    Source: Clopper and Pearson 1934; figures, section 2.
    """
    _check_proportion(x, n)
    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else beta_quantile(x, n - x + 1, tail)
    upper = 1.0 if x == n else beta_quantile(x + 1, n - x, 1 - tail)
    return Interval(lower, upper, confidence, "Clopper-Pearson")


def exact_poisson(x: float, confidence: float = 0.95) -> Interval:
    """The exact limits of a count, in counts.

    Not for shares near one half, whose spread it overstates.
    Raises ValueError if the count is below zero.
    Source: Garwood 1936; figures, section 2.
    """
    _check_count(x)
    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else gamma_quantile(x, tail)
    return Interval(lower, gamma_quantile(x + 1, 1 - tail), confidence, "exact Poisson")


def byar(x: float, confidence: float = 0.95) -> Interval:
    """Byar's limits of a count, in counts: x for the lower limit and x + 1 for the upper.

    Not for counts below ten.
    Raises ValueError if the count is below zero.
    Source: Breslow and Day 1987, chapter 2; figures, section 2.
    """
    _check_count(x)
    third = normal_point(confidence) / 3
    lower = 0.0 if x == 0 else x * (1 - 1 / (9 * x) - third / sqrt(x)) ** 3
    above = x + 1
    upper = above * (1 - 1 / (9 * above) + third / sqrt(above)) ** 3
    return Interval(lower, upper, confidence, "Byar")


def count_interval(x: float, confidence: float = 0.95) -> Interval:
    """The limits of a count, in counts: exact below ten, Byar's from ten on.

    Not for events that a few people have many of: they come in clusters.
    Raises ValueError if the count is below zero.
    Source: figures, section 2.
    """
    return exact_poisson(x, confidence) if x < FEW else byar(x, confidence)


def ratio_interval(observed: float, expected: float, confidence: float = 0.95) -> Interval:
    """The limits of observed over expected, where the expected count is taken as known.

    Not where the expected count is itself counted from few cases.
    Raises ValueError if the expected count is not positive.
    Source: figures, section 2.
    """
    if expected <= 0:
        raise ValueError("the expected count must be more than zero")
    return count_interval(observed, confidence).scaled(1 / expected)


def byar_with_a_half(x: float, confidence: float = 0.95) -> Interval:
    """The other formula that is called Byar's: x + 0.5 for both limits, in counts.

    Not for judging: it stands here so that the two are not taken for each other.
    Raises ValueError if the count is below zero.
    Source: Rothman and Boice 1979, as in R DescTools; figures, section 2.
    """
    _check_count(x)
    middle, third = x + 0.5, normal_point(confidence) / 3
    lower, upper = (middle * (1 - 1 / (9 * middle) + sign * third / sqrt(middle)) ** 3 for sign in (-1, 1))
    return Interval(max(0.0, lower), upper, confidence, "Byar, x + 0.5 variant")


def poisson_score(x: float, exposure: float = 1, confidence: float = 0.95) -> Interval:
    """The score limits of a count over an exposure.

    Not in one table with exact limits or Byar's.
    Raises ValueError if the count is below zero, or the exposure not above it.
    Source: statsmodels; figures, section 2.
    """
    return _rate(x, exposure, confidence, "score", "Poisson score")


def poisson_wald(x: float, exposure: float = 1, confidence: float = 0.95) -> Interval:
    """Wald's limits of a count over an exposure, for comparison only.

    Not for small counts, for which it is too narrow.
    Raises ValueError if the count is below zero, or the exposure not above it.
    Source: statsmodels; figures, section 2.
    """
    return _rate(x, exposure, confidence, "wald", "Poisson Wald")


def poisson_jeffreys(x: float, exposure: float = 1, confidence: float = 0.95) -> Interval:
    """The limits of a count over an exposure from Jeffreys' prior.

    Not in one table with exact limits, than which it is narrower.
    Raises ValueError if the count is below zero, or the exposure not above it.
    Source: statsmodels; figures, section 2.
    """
    return _rate(x, exposure, confidence, "jeff", "Poisson Jeffreys")


def newcombe(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Interval:
    """The limits of the first share less the second, from -1 to 1, made of two score intervals.

    Not for two figures of the same people.
    Raises ValueError if either is no share.
    Source: Newcombe 1998, method 10.
    """
    _check_both(x1, n1, x2, n2)
    return Interval(*limits_of_difference(x1, n1, x2, n2, confidence, "newcomb"), confidence, "Newcombe")


def wald_difference(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Interval:
    """Wald's limits of the first share less the second, for comparison only.

    Not for small groups, for which it is too narrow.
    Raises ValueError if either is no share.
    Source: statsmodels.
    """
    _check_both(x1, n1, x2, n2)
    return Interval(*limits_of_difference(x1, n1, x2, n2, confidence, "wald"), confidence, "Wald")


def koopman(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Interval:
    """The score limits of the first share over the second; the first count may be zero.

    Solved here: what statsmodels offers fails where a count is nobody or everybody.
    Not for events that one person may have several of.
    Raises ValueError if either is no share, or the second count is zero.
    Source: Koopman 1984; figures, section 2 (disproportionality).
    """
    _check_both(x1, n1, x2, n2)
    if x2 == 0:
        raise ValueError(f"{x2} of {n2} has no ratio to be set against: it needs a case")

    def beyond(ratio: float) -> float:
        return _score_of_ratio(ratio, x1, n1, x2, n2) - normal_point(confidence) ** 2

    estimate = (x1 / n1) / (x2 / n2)
    lower = crossing(beyond, _first_beyond(beyond, estimate, 0.5), estimate) if x1 else 0.0
    start = estimate or SMALLEST_RATIO
    upper = crossing(beyond, start, _first_beyond(beyond, start, 2))
    return Interval(lower, upper, confidence, "Koopman score")


def _score_of_ratio(ratio: float, x1: int, n1: int, x2: int, n2: int) -> float:
    """How badly a ratio fits two shares, as a squared standard score; the second share is its best guess."""
    gap = x1 / n1 - ratio * x2 / n2
    if gap == 0:
        return 0.0
    whole = (n1 + n2) * ratio
    middle = n1 * ratio + x1 + n2 + x2 * ratio
    second = (middle - sqrt(max(0.0, middle**2 - 4 * whole * (x1 + x2)))) / (2 * whole)
    first = min(1.0, ratio * second)
    return gap**2 / (first * (1 - first) / n1 + ratio**2 * second * (1 - second) / n2)


def _first_beyond(beyond: Callable[[float], float], start: float, factor: float) -> float:
    """The first ratio, from a start by a factor, that fits too badly to lie within the limits."""
    ratio = start * factor
    while beyond(ratio) < 0:
        ratio *= factor
    return ratio


def _rate(
    x: float, exposure: float, confidence: float, method: Literal["score", "wald", "jeff"], named: str
) -> Interval:
    _check_count(x)
    if exposure <= 0:
        raise ValueError("a rate needs an exposure above zero, in the unit it is counted over")
    return Interval(*limits_of_rate(x, exposure, confidence, method), confidence, named)


def _check_both(x1: int, n1: int, x2: int, n2: int) -> None:
    _check_proportion(x1, n1)
    _check_proportion(x2, n2)


def _check_proportion(x: float, n: float) -> None:
    if n <= 0:
        raise ValueError("a proportion needs at least one case")
    if not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is not a proportion")


def _check_count(x: float) -> None:
    if x < 0:
        raise ValueError(f"a count cannot be {x}")
