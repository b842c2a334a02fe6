"""The command that works out a year of meetings and deadlines, from a file or from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from throughline.cli.app import app
from throughline.cli.files import day_of, write_file
from throughline.cli.naming import LONDON, named, no_such_body
from throughline.cli.printing import print_json, print_table, say
from throughline.papers.calendar_feed import DeadlineEntry, MeetingEntry, calendar_feed
from throughline.rules.calendar_year import year_of
from throughline.rules.deadlines import CallsByBody
from throughline.rules.terms.model import Terms
from throughline.web.meetings.calling.years import DeadlineLine, MeetingLine, Year, year_in_words
from throughline.words.formats import day_words, list_words, plural
from throughline.words.refusals import Refused

FIRST_YEAR, LAST_YEAR = 2009, 2100
"""The years that are worked out: working days are known from 2009 on."""
LENGTH_SHOWN = timedelta(hours=2)
"""How long a meeting is in a diary, which needs an end that terms do not give."""


class YearRefused(Refused):
    """A year before working days are known, or too far ahead to be worked out."""


@dataclass(frozen=True)
class Source:
    """Whose year is wanted: the terms, the meetings called, the body if one was named, and today."""

    terms: Terms
    called: CallsByBody
    body: str
    today: date


@app.command()
def calendar(
    partnership: Annotated[
        str, typer.Argument(help="A partnership of the store or a file; /BODY after it for one body only.")
    ],
    year: Annotated[int | None, typer.Option(help="The year in which the year begins, as 2026.")] = None,
    on: Annotated[str | None, typer.Option(help="A day of the year wanted, as 2026-04-14.")] = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One object {name, starts, ends, meetings, deadlines, bodies, warnings}; "
            "a meeting is {body, kind, day, time, state, notes}; a deadline is {body, what, due, meeting, "
            "owed_by, to, why, strength, clause, warnings}; a body is {body, kind, wanted, planned, remarks, "
            "windows, otherwise}.",
        ),
    ] = False,
    ics: Annotated[Path | None, typer.Option(help="Write the year as a calendar to this file.")] = None,
) -> None:
    """Print the meetings and deadlines of a year; meetings not yet called are said to be proposed."""
    source = _source(partnership)
    starts = _first_day(source, year, on)
    shown = _year(source, starts)
    if ics is not None:
        write_file(ics, _feed(shown, source.terms.id))
        say(f"{_counted(shown)} are in {ics}.")
        return
    if json:
        print_json(as_json(shown))
        return
    _print(shown)


def _source(written: str) -> Source:
    asked = named(written)
    called: CallsByBody = {}
    if asked.kept is not None:
        from throughline.web.meetings.queries import called_by_body, meetings_called

        called = called_by_body(meetings_called(asked.kept))
    return Source(asked.terms, called, asked.body, asked.today)


def _first_day(source: Source, year: int | None, on: str | None) -> date:
    day = day_of(on, otherwise=source.today)
    _known(day.year if year is None else year)
    starts, _ends = year_of(source.terms, day if year is None else source.today)
    _known(starts.year if year is None else year)
    return starts if year is None else starts.replace(year=year)


def _known(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearRefused(
            f"A year that begins in {year} cannot be worked out: working days are known "
            f"from {FIRST_YEAR} on. Give a year from {FIRST_YEAR} to {LAST_YEAR}."
        )


def _year(source: Source, starts: date) -> Year:
    try:
        return year_in_words(source.terms, starts, called=source.called, only=source.body or None)
    except KeyError:
        raise no_such_body(source.terms, source.body) from None


def _counted(year: Year) -> str:
    return f"{plural(len(year.meetings), 'meeting')} and {plural(len(year.deadlines), 'deadline')}"


def _print(year: Year) -> None:
    say(f"{year.name}, {day_words(year.starts)} to {day_words(year.ends)}: {_counted(year)}.")
    rows = [
        (one.day, "meeting", one.body_name, one.time, "; ".join((one.state, *one.notes)))
        for one in year.meetings
    ]
    rows += [(one.due, one.what, one.body_name, "", _why(one)) for one in year.deadlines]
    ordered = sorted(rows, key=lambda row: (row[0], row[1] != "meeting", row[2], row[1]))
    print_table(("Day", "What", "Body", "Time", "Why"), [(str(row[0]), *row[1:]) for row in ordered])
    for body in year.bodies:
        windows = list_words([f"{day_words(one.first)} to {day_words(one.last)}" for one in body.windows])
        for remark in (*body.remarks, *([f"no meeting yet in {windows}"] if windows else [])):
            say(f"{body.body_name}: {remark}.")
    for warning in year.warnings:
        say(warning)


def _why(one: DeadlineLine) -> str:
    clause = f"terms {list_words(one.clause)}" if one.clause else ""
    return ", ".join(part for part in (one.why, one.strength, clause) if part)


def as_json(year: Year) -> dict[str, Any]:
    """The year as the documented object."""
    return {
        "name": year.name,
        "starts": year.starts,
        "ends": year.ends,
        "meetings": [_meeting(one) for one in year.meetings],
        "deadlines": [_deadline(one) for one in year.deadlines],
        "bodies": [
            {
                "body": one.body,
                "kind": one.kind,
                "wanted": one.wanted,
                "planned": one.planned,
                "remarks": list(one.remarks),
                "windows": [{"first": window.first, "last": window.last} for window in one.windows],
                "otherwise": [{"reading": reading, "days": list(days)} for reading, days in one.otherwise],
            }
            for one in year.bodies
        ],
        "warnings": list(year.warnings),
    }


def _meeting(one: MeetingLine) -> dict[str, Any]:
    return {
        "body": one.body,
        "kind": one.kind,
        "day": one.day,
        "time": one.starts_at or None,
        "state": one.state,
        "notes": list(one.notes),
    }


def _deadline(one: DeadlineLine) -> dict[str, Any]:
    return {
        "body": one.body,
        "what": one.what,
        "due": one.due,
        "meeting": one.meeting,
        "owed_by": one.owed_by,
        "to": one.to,
        "why": one.why,
        "strength": one.strength,
        "clause": list(one.clause),
        "warnings": list(one.warnings),
    }


def _feed(year: Year, partnership: str) -> bytes:
    made = datetime.combine(year.starts, time(), tzinfo=UTC)
    meetings: list[MeetingEntry] = []
    whole_days: list[DeadlineEntry] = []
    for one in year.meetings:
        name = one.body_name if one.is_called else f"{one.body_name} (proposed)"
        code = f"{partnership}-{one.body}-{one.kind}-{one.day}"
        if one.starts_at:
            starts = datetime.combine(one.day, time.fromisoformat(one.starts_at), tzinfo=LONDON)
            meetings.append(MeetingEntry(code, name, starts, starts + LENGTH_SHOWN, changed=made))
        else:
            whole_days.append(DeadlineEntry(f"meeting-{code}", name, one.day, changed=made))
    due = [
        DeadlineEntry(
            f"{partnership}-{one.body}-{one.what.replace(' ', '-')}-{one.meeting or one.due}",
            f"{one.what.capitalize()} due, {one.body_name}",
            one.due,
            changed=made,
        )
        for one in year.deadlines
    ]
    return calendar_feed(
        title=year.name, host=f"{partnership}.example", meetings=meetings, deadlines=[*whole_days, *due]
    )
