"""Meetings and deadlines as a calendar that Outlook and others can follow.

A feed carries no names of people and no business: a calendar is often open to colleagues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import icalendar

from throughline.papers.blocks import printable

PRODUCT: Final = "-//Throughline//Meetings and deadlines//EN"


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting in a feed. ``starts`` and ``ends`` carry their time zone."""

    id: str
    """Permanent: the same meeting keeps it when it moves."""
    body: str
    starts: datetime
    ends: datetime
    changed: datetime
    """When its date, time or place last changed; carries its time zone."""
    sequence: int = 0
    """How many times it has changed."""
    cancelled: bool = False
    place: str = ""


@dataclass(frozen=True)
class DeadlineEntry:
    """A deadline in a feed: a whole day, and free time in the reader's diary."""

    id: str
    words: str
    """What is due, without a person's name: "Agenda due, Barnet reducing reoffending group"."""
    due: date
    changed: datetime
    sequence: int = 0
    cancelled: bool = False


def calendar_feed(
    *, title: str, host: str, meetings: Sequence[MeetingEntry] = (), deadlines: Sequence[DeadlineEntry] = ()
) -> bytes:
    """The feed in iCalendar form, told apart by UID and SEQUENCE so that a move replaces and never doubles.

    ``host`` is the site's name in the UIDs. A cancelled entry stays, as cancelled, until the caller
    leaves it out. Raises ``ValueError`` for a time without a zone.
    """
    feed = icalendar.Calendar()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", printable(title))
    feed.add("x-published-ttl", "PT1H")
    for meeting in meetings:
        feed.add_component(_meeting(meeting, host))
    for deadline in deadlines:
        feed.add_component(_deadline(deadline, host))
    feed.add_missing_timezones()
    return bytes(feed.to_ical())


def cancellation(meeting: MeetingEntry, *, host: str) -> bytes:
    """One meeting called off, as a message that takes it out of the diaries it is in."""
    return invitation(replace(meeting, cancelled=True), host=host)


def invitation(meeting: MeetingEntry | DeadlineEntry, *, host: str) -> bytes:
    """One meeting as an invitation, or its cancellation; a day without a time is a whole day.

    Its UID is the one it has in the feed, so that a diary with both shows it once. It names no person: the
    organiser is the site. Raises ``ValueError`` for a time without a zone.
    """
    message = icalendar.Calendar()
    message.add("prodid", PRODUCT)
    message.add("version", "2.0")
    message.add("method", "CANCEL" if meeting.cancelled else "REQUEST")
    event = _meeting(meeting, host) if isinstance(meeting, MeetingEntry) else _deadline(meeting, host)
    event.add("organizer", f"mailto:no-reply@{host.partition(':')[0]}")
    message.add_component(event)
    message.add_missing_timezones()
    return bytes(message.to_ical())


def _meeting(meeting: MeetingEntry, host: str) -> icalendar.Event:
    uid = f"meeting-{meeting.id}@{host}"
    event = _event(uid, meeting.changed, meeting.sequence, cancelled=meeting.cancelled)
    event.add("summary", printable(f"Cancelled: {meeting.body}" if meeting.cancelled else meeting.body))
    event.add("dtstart", _zoned(meeting.starts))
    event.add("dtend", _zoned(meeting.ends))
    if meeting.place:
        event.add("location", printable(meeting.place))
    return event


def _deadline(deadline: DeadlineEntry, host: str) -> icalendar.Event:
    uid = f"deadline-{deadline.id}@{host}"
    event = _event(uid, deadline.changed, deadline.sequence, cancelled=deadline.cancelled)
    event.add("summary", printable(deadline.words))
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(uid: str, changed: datetime, sequence: int, *, cancelled: bool) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", _zoned(changed))
    event.add("last-modified", _zoned(changed))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone. Give the time with its zone.")
    return moment
