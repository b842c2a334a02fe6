"""When a message may leave: in a daily e-mail, or at once, and never in the quiet hours.

Source: product rules, e-mails and reminders (3.6).
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from throughline.words.working_days import add_working_days, is_working_day, next_working_day

LONDON: Final = ZoneInfo("Europe/London")
DAY_BEGINS: Final = time(8)
DAILY_AT: Final = time(8, 30)
"""The hour of the one e-mail of the day."""
DAY_ENDS: Final = time(18)
"""From here to DAY_BEGINS are the quiet hours."""


def leaves_at(made_at: datetime, *, is_daily: bool, at_any_hour: bool = False) -> datetime:
    """The moment at which a message made at a moment leaves; both moments have a zone.

    A daily one leaves at DAILY_AT on the first working day on which that hour has not passed. One that
    does not wait leaves at once, outside the quiet hours; at any hour, if its kind says so.
    Source: product rules, 3.6 (digest by default; quiet hours; working days).
    """
    local = made_at.astimezone(LONDON)
    if is_daily:
        return _at(_first_day_before(local, DAILY_AT), DAILY_AT)
    if at_any_hour or not is_quiet(made_at):
        return local
    if local.time() < DAY_BEGINS:
        return _at(local.date(), DAY_BEGINS)
    return _at(date.fromordinal(local.toordinal() + 1), DAY_BEGINS)


def may_leave(now: datetime, *, is_daily: bool, at_any_hour: bool = False) -> bool:
    """Whether a message that is due may leave now, also where it was held up and is late.

    Source: product rules, 3.6 (quiet hours; working days).
    """
    if is_daily:
        return not is_quiet(now) and is_working_day(now.astimezone(LONDON).date())
    return at_any_hour or not is_quiet(now)


def is_quiet(now: datetime) -> bool:
    """Whether a moment lies in the quiet hours, 18:00 to 08:00 in London.

    Source: product rules, 3.6 (quiet hours).
    """
    return not DAY_BEGINS <= now.astimezone(LONDON).time() < DAY_ENDS


def _first_day_before(local: datetime, hour: time) -> date:
    if local.time() <= hour:
        return next_working_day(local.date())
    return add_working_days(local.date(), 1)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LONDON)
