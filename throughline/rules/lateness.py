"""How late a promise is, and how far its day has drifted from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SLIPS_FOR_A_DECISION = 3
DAYS_FOR_A_DECISION = 90


@dataclass(frozen=True)
class Lateness:
    """A promise on one day: all lengths in calendar days."""

    due: date
    overdue_days: int
    age_days: int
    slips: int
    drift_days: int

    @property
    def needs_a_decision(self) -> bool:
        """Overdue, moved three times, or open for more than 90 days: the board decides what becomes of it.

        Source: rules R18 and R21.
        """
        return (
            self.overdue_days > 0 or self.slips >= SLIPS_FOR_A_DECISION or self.age_days > DAYS_FOR_A_DECISION
        )


def needs_the_body_to_move(slips: int) -> bool:
    """Whether the next day is for the body to give: ``slips`` times it was moved already, and three is all.

    Source: rules R18 and R21.
    """
    return slips >= SLIPS_FOR_A_DECISION


def lateness(*, raised_on: date, first_due: date, moved_to: Sequence[date], on: date) -> Lateness:
    """How late an open promise is on a day. ``moved_to`` holds every later day given, in order.

    Overdue counts from the day last given, drift from the first, age from when it was raised; a promise
    due today is not overdue.
    Source: rule R18.
    """
    due = moved_to[-1] if moved_to else first_due
    return Lateness(
        due=due,
        overdue_days=max(0, (on - due).days),
        age_days=(on - raised_on).days,
        slips=len(moved_to),
        drift_days=(due - first_due).days,
    )
