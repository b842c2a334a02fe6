"""Rates of proven reoffending from counts: of a quarter, of a year pooled from quarters, and adjusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BASELINE_2011 = 33.728917618
"""The mean risk score, in per cent, of the four cohorts of 2011 that the tables of 2016 adjust to."""

SMALLEST_COHORT = 30
"""A share of fewer people is not shown."""

QUARTERS_OF_A_YEAR = 4


@dataclass(frozen=True)
class CohortCounts:
    """How many people entered a cohort, how many of them reoffended, and how often in all.

    Raises ValueError for more reoffenders than people, or fewer reoffences than reoffenders.
    """

    cohort: int
    reoffenders: int
    reoffences: int

    def __post_init__(self) -> None:
        if not 0 <= self.reoffenders <= self.cohort:
            raise ValueError(f"{self.reoffenders} of {self.cohort} people cannot have reoffended")
        if self.reoffences < self.reoffenders or (self.reoffences and not self.reoffenders):
            raise ValueError(f"{self.reoffences} reoffences do not fit {self.reoffenders} reoffenders")


@dataclass(frozen=True)
class ReoffendingRates:
    """The three rates of a cohort; each is None where nobody could be counted.

    ``binary`` is in per cent of the cohort; ``frequency`` is reoffences for each reoffender, and
    ``for_each_person`` reoffences for each person of the cohort. ``may_be_shown`` is false under 30 people.
    """

    binary: float | None
    frequency: float | None
    for_each_person: float | None
    may_be_shown: bool


def reoffending_rates(counts: CohortCounts) -> ReoffendingRates:
    """The share who reoffended in per cent, and how often: for each reoffender and for each person.

    Source: figures, section 1 (proven reoffending); Ministry of Justice, proven reoffending tables.
    """
    return ReoffendingRates(
        binary=_over(100 * counts.reoffenders, counts.cohort),
        frequency=_over(counts.reoffences, counts.reoffenders),
        for_each_person=_over(counts.reoffences, counts.cohort),
        may_be_shown=counts.cohort >= SMALLEST_COHORT,
    )


def pooled_year(quarters: Sequence[CohortCounts | None]) -> CohortCounts | None:
    """The counts of a year: its four quarters added up, so that rates weigh people and not quarters.

    None where a quarter is missing: a gap is not zero. One person may be in up to four quarters.
    Raises ValueError for other than four quarters.
    Source: figures, section 1 (never the mean of four rates); Ministry of Justice tables, 2016.
    """
    if len(quarters) != QUARTERS_OF_A_YEAR:
        raise ValueError(f"a year has four quarters, not {len(quarters)}")
    known = [each for each in quarters if each is not None]
    if len(known) < QUARTERS_OF_A_YEAR:
        return None
    return CohortCounts(
        sum(each.cohort for each in known),
        sum(each.reoffenders for each in known),
        sum(each.reoffences for each in known),
    )


def pooled_score(scores: Sequence[float], cohorts: Sequence[int]) -> float:
    """The mean risk score of several cohorts together, each weighed by its people; in the scores' unit.

    Raises ValueError for nobody, or unequal lists.
    Source: figures, section 1 (adjusted rate).
    """
    if len(scores) != len(cohorts) or sum(cohorts) <= 0:
        raise ValueError(f"{len(scores)} mean scores do not fit {len(cohorts)} cohorts")
    return sum(score * people for score, people in zip(scores, cohorts, strict=True)) / sum(cohorts)


def adjusted_rate(binary: float, mean_score: float, baseline: float = BASELINE_2011) -> float:
    """The share who reoffended had the cohort the baseline's risk; all three in per cent.

    The scores are imported and used as a cohort's mean only: nobody is scored here.
    Source: figures, section 1 (adjusted rate); Ministry of Justice tables, 2016.
    """
    return binary + (baseline - mean_score)


def _over(count: int, of: int) -> float | None:
    return count / of if of else None
