"""Proven reoffending of a cohort as counts: of all of it, and of its groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.flow import Flow
from throughline.figures.cohorts.follow_up import measurable_on, months_after, number_of
from throughline.figures.cohorts.index_events import DESCRIBED_BY
from throughline.figures.cohorts.rule import windows_of
from throughline.figures.measures.counted import CountedCohort
from throughline.figures.measures.rates import CohortCounts
from throughline.figures.measures.versions import MeasureVersion
from throughline.words.formats import day_words
from throughline.words.periods import Period
from throughline.words.refusals import Refused

NOT_KNOWN = "Not known"
EVERYONE = "Everyone"
BY_WINDOW = "window"
BREAKDOWNS = (*DESCRIBED_BY, BY_WINDOW)
"""What a cohort may be split by: what is known of the event that started the follow-up, and its window."""


class NotMeasurableYet(Refused):
    """The time for proof has not passed for every person of the cohort."""


class NoSuchBreakdown(Refused):
    """A cohort cannot be split by that."""


@dataclass(frozen=True)
class GroupCounts:
    """What a group of a cohort did; ``mean_score`` is in per cent, and None unless everyone has a score."""

    group: str
    counts: CohortCounts
    mean_score: float | None


@dataclass(frozen=True)
class ReoffendingCounts:
    """The counts of one version over whole windows added up: one person may be in several windows.

    ``followed_to`` and ``proved_to`` are the last days on which anybody's reoffence counts, and is proved.
    """

    version: MeasureVersion
    windows: tuple[Period, ...]
    followed_to: date
    proved_to: date
    by: str
    groups: tuple[GroupCounts, ...]
    everyone: GroupCounts
    flow: Flow | None


def must_be_measurable(version: MeasureVersion, last: date, as_of: date) -> None:
    """Raises NotMeasurableYet unless the time for proof has passed for a cohort that ends on a day.

    Source: figures, section 1 (measurable at quarter end + 18 months).
    """
    ready = measurable_on(Period(last, last), version.rule.proof_months)
    if as_of < ready:
        raise NotMeasurableYet(
            f"A cohort that ends on {day_words(last)} can be measured from {day_words(ready)}, when the time "
            "for proof has passed for everyone in it. Name an earlier window."
        )


def reoffending_counts(
    counted: CountedCohort, version: MeasureVersion, first: date, last: date, *, by: str = ""
) -> ReoffendingCounts:
    """The counts of a cohort that was counted from a first to a last day, and of each of its groups.

    ``by`` is one of ``BREAKDOWNS``, or nothing.
    Raises NoSuchWindow and NoSuchBreakdown.
    Source: figures, section 1 (breakdowns; annual is the sum of the quarters).
    """
    windows = windows_of(version.rule, first, last)
    return ReoffendingCounts(
        version,
        windows,
        months_after(last, version.rule.follow_up_months),
        months_after(last, version.rule.proof_months),
        by,
        _groups(counted, windows, by) if by else (),
        _group(EVERYONE, counted, np.ones(len(counted), bool)),
        counted.flow,
    )


def _groups(counted: CountedCohort, windows: tuple[Period, ...], by: str) -> tuple[GroupCounts, ...]:
    places, names = _places(counted, windows, by)
    return tuple(
        _group(name, counted, places == place)
        for place, name in [*enumerate(names), (-1, NOT_KNOWN)]
        if np.any(places == place)
    )


def _places(
    counted: CountedCohort, windows: tuple[Period, ...], by: str
) -> tuple[NDArray[Any], tuple[str, ...]]:
    if by == BY_WINDOW:
        begins = [number_of(window.first) for window in windows]
        places = np.searchsorted(begins, counted.members.day, "right") - 1
        return places, tuple(window.name for window in windows)
    if by not in DESCRIBED_BY:
        raise NoSuchBreakdown(f"A cohort cannot be split by “{by}”, only by {', '.join(BREAKDOWNS)}.")
    column = counted.members.words[by]
    return column.places, column.words


def _group(name: str, counted: CountedCohort, who: NDArray[np.bool_]) -> GroupCounts:
    reoffences, scores = counted.reoffences[who], counted.members.risk[who]
    counts = CohortCounts(len(reoffences), int(np.count_nonzero(reoffences)), int(reoffences.sum()))
    scored = len(scores) > 0 and not np.isnan(scores).any()
    return GroupCounts(name, counts, 100 * float(scores.mean()) if scored else None)
