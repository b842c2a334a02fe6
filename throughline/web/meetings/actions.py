"""Calling a meeting, its agenda, its papers and who came; each act leaves its event."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Person, User
from throughline.web.governance.models import Body
from throughline.web.meetings.models import AgendaItem, Attendance, CalendarLink, Meeting, Paper
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.markings import read_marking
from throughline.words.refusals import Refused

KEPT_HERE = ("OFFICIAL", "NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED")
"""The levels of marking that a paper kept here may have."""


class MeetingExists(Refused):
    """The body meets on that day already."""


class NotInThisState(Refused):
    """The meeting has gone past what was asked, or has not come to it."""


class PaperEmpty(Refused):
    """A paper that is received has words."""


class NoAgenda(Refused):
    """An agenda without items cannot be published."""


class MarkingTooHigh(Refused):
    """Papers above OFFICIAL, or above RESTRICTED in the legacy scheme, are kept elsewhere."""


class InTheRoomAlready(Refused):
    """A person comes to a meeting once."""


@dataclass(frozen=True)
class AgendaLine:
    """One line of an agenda to be kept: what is asked, and why it stands there."""

    code: str
    title: str
    asks: str
    because: str
    led_by: Agency | None = None
    paper: Paper | None = None
    minutes: int | None = None


@transaction.atomic
def call_meeting(
    *,
    body: Body,
    held_on: date,
    by: User | None,
    at: datetime,
    kind: str = "ordinary",
    starts_at: time | None = None,
    place: str = "",
    second_sitting: bool = False,
) -> Meeting:
    """Call a meeting of a body on a day. Raises MeetingExists unless a second sitting is meant."""
    sittings = Meeting.objects.filter(body=body, held_on=held_on).count()
    if sittings and not second_sitting:
        raise MeetingExists(
            f"{body.name} is called for {day_words(held_on)} already. "
            "Call a second sitting, or choose another day."
        )
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        held_on=held_on,
        sitting=sittings + 1,
        starts_at=starts_at,
        place=place,
        called_at=at,
        changed_at=at,
    )
    _tell(meeting, "meeting called", by=by, at=at, on=str(held_on), kind=kind)
    return meeting


@transaction.atomic
def set_agenda(
    *, meeting: Meeting, lines: Sequence[AgendaLine], expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Put these lines in this order on the agenda in place of those there.

    Raises NotInThisState for a meeting held or cancelled, and EditedSince.
    """
    _must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have another agenda")
    save_changes(meeting, expected_version=expected_version)
    meeting.items.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            code=line.code,
            title=line.title,
            asks=line.asks,
            because=line.because,
            led_by=line.led_by,
            paper=line.paper,
            minutes=line.minutes,
        )
        for position, line in enumerate(lines, start=1)
    )
    _tell(meeting, "agenda set", by=by, at=at, items=[line.code for line in lines])
    return meeting


@transaction.atomic
def publish_agenda(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Publish the agenda as it stands. Raises NoAgenda, NotInThisState and EditedSince."""
    _must_be(meeting, Meeting.State.CALLED, doing="have its agenda published")
    if not meeting.items.exists():
        raise NoAgenda("The agenda has no items. Fill it from the terms, or add an item, then publish it.")
    save_changes(meeting, expected_version=expected_version, state=Meeting.State.PUBLISHED, published_at=at)
    _tell(meeting, "agenda published", by=by, at=at)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    held_on: date,
    starts_at: time | None,
    place: str,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> Meeting:
    """Settle another day, time or place; every deadline follows, and calendars are told by a higher sequence.

    Raises MeetingExists, NotInThisState and EditedSince.
    """
    _must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be moved")
    others = Meeting.objects.filter(body=meeting.body, held_on=held_on, sitting=meeting.sitting)
    if others.exclude(pk=meeting.pk).exists():
        raise MeetingExists(f"{meeting.body.name} meets on {day_words(held_on)} already. Choose another day.")
    was = meeting.held_on
    save_changes(
        meeting,
        expected_version=expected_version,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        sequence=meeting.sequence + 1,
        changed_at=at,
    )
    _tell(meeting, "meeting moved", by=by, at=at, was=str(was), now=str(held_on))
    return meeting


@transaction.atomic
def cancel_meeting(
    *, meeting: Meeting, because: str, expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Cancel a meeting before it is held; calendars are told by a higher sequence.

    Raises NotInThisState and EditedSince.
    """
    _must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be cancelled")
    save_changes(
        meeting,
        expected_version=expected_version,
        state=Meeting.State.CANCELLED,
        cancelled_because=because,
        sequence=meeting.sequence + 1,
        changed_at=at,
    )
    _tell(meeting, "meeting cancelled", by=by, at=at)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, expected_version: int, by: User | None, at: datetime) -> Meeting:
    """Record that the meeting was held. Raises NotInThisState for one cancelled or held."""
    _must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be closed")
    save_changes(meeting, expected_version=expected_version, state=Meeting.State.HELD)
    _tell(meeting, "meeting held", by=by, at=at)
    return meeting


