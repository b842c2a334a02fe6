"""What the calendar's page shows one reader: the year, where each meeting leads, and what may be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.calendar_year import year_of
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import NoTermsYet, read_record, terms_record
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.calling.years import DeadlineLine, MeetingLine, Year, year_in_words
from throughline.web.meetings.queries import (
    addresses_of,
    called_by_body,
    codes_run_by,
    meetings_called,
)
from throughline.web.site.jinja import long_date
from throughline.words.formats import days_words, list_words, month_words

SOON = 31
"""How many days before its end a year gives way to the next on the calendar's first view."""


@dataclass(frozen=True)
class Month:
    """The deadlines of one month, each as the cells of a row."""

    words: str
    rows: tuple[list[Any], ...]


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """The calendar of a partnership, or of one of its bodies, for one reader."""

    lead: str
    year: Year | None = None
    body: str = ""
    bodies: tuple[tuple[str, str], ...] = ()
    meetings: tuple[dict[str, Any], ...] = ()
    coming: tuple[Month, ...] = ()
    past: tuple[Month, ...] = ()
    """The deadlines of the year, by month: those of today and later, and those whose day is over."""
    asked: tuple[list[Any], ...] = ()
    """What the terms of each body ask for, beside what is planned."""
    readable: tuple[tuple[str, str], ...] = ()
    may_call: tuple[tuple[str, str], ...] = ()
    before: int = 0
    after: int = 0
    terms_number: int = 0


def calendar_page(partnership: Partnership, viewpoint: Viewpoint, *, year: str, body: str) -> CalendarPage:
    """The year that begins in ``year``, four digits, or else today's; of every body or of one."""
    try:
        record = terms_record(partnership, viewpoint.on)
    except NoTermsYet as nothing:
        return CalendarPage(lead=str(nothing))
    terms, called = read_record(record), list(meetings_called(partnership))
    bodies = tuple((one.id, one.name) for one in terms.bodies)
    only = body if body in dict(bodies) else ""
    starts = first_day(terms, viewpoint.on, year)
    shown = year_in_words(terms, starts, called=called_by_body(called), only=only or None)
    readable = codes_readable_by(viewpoint)
    run = codes_run_by(viewpoint, among=frozenset(dict(bodies)))
    rows = _meetings(shown, partnership.slug, viewpoint.on, run, readable, addresses_of(called))
    return CalendarPage(
        lead=lead_of(shown),
        year=shown,
        body=only,
        bodies=bodies,
        meetings=tuple(rows),
        coming=by_month([one for one in shown.deadlines if one.due >= viewpoint.on]),
        past=by_month([one for one in shown.deadlines if one.due < viewpoint.on]),
        asked=tuple(_asked(shown, viewpoint.on)),
        readable=tuple(pair for pair in bodies if pair[0] in readable),
        may_call=tuple(pair for pair in bodies if pair[0] in run),
        before=starts.year - 1,
        after=starts.year + 1,
        terms_number=record.number,
    )


def first_day(terms: Terms, on: date, year: str) -> date:
    """The first day of the year asked for; without one, of a day's own year, or the next if that is near."""
    starts, ends = year_of(terms, on)
    if year.isdecimal() and len(year) == 4 and 1990 <= int(year) <= 2100:
        return starts + relativedelta(year=int(year))
    return starts + relativedelta(years=1) if (ends - on).days < SOON else starts


def lead_of(year: Year) -> str:
    """How many meetings and deadlines a year has, and how many meetings are called."""
    called = sum(one.is_called for one in year.meetings)
    counted = ngettext("%(n)d meeting", "%(n)d meetings", len(year.meetings)) % {"n": len(year.meetings)}
    days = {"first": long_date(year.starts), "last": long_date(year.ends)}
    number = len(year.deadlines)
    due = ngettext("%(n)d deadline", "%(n)d deadlines", number) % {"n": number}
    if not year.meetings:
        said = _("No meeting is called or proposed from %(first)s to %(last)s.") % days
        return f"{said} {_('%(deadlines)s without a meeting.') % {'deadlines': due}}" if number else said
    proposed = len(year.meetings) - called
    states = _("%(called)s, %(proposed)s.") % {
        "called": _("%(n)d called") % {"n": called} if called else _("None called"),
        "proposed": _("%(n)d only proposed") % {"n": proposed} if proposed else _("none proposed"),
    }
    if not number:
        due = _("no deadlines: the terms set none")
        said = _("%(meetings)s from %(first)s to %(last)s, and %(deadlines)s.")
    else:
        said = _("%(meetings)s and %(deadlines)s from %(first)s to %(last)s.")
    return f"{said % {'meetings': counted, 'deadlines': due, **days}} {states}"


def _meetings(
    year: Year,
    slug: str,
    on: date,
    run: frozenset[str],
    readable: frozenset[str],
    addresses: Mapping[tuple[str, date], str],
) -> Iterator[dict[str, Any]]:
    for one in year.meetings:
        parts = {"partnership": slug, "body": one.body}
        there = addresses.get((one.body, one.day), "")
        yield {
            "line": one,
            "address": reverse("meetings:meeting", kwargs={**parts, "meeting": there})
            if there and one.body in readable
            else "",
            "call": reverse("meetings:call", kwargs=parts) if _may_be_called(one, on, run) else "",
        }


def _may_be_called(one: MeetingLine, on: date, run: frozenset[str]) -> bool:
    return not one.is_called and one.day >= on and one.body in run


def by_month(deadlines: Sequence[DeadlineLine]) -> tuple[Month, ...]:
    """Deadlines in the order of their days, gathered by the month in which they are due."""
    ordered = sorted(deadlines, key=lambda one: one.due)
    months = groupby(ordered, key=lambda one: one.due.replace(day=1))
    return tuple(
        Month(month_words(first, translate=_), tuple(_deadline(one) for one in due)) for first, due in months
    )


def _deadline(one: DeadlineLine) -> list[Any]:
    clause = _("terms %(clause)s") % {"clause": list_words(one.clause)} if one.clause else ""
    why = ", ".join(part for part in (one.why, clause, *one.warnings) if part)
    return [
        long_date(one.due),
        {"words": one.what.capitalize(), "note": why},
        one.body_name,
        long_date(one.meeting) if one.meeting else "",
        _(one.strength),
    ]


def _asked(year: Year, on: date) -> Iterator[list[Any]]:
    for one in year.bodies:
        windows = [
            days_words(window.first, window.last, translate=_) for window in one.windows if window.last >= on
        ]
        otherwise = [
            _("%(reading)s would give %(n)d meetings") % {"reading": reading, "n": len(days)}
            for reading, days in one.otherwise
        ]
        yield [
            {"words": one.body_name, "note": "" if one.kind == "ordinary" else one.kind},
            str(one.wanted) if one.wanted is not None else _("not stated"),
            str(one.planned),
            "; ".join((*one.remarks, *otherwise)),
            {"words": _("none") if not windows else "", "note": "; ".join(windows)},
        ]
