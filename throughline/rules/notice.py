"""Whether a day and a time will do for a meeting, and whether it was called for at short notice.

Source: rule R1 (a meeting moved nearer); the partnership file, section 11 (calendar of a year).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from throughline.rules.terms.model import Terms
from throughline.words.formats import time_words, weekday_words
from throughline.words.working_days import bank_holiday_name, is_working_day, next_working_day

LONDON = ZoneInfo("Europe/London")


def why_not_on(terms: Terms, day: date, *, kind: str = "ordinary") -> str | None:
    """Why a meeting of a kind is not to be on a day, with the day it may be on; None where it may.

    The calendar of the terms moves planned meetings to the next working day. An extraordinary meeting may
    be on any day: what calls for one does not wait.
    Source: the partnership file, section 11 (calendar of a year).
    """
    calendar = terms.calendar.working_days
    if kind == "extraordinary" or is_working_day(day, calendar):
        return None
    holiday = bank_holiday_name(day, calendar)
    what = f"is {holiday}" if holiday else "is not a working day"
    return (
        f"{weekday_words(day)} {what}, and by the terms’ calendar a meeting moves to the next working day. "
        f"Choose {weekday_words(next_working_day(day, calendar))}, or another working day."
    )


def why_not_at(day: date, starts_at: time | None) -> str | None:
    """Why a meeting cannot start at a time of a day because the clocks change; None where it can.

    Source: rule R1 (times are kept in universal time and shown in that of London).
    """
    if starts_at is None:
        return None
    first = datetime.combine(day, starts_at, tzinfo=LONDON)
    if first.astimezone(UTC).astimezone(LONDON).time() != starts_at:
        return (
            f"There is no {time_words(starts_at)} on {weekday_words(day)}: the clocks go forward. "
            "Choose another time."
        )
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return (
            f"{time_words(starts_at)} comes twice on {weekday_words(day)}: the clocks go back. "
            "Choose another time."
        )
    return None


def is_short_notice(due_before: Collection[date], told_on: date) -> bool:
    """Whether a meeting was settled only after something before it should already have gone out.

    ``due_before`` are the days by which agenda and papers are due for the new day. Who sends late then
    broke no rule: the notice was short.
    Source: rule R1.
    """
    return any(due < told_on for due in due_before)
