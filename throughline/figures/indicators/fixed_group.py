"""Offences by a fixed group of people against two thresholds, and what may not be claimed of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from throughline.figures.indicators.model import Change, Position
from throughline.figures.intervals import Interval, clopper_pearson, exact_poisson
from throughline.words.refusals import Refused

AT_ITS_PEAK = (
    "This group was chosen when its offending was highest, so a fall follows even if nothing is done. "
    "Compare with people who were eligible and not chosen."
)
BASELINE_KNOWN = "The baseline is taken as known; as a count of its own it makes the limits too narrow."

NOTHING_BESIDE = (
    "With nobody to compare with, a change is not yet an effect: something else may have changed."
)


class ChosenAtItsPeak(Refused):
    """A claim of effect was asked for a group that was chosen because it offended most."""


@dataclass(frozen=True)
class FixedGroupResult:
    """Offences in a year by people fixed beforehand, against a baseline and two thresholds."""

    offences: int
    baseline: int
    position: Position
    change: Change
    outcome: str
    sentence: str
    warnings: tuple[str, ...]
    method: str = "exact 95% Poisson limits of the baseline count"


@dataclass(frozen=True)
class FittedThresholds:
    """The two thresholds that a formula fitted to two rows gives; entered values stand.

    ``end_point`` is the improvement target before it is rounded down.
    """

    ceiling: int
    improvement: int
    end_point: Fraction
    label: str = "fitted to two published rows"


@dataclass(frozen=True)
class Effect:
    """A change from one count to another, in per cent, with limits in the same unit."""

    percent: float
    interval: Interval
    sentence: str
    method: str = "exact 95% limits of the ratio of two counts, given their sum"
    warnings: tuple[str, ...] = (NOTHING_BESIDE,)


def offences_against_baseline(
    offences: int, *, baseline: int, improvement: int, ceiling: int
) -> FixedGroupResult:
    """Which of three outcomes a fixed group's offences reach, and whether they moved by more than chance.

    Raises ValueError if the ceiling is below the improvement target.
    Source: rule R26; the East Midlands plan, table of NI 30 targets.
    """
    if ceiling < improvement:
        raise ValueError(f"the ceiling {ceiling} is below the improvement target {improvement}")
    position, outcome = _outcome(offences, improvement, ceiling)
    change = _moved(offences, baseline)
    return FixedGroupResult(
        offences,
        baseline,
        position,
        change,
        outcome,
        f"{offences} offences against {baseline} in the baseline year: {outcome}.",
        (AT_ITS_PEAK, BASELINE_KNOWN),
    )


def fitted_thresholds(baseline: int, stretch: Fraction, ratio: Fraction) -> FittedThresholds:
    """The ceiling and improvement target that baseline, stretch (a share) and ratio give.

    Source: figures, section 1 (NI 30); fitted, so the entered values stand.
    """
    end_point = baseline * (1 - stretch)
    return FittedThresholds(floor(baseline * (1 - stretch / ratio)), floor(end_point), end_point)


def printed_differs(
    *, baseline: int, stretch: Fraction, ratio: Fraction, ceiling: int, improvement: int
) -> tuple[str, ...]:
    """Where printed thresholds differ from the fitted formula, one sentence each.

    Source: figures, section 1 (NI 30).
    """
    fitted = fitted_thresholds(baseline, stretch, ratio)
    found = []
    if fitted.improvement != improvement:
        found.append(
            f"Improvement target is printed {improvement}; {float(stretch):.1%} off {baseline} gives "
            f"{float(fitted.end_point):.1f}. The printed value stands."
        )
    if fitted.ceiling != ceiling:
        found.append(
            f"Ceiling is printed {ceiling}; the fitted formula gives {fitted.ceiling}. "
            "The printed value stands."
        )
    return tuple(found)


def effect_before_and_after(*, before: int, after: int, chosen_at_peak: bool) -> Effect:
    """The change from a count before to a count after, where a claim of effect may be made at all.

    Raises ChosenAtItsPeak if the group was chosen because it offended most, ValueError if before is 0.
    Source: rules E6 and R26; regression to the mean; Przyborowski and Wilenski 1940.
    """
    if chosen_at_peak:
        raise ChosenAtItsPeak(f"{before} before and {after} after is no sign of effect. {AT_ITS_PEAK}")
    if before <= 0 or after < 0:
        raise ValueError("a change in per cent needs a count above zero before")
    limits = clopper_pearson(after, before + after)
    lower, upper = (100 * (share / (1 - share) - 1) for share in (limits.lower, limits.upper))
    interval = Interval(lower, upper, limits.confidence, "two counts, given their sum")
    percent = 100 * (after / before - 1)
    known = "no more than chance allows" if interval.holds(0) else "more than chance allows"
    side = "more" if percent > 0 else "fewer"
    level = f"{abs(percent):.0f}% {side}" if percent else "as many"
    said = f"{after:,} after against {before:,} before: {level}, {known}."
    return Effect(percent, interval, said)


def _outcome(offences: int, improvement: int, ceiling: int) -> tuple[Position, str]:
    if offences <= improvement:
        return Position.ON_TARGET, f"meets the improvement target of {improvement}"
    if offences <= ceiling:
        return Position.WITHIN_TOLERANCE, f"within the ceiling of {ceiling}, target {improvement}"
    return Position.OFF_TARGET, f"over the ceiling of {ceiling}"


def _moved(offences: int, baseline: int) -> Change:
    limits = exact_poisson(baseline)
    if limits.holds(offences):
        return Change.NO_RELIABLE_CHANGE
    return Change.IMPROVED if offences < limits.lower else Change.WORSE
