"""Which of its own rules a body kept over a period, and over the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import year_of
from throughline.rules.keeping import (
    Headline,
    Occasion,
    Period,
    Rule,
    RuleLine,
    by_its_day,
    by_rule,
    by_what_was_done,
    headline,
)
from throughline.rules.obligations import Obligation, owed
from throughline.rules.reviews import terms_review_due
from throughline.rules.seats import vacant_seats
from throughline.rules.terms.model import Terms, first_day, in_use
from throughline.web.meetings.calling.planning import reports_received
from throughline.web.meetings.keeping.evidence import Evidence
from throughline.web.meetings.keeping.occasions import occasions_of


def _seats(found: Evidence, period: Period) -> Iterator[Occasion]:
    """Whether each seat is filled today, where the period holds it. Source: rule R13."""
    circle, day = found.circles.get(found.today), found.today
    if circle is None or not period.holds(day):
        return
    vacant = {one.seat: one for one in vacant_seats(circle, found.appointments)}
    for held in circle.seats:
        rule = Rule(code="seats", strength="best-effort", clause=held.entry.clause)
        empty = vacant.get(held.seat)
        yield by_what_was_done(
            rule,
            day=day,
            was_kept=empty is None,
            rests_on=held.seat,
            why=f"vacant for {empty.days:,} days" if empty is not None and empty.days is not None else "",
        )


def _review(found: Evidence, period: Period) -> Iterator[Occasion]:
    """Whether the terms were reviewed by the day they set themselves. Source: rule R15."""
    due = terms_review_due(found.written, found.body.code, period.first)
    here = found.here
    if due is None or here is None:
        return
    duty = next(one for one in here.duties if one.what == "terms-review")
    days = sorted(day for day in map(first_day, here.versions) if day is not None)
    later = next((day for day in days if day > period.first), None)
    rule = Rule(code="terms-review", strength=in_use(duty.strength) or "firm", clause=duty.clause)
    yield by_its_day(rule, due=due, came=later, today=found.today, rests_on="terms", calendar=found.calendar)


def _obligations(found: Evidence, period: Period) -> Iterator[Occasion]:
    """What is owed in the year: reports, which come in as papers, are judged, and all else is named.

    Source: rule R14.
    """
    if found.here is None:
        return
    starts, _ends = year_of(found.written, period.last)
    reports = any("report" in duty.what for duty in found.here.duties)
    done = reports_received(found.body, found.written, found.today) if reports else {}
    try:
        obligations = owed(found.written, found.body.code, starts, done=done, today=found.today)
    except KeyError:
        return
    for one in obligations:
        if one.what != "terms-review":
            yield _owed(found, one, one.due or period.last)


def _owed(found: Evidence, one: Obligation, due: date) -> Occasion:
    is_known = "report" in one.what and one.due is not None
    return by_its_day(
        Rule(code=one.what, strength=one.strength, clause=one.clause),
        due=due,
        came=due if one.state == "done" else None,
        today=found.today,
        rests_on=one.to,
        calendar=found.calendar,
        is_recorded=is_known,
        why="" if is_known else one.why if one.due is None else "no receipt of it is recorded here",
    )


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How a body kept its own rules over some days, and over as many before them."""

    period: Period
    before: Period
    lines: tuple[RuleLine, ...]
    lines_before: tuple[RuleLine, ...]

    @property
    def headline(self) -> Headline:
        """The firm rules kept of those judged."""
        return headline(self.lines)

    @property
    def headline_before(self) -> Headline:
        """The same of the days before."""
        return headline(self.lines_before)


def last_twelve_months(today: date) -> Period:
    """The twelve months that end on a day."""
    return Period(first=today - relativedelta(years=1) + relativedelta(days=1), last=today)


def year_beginning(terms: Terms, year: int) -> Period:
    """The partnership's year that begins in a calendar year."""
    month, day = (int(part) for part in terms.calendar.year_starts.split("-"))
    first = date(year, month, day)
    return Period(first=first, last=first + relativedelta(years=1) - relativedelta(days=1))


def before(period: Period) -> Period:
    """The year before a period."""
    year = relativedelta(years=1)
    return Period(first=period.first - year, last=period.first - relativedelta(days=1))


def keeping_of(found: Evidence, period: Period) -> Keeping:
    """How a body kept its rules over a period, from what is at hand.

    Source: rules R1 to R4, R6, R8, R11, R13 to R15, R45 and R47.
    """
    occasions = occasions_of(found)
    extra = (
        *_seats(found, period),
        *_review(found, period),
        *_obligations(found, period),
    )
    earlier = before(period)
    return Keeping(
        period=period,
        before=earlier,
        lines=by_rule((*occasions, *extra), period),
        lines_before=by_rule(occasions, earlier),
    )
