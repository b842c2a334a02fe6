"""What a body owes to others and is owed by them over a year, and its forward plan.

Source: the partnership file, sections 7 (``duty``, ``line``) and 11; rules R14 and R15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import PER_YEAR, MeetingDay
from throughline.rules.due import due_on, moved
from throughline.rules.phases import ONE_DAY
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Body, Due, Duty, Line, Open, Rate, Span, Terms, Who, in_use
from throughline.rules.terms.succession import set_members
from throughline.rules.terms.words_for import every_in_words, names_in
from throughline.words.dates import ImpreciseDate

UPWARD = ("reports-to", "accountable-to", "part-of")

State = Literal["dated", "done", "no date", "suspended", "as required"]
"""Whether a clock runs: ``suspended`` where the terms' words set none, ``as required`` on occasion."""

Done = Mapping[tuple[str, str], Collection[date]]
"""The days on which each duty was done, by its address and its recipient; a report, when received."""


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One thing one party owes to one recipient, once: one text to three parents is three of these."""

    body: str
    what: str
    at: str
    owed_by: str | None
    """The id or word of whoever owes it."""
    to: str
    """The one recipient: an organisation, body or outside body by its id, or the terms' word."""
    via: str | None = None
    due: date | None = None
    state: State = "no date"
    why: str = ""
    strength: str = "firm"
    channel: str | None = None
    clause: tuple[str, ...] = ()
    is_overdue: bool = False
    """Whether it was due before today, or before the year where no today is given, and is not done."""


@dataclass(frozen=True, kw_only=True)
class ForwardItem:
    """One line of a forward plan."""

    day: date
    what: str
    to: str | None
    why: str
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForwardPlan:
    """A year ahead: what has a date, in order, and what has none."""

    dated: tuple[ForwardItem, ...]
    undated: tuple[Obligation, ...]


RecipientDates = Mapping[str, Collection[date]]
"""The days on which a recipient takes papers, by its id."""


def owed(
    terms: Terms,
    body: str,
    year_starts: date,
    *,
    done: Done | None = None,
    recipient_dates: RecipientDates | None = None,
    today: date | None = None,
) -> tuple[Obligation, ...]:
    """What a body owes in the year that begins on a day: each recipient of each duty is one obligation.

    Duties of each meeting are deadlines and stand elsewhere. A line upward without any report of
    the terms is listed with no date. Raises KeyError if the body is not in force on the year's
    first day.
    Source: the partnership file, sections 7 and 11; rules R14 and R15.
    """
    day_terms = on(terms, year_starts)
    here = day_terms.body(body)
    found: list[Obligation] = []
    for duty in here.duties:
        if not _is_of_each_meeting(duty):
            found += _of_duty(day_terms, here, duty, year_starts, done or {}, recipient_dates or {})
    found += _of_lines(day_terms, here, found)
    found = [_judged(one, today or year_starts) for one in found]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.what, one.to)))


def owing(
    terms: Terms,
    body: str,
    year_starts: date,
    *,
    done: Done | None = None,
    recipient_dates: RecipientDates | None = None,
    today: date | None = None,
) -> tuple[Obligation, ...]:
    """What other bodies of the file owe to a body in the year that begins on a day.

    Source: the partnership file, section 7 (``duty``, ``line``).
    """
    others = (one.id for one in on(terms, year_starts).bodies if one.id != body)
    return tuple(
        obligation
        for other in others
        for obligation in owed(
            terms, other, year_starts, done=done, recipient_dates=recipient_dates, today=today
        )
        if obligation.to == body
    )


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


def forward_plan(meetings: Collection[MeetingDay], obligations: Collection[Obligation]) -> ForwardPlan:
    """The year's meetings and dated obligations in one order, and beside them what has no date.

    Source: the partnership file, section 11; rules R14 and R15.
    """
    lines = [
        ForwardItem(
            day=one.day,
            what="meeting" if one.kind == "ordinary" else f"{one.kind} meeting",
            to=None,
            why="called" if one.is_called else "proposed until called",
            clause=one.clause,
        )
        for one in meetings
    ]
    lines += [
        ForwardItem(
            day=one.due,
            what=one.what,
            to=one.to,
            why=f"overdue: {one.why}" if one.is_overdue else one.why,
            clause=one.clause,
        )
        for one in obligations
        if one.due is not None and one.state != "done"
    ]
    return ForwardPlan(
        dated=tuple(sorted(lines, key=lambda line: (line.day, line.what, line.to or ""))),
        undated=tuple(one for one in obligations if one.due is None),
    )


def recipients(terms: Terms, who: Who | None, body: Body) -> tuple[str, ...]:
    """Each recipient that a who names, one by one: a set stands for its members, silence for the body.

    Source: the partnership file, section 7 (``to``); rule R14.
    """
    if who is None:
        return (body.id,)
    if who.any_of:
        return tuple(dict.fromkeys(one for part in who.any_of for one in recipients(terms, part, body)))
    named = [body.id if word == "body" else word for word in who.is_]
    known_sets = {group.id: group.of for group in terms.sets}
    found: list[str] = []
    for word in named:
        found += set_members(terms, word) if known_sets.get(word) else (word,)
    return tuple(dict.fromkeys(found)) or (who.office or who.agency_of or body.id,)


def _is_of_each_meeting(duty: Duty) -> bool:
    due: Due | None = in_use(duty.due)
    event = due.event if due is not None else None
    return event is not None and (
        event.startswith("meeting")
        or "/meeting" in event
        or event in ("next-meeting", "first-meeting-of-year")
    )


