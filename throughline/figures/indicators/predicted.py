"""Actual against predicted reoffending, and the fall that a cohort can prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, floor, sqrt
from typing import Literal

from throughline.figures.indicators.model import Change
from throughline.figures.indicators.series import OVERLAPPING
from throughline.figures.intervals import Interval, exact_poisson, ratio_interval
from throughline.figures.statistics import normal_point

Sided = Literal["two", "one"]
"""Two: a rise would count as well, which is the published rule. One: only a fall is looked for."""
LIMIT_CONFIDENCE: dict[Sided, float] = {"two": 0.95, "one": 0.9}
"""Two-sided confidence that leaves 2.5% or 5% below the lower limit."""
SMALLEST_COHORT = 30
REPEATED = (
    "The same person may be in several snapshots, so rows depend on each other and the limits are too narrow."
)
OVERSTATED = "Poisson limits overstate the spread of a yes-or-no outcome, so the limits are too wide."


@dataclass(frozen=True)
class PredictedResult:
    """Reoffenders against the number predicted for the same people."""

    cohort: int
    actual: int
    expected: float
    change: Change
    ratio: float | None
    ratio_interval: Interval | None
    difference_percent: float | None
    method: str
    sentence: str
    warnings: tuple[str, ...]

    @property
    def difference(self) -> float:
        """Actual less predicted, in people."""
        return self.actual - self.expected


@dataclass(frozen=True)
class ProvableFall:
    """The number of reoffenders that would count as a significant fall, in both readings.

    ``number`` and ``rate`` (per cent) are the published rule as reconstructed; ``strict`` is the
    largest number below the limit. All are None where no number would prove a fall.
    """

    limit: float | None
    number: int | None
    rate: float | None
    strict: int | None
    detectable_percent: float | None
    method: str
    sentence: str
    warnings: tuple[str, ...]
    sided: Sided = "two"


def actual_against_predicted(
    cohort: int, actual: int, expected: float, predictions: Sequence[float] = ()
) -> PredictedResult:
    """Whether the reoffenders of a cohort differ from prediction by more than chance.

    ``expected`` is a number of people; with every person's own prediction (0 to 1) their spread is used.
    Raises ValueError for a count outside the cohort, or predictions that do not match it.
    Source: rule R24.
    """
    _check(cohort, actual, expected, predictions)
    if expected == 0 or cohort < SMALLEST_COHORT:
        return _too_little(cohort, actual, expected)
    change, method = _change(actual, expected, predictions)
    return PredictedResult(
        cohort,
        actual,
        expected,
        change,
        actual / expected,
        ratio_interval(actual, expected),
        100 * (actual / expected - 1),
        method,
        _said(actual, expected, change),
        (REPEATED, OVERSTATED, OVERLAPPING),
    )


RECONSTRUCTED = "exact two-sided 95% Poisson lower limit of the predicted number, reconstructed"
ONE_SIDED = "exact one-sided 95% Poisson lower limit of the predicted number; not the published rule"


def fall_limit(expected: float, sided: Sided = "two") -> float | None:
    """The limit below which a number of reoffenders shows a fall; None where even nobody would not.

    Source: rule R25; figures, section 2 (NI 18, reconstructed).
    """
    if not _a_fall_can_show(expected, sided):
        return None
    return exact_poisson(expected, LIMIT_CONFIDENCE[sided]).lower


def significant_fall(cohort: int, expected: float, *, sided: Sided = "two") -> ProvableFall:
    """The number of reoffenders that a significant fall needs: the reconstructed rule and the strict one.

    The rate is in per cent to two decimals, from the limit itself and not from the rounded number.
    One-sided limits are an option that is labelled; the published rule is two-sided.
    Raises ValueError if more are expected than the cohort holds.
    Source: rule R25; the East Midlands plan, table of NI 18 targets.
    """
    _check(cohort, 0, expected, ())
    method = RECONSTRUCTED if sided == "two" else ONE_SIDED
    limit = fall_limit(expected, sided) if cohort >= SMALLEST_COHORT else None
    if limit is None:
        said = _unachievable(cohort, expected)
        return ProvableFall(None, None, None, None, None, method, said, (REPEATED, OVERSTATED), sided)
    strict = _largest_below(limit)
    return ProvableFall(
        limit,
        round(limit),
        round(100 * limit / cohort, 2),
        strict,
        100 * (1 - strict / expected),
        method,
        f"These {cohort:,} people can prove a fall of {fall_in_words(expected, strict)} or more. A smaller "
        "fall may be real, and this measure could not show it.",
        (REPEATED, OVERSTATED),
        sided,
    )


def fall_in_words(expected: float, strict: int) -> str:
    """The smallest fall that shows, in whole per cent where a fall of exactly that would show as well.

    Otherwise one decimal, rounded up: what is said must be enough.
    Source: rule R25 (show the detectable fall in per cent).
    """
    fall = 100 * (1 - strict / expected)
    if floor(expected * (1 - round(fall) / 100)) <= strict:
        return f"{round(fall)}%"
    return f"{ceil(10 * fall) / 10:g}%"


@dataclass(frozen=True)
class PrintedRow:
    """A row of the printed table: counts, rates and the change in per cent, as published."""

    area: str
    cohort: int
    expected: int
    predicted_rate: Fraction
    needed: int
    needed_rate: Fraction
    change_percent: Fraction


def disagreements(row: PrintedRow) -> tuple[str, ...]:
    """What a printed row says that its own counts do not, one sentence each; none if it reproduces.

    The change in per cent follows no rule that was found, so it is kept as published and not checked.
    Source: rule R25; the East Midlands plan, table of NI 18 targets.
    """
    found = []
    predicted = Fraction(100 * row.expected, row.cohort)
    if abs(predicted - row.predicted_rate) > Fraction(5, 1000):
        found.append(
            f"{row.area}: predicted rate is printed {float(row.predicted_rate):.2f}%, "
            f"and {row.expected} of {row.cohort} is {float(predicted):.2f}%."
        )
    fall = significant_fall(row.cohort, row.expected)
    if fall.number != row.needed:
        found.append(f"{row.area}: {row.needed} is printed as needed, and the rule gives {fall.number}.")
    if fall.rate is None or abs(Fraction(str(fall.rate)) - row.needed_rate) > 0:
        found.append(
            f"{row.area}: rate needed is printed {float(row.needed_rate):.2f}%, the rule gives {fall.rate}%."
        )
    return tuple(found)


def _check(cohort: int, actual: int, expected: float, predictions: Sequence[float]) -> None:
    if not 0 <= actual <= cohort or not 0 <= expected <= cohort:
        raise ValueError(f"{actual} actual and {expected:g} predicted do not fit a cohort of {cohort}")
    if predictions and (len(predictions) != cohort or abs(sum(predictions) - expected) > 0.5):
        raise ValueError(f"{len(predictions)} predictions do not add up to {expected:g} of {cohort} people")


def _change(actual: int, expected: float, predictions: Sequence[float]) -> tuple[Change, str]:
    if predictions:
        half = normal_point(0.95) * sqrt(sum(p * (1 - p) for p in predictions))
        lower, upper, method = expected - half, expected + half, "variance of each person's own prediction"
    else:
        limits = exact_poisson(expected)
        lower, upper, method = limits.lower, limits.upper, "exact 95% Poisson limits of the predicted number"
    if actual < lower and (predictions or _a_fall_can_show(expected, "two")):
        return Change.IMPROVED, method
    return (Change.WORSE if actual > upper else Change.NO_RELIABLE_CHANGE), method


def _a_fall_can_show(expected: float, sided: Sided) -> bool:
    """Nobody reoffending is itself rarer than the chance below the limit: one in forty, or in twenty."""
    return exp(-expected) <= (0.025 if sided == "two" else 0.05)


def _unachievable(cohort: int, expected: float) -> str:
    if cohort < SMALLEST_COHORT:
        return f"No achievable number: {cohort} people are fewer than the {SMALLEST_COHORT} that are judged."
    return (
        f"No achievable number: with {cohort} people and {expected:g} predicted, even no reoffenders at "
        "all could be chance."
    )


def _largest_below(limit: float) -> int:
    return ceil(limit) - 1


def _too_little(cohort: int, actual: int, expected: float) -> PredictedResult:
    return PredictedResult(
        cohort,
        actual,
        expected,
        Change.TOO_LITTLE_DATA,
        None,
        None,
        None,
        "none: fewer than 30 people, or none predicted",
        f"{cohort} people with {expected:g} predicted are too few to judge.",
        (REPEATED,),
    )


def _said(actual: int, expected: float, change: Change) -> str:
    counts = f"{actual} reoffenders against {expected:g} predicted"
    if change is Change.NO_RELIABLE_CHANGE:
        return f"{counts}: a difference no larger than chance allows."
    return f"{counts}: {'fewer' if change is Change.IMPROVED else 'more'} than chance allows."
