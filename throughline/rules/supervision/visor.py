"""ViSOR: who is entered, whether each record is reviewed, and partner status in custody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from throughline.rules.supervision.gaps import Gap, Spell, gaps_in, marks_of
from throughline.rules.supervision.limits import DayLimit
from throughline.rules.supervision.mappa import LevelPeriod, level_on
from throughline.rules.supervision.share import Share, share_of
from throughline.words.periods import Period

CATEGORY: Final = 2
"""The category whose people probation enters and keeps."""


@dataclass(frozen=True)
class VisorRecord:
    """The dates of one person's record by its reference; ``entered_on`` is None while there is none."""

    reference: str
    category: int
    periods: tuple[LevelPeriod, ...] = ()
    custody: tuple[Spell, ...] = ()
    entered_on: date | None = None
    reviews: tuple[date, ...] = ()
    partner_on: date | None = None
    known_from: date = date.min
    closed_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Whether the case is known, and not closed, on a day. Source: rule R36."""
        return Spell(self.known_from, self.closed_on).holds(day)


def entered(
    records: Iterable[VisorRecord], *, quarter: Period, levels: Collection[int] | None = None
) -> Share:
    """The people of category 2 at the end of a quarter who are entered, of all, or of those at levels.

    The plan says both “all category 2” and “category 2, levels 2 and 3”, so both are reported.
    Source: rule R36; East Midlands plan, 3.2.4 and its section on public protection.
    """
    last = quarter.last
    asked = [
        each
        for each in records
        if each.category == CATEGORY and each.is_open_on(last) and _is_at(each, levels, last)
    ]
    return share_of([each.entered_on is not None and each.entered_on <= last for each in asked])


def reviewed_in_time(records: Iterable[VisorRecord], *, quarter: Period, limit: DayLimit) -> Share:
    """The entered records of category 2 of which every gap that ends or is open is within the limit.

    Source: rule R36; East Midlands plan, 3.2.4 (not less than every 4 months).
    """
    counted = [
        record_gaps(each, quarter)
        for each in records
        if each.category == CATEGORY and (spell := _kept(each)) and spell.overlaps(quarter)
    ]
    return share_of([all(gap.is_within(limit) for gap in gaps) for gaps in counted])


def record_gaps(record: VisorRecord, quarter: Period) -> tuple[Gap, ...]:
    """The gaps of one record that end or are open in a quarter. Source: rule R36."""
    spell = _kept(record)
    return gaps_in(spell, record.reviews, quarter) if spell else ()


def next_review_due(record: VisorRecord, *, limit: DayLimit, on: date) -> date | None:
    """The last day on which the next review is in time; None without a record that is open.

    Source: rule R36.
    """
    spell = _kept(record)
    if spell is None or not spell.holds(on):
        return None
    return limit.due_on(marks_of(spell, record.reviews, on)[-1])


def partner_status_taken(
    records: Iterable[VisorRecord],
    *,
    quarter: Period,
    levels: Collection[int] | None = None,
    category: int | None = None,
) -> Share:
    """The people in custody at the end of a quarter on whom a prison took partner status.

    Of all in custody, or of those at levels, or of one category.
    Source: rule R36; East Midlands plan, 3.2.4 and its section on public protection (category 1).
    """
    last = quarter.last
    asked = [
        each
        for each in records
        if each.is_open_on(last)
        and any(spell.holds(last) for spell in each.custody)
        and _is_at(each, levels, last)
        and category in (None, each.category)
    ]
    return share_of([each.partner_on is not None and each.partner_on <= last for each in asked])


def _is_at(record: VisorRecord, levels: Collection[int] | None, day: date) -> bool:
    return levels is None or level_on(record.periods, day) in levels


def _kept(record: VisorRecord) -> Spell | None:
    return Spell(record.entered_on, record.closed_on) if record.entered_on else None
