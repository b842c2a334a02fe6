"""From a due of the terms and the day of its event to the day by which something is owed.

Source: the partnership file, section 11; rules R1 and R2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from dateutil.relativedelta import relativedelta

from throughline.rules.terms.model import Due, Open, Span, in_use
from throughline.rules.terms.words_for import Names, due_in_words, span_in_words
from throughline.words.working_days import (
    DEFAULT_CALENDAR,
    add_working_days,
    bank_holiday_name,
    is_projected,
    is_working_day,
    skipped,
)

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@dataclass(frozen=True, kw_only=True)
class DueDay:
    """The day by which something is owed, and why; no day where no clock runs.

    It is met by 23:59 on that day. ``why`` is a sentence without its full stop.
    """

    day: date | None
    why: str
    warnings: tuple[str, ...] = ()


def due_on(
    due: Due | Open[Due] | None,
    event_day: date | None,
    *,
    calendar: str = DEFAULT_CALENDAR,
    event: str = "the event",
    meetings: Sequence[date] = (),
    year_starts: date | None = None,
    names: Names | None = None,
) -> DueDay:
    """The day a due falls on, counted from the day of its event.

    ``event`` names the event in the reason; ``meetings`` are this body's own, for a span in
    meetings; ``year_starts`` is the first day of the year in which ``within`` names months; ``names``
    says what to call an id. Raises UnknownCalendar.
    Source: the partnership file, section 11; rules R1 and R2.
    """
    settled = in_use(due)
    if settled is None:
        return DueDay(day=None, why=_why_none(due))
    if settled.relation == "by" and settled.day is not None:
        return DueDay(day=settled.day.latest, why=f"by {settled.day}")
    if settled.relation == "set_by":
        return DueDay(day=None, why=f"{due_in_words(settled, names)}; no clock runs until then")
    if settled.relation == "within":
        return _within(settled.months, year_starts)
    if event_day is None:
        return DueDay(day=None, why=f"counted from {event}, which has no date yet")
    return _counted_from(settled, event_day, calendar, event, meetings)


def moved(day: date, span: Span, *, times: int = 1, calendar: str = DEFAULT_CALENDAR) -> date:
    """The day that is a span later, or earlier where ``times`` is negative.

    Months and years are calendar months and years, clamped at month end; part of a day is a
    whole day. A span in meetings is not a length of time: ValueError.
    Source: the partnership file, section 3 ("span") and section 11.
    """
    number = span.number * times
    if span.unit == "working_days":
        return add_working_days(day, number, calendar)
    if span.unit == "meetings":
        raise ValueError("a span counted in meetings has no length in days")
    if span.unit in ("months", "years"):
        return day + relativedelta(**{span.unit: number})  # type: ignore[arg-type]
    in_days = {"days": 1.0, "weeks": 7.0, "hours": 1 / 24, "minutes": 1 / 1440}[span.unit]
    whole = ceil(abs(number) * in_days)
    return day + timedelta(days=whole if number >= 0 else -whole)


def warnings_for(day: date, calendar: str = DEFAULT_CALENDAR) -> tuple[str, ...]:
    """What somebody planning for a day should know: Christmas week, no working day, a projected calendar.

    Source: rule R1; the partnership file, section 11.
    """
    found = []
    if (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1):
        found.append("Christmas week")
    if not is_working_day(day, calendar):
        found.append((bank_holiday_name(day, calendar) or f"a {day:%A}").replace("'", "’"))
    if is_projected(day):
        found.append("the bank holidays of that year are not published yet")
    return tuple(found)


def _counted_from(due: Due, event_day: date, calendar: str, event: str, meetings: Sequence[date]) -> DueDay:
    if due.relation == "at" or due.span is None:
        return DueDay(
            day=event_day, why=f"{due.relation} {event}", warnings=warnings_for(event_day, calendar)
        )
    sign = -1 if due.relation == "before" else 1
    if due.span.unit == "meetings":
        day = _meetings_away(event_day, sign * due.span.number, meetings)
        unknown = "" if day else ", and that meeting has no date yet"
        return DueDay(day=day, why=f"{span_in_words(due.span)} {due.relation} {event}{unknown}")
    day = moved(event_day, _with_clear_day(due), times=sign, calendar=calendar)
    why = f"{_in_words(due)} {due.relation} {event}"
    if due.span.unit == "working_days":
        why += _not_counted(skipped(event_day, day, calendar))
    return DueDay(day=day, why=why, warnings=warnings_for(day, calendar))


def _with_clear_day(due: Due) -> Span:
    span = due.span or Span(0, "days")
    return Span(span.number + 1, span.unit) if due.clear and span.unit == "working_days" else span


def _in_words(due: Due) -> str:
    words = span_in_words(due.span) if due.span else ""
    return words.replace("working", "clear working") if due.clear else words


def _not_counted(holidays: tuple[str, ...]) -> str:
    names = tuple(dict.fromkeys(name.replace("'", "’") for name in holidays))
    if not names:
        return ""
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"; {joined} {'does' if len(names) == 1 else 'do'} not count"


def _meetings_away(event_day: date, number: int, meetings: Sequence[date]) -> date | None:
    ordered = sorted(meetings)
    if number < 0:
        earlier = [day for day in ordered if day < event_day]
        return earlier[number] if len(earlier) >= -number else None
    later = [day for day in ordered if day > event_day]
    return later[number - 1] if len(later) >= number > 0 else None


def _within(months: tuple[str, ...], year_starts: date | None) -> DueDay:
    listed = " or ".join(month.capitalize() for month in months)
    if year_starts is None or not months:
        return DueDay(day=None, why=f"in {listed}")
    offsets = [(MONTHS.index(month.casefold()) + 1 - year_starts.month) % 12 for month in months]
    after = year_starts + relativedelta(months=max(offsets) + 1)
    return DueDay(day=after - timedelta(days=1), why=f"in {listed}")


def _why_none(due: Due | Open[Due] | None) -> str:
    if isinstance(due, Open):
        return f"“{due.says}” sets no date" if due.says else "the terms do not settle a date"
    return "the terms give no date"
