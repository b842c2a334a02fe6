"""Intervals round proportions, counts and ratios, each naming its method."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from throughline.figures.statistics import beta_quantile, gamma_quantile, normal_point

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

    Raises ValueError if the count is below zero.
    Source: Garwood 1936; figures, section 2.
    """
    _check_count(x)
    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else gamma_quantile(x, tail)
    return Interval(lower, gamma_quantile(x + 1, 1 - tail), confidence, "exact Poisson")


def byar(x: float, confidence: float = 0.95) -> Interval:
    """Byar's limits of a count, in counts: x for the lower limit and x + 1 for the upper.

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

    Raises ValueError if the count is below zero.
    Source: figures, section 2.
    """
    return exact_poisson(x, confidence) if x < FEW else byar(x, confidence)


def ratio_interval(observed: float, expected: float, confidence: float = 0.95) -> Interval:
    """The limits of observed over expected, where the expected count is taken as known.

    Raises ValueError if the expected count is not positive.
    Source: figures, section 2.
    """
    if expected <= 0:
        raise ValueError("the expected count must be more than zero")
    return count_interval(observed, confidence).scaled(1 / expected)


def _check_proportion(x: float, n: float) -> None:
    if n <= 0:
        raise ValueError("a proportion needs at least one case")
    if not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is not a proportion")


def _check_count(x: float) -> None:
    if x < 0:
        raise ValueError(f"a count cannot be {x}")
