"""On which working day somebody is reminded of what: the calendar of reminders around a date.

Source: product rules, e-mails and reminders (3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from throughline.words.working_days import (
    DEFAULT_CALENDAR,
    add_working_days,
    is_working_day,
    next_working_day,
)

Unit = Literal["working-days", "days"]


@dataclass(frozen=True)
class Step:
    """One reminder around a date: how long before it (below nought) or after, and in which days.

    `code` is permanent: with the thing it is about, it makes the reminder one that is given once.
    """

    code: str
    about: str
    after: int
    unit: Unit = "working-days"


CALENDAR: Final = (
    Step("papers-asked-20", "meeting", -20),
    Step("author-10", "paper-due", -10),
    Step("missing-7", "paper-due", -7),
    Step("due-tomorrow", "agenda-due", -1),
    Step("late-1", "agenda-due", 1),
    Step("your-actions", "meeting-held", 1),
    Step("due-tomorrow", "minutes-due", -1),
    Step("late-1", "minutes-due", 1),
    Step("late-10", "minutes-due", 10),
    Step("closes-2", "comments-close", -2),
    Step("undecided", "reading-for-meeting", -7),
    Step("due-10", "action-due", -10),
    Step("due-3", "action-due", -3),
    Step("late-1", "action-due", 1),
    Step("late-10", "action-due", 10),
    Step("opens", "round-opens", 0),
    Step("closes-tomorrow", "round-closes", -1),
    Step("due-5", "extract-due", -5),
    Step("late-1", "extract-due", 1),
    Step("review-60", "terms-review", -60, "days"),
    Step("review-10", "terms-review", -10),
    Step("review-late", "terms-review", 1),
    Step("ends-60", "appointment-ends", -60, "days"),
    Step("ends-10", "appointment-ends", -10),
    Step("vacant-60", "seat-vacant", 60, "days"),
    Step("report-30", "report-due", -30, "days"),
    Step("report-late", "report-due", 1),
    Step("asked-5", "permission-asked", 5),
    Step("expires-10", "permission-expires", -10),
    Step("no-answer", "reply-asked", 5),
)
"""Every reminder around a date; those of one thing in the order of their days."""


def steps_about(about: str) -> tuple[Step, ...]:
    """The reminders around the date of one kind of thing, the earliest first.

    Raises KeyError for a kind that the calendar does not have.
    Source: product rules, 3.6.
    """
    found = tuple(step for step in CALENDAR if step.about == about)
    if not found:
        raise KeyError(f"“{about}” is not in the calendar of reminders")
    return found


def falls_on(step: Step, day: date, calendar: str = DEFAULT_CALENDAR) -> date:
    """The working day on which a reminder about a date is given.

    Counted in working days, or in days: then a day off moves it to the working day before if it comes
    before the date, and to the one after if it comes after. Raises UnknownCalendar.
    Source: product rules, 3.6 (working days); rule R1 (how working days are counted).
    """
    if step.unit == "working-days":
        return add_working_days(day, step.after, calendar) if step.after else _before(day, calendar)
    falls = day + timedelta(days=step.after)
    return _before(falls, calendar) if step.after < 0 else next_working_day(falls, calendar)


def step_on(about: str, day: date, on: date, calendar: str = DEFAULT_CALENDAR) -> Step | None:
    """The reminder about a date that stands on a day, or None where none does yet or any more.

    It is the last whose day has come, so that whoever was not told in time is told the present state and
    not what was said before it; what is said before a date is over when the date has passed.
    Raises KeyError, UnknownCalendar.
    Source: product rules, 3.6.
    """
    standing = [
        step
        for step in steps_about(about)
        if falls_on(step, day, calendar) <= on and (step.after > 0 or on <= day)
    ]
    return max(standing, key=lambda step: falls_on(step, day, calendar), default=None)


def _before(day: date, calendar: str) -> date:
    return day if is_working_day(day, calendar) else add_working_days(day, -1, calendar)
