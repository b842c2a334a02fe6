"""The year of a body on paper: its meetings, and everything that is due around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.papers.blocks import Bullets, Document, Heading, Lead, Quiet, Table, Text
from throughline.words.formats import plural, weekday_words


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting of the year; ``note`` says what moved it or that it is only proposed."""

    day: date
    body: str
    time: str = ""
    note: str = ""


@dataclass(frozen=True)
class CalendarDeadline:
    """Something due by the end of a day, and why on that day."""

    due: date
    what: str
    owed_by: str
    why: str = ""


@dataclass(frozen=True)
class YearCalendar:
    """The meetings and deadlines of one year; ``warnings`` are whole sentences."""

    title: str
    meetings: tuple[CalendarMeeting, ...]
    deadlines: tuple[CalendarDeadline, ...] = ()
    warnings: tuple[str, ...] = ()


def calendar(shown: YearCalendar, *, marking: str, computed_from: str, version: str = "") -> Document:
    """The year as a paper: warnings first, then meetings, then deadlines by date."""
    warned = (Heading("To settle", 2), Bullets(shown.warnings)) if shown.warnings else ()
    meetings, deadlines = plural(len(shown.meetings), "meeting"), plural(len(shown.deadlines), "deadline")
    return Document(
        title=shown.title,
        blocks=(
            Heading(shown.title),
            Lead(f"{meetings} and {deadlines} in the year."),
            *warned,
            Heading("Meetings", 2),
            _meetings(shown),
            Heading("Deadlines", 2),
            _deadlines(shown),
        ),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def _meetings(shown: YearCalendar) -> Table:
    in_order = sorted(shown.meetings, key=lambda meeting: (meeting.day, meeting.time))
    rows: list[tuple[Text, ...]] = []
    for meeting in in_order:
        day: Text = (
            (weekday_words(meeting.day), Quiet(meeting.note)) if meeting.note else weekday_words(meeting.day)
        )
        rows.append((day, meeting.time, meeting.body))
    return Table(
        "Meetings",
        ("Day", "Time", "Meeting"),
        tuple(rows),
        widths=(36, 14, 50),
        empty="No meetings in this year.",
    )


def _deadlines(shown: YearCalendar) -> Table:
    in_order = sorted(shown.deadlines, key=lambda deadline: (deadline.due, deadline.what))
    rows: list[tuple[Text, ...]] = []
    for deadline in in_order:
        what: Text = (deadline.what, Quiet(deadline.why)) if deadline.why else deadline.what
        rows.append((weekday_words(deadline.due), what, deadline.owed_by))
    return Table(
        "Deadlines",
        ("Due by the end of", "What", "From"),
        tuple(rows),
        widths=(30, 44, 26),
        empty="No deadlines in this year.",
    )
