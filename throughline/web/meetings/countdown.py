"""The dated steps of one meeting: what is due around it, and which of it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils import timezone

from throughline.rules.calendar_year import MeetingDay
from throughline.rules.deadlines import Deadline, deadlines_of_meetings
from throughline.rules.terms.model import Terms
from throughline.web.meetings.models import Meeting, Paper
from throughline.words.working_days import working_days_between

Done = Literal["done", "not done", "not kept"]
"""``not kept``: no record of it is kept here, so nothing is claimed."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One dated step of a meeting; ``code`` is the duty of the terms, "asked" or "meeting"."""

    code: str
    meeting: Meeting
    due: date
    done: Done
    done_on: date | None = None
    why: str = ""
    clause: tuple[str, ...] = ()
    strength: str = "firm"
    days_left: int = 0
    """Working days from the day asked about until it is due; negative when past."""

    @property
    def is_late(self) -> bool:
        """Past its day and known not to be done."""
        return self.done == "not done" and self.days_left < 0

    @property
    def can_be_done(self) -> bool:
        """Whether its time has begun: what follows a meeting waits until the meeting was held."""
        return self.due <= self.meeting.held_on or self.meeting.state == Meeting.State.HELD

    @property
    def days_late(self) -> int:
        """By how many working days it was done late, or is late."""
        return max(0, -self.days_left)


def countdown(meeting: Meeting, *, terms: Terms, papers: Sequence[Paper], on: date) -> tuple[Step, ...]:
    """The steps of a meeting as they stand on a day, by date. ``terms`` are as written.

    Source: rules R1 and R2; the partnership file, section 11.
    """
    calendar = terms.calendar.working_days
    day = MeetingDay(body=meeting.body.code, kind=meeting.kind, day=meeting.held_on, is_called=True)
    duties = deadlines_of_meetings(terms, meeting.body.code, [day])
    steps = [*_asked(meeting, papers), _held(meeting, on, calendar)]
    steps += [_of_duty(meeting, duty, papers, on, calendar) for duty in duties if duty.meeting]
    return tuple(sorted(steps, key=lambda step: (step.due, step.code == "meeting")))


def next_step(steps: Sequence[Step]) -> Step | None:
    """The first step that is known not to be done and is not past."""
    return next((step for step in steps if step.done == "not done" and step.days_left >= 0), None)


def _asked(meeting: Meeting, papers: Sequence[Paper]) -> Iterator[Step]:
    if papers:
        first = min(paper.asked_on for paper in papers)
        yield Step(code="asked", meeting=meeting, due=first, done="done", done_on=first)


def _held(meeting: Meeting, on: date, calendar: str) -> Step:
    is_held = meeting.state == Meeting.State.HELD
    return Step(
        code="meeting",
        meeting=meeting,
        due=meeting.held_on,
        done="done" if is_held else "not done",
        done_on=meeting.held_on if is_held else None,
        days_left=0 if is_held else working_days_between(on, meeting.held_on, calendar),
    )


def _of_duty(meeting: Meeting, duty: Deadline, papers: Sequence[Paper], on: date, calendar: str) -> Step:
    done, done_on = _is_done(meeting, duty.what, papers, on)
    return Step(
        code=duty.what,
        meeting=meeting,
        due=duty.due,
        done=done,
        done_on=done_on,
        why=duty.why,
        clause=duty.clause,
        strength=duty.strength,
        days_left=working_days_between(done_on or on, duty.due, calendar),
    )


def _is_done(meeting: Meeting, what: str, papers: Sequence[Paper], on: date) -> tuple[Done, date | None]:
    days: dict[str, date | None] = {
        "agenda": timezone.localdate(meeting.published_at) if meeting.published_at else None,
        "minutes": meeting.minutes_sent_on,
    }
    if papers:
        days["papers"] = days["referral-papers"] = max(paper.received_on or date.max for paper in papers)
    elif meeting.held_on >= on:
        days["referral-papers"] = None
    if what not in days or meeting.state == Meeting.State.CANCELLED:
        return "not kept", None
    day = days[what]
    return ("done", day) if day is not None and day <= on else ("not done", None)
