"""Reads of meetings; every list starts from what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from throughline.rules.calendar_year import Called, MeetingDay, year_of
from throughline.rules.deadlines import meetings_of
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.permits import READ_MEMBERS_PAPERS
from throughline.words.formats import day_words, list_words
from throughline.words.refusals import Refused


class NoSuchPartnership(Refused):
    """The store holds no partnership of that name."""


class NoSuchBody(Refused):
    """The partnership has no body of that name."""


class NoSuchMeeting(Refused):
    """The body has no meeting on that day."""


def meetings_of_body(body: Body) -> QuerySet[Meeting]:
    """The meetings of a body, by day."""
    return Meeting.objects.filter(body=body).select_related("body", "body__partnership")


def partnership_named(slug: str) -> Partnership:
    """The partnership of an address. Raises NoSuchPartnership, which lists those there are."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = list(Partnership.objects.order_by("slug").values_list("slug", flat=True))
        there = f"It holds {list_words(known)}." if known else "It holds none yet: load a partnership file first."
        raise NoSuchPartnership(f"The store holds no partnership “{slug}”. {there}")
    return found


def body_named(partnership: Partnership, code: str) -> Body:
    """The body of a partnership by its code. Raises NoSuchBody, which lists those there are."""
    bodies = Body.objects.filter(partnership=partnership).select_related("partnership")
    found = bodies.filter(code=code).first()
    if found is None:
        known = list_words([body.code for body in bodies]) or "none"
        raise NoSuchBody(f"{partnership.name} has no body “{code}”. Its bodies are {known}.")
    return found


def meeting_at(body: Body, address: str) -> Meeting:
    """The meeting of a body at an address such as 2026-04-14, or 2026-04-14-2 for a second sitting.

    Raises NoSuchMeeting, which names the latest meetings there are.
    """
    written, _, sitting = address[:10], address[10:11], address[11:] or "1"
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NoSuchMeeting(f"“{address}” is not a meeting's day. Write it as 2026-04-14. {_known(body)}") from None
    found = meetings_of_body(body).filter(held_on=day, sitting=sitting).first() if sitting.isdecimal() else None
    if found is None or found.address != address:
        raise NoSuchMeeting(f"{body.name} has no meeting on {day_words(day)}. {_known(body)}")
    return found


def _known(body: Body) -> str:
    latest = [one.address for one in meetings_of_body(body).order_by("-held_on", "-sitting")[:6]]
    return f"Its latest meetings are {list_words(latest[::-1])}." if latest else "No meeting of it has been called."


def last_held_before(body: Body, day: date) -> Meeting | None:
    """The last meeting of a body held before a day, or None."""
    return meetings_of_body(body).filter(state=Meeting.State.HELD, held_on__lt=day).order_by("held_on").last()


def papers_readable_by(meeting: Meeting, reader: Viewpoint | None) -> tuple[Paper, ...]:
    """The papers of a meeting that a reader may know of; all of them without a reader. Source: rule R43."""
    papers = meeting.papers.select_related("author", "author_agency")
    if reader is not None:
        here = replace(reader, partnership=meeting.body.partnership, route={"body": meeting.body.code})
        if not holds_permit(READ_MEMBERS_PAPERS, here):
            papers = papers.filter(readers=Paper.Readers.BODY)
    return tuple(papers)


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
