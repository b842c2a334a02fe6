"""A partnership's year in words: every body's meetings and deadlines, from its terms and what was called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from dateutil.relativedelta import relativedelta

from throughline.papers.calendar import CalendarDeadline, CalendarMeeting, YearCalendar
from throughline.rules.calendar_year import ONE_DAY, KindYear, MeetingDay, Window, year_of_meetings
from throughline.rules.deadlines import CallsByBody, Deadline, clashes, deadlines_of_meetings
from throughline.rules.terms.model import Body, Terms, Who
from throughline.rules.terms.words_for import Names, names_in, who_in_words
from throughline.words.formats import day_words, days_words, list_words, time_words, weekday_words

STRENGTHS = {
    "firm": "must",
    "usual": "usually",
    "best-effort": "when possible",
    "as-required": "as required",
}


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting of the year, called or proposed, with what is to be known about its date."""

    body: str
    body_name: str
    kind: str
    day: date
    time: str
    """In words: "10am"."""
    starts_at: str
    """On the 24-hour clock: "10:00"; empty where it is not known."""
    is_called: bool
    notes: tuple[str, ...]

    @property
    def state(self) -> str:
        """Whether the meeting is called or only proposed."""
        return "called" if self.is_called else "proposed"


@dataclass(frozen=True, kw_only=True)
class DeadlineLine:
    """One deadline of the year: due by the end of a day, by whom, why then, and how firmly."""

    body: str
    body_name: str
    what: str
    due: date
    meeting: date | None
    owed_by: str
    to: str
    why: str
    strength: str
    clause: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BodyYear:
    """One kind of meeting of one body: what the terms ask for and what is planned."""

    body: str
    body_name: str
    kind: str
    wanted: int | None
    planned: int
    remarks: tuple[str, ...]
    windows: tuple[Window, ...]
    """The stretches that should hold a meeting; only where the terms give no pattern of dates."""
    otherwise: tuple[tuple[str, tuple[date, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Year:
    """The year of a partnership, or of one of its bodies."""

    name: str
    starts: date
    ends: date
    meetings: tuple[MeetingLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    bodies: tuple[BodyYear, ...]
    warnings: tuple[str, ...]


def year_in_words(
    terms: Terms, year_starts: date, *, called: CallsByBody | None = None, only: str | None = None
) -> Year:
    """The year that begins on a day, of every body or of ``only`` one. Raises KeyError for no such body.

    Source: the partnership file, section 11; rules R1 to R4.
    """
    calls = called or {}
    bodies = [terms.body(only)] if only else list(terms.bodies)
    kinds = {
        body.id: year_of_meetings(terms, body.id, year_starts, called=calls.get(body.id, ()))
        for body in bodies
    }
    days = {code: tuple(day for kind in found for day in kind.meetings) for code, found in kinds.items()}
    names = names_in(terms)
    everything = [day for found in days.values() for day in found]
    deadlines = [
        one for body in bodies for one in deadlines_of_meetings(terms, body.id, days[body.id], called=calls)
    ]
    return Year(
        name=terms.body(only).name if only else terms.name,
        starts=year_starts,
        ends=year_starts + relativedelta(years=1) - ONE_DAY,
        meetings=tuple(
            _meeting(day, names) for day in sorted(everything, key=lambda one: (one.day, one.body))
        ),
        deadlines=tuple(_deadline(one, names) for one in sorted(deadlines, key=_by_day)),
        bodies=tuple(_body_year(body, kind) for body in bodies for kind in kinds[body.id]),
        warnings=tuple(_warnings(everything, deadlines, names)),
    )


def _by_day(one: Deadline) -> tuple[date, str, str]:
    return one.due, one.body, one.what


def _meeting(day: MeetingDay, names: Names) -> MeetingLine:
    return MeetingLine(
        body=day.body,
        body_name=names.get(day.body, day.body),
        kind=day.kind,
        day=day.day,
        time=time_words(time.fromisoformat(day.time)) if day.time else "",
        starts_at=day.time or "",
        is_called=day.is_called,
        notes=tuple(_notes(day)),
    )


def _notes(day: MeetingDay) -> Iterator[str]:
    if day.is_proposed_pattern:
        yield "the pattern of dates is not in the terms"
    if day.shifted_from is not None:
        yield f"moved from {weekday_words(day.shifted_from)}, {day.why_shifted}"
    if day.kind != "ordinary":
        yield f"{day.kind.replace('-', ' ')} meeting"


def _deadline(one: Deadline, names: Names) -> DeadlineLine:
    return DeadlineLine(
        body=one.body,
        body_name=names.get(one.body, one.body),
        what=one.what.replace("-", " "),
        due=one.due,
        meeting=one.meeting,
        owed_by=_who(one.owed_by, names),
        to=_who(one.to, names),
        why=one.why + (f", for each {one.each}" if one.each else ""),
        strength=STRENGTHS.get(one.strength, one.strength),
        clause=one.clause,
        warnings=one.warnings,
    )


def _who(who: Who | None, names: Names) -> str:
    return "" if who is None else who_in_words(who, names)


def _body_year(body: Body, kind: KindYear) -> BodyYear:
    return BodyYear(
        body=body.id,
        body_name=body.name,
        kind=kind.kind,
        wanted=kind.wanted,
        planned=len(kind.meetings),
        remarks=kind.remarks,
        windows=kind.empty_windows,
        otherwise=kind.otherwise,
    )


def _warnings(days: list[MeetingDay], deadlines: list[Deadline], names: Names) -> Iterator[str]:
    for day, there in clashes(days):
        meeting = list_words([f"{names.get(one.body, one.body)}{_at(one)}" for one in there])
        yield f"{weekday_words(day)}: {meeting} meet on one day."
    for one in days:
        if one.shifted_from is not None and not one.is_called:
            was, proposed = day_words(one.shifted_from), day_words(one.day)
            yield f"{names.get(one.body, one.body)}: {was} is {one.why_shifted}, so {proposed} is proposed."
    for due in deadlines:
        for warning in due.warnings:
            what = f"{names.get(due.body, due.body)}, {due.what.replace('-', ' ')}"
            yield f"{what} due {day_words(due.due)}: {warning}."


def _at(day: MeetingDay) -> str:
    return f" at {day.time}" if day.time else ""


def calendar_shown(year: Year) -> YearCalendar:
    """The year as the paper shows it."""
    return YearCalendar(
        title=f"{year.name}: {days_words(year.starts, year.ends)}",
        meetings=tuple(
            CalendarMeeting(one.day, one.body_name, one.time, "; ".join((one.state, *one.notes)))
            for one in year.meetings
        ),
        deadlines=tuple(
            CalendarDeadline(one.due, f"{one.what.capitalize()}, {one.body_name}", one.owed_by, one.why)
            for one in year.deadlines
        ),
        warnings=(
            *year.warnings,
            *(f"{one.body_name}: {remark}." for one in year.bodies for remark in one.remarks),
        ),
    )
