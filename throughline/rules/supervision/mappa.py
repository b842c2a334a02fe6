"""Multi-agency public protection arrangements: levels reviewed in time, disclosure considered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughline.rules.supervision.gaps import Gap, Spell, gaps_in, marks_of
from throughline.rules.supervision.limits import DayLimit
from throughline.rules.supervision.share import Share, share_of
from throughline.words.periods import Period


@dataclass(frozen=True)
class LevelPeriod:
    """At which level a case is managed, from a day until the day on which the level was left."""

    level: int
    from_on: date
    to_on: date | None = None

    @property
    def spell(self) -> Spell:
        """Its days. Source: rule R32."""
        return Spell(self.from_on, self.to_on)


@dataclass(frozen=True)
class MappaMeeting:
    """A meeting on one case: what was decided of disclosure, and who of those asked came how.

    ``disclosure`` is empty where nothing was recorded; ``attendance`` is by organisation.
    """

    held_on: date
    level: int
    disclosure: str = ""
    attendance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MappaCase:
    """The dates of one case by its reference; ``reviews`` are days on which the level was reviewed."""

    reference: str
    periods: tuple[LevelPeriod, ...]
    reviews: tuple[date, ...] = ()
    meetings: tuple[MappaMeeting, ...] = ()
    custody: tuple[Spell, ...] = ()
    category: int | None = None
    ages: tuple[tuple[date, str], ...] = ()
    """The age group from a day on, in order of time."""
    identified_on: date | None = None
    """When a prison found on reception that the case is subject to the arrangements."""
    notified_on: date | None = None
    checks: tuple[tuple[date, str], ...] = ()
    """What was looked at on which day."""


def level_on(periods: Iterable[LevelPeriod], day: date) -> int | None:
    """The level on a day, or None; the day of a change belongs to the new level.

    Source: rule R32.
    """
    return next((one.level for one in periods if one.spell.holds(day)), None)


def reviewed_in_time(
    cases: Iterable[MappaCase],
    *,
    level: int,
    quarter: Period,
    limit: DayLimit,
    includes_custody: bool = True,
) -> Share:
    """The cases at a level of which every gap that ends or is open in the quarter is within the limit.

    With ``includes_custody`` false, a case that is in custody through all of its days is left out.
    Source: rules R32 and R33; East Midlands plan, 3.1.2 (level 3 every 6 weeks, level 2 every 12).
    """
    counted = [
        each
        for each in cases
        if _periods_in(each, level, quarter) and (includes_custody or not _is_inside(each, level, quarter))
    ]
    return share_of(
        [all(gap.is_within(limit) for gap in level_gaps(each, level, quarter)) for each in counted]
    )


def intervals_in_time(cases: Iterable[MappaCase], *, level: int, quarter: Period, limit: DayLimit) -> Share:
    """The gaps within the limit, of all that end or are open in the quarter: the second percentage.

    Source: rule R32.
    """
    return share_of([gap.is_within(limit) for each in cases for gap in level_gaps(each, level, quarter)])


def level_gaps(case: MappaCase, level: int, quarter: Period) -> tuple[Gap, ...]:
    """The gaps of one case at a level that end or are open in a quarter, in order of time.

    A meeting at which the level was not reviewed ends no gap.
    Source: rule R32.
    """
    return tuple(
        gap
        for period in _periods_in(case, level, quarter)
        for gap in gaps_in(period.spell, case.reviews, quarter)
    )


def next_review_due(case: MappaCase, *, level: int, limit: DayLimit, on: date) -> date | None:
    """The last day on which the next review is in time; None where the case is at another level.

    Source: rules R32 and R33.
    """
    current = next((one for one in case.periods if one.level == level and one.spell.holds(on)), None)
    return limit.due_on(marks_of(current.spell, case.reviews, on)[-1]) if current else None


def disclosure_decided(cases: Iterable[MappaCase], *, level: int, quarter: Period) -> Share:
    """The meetings at a level with disclosure considered and decided, of all that were held.

    “Not appropriate” is a decision; a blank is none.
    Source: rule R34; East Midlands plan, 3.1.2.
    """
    held = [one for each in cases for one in each.meetings if one.level == level and one.held_on in quarter]
    return share_of([bool(one.disclosure.strip()) for one in held])


def _periods_in(case: MappaCase, level: int, quarter: Period) -> list[LevelPeriod]:
    return [one for one in case.periods if one.level == level and one.spell.overlaps(quarter)]


def _is_inside(case: MappaCase, level: int, quarter: Period) -> bool:
    """Whether the case is in custody on all days of the quarter that it spends at the level."""
    return all(
        any(_covers(spell, period, quarter) for spell in case.custody)
        for period in _periods_in(case, level, quarter)
    )


def _covers(custody: Spell, period: LevelPeriod, quarter: Period) -> bool:
    first, last = max(period.from_on, quarter.first), min(period.to_on or quarter.last, quarter.last)
    return custody.from_on <= first and (custody.to_on is None or custody.to_on > last)
