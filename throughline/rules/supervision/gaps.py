"""The gaps between one review and the next, as a quarter sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from throughline.rules.supervision.limits import DayLimit
from throughline.words.periods import Period


@dataclass(frozen=True)
class Spell:
    """From a day on until the day on which it was left, which is None while it lasts."""

    from_on: date
    to_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it lasts on a day; the day on which it was left belongs to what follows.

        Source: rule R32.
        """
        return self.from_on <= day and (self.to_on is None or day < self.to_on)

    def overlaps(self, period: Period) -> bool:
        """Whether any of its days, the day on which it was left among them, is in a period.

        Source: rule R32.
        """
        return self.from_on <= period.last and (self.to_on is None or self.to_on >= period.first)


@dataclass(frozen=True)
class Gap:
    """The days from a review, or from the beginning, to the next review, or to the end."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """How long it is, in calendar days."""
        return (self.to_on - self.from_on).days

    def is_within(self, limit: DayLimit) -> bool:
        """Whether it ended in time, or is not too long yet. Source: rules R32, R33 and R36."""
        return self.to_on <= limit.due_on(self.from_on)


def marks_of(spell: Spell, reviews: Iterable[date], until: date) -> tuple[date, ...]:
    """The beginning of a spell and its reviews up to a day, in order of time.

    Source: rule R32.
    """
    last = min(spell.to_on or until, until)
    return (spell.from_on, *sorted({day for day in reviews if spell.from_on < day <= last}))


def gaps_in(spell: Spell, reviews: Iterable[date], quarter: Period) -> tuple[Gap, ...]:
    """The gaps that end in a quarter, and the one that is open at its end; none shorter than a day.

    Source: rules R32, R33 and R36.
    """
    if not spell.overlaps(quarter):
        return ()
    last = min(spell.to_on or quarter.last, quarter.last)
    days = sorted({*marks_of(spell, reviews, quarter.last), last})
    return tuple(Gap(before, day) for before, day in pairwise(days) if day >= quarter.first)
