"""Reads of meetings; every list starts from what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from throughline.rules.calendar_year import Called, MeetingDay, year_of
from throughline.rules.deadlines import meetings_of
from throughline.web.access.models import Partnership
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.models import Meeting
from throughline.words.refusals import Refused


class NoSuchMeeting(Refused):
    """The body has no meeting on that day."""


def meetings_of_body(body: Body) -> QuerySet[Meeting]:
    """The meetings of a body, by day."""
    return Meeting.objects.filter(body=body).select_related("body", "body__partnership")


def meeting_on(body: Body, day: date, *, sitting: int = 1) -> Meeting:
    """The meeting of a body on a day. Raises NoSuchMeeting, which names those around that day."""
    found = meetings_of_body(body).filter(held_on=day, sitting=sitting).first()
    if found is None:
        known = [f"{one.held_on}" for one in meetings_of_body(body).order_by("-held_on")[:6]]
        there = f"It has meetings on {', '.join(sorted(known))}." if known else "No meeting of it has been called."
        raise NoSuchMeeting(f"{body.name} has no meeting on {day}. {there}")
    return found


def called_by_body(partnership: Partnership) -> Mapping[str, tuple[Called, ...]]:
    """Every meeting called and not cancelled, by the code of its body."""
    found: dict[str, tuple[Called, ...]] = {}
    rows = Meeting.objects.filter(body__partnership=partnership).exclude(state=Meeting.State.CANCELLED)
    for row in rows.select_related("body"):
        time = f"{row.starts_at:%H:%M}" if row.starts_at else None
        called = Called(day=row.held_on, kind=row.kind, time=time)
        found[row.body.code] = (*found.get(row.body.code, ()), called)
    return found


def year_ahead(body: Body, day: date) -> tuple[date, tuple[MeetingDay, ...]]:
    """The first day of the year that holds a day, and the body's meetings of that year."""
    written = terms_as_written(body.partnership, day)
    starts, _ = year_of(written, day)
    return starts, meetings_of(written, body.code, starts, called_by_body(body.partnership))
