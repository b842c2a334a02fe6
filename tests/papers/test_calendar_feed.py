"""A feed that a diary can follow: a move replaces, a cancellation takes away, a deadline is a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from throughline.papers.calendar_feed import DeadlineEntry, MeetingEntry, calendar_feed, cancellation

LONDON = ZoneInfo("Europe/London")
MEETING = MeetingEntry(
    "m1",
    "Reducing reoffending delivery group",
    datetime(2026, 4, 7, 10, tzinfo=LONDON),
    datetime(2026, 4, 7, 12, tzinfo=LONDON),
    datetime(2026, 1, 5, 9, tzinfo=UTC),
    place="Hendon",
)
DEADLINE = DeadlineEntry("d1", "Agenda due", date(2026, 3, 27), datetime(2026, 1, 5, 9, tzinfo=UTC))


def events(feed: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(feed).walk("VEVENT"))


def feed(*meetings: MeetingEntry) -> bytes:
    return calendar_feed(title="Barnet", host="site.example", meetings=meetings, deadlines=[DEADLINE])


def test_a_meeting_stands_at_its_hour_in_its_own_zone() -> None:
    first = events(feed(MEETING))[0]
    assert first.decoded("dtstart") == MEETING.starts
    assert first["dtstart"].params["TZID"] == "Europe/London"
    assert b"BEGIN:VTIMEZONE" in feed(MEETING)


def test_a_deadline_is_a_whole_day_that_keeps_no_one_busy() -> None:
    last = events(feed(MEETING))[1]
    assert last.decoded("dtstart") == date(2026, 3, 27)
    assert last.decoded("dtend") == date(2026, 3, 28)
    assert last["transp"] == "TRANSPARENT"


def test_a_moved_meeting_keeps_its_uid_and_raises_its_sequence() -> None:
    moved = replace(
        MEETING,
        starts=datetime(2026, 4, 14, 10, tzinfo=LONDON),
        ends=datetime(2026, 4, 14, 12, tzinfo=LONDON),
        sequence=1,
    )
    before, after = events(feed(MEETING))[0], events(feed(moved))[0]
    assert before["uid"] == after["uid"] == "meeting-m1@site.example"
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)


def test_a_cancelled_meeting_stays_as_cancelled_and_its_notice_takes_it_out() -> None:
    off = replace(MEETING, cancelled=True, sequence=2)
    assert events(feed(off))[0]["status"] == "CANCELLED"
    notice = icalendar.Calendar.from_ical(cancellation(replace(MEETING, sequence=2), host="site.example"))
    assert notice["method"] == "CANCEL"
    (event,) = notice.walk("VEVENT")
    assert (event["uid"], event["status"]) == ("meeting-m1@site.example", "CANCELLED")


def test_a_feed_has_no_people_and_no_business() -> None:
    names = {name for event in events(feed(MEETING)) for name in event}
    assert not names & {"ATTENDEE", "ORGANIZER", "DESCRIPTION", "CONTACT", "COMMENT"}
    assert all(event["class"] == "PRIVATE" for event in events(feed(MEETING)))


def test_the_same_entries_give_the_same_bytes() -> None:
    assert feed(MEETING) == feed(MEETING)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        feed(replace(MEETING, starts=datetime(2026, 4, 7, 10)))
