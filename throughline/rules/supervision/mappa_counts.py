"""What a board is told of cases under public protection arrangements: counts, and never a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from throughline.rules.supervision.mappa import MappaCase, level_on
from throughline.rules.supervision.share import Share, share_of
from throughline.words.periods import Period

CHECKS: Final = ("national standards", "risk assessment", "accredited programme", "approved premises")
"""What is looked at on each case. Source: East Midlands plan 2009-10 (supervision of category 2)."""


@dataclass(frozen=True)
class CategoryRule:
    """Whom a category takes in and who manages them, by the guidance of one version, from a day on."""

    category: int
    words: str
    version: str
    from_on: date
    source: str


@dataclass(frozen=True)
class Notifications:
    """Cases that prisons identified in a quarter, those told to partners, and the days that took.

    ``median_days`` is None where nobody was told.
    """

    identified: int
    notified: int
    median_days: float | None


def rules_on(rules: Iterable[CategoryRule], on: date) -> tuple[CategoryRule, ...]:
    """The rule of each category that is in force on a day, by category: the last one begun.

    Source: East Midlands plan 2009-10 (which offenders probation manages).
    """
    begun = sorted((one for one in rules if one.from_on <= on), key=lambda one: one.from_on)
    last = {one.category: one for one in begun}
    return tuple(last[category] for category in sorted(last))


def by_category_and_level(cases: Iterable[MappaCase], on: date) -> Mapping[tuple[int, int], int]:
    """How many cases of each category are at each level on a day; a case at no level is not counted.

    Category 0 is one that nobody told.
    Source: East Midlands plan 2009-10 (multi-agency public protection arrangements).
    """
    found = ((each.category or 0, level_on(each.periods, on)) for each in cases)
    return Counter((category, level) for category, level in found if level)


def by_age_and_level(cases: Iterable[MappaCase], on: date) -> Mapping[tuple[str, int], int]:
    """How many cases of each age group are at each level on a day, by the group told last by then.

    The group is empty where nobody told it.
    Source: East Midlands plan 2009-10 (young people under youth offending teams are subject to it too).
    """
    found = ((_age_on(each, on), level_on(each.periods, on)) for each in cases)
    return Counter((age, level) for age, level in found if level)


def _age_on(case: MappaCase, on: date) -> str:
    told = [age for day, age in case.ages if day <= on]
    return told[-1] if told else ""


def notifications(cases: Sequence[MappaCase], quarter: Period) -> Notifications:
    """The cases identified on reception in a quarter, how many partners were told of, and after how long.

    Source: East Midlands plan 2009-10 (prisons identify those subject to it and notify the others).
    """
    found = [each for each in cases if each.identified_on and each.identified_on in quarter]
    days = [
        (each.notified_on - each.identified_on).days
        for each in found
        if each.notified_on and each.identified_on
    ]
    return Notifications(len(found), len(days), median(days) if days else None)


def checked(cases: Iterable[MappaCase], on: date, *, category: int = 2) -> Mapping[str, Share]:
    """Of the cases of a category at a level on a day, on how many each thing was looked at by then.

    Source: East Midlands plan 2009-10 (category 2: standards, risk tools, programmes, approved premises).
    """
    own = [each for each in cases if each.category == category and level_on(each.periods, on)]
    return {
        check: share_of([any(one == check and day <= on for day, one in each.checks) for each in own])
        for check in CHECKS
    }
