"""What a cohort can show at all: before a target is agreed, and in words a chair can say."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from throughline.figures.indicators.comparison import funnel_limits_of_proportion
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.predicted import (
    SMALLEST_COHORT,
    ProvableFall,
    Sided,
    fall_in_words,
    fall_limit,
    significant_fall,
)
from throughline.figures.statistics import normal_point

BASELINE_COUNTED = "The baseline is taken as known; one counted from few cases needs a larger change to show."
LARGEST_COHORT = 100_000_000
"""More people than any partnership supervises: beyond it no number of people is enough."""


@dataclass(frozen=True)
class DetectableFall:
    """What a cohort with so many predicted reoffenders can show, beside the target asked of it.

    ``fall`` holds the number in both readings. ``asked_percent`` is the fall asked in per cent and
    ``asked_number`` the most reoffenders it leaves; with none asked these and the next two are None.
    ``people_needed`` is None too where no cohort is large enough.
    """

    cohort: int
    expected: float
    fall: ProvableFall
    asked_percent: Fraction | None
    asked_number: int | None
    is_detectable: bool | None
    people_needed: int | None
    sentence: str

    @property
    def method(self) -> str:
        """How the number was found."""
        return self.fall.method

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be said beside it."""
        return self.fall.warnings


@dataclass(frozen=True)
class DetectableShare:
    """The shares of n cases that differ from a baseline by more than chance; None where none can.

    ``at_most`` and ``at_least`` are numbers of cases; ``points`` is the smaller of the two distances
    from the baseline, in percentage points.
    """

    n: int
    baseline: Fraction
    at_most: int | None
    at_least: int | None
    points: float | None
    sentence: str
    method: str = "Wilson 95% interval of the later share, with the baseline taken as known"
    warnings: tuple[str, ...] = (BASELINE_COUNTED,)


def detectable_fall(
    cohort: int, expected: float, *, asked_percent: Fraction | None = None, sided: Sided = "two"
) -> DetectableFall:
    """The largest number of reoffenders that shows a fall, and whether a fall asked in per cent would show.

    Raises ValueError if more are expected than the cohort holds, or the fall asked is not above 0 and at
    most 100 per cent.
    Source: rule R25; product, page 26 (target workbench).
    """
    if asked_percent is not None and not 0 < asked_percent <= 100:
        raise ValueError(
            f"a fall of {float(asked_percent):g}% cannot be asked: it lies above 0 and up to 100"
        )
    fall = significant_fall(cohort, expected, sided=sided)
    said = _fall_in_words(fall, cohort, expected)
    if asked_percent is None:
        return DetectableFall(cohort, expected, fall, None, None, None, None, said)
    number = floor(Fraction(expected) * (1 - asked_percent / 100))
    shows = fall.strict is not None and number <= fall.strict
    needed = None
    if expected > 0:
        needed = people_needed(Fraction(expected) / cohort, asked_percent / 100, sided=sided)
    asked = _asked_in_words(asked_percent, shows=shows, needed=needed)
    return DetectableFall(cohort, expected, fall, asked_percent, number, shows, needed, f"{said} {asked}")


def people_needed(rate: Fraction, fall: Fraction, *, sided: Sided = "two") -> int | None:
    """The fewest people, at a predicted rate, among whom a fall shows; None if no cohort is enough.

    Fewer may do where the number asked happens to round down; from these people on it always does.
    Both are shares: the rate above 0 and up to 1, the fall from 0 to 1.
    Raises ValueError for any other.
    Source: rule R25, solved for the size of the cohort.
    """
    if not 0 < rate <= 1 or not 0 <= fall <= 1:
        raise ValueError("a rate lies above 0 and up to 1, a fall from 0 to 1")

    def shows(people: int) -> bool:
        limit = fall_limit(float(people * rate), sided)
        return limit is not None and people * rate * (1 - fall) < limit

    if not shows(LARGEST_COHORT):
        return None
    few, enough = 0, LARGEST_COHORT
    while enough - few > 1:
        between = (few + enough) // 2
        few, enough = (few, between) if shows(between) else (between, enough)
    return max(enough, SMALLEST_COHORT)


def detectable_share(n: int, baseline: Fraction) -> DetectableShare:
    """How few or how many of n cases differ from a baseline share (0 to 1) by more than chance.

    Raises ValueError if n is not positive or the baseline is not a share.
    Source: Wilson 1927, solved for the count; figures, section 2.
    """
    if n <= 0 or not 0 <= baseline <= 1:
        raise ValueError(f"a baseline of {float(baseline):g} of {n} cases is no share of any")
    limits = funnel_limits_of_proportion(float(baseline), n)
    lowest, highest = ceil(limits.lower * n) - 1, floor(limits.upper * n) + 1
    at_most = lowest if lowest >= 0 else None
    at_least = highest if highest <= n else None
    gaps = [abs(Fraction(each, n) - baseline) for each in (at_most, at_least) if each is not None]
    points = float(100 * min(gaps)) if gaps else None
    return DetectableShare(
        n, baseline, at_most, at_least, points, _share_in_words(n, baseline, at_most, at_least)
    )


def cases_needed(baseline: Fraction, points: Fraction) -> int:
    """The fewest cases among which a share so many points from a baseline differs by more than chance.

    Both are shares: the baseline from 0 to 1, the points above 0 and up to 1.
    Raises ValueError for any other.
    Source: Wilson 1927, solved for the number of cases.
    """
    if not 0 <= baseline <= 1 or not 0 < points <= 1:
        raise ValueError("a baseline lies from 0 to 1, a change above 0 and up to 1")
    return floor(normal_point(0.95) ** 2 * float(baseline * (1 - baseline) / points**2)) + 1


def _fall_in_words(fall: ProvableFall, cohort: int, expected: float) -> str:
    if fall.strict is None:
        return fall.sentence
    who = f"With {cohort:,} people and {expected:,.10g} expected"
    side = ", tested for a fall alone" if fall.sided == "one" else ""
    return (
        f"{who} you can only show a fall of {fall_in_words(expected, fall.strict)} or more{side}: "
        f"{fall.strict:,} or fewer."
    )


def _asked_in_words(asked: Fraction, *, shows: bool, needed: int | None) -> str:
    cut = f"A fall of {percent(asked / 100)}"
    if shows:
        return f"{cut} would show in this cohort."
    if needed is None:
        return f"{cut} would not show in a cohort of any size."
    return f"{cut} would not show in this cohort: at this rate it takes {needed:,} people."


def _share_in_words(n: int, baseline: Fraction, at_most: int | None, at_least: int | None) -> str:
    against = f"from the baseline of {percent(baseline)} by more than chance"
    parts = []
    if at_most is not None:
        parts.append(f"{at_most:,} or fewer ({percent(Fraction(at_most, n))})")
    if at_least is not None:
        parts.append(f"{at_least:,} or more ({percent(Fraction(at_least, n))})")
    cases = "1 case" if n == 1 else f"{n:,} cases"
    if not parts:
        return f"No achievable number: no share of {cases} differs {against}."
    return f"Of {cases}, {' or '.join(parts)} differ {against}."