def _of_duty(
    terms: Terms,
    body: Body,
    duty: Duty,
    year_starts: date,
    done: Done,
    recipient_dates: RecipientDates,
) -> Iterator[Obligation]:
    at = duty.at or f"{body.id}.duty.{duty.id or duty.what}"
    via: Who | None = in_use(duty.via)
    for to in recipients(terms, in_use(duty.to), body):
        plain = Obligation(
            body=body.id,
            what=duty.what,
            at=at,
            owed_by=_owner(body, in_use(duty.owed_by)),
            to=to,
            via=_one_word(via),
            strength=in_use(duty.strength) or "firm",
            channel=in_use(duty.channel),
            clause=duty.clause,
        )
        times = sorted(done.get((at, to), ()))
        yield from _dated(terms, body, duty, plain, year_starts, times, recipient_dates.get(to, ()))


def _dated(
    terms: Terms,
    body: Body,
    duty: Duty,
    plain: Obligation,
    year_starts: date,
    times: Sequence[date],
    known: Collection[date],
) -> Iterator[Obligation]:
    rate: Rate | None = in_use(duty.at_least)
    every: Span | None = in_use(duty.every)
    unsettled = _unsettled(duty)
    if rate is not None:
        yield from _in_parts(plain, rate, year_starts, times, known)
    elif every is not None:
        yield from _every(body, duty, every, plain, year_starts, max(times, default=None))
    elif unsettled is not None:
        yield replace(plain, state="suspended", why=unsettled)
    elif in_use(duty.each) is not None or plain.strength == "as-required":
        why = f"for each {in_use(duty.each)}" if in_use(duty.each) is not None else "when there is cause"
        yield replace(plain, state="as required", why=why)
    else:
        event_day = year_starts if (in_use(duty.due) or Due("at")).event == "year-start" else None
        found = due_on(
            duty.due,
            event_day,
            calendar=terms.calendar.working_days,
            event="the start of the year",
            year_starts=year_starts,
            names=names_in(terms),
        )
        yield replace(plain, due=found.day, state="dated" if found.day else "no date", why=found.why)


def _judged(one: Obligation, today: date) -> Obligation:
    is_overdue = one.state == "dated" and one.due is not None and one.due < today
    return replace(one, is_overdue=is_overdue)


def _unsettled(duty: Duty) -> str | None:
    for value in (duty.every, duty.at_least, duty.due):
        if isinstance(value, Open) and value.proposed is None:
            return f"“{value.says}” sets no interval: no date is computed" if value.says else "not settled"
    return None


def _in_parts(
    plain: Obligation, rate: Rate, year_starts: date, done: Sequence[date], known: Collection[date]
) -> Iterator[Obligation]:
    times = rate.times * PER_YEAR[rate.per]
    if 12 % times:
        ends = year_starts + relativedelta(years=1) - ONE_DAY
        done_in_year = sum(year_starts <= day <= ends for day in done)
        for number in range(1, times + 1):
            state: State = "done" if number <= done_in_year else "dated"
            yield replace(plain, due=ends, state=state, why=f"number {number} of {times} in the year")
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
        yield replace(plain, due=max(own, default=last), state="done" if is_done else "dated", why=why)


def _part(times: int, number: int) -> str:
    names = {1: "once in the course", 2: ("first half", "second half")[number % 2]}
    return names.get(times, f"part {number + 1} of {times}")


def _every(
    body: Body, duty: Duty, every: Span, plain: Obligation, year_starts: date, last_done: date | None
) -> Iterator[Obligation]:
    year_ends = year_starts + relativedelta(years=1) - ONE_DAY
    day = next_due(duty, last_done=last_done, begun=_begun(body, duty))
    why = f"{every_in_words(every)}, counted from " + (
        "the last time it was done" if last_done else "the day the terms began"
    )
    if day is None:
        yield replace(plain, state="no date", why=f"{every_in_words(every)}; the first day is not known")
        return
    if day < year_starts:
        yield replace(plain, due=day, state="dated", why=why)
        return
    while day <= year_ends:
        yield replace(plain, due=day, state="dated", why=why)
        day = moved(day, every)


def _begun(body: Body, duty: Duty) -> date | None:
    if isinstance(duty.from_, ImpreciseDate):
        return duty.from_.earliest
    versions = [v.from_.earliest for v in body.versions if isinstance(v.from_, ImpreciseDate)]
    return max(versions, default=None)


def _of_lines(terms: Terms, body: Body, found: Sequence[Obligation]) -> Iterator[Obligation]:
    reported = {one.to for one in found if one.what in ("report", "progress-report") or "report" in one.what}
    for line in body.lines:
        if line.type not in UPWARD:
            continue
        for to in recipients(terms, in_use(line.to), body):
            if to not in reported:
                yield _of_line(body, line, to)


def _of_line(body: Body, line: Line, to: str) -> Obligation:
    return Obligation(
        body=body.id,
        what="account",
        at=line.at or f"{body.id}.line.{line.type}:{to}",
        owed_by=body.id,
        to=to,
        via=in_use(line.via),
        why=f"{line.type.replace('-', ' ')}: the terms set no interval",
        clause=line.clause,
    )


def _owner(body: Body, owed_by: Who | None) -> str:
    word = _one_word(owed_by)
    return body.id if word is None or word == "body" else word


def _one_word(who: Who | None) -> str | None:
    if who is None:
        return None
    return who.is_[0] if who.is_ else who.office or who.agency_of
