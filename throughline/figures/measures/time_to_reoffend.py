"""How soon people of a cohort reoffend, where death, deportation or recall may come first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.follow_up import NEVER, Days, months_after_each, number_of
from throughline.figures.cohorts.libraries import parquet
from throughline.figures.measures.counted import CountedCohort
from throughline.figures.measures.scan import DAY_BITS, MIDDLE
from throughline.figures.measures.versions import MeasureVersion
from throughline.figures.survival import TimeCurve, cumulative_incidence, kaplan_meier

STILL_FOLLOWED, REOFFENDED, LEFT = 0, 1, 2


def read_leavings(path: Path) -> tuple[NDArray[np.int64], Days]:
    """Who left, and on which day, of any kind; nobody where there is no such file.

    Raises EngineMissing where the library that reads Parquet is not installed.
    """
    if not path.exists():
        return np.empty(0, np.int64), np.empty(0, np.int32)
    table = parquet().read_table(path, columns=["person", "on"])
    return table["person"].to_numpy(), table["on"].cast("int32").to_numpy()


def times_and_outcomes(
    counted: CountedCohort, version: MeasureVersion, person: NDArray[np.int64], left: Days
) -> tuple[list[int], list[int]]:
    """Days from the index date to what came first, and what it was: one of each a person of the cohort.

    ``person`` and ``left`` say who left and when; a day before the follow-up does not count. What happens
    on one day is told as a reoffence. Nobody is followed beyond the version's months of follow-up.
    Source: figures, section 2 (time to reoffend).
    """
    since = counted.members.day
    until = months_after_each(since, version.rule.follow_up_months)
    leaving = _first_after(person, left, counted.members.person, since)
    when = np.minimum(np.minimum(counted.first, leaving), until)
    outcome = np.where(counted.first == when, REOFFENDED, np.where(leaving == when, LEFT, STILL_FOLLOWED))
    return (when - since).tolist(), outcome.tolist()


def time_to_reoffend(
    counted: CountedCohort, version: MeasureVersion, person: NDArray[np.int64], left: Days
) -> TimeCurve | None:
    """The share who have reoffended by each day; None where nobody has.

    Where somebody left first it is the cumulative incidence; otherwise the share who have not yet
    reoffended, by Kaplan and Meier. The curve's method says which.
    Source: figures, section 2 (Kaplan-Meier, and Aalen-Johansen where others compete).
    """
    times, outcomes = times_and_outcomes(counted, version, person, left)
    if REOFFENDED not in outcomes:
        return None
    if LEFT in outcomes:
        return cumulative_incidence(times, outcomes=outcomes, of=REOFFENDED)
    return kaplan_meier(times, happened=[each == REOFFENDED for each in outcomes])


def longest(version: MeasureVersion) -> int:
    """The most days that anybody is followed by a version: its months, with a leap day among them."""
    days = np.arange(number_of(date(2000, 1, 1)), number_of(date(2005, 1, 1)), dtype=np.int32)
    return int((months_after_each(days, version.rule.follow_up_months) - days).max())


def _first_after(person: NDArray[np.int64], left: Days, wanted: NDArray[np.int64], since: Days) -> Days:
    """The first day after another on which each person wanted left; ``NEVER`` for none."""
    known = np.unique(person)
    keys = np.sort((np.searchsorted(known, person) << DAY_BITS) + MIDDLE + left)
    place = np.searchsorted(known, wanted)
    there = np.isin(wanted, known)
    at = np.searchsorted(keys, (place << DAY_BITS) + MIDDLE + since, "right")
    following = np.append(keys, np.iinfo(np.int64).max)[at]
    same = there & ((following >> DAY_BITS) == place)
    days: Days = np.where(same, (following & ((1 << DAY_BITS) - 1)) - MIDDLE, NEVER).astype(np.int32)
    return days
