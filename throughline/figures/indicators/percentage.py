"""Percentage targets: how many are needed, how many misses that allows, and how sure the share is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from throughline.figures.intervals import Interval, wilson

NOT_A_SERIES = "One figure against a target does not say whether anything changed: read the series for that."


@dataclass(frozen=True)
class PercentageResult:
    """A share of cases against an exact target.

    ``met`` and ``interval`` are None where there were no cases.
    """

    x: int
    n: int
    target: Fraction
    needed: int
    misses_allowed: int
    met: bool | None
    interval: Interval | None
    sentence: str
    method: str = "exact count needed, with a Wilson 95% interval"
    warnings: tuple[str, ...] = (NOT_A_SERIES,)

    @property
    def short_by(self) -> int:
        """How many more cases would have met the target; 0 if it is met."""
        return max(0, self.needed - self.x)

    @property
    def by_chance(self) -> bool:
        """The target lies within the interval, so the difference may be chance."""
        return self.interval is None or self.interval.holds(float(self.target))


def needed_for(target: Fraction, n: int) -> int:
    """The fewest of n cases that meet a percentage target, computed without rounding.

    Source: rule R23.
    """
    return ceil(target * n)


def misses_allowed(target: Fraction, n: int) -> int:
    """How many of n cases may fail while the target is still met.

    Source: rule R23.
    """
    return n - needed_for(target, n)


def percentage_against_target(x: int, n: int, target: Fraction) -> PercentageResult:
    """Whether x of n meets a target share (from 0 to 1), and what a chair can say of it.

    Raises ValueError if x is more than n, or either is below zero.
    Source: rule R23.
    """
    if not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is not a share of cases")
    needed = needed_for(target, n)
    if n == 0:
        return PercentageResult(0, 0, target, 0, 0, None, None, "There were no cases.")
    result = PercentageResult(x, n, target, needed, n - needed, x >= needed, wilson(x, n), "")
    return PercentageResult(x, n, target, needed, n - needed, x >= needed, result.interval, _sentence(result))


def percent(share: Fraction | float, places: int = 1) -> str:
    """A share from 0 to 1 as words for a page: 0.74 gives "74%", 0.7125 gives "71.3%".

    A half is rounded up, and exactly: a float is taken as it is written.
    Source: the field's own way of writing percentages.
    """
    exact = Fraction(repr(share)) if isinstance(share, float) else share
    steps = floor(exact * 10 ** (places + 2) + Fraction(1, 2))
    text = f"{Decimal(steps).scaleb(-places):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _sentence(result: PercentageResult) -> str:
    share = percent(Fraction(result.x, result.n))
    said = f"{result.x} of {result.n} ({share}) against a target of {percent(result.target)}"
    if result.met:
        return f"{said}: met, with {_misses(result.misses_allowed)} allowed."
    chance = "no more than chance allows" if result.by_chance else "more than chance allows"
    return f"{said}: {result.short_by} short of the {result.needed} needed, {chance}."


def _misses(allowed: int) -> str:
    return "no misses" if allowed == 0 else "1 miss" if allowed == 1 else f"{allowed} misses"
