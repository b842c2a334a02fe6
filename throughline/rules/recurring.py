"""When a duty comes round: the days of a year on which it is due, or why it has none.

Source: the partnership file, sections 7 (``every``, ``at_least``) and 11; rules R14 and R15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import PER_YEAR
from throughline.rules.due import due_on, moved
from throughline.rules.phases import ONE_DAY
from throughline.rules.terms.model import Body, Due, Duty, Open, Rate, Span, Terms, first_day, in_use
from throughline.rules.terms.words_for import event_in_words, every_in_words, names_in

State = Literal["dated", "done", "no date", "suspended", "as required"]
"""Whether a clock runs: ``suspended`` where the terms' words set none, ``as required`` on occasion."""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One time at which a duty is due in a year, or the one line that says why no day is known."""

    due: date | None = None
    state: State = "no date"
    why: str = ""


def occasions(
    terms: Terms,
    body: Body,
    duty: Duty,
    year_starts: date,
    *,
    done: Sequence[date] = (),
    takes_papers: Collection[date] = (),
) -> Iterator[Occasion]:
    """Each time a duty is due in the year that begins on a day.

    ``done`` are the days it was done, the earliest first; ``takes_papers`` those on which the recipient
    takes papers. Give terms and body as they stand on the day.
    Source: the partnership file, section 11 (recurring duties); rules R14 and R15.
    """
    rate: Rate | None = in_use(duty.at_least)
    every: Span | None = in_use(duty.every)
    unsettled = _unsettled(duty)
    if rate is not None:
        yield from in_parts(rate, year_starts, done, takes_papers)
    elif every is not None:
        yield from _every(body, duty, every, year_starts, max(done, default=None))
    elif unsettled is not None:
        yield Occasion(state="suspended", why=unsettled)
    elif in_use(duty.each) is not None or in_use(duty.strength) == "as-required":
        why = f"for each {in_use(duty.each)}" if in_use(duty.each) is not None else "when there is cause"
        yield Occasion(state="as required", why=why)
    else:
        yield _once(terms, duty, year_starts)


def _once(terms: Terms, duty: Duty, year_starts: date) -> Occasion:
    event = (in_use(duty.due) or Due("at")).event or "year-start"
    names = names_in(terms)
    found = due_on(
        duty.due,
        year_starts if event == "year-start" else None,
        calendar=terms.calendar.working_days,
        event=event_in_words(event, names),
        year_starts=year_starts,
        names=names,
    )
    return Occasion(due=found.day, state="dated" if found.day else "no date", why=found.why)


def is_of_each_meeting(duty: Duty, body: Body) -> bool:
    """Whether a duty comes with each meeting, itself or through another duty that it hangs on.

    One that says how often it is owed comes round by that. Give the body as it stands on the day.
    Source: the partnership file, sections 7 (``every``, ``at_least``) and 11 ("Events").
    """
    return _hangs_on_meetings(duty, body, ())


def _hangs_on_meetings(duty: Duty, body: Body, asked: tuple[str, ...]) -> bool:
    due: Due | None = in_use(duty.due)
    event = due.event if due is not None else None
    if event is None or event in asked or duty.every is not None or duty.at_least is not None:
        return False
    if event.startswith("meeting:") or event in ("meeting", "next-meeting", "first-meeting-of-year"):
        return True
    others = (other for other in body.duties if (other.id or other.what) == event)
    return "/meeting" in event or any(_hangs_on_meetings(other, body, (*asked, event)) for other in others)


def next_due(duty: Duty, *, last_done: date | None, begun: date | None) -> date | None:
    """When a recurring duty is next due: counted from the last time, or from the terms' first day.

    None where it does not come round, its interval is only words, or neither day is known.
    Source: the partnership file, section 11 (recurring duties); rule R15.
    """
    every: Span | None = in_use(duty.every)
    start = last_done or begun
    if every is None or start is None or every.unit == "meetings":
        return None
    return moved(start, every)


def _unsettled(duty: Duty) -> str | None:
    for value in (duty.every, duty.at_least, duty.due):
        if isinstance(value, Open) and value.proposed is None:
            return f"“{value.says}” sets no interval: no date is computed" if value.says else "not settled"
    return None


def in_parts(
    rate: Rate, year_starts: date, done: Sequence[date], known: Collection[date] = ()
) -> Iterator[Occasion]:
    """Each time that something is due so many times a year: by the end of each equal part of it.

    Where the year has no equal parts of whole months, each is due by its end. ``known`` are days on which
    a recipient takes papers. Source: the partnership file, section 11 (recurring duties); rule R15.
    """
    times = rate.times * PER_YEAR[rate.per]
    if 12 % times:
        ends = year_starts + relativedelta(years=1) - ONE_DAY
        done_in_year = sum(year_starts <= day <= ends for day in done)
        for number in range(1, times + 1):
            state: State = "done" if number <= done_in_year else "dated"
            yield Occasion(due=ends, state=state, why=f"number {number} of {times} in the year")
        return
    months = 12 // times
    for number in range(times):
        first = year_starts + relativedelta(months=months * number)
        last = first + relativedelta(months=months) - ONE_DAY
        own = [day for day in known if first <= day <= last]
        why = f"{_part(times, number)} of the year"
        if own:
            why += ", by the day the recipient takes papers"
        is_done = any(first <= day <= last for day in done)
        yield Occasion(due=max(own, default=last), state="done" if is_done else "dated", why=why)


def _part(times: int, number: int) -> str:
    names = {1: "once in the course", 2: ("first half", "second half")[number % 2]}
    return names.get(times, f"part {number + 1} of {times}")


def _every(
    body: Body, duty: Duty, every: Span, year_starts: date, last_done: date | None
) -> Iterator[Occasion]:
    year_ends = year_starts + relativedelta(years=1) - ONE_DAY
    day = next_due(duty, last_done=last_done, begun=_begun(body, duty))
    why = f"{every_in_words(every)}, counted from " + (
        "the last time it was done" if last_done else "the day the terms began"
    )
    if day is None:
        unknown = "counted in meetings" if every.unit == "meetings" else "the first day is not known"
        yield Occasion(state="no date", why=f"{every_in_words(every)}; {unknown}")
        return
    if day < year_starts:
        yield Occasion(due=day, state="dated", why=why)
        return
    while day <= year_ends:
        yield Occasion(due=day, state="dated", why=why)
        day = moved(day, every)


def _begun(body: Body, duty: Duty) -> date | None:
    return first_day(duty) or max(filter(None, map(first_day, body.versions)), default=None)
