"""Whether the body kept a deadline of its own rules.

Source: rules R1 and R2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from throughline.words.working_days import DEFAULT_CALENDAR, working_days_between

KeptState = Literal["in time", "late", "not due yet"]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Whether a deadline was kept, and by how much it was not."""

    state: KeptState
    working_days_late: int = 0
    is_breach: bool = False
    """Whether a firm rule was broken; a softer one that was missed is reported and is no breach."""


def was_kept(
    *,
    due: date,
    sent: date | None,
    today: date,
    strength: str = "firm",
    calendar: str = DEFAULT_CALENDAR,
) -> Kept:
    """Whether something was sent to every entitled reader by 23:59 of the day it was due.

    ``sent`` is the day on which the last of those entitled then was sent it, or None while somebody
    was not. Late by the working days after the due day, up to and including the day sent, or today.
    Raises UnknownCalendar.
    Source: rules R1 and R2.
    """
    if sent is not None and sent <= due:
        return Kept(state="in time")
    if sent is None and today <= due:
        return Kept(state="not due yet")
    late = working_days_between(due, sent or today, calendar)
    return Kept(state="late", working_days_late=late, is_breach=strength == "firm")
