"""How soon people reoffend, as it may be shown: at days so far apart that no few people lie between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.rates import SMALLEST_COHORT
from throughline.figures.measures.release import Released, release
from throughline.figures.measures.time_to_reoffend import REOFFENDED
from throughline.words.refusals import Refused

DAYS = (30, 61, 91, 122, 152, 183, 213, 244, 274, 305, 335, 365)
"""The days of which a share is shown, if they lie within the follow-up; its last day is shown in any case."""


class TooFewToShow(Refused):
    """A cohort is too small for any share of it to be shown."""


@dataclass(frozen=True)
class ReleasedDay:
    """How many had reoffended by a day after the index date, and their share in per cent of all counted."""

    day: int
    reoffenders: Released
    share: float


def release_days(
    times: Sequence[int],
    outcomes: Sequence[int],
    *,
    followed: int,
    receipts: Sequence[str],
    profile: Profile = SUPPRESS_1_4,
) -> tuple[ReleasedDay, ...]:
    """The share who had reoffended by each of some days, of everyone, whoever left first.

    ``times`` and ``outcomes`` are of each person; ``followed`` is the last day of follow-up. A day is left
    out where a small number of people reoffended between it and the next that is shown.
    Raises TooFewToShow for fewer than 30 people, and where few reoffended or few did not; ValueError
    without a receipt.
    Source: figures, section 2 (time to reoffend); rule R31; figures, section 1 (fewer than 30 people).
    """
    people, again = len(times), sorted(_days_again(times, outcomes))
    if people < SMALLEST_COHORT or any(profile.is_small(each) for each in (len(again), people - len(again))):
        raise TooFewToShow(
            "So few people were counted, reoffended or did not that no share of them is shown."
        )
    counts = {day: sum(each <= day for each in again) for day in (*DAYS, followed) if day <= followed}
    return tuple(
        ReleasedDay(day, found, 100 * found.value / (profile.shown(people) or people))
        for day in _far_enough(counts, followed, profile)
        if (found := release(counts[day], receipts=receipts, profile=profile)).value is not None
    )


def _days_again(times: Sequence[int], outcomes: Sequence[int]) -> list[int]:
    return [time for time, outcome in zip(times, outcomes, strict=True) if outcome == REOFFENDED]


def _far_enough(counts: dict[int, int], followed: int, profile: Profile) -> list[int]:
    """The days between any two of which no small number of people reoffended; the last is always one."""
    kept = [followed]
    for day in sorted(counts, reverse=True):
        if day != followed and not profile.is_small(counts[kept[-1]] - counts[day]):
            kept.append(day)
    while len(kept) > 1 and profile.is_small(counts[kept[-1]]):
        kept.pop()
    return sorted(kept)
