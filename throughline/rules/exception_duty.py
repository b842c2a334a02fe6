"""The duty to report exceptions: from when a body is owed a report, and for which quarters.

Source: the partnership file, section 7 (``duty``); East Midlands delivery plan 2009-10, 1.3.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.rules.escalation_states import boards_above
from throughline.rules.recipients import recipients
from throughline.rules.terms.model import Body, Terms, first_day, in_use
from throughline.words.periods import Period, quarters, year_holding

DUTY = "exception-report"
"""The id of the duty in a partnership file."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReportDuty:
    """That a report is owed each quarter from a day on, and the clauses that say so."""

    from_on: date
    months: int
    clause: tuple[str, ...] = ()


def report_duty(body: Body) -> ReportDuty | None:
    """The duty of a body to be told of exceptions at a rhythm; None where the terms set none.

    Source: the partnership file, section 7 (``duty``).
    """
    for duty in body.duties:
        every, begins = in_use(duty.every), first_day(duty)
        if duty.id == DUTY and every is not None and every.unit == "months" and begins is not None:
            return ReportDuty(begins, every.number, duty.clause)
    return None


def asked_when_escalated(terms: Terms, code: str) -> tuple[str, ...]:
    """Whom a body asks when it escalates an exception report: the boards above it by the terms of the day.

    First those to which the terms owe its exceptions, then those to which it reports; codes that the terms
    know, none where they name nobody. Raises KeyError for a body that is not in force.
    Source: East Midlands delivery plan 2009-10, 1.3.1; rule R44.
    """
    body = terms.body(code)
    duties = [one for one in body.duties if (one.id or one.what).startswith(DUTY)]
    owed = [to for one in duties for to in recipients(terms, in_use(one.to), body)]
    known = {one.id for one in terms.bodies} | {one.id for one in terms.externals}
    asked = dict.fromkeys((*owed, *boards_above(terms, code)))
    return tuple(one for one in asked if one in known and one != code)


def quarters_owed(duty: ReportDuty, *, today: date, year_starts: str) -> tuple[Period, ...]:
    """The quarters of which a report is owed by a day: those that ended, and ended no earlier than the day
    before the duty began.

    A report comes after its quarter: a duty from 1 October asks for that of July to September first.
    Source: East Midlands delivery plan 2009-10, 1.3.1 (quarterly reports from October 2009).
    """
    if today < duty.from_on:
        return ()
    year = year_holding(duty.from_on - ONE_DAY, year_starts)
    found: list[Period] = []
    while year.first <= today:
        found += [one for one in quarters(year) if duty.from_on <= one.last + ONE_DAY <= today]
        year = year_holding(year.last + ONE_DAY, year_starts)
    return tuple(found)


def quarters_missing(owed: Iterable[Period], made: Iterable[date]) -> tuple[Period, ...]:
    """The quarters owed of which no report was made; ``made`` holds the first days of those that were.

    Source: East Midlands delivery plan 2009-10, 1.3.1.
    """
    known = set(made)
    return tuple(one for one in owed if one.first not in known)
