"""What a body owes to others and is owed by them over a year, and its forward plan.

Source: the partnership file, sections 7 (``duty``, ``line``) and 11; rules R14 and R15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import MeetingDay
from throughline.rules.recipients import one_word, owner_of, recipients
from throughline.rules.recurring import State, is_of_each_meeting, occasions
from throughline.rules.terms.in_force import on, rule_of
from throughline.rules.terms.model import Body, Duty, Line, Terms, Who, first_day, in_use

UPWARD = ("reports-to", "accountable-to", "part-of")

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
    the terms is listed with no date. A duty that begins in the course of the year is owed from that day
    on. Raises KeyError if the body is in force on no day of the year.
    Source: the partnership file, sections 5, 7 and 11; rules R14 and R15.
    """
    found: list[Obligation] = []
    known: set[str] = set()
    for day in days_of_beginning(terms, body, year_starts):
        day_terms = on(terms, day)
        here = day_terms.body(body)
        for duty in here.duties:
            rule = rule_of(duty)
            if rule not in known and not is_of_each_meeting(duty, here):
                once = _of_duty(day_terms, here, duty, year_starts, done or {}, recipient_dates or {})
                found += [one for one in once if one.due is None or day == year_starts or one.due >= day]
            known.add(rule)
    found += _of_lines(day_terms, here, found, day)
    found = [_judged(one, today or year_starts) for one in found]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.what, one.to)))


def days_of_beginning(terms: Terms, body: str, year_starts: date) -> tuple[date, ...]:
    """The first day of a year, and each later one on which a body or a duty of it comes into force.

    The first is left out for a body which begins later. Raises KeyError if the body is in force on no day
    of the year. Source: the partnership file, section 5.
    """
    written = terms.body(body)
    ends = year_starts + relativedelta(years=1)
    begun = {first_day(entry) for entry in (written, *written.duties)}
    days = {year_starts, *(day for day in begun if day is not None and year_starts < day < ends)}
    found = tuple(day for day in sorted(days) if _is_in_force(on(terms, day), body))
    if not found:
        raise KeyError(body)
    return found


def _is_in_force(terms: Terms, body: str) -> bool:
    try:
        terms.body(body)
    except KeyError:
        return False
    return True


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
    for to in recipients(terms, in_use(duty.to), body, day=year_starts):
        plain = Obligation(
            body=body.id,
            what=duty.what,
            at=at,
            owed_by=owner_of(body, in_use(duty.owed_by)),
            to=to,
            via=one_word(via),
            strength=in_use(duty.strength) or "firm",
            channel=in_use(duty.channel),
            clause=duty.clause,
        )
        times = sorted(done.get((at, to), ()))
        for one in occasions(
            terms, body, duty, year_starts, done=times, takes_papers=recipient_dates.get(to, ())
        ):
            yield replace(plain, due=one.due, state=one.state, why=one.why)


def _judged(one: Obligation, today: date) -> Obligation:
    is_overdue = one.state == "dated" and one.due is not None and one.due < today
    return replace(one, is_overdue=is_overdue)


def _of_lines(terms: Terms, body: Body, found: Sequence[Obligation], day: date) -> Iterator[Obligation]:
    reported = {one.to for one in found if one.what in ("report", "progress-report") or "report" in one.what}
    for line in body.lines:
        if line.type not in UPWARD:
            continue
        for to in recipients(terms, in_use(line.to), body, day=day):
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
