"""The meetings that a body's terms propose for a year, each with whether it is still to be called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.calendar_year import MeetingDay, year_of, year_of_meetings
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.actions import Planned
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.queries import called_by_body, meetings_called
from throughline.web.site.jinja import long_date
from throughline.words.formats import list_words, time_words

LATE_IN_A_YEAR = 90
"""How many days before its end a year gives way to the next one, which is then to be called."""


@dataclass(frozen=True)
class ProposedMeeting:
    """One day of the year: what it is, and what becomes of it when the year is called."""

    day: date
    kind: str
    time: str
    becomes: str
    """"To be called", "called already", or why it is not called."""
    notes: tuple[str, ...]
    planned: Planned | None
    """What is to be called, where it is."""


@dataclass(frozen=True)
class YearToCall:
    """A body's year as its terms propose it, and the meetings of it that are to be called."""

    starts: date
    meetings: tuple[ProposedMeeting, ...]
    remarks: tuple[str, ...]

    @property
    def to_call(self) -> tuple[Planned, ...]:
        """The meetings that calling the year would call."""
        return tuple(one.planned for one in self.meetings if one.planned)

    @property
    def lead(self) -> str:
        """How many would be called, in a sentence."""
        number = len(self.to_call)
        days = {
            "first": long_date(self.starts),
            "last": long_date(self.starts + relativedelta(years=1, days=-1)),
        }
        if not self.meetings:
            return _("The terms propose no meeting from %(first)s to %(last)s.") % days
        if not number:
            return _("Nothing is left to call from %(first)s to %(last)s.") % days
        said = ngettext(
            "%(n)d meeting is to be called from %(first)s to %(last)s.",
            "%(n)d meetings are to be called from %(first)s to %(last)s.",
            number,
        )
        return said % {"n": number, **days}


def year_to_call(body: Body, on: date, *, year: str = "") -> YearToCall:
    """The year that begins in ``year``, or else the one that is next to be called. Raises NoTermsYet.

    A day on which a meeting was cancelled is not called again: the cancelled meeting stays, and counts.
    Source: rule R4; the partnership file, section 11.
    """
    terms = terms_as_written(body.partnership, on)
    starts, ends = year_of(terms, on)
    if year.isdecimal() and len(year) == 4 and 1990 <= int(year) <= 2100:
        starts = starts + relativedelta(year=int(year))
    elif (ends - on).days < LATE_IN_A_YEAR:
        starts = starts + relativedelta(years=1)
    called = called_by_body(meetings_called(body.partnership)).get(body.code, ())
    kinds = year_of_meetings(terms, body.code, starts, called=called)
    rows = Meeting.objects.filter(body=body)
    off = {
        day for row in rows if row.state == Meeting.State.CANCELLED for day in (row.held_on, row.called_for)
    }
    moved = {row.called_for for row in rows if row.called_for != row.held_on}
    days = sorted((one for kind in kinds for one in kind.meetings), key=lambda one: (one.day, one.kind))
    return YearToCall(
        starts,
        tuple(_proposed(one, on, off=off, moved=moved) for one in days),
        tuple(remark for kind in kinds for remark in kind.remarks),
    )


def _proposed(
    one: MeetingDay, on: date, *, off: set[date | None], moved: set[date | None]
) -> ProposedMeeting:
    starts_at = time.fromisoformat(one.time) if one.time else None
    becomes = _becomes(one, on, off=off, moved=moved)
    return ProposedMeeting(
        day=one.day,
        kind=one.kind,
        time=time_words(starts_at) if starts_at else "",
        becomes=becomes or _("To be called"),
        notes=tuple(_notes(one)),
        planned=None if becomes else Planned(one.day, one.kind, starts_at),
    )


def _becomes(one: MeetingDay, on: date, *, off: set[date | None], moved: set[date | None]) -> str:
    if one.is_called:
        return _("Called already")
    if one.day < on:
        return _("Its day is over")
    if one.day in off:
        return _("Cancelled: it stays so")
    return _("Moved to another day") if one.day in moved else ""


def _notes(one: MeetingDay) -> Iterator[str]:
    if one.shifted_from is not None:
        yield _("%(day)s is %(why)s") % {"day": long_date(one.shifted_from), "why": one.why_shifted}
    if one.clause:
        yield _("terms %(clause)s") % {"clause": list_words(one.clause)}