@transaction.atomic
def record_minutes_sent(
    *, meeting: Meeting, sent_on: date, expected_version: int, by: User | None, at: datetime
) -> Meeting:
    """Record the day the minutes went to every reader."""
    _must_be(meeting, Meeting.State.HELD, doing="have its minutes sent")
    save_changes(meeting, expected_version=expected_version, minutes_sent_on=sent_on)
    _tell(meeting, "minutes sent", by=by, at=at, on=str(sent_on))
    return meeting


@transaction.atomic
def commission_paper(
    *,
    meeting: Meeting,
    title: str,
    ask: str,
    author_agency: Agency,
    due_on: date,
    asked_on: date,
    marking: str,
    by: User | None,
    at: datetime,
    author: Person | None = None,
    readers: str = Paper.Readers.BODY,
) -> Paper:
    """Ask an organisation for a paper by a day. Raises MarkingTooHigh, MarkingUnknown and NotInThisState."""
    level = read_marking(marking).level
    if level not in KEPT_HERE:
        raise MarkingTooHigh(
            f"Papers marked {level} are not kept here. Take it through your own secure system."
        )
    _must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have papers asked for")
    paper = Paper.objects.create(
        meeting=meeting,
        title=title,
        ask=ask,
        author_agency=author_agency,
        author=author,
        marking=marking,
        readers=readers,
        asked_on=asked_on,
        due_on=due_on,
    )
    _tell(meeting, "paper asked for", by=by, at=at, paper=paper.pk, due=str(due_on))
    return paper


@transaction.atomic
def receive_paper(
    *, paper: Paper, text: str, received_on: date, expected_version: int, by: User | None, at: datetime
) -> Paper:
    """Keep a paper's words as they came in. Raises PaperEmpty and EditedSince."""
    if not text.strip():
        raise PaperEmpty("The paper has no words. Paste its text, then save again.")
    save_changes(paper, expected_version=expected_version, text=text, received_on=received_on)
    _tell(paper.meeting, "paper received", by=by, at=at, paper=paper.pk, on=str(received_on))
    return paper


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    person: Person,
    agency: Agency,
    capacity: str,
    by: User | None,
    at: datetime,
    seat: str = "",
) -> Attendance:
    """Record that a person came, for which seat and organisation. Raises InTheRoomAlready."""
    if Attendance.objects.filter(meeting=meeting, person=person).exists():
        raise InTheRoomAlready("This person is recorded at the meeting already. Change that line instead.")
    row = Attendance.objects.create(
        meeting=meeting, person=person, agency=agency, capacity=capacity, seat=seat
    )
    record_event(
        by=by,
        at=at,
        what="attendance recorded",
        thing=row,
        partnership=meeting.body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"meeting": meeting.pk, "seat": seat, "capacity": capacity},
    )
    return row


@transaction.atomic
def make_calendar_link(
    *, person: Person, body: Body, with_deadlines: bool, by: User | None, at: datetime
) -> str:
    """A new address by which the person's calendar program reads the body's meetings; an earlier one ends.

    The answer is the secret part of the address. It is given once, and only its digest is kept.
    """
    CalendarLink.objects.filter(person=person, body=body, ended_at__isnull=True).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    link = CalendarLink.objects.create(
        person=person,
        body=body,
        digest=CalendarLink.digest_of(secret),
        with_deadlines=with_deadlines,
        made_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="calendar link made",
        thing=link,
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code},
    )
    return secret


def _must_be(meeting: Meeting, *states: str, doing: str) -> None:
    if meeting.state not in states:
        raise NotInThisState(
            f"The meeting of {day_words(meeting.held_on)} is “{meeting.get_state_display()}”: "
            f"it cannot {doing}."
        )


def _tell(meeting: Meeting, what: str, *, by: User | None, at: datetime, **detail: object) -> None:
    record_event(by=by, at=at, what=what, thing=meeting, partnership=meeting.body.partnership, detail=detail)
