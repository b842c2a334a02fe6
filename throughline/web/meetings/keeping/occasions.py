"""Each occasion on which a rule of a body asked for something, from what is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Min

from throughline.rules.calendar_year import year_of
from throughline.rules.cascade import acknowledge_by
from throughline.rules.circle import Circle, Present
from throughline.rules.counting import Truth
from throughline.rules.held import was_held
from throughline.rules.keeping import (
    Met,
    Occasion,
    Period,
    Rule,
    by_its_day,
    by_what_was_done,
    often_enough,
    quorum_at_a_decision,
)
from throughline.rules.quorum import quorum_rule
from throughline.rules.terms.model import in_use
from throughline.web.decisions.models import CascadeReceipt, Decision
from throughline.web.meetings.countdown import Step, countdown
from throughline.web.meetings.keeping.evidence import TOOK_PLACE, Came, Evidence, closed_to_some
from throughline.web.meetings.minutes.clock import last_day, minutes_clock
from throughline.web.meetings.models import Meeting, ReferralPaper
from throughline.words.working_days import DEFAULT_CALENDAR

NO_DEADLINE = ("asked", "meeting", "acknowledgement")
"""Steps of a meeting that are no deadline of the terms, or are judged one by one."""


def rule_of_step(step: Step) -> Rule:
    """The rule of the terms behind a dated step of a meeting."""
    return Rule(code=step.code, strength=step.strength, clause=step.clause)


def occasion_of_step(step: Step, *, today: date, calendar: str = DEFAULT_CALENDAR) -> Occasion:
    """A dated step of a meeting as an occasion of its rule. Source: rules R1 and R2.

    A cancelled meeting owes nothing, one called at short notice no agenda in time, and what follows a
    meeting is not owed where the meeting was not held.
    """
    meeting = step.meeting
    is_before = step.due <= meeting.held_on
    fell_away = (is_before and meeting.is_short_notice) or not step.can_be_done
    return by_its_day(
        rule_of_step(step),
        due=step.due,
        came=step.done_on,
        today=today,
        rests_on=meeting.address,
        calendar=calendar,
        is_recorded=step.done != "not kept",
        is_excused=meeting.state == Meeting.State.CANCELLED or fell_away,
        why="short notice" if is_before and meeting.is_short_notice else "",
    )


def occasions_of(found: Evidence) -> tuple[Occasion, ...]:
    """Every occasion of every rule that can be judged from what is recorded, but for seats and obligations.

    Source: rules R1 to R4, R6, R8, R11, R15, R45 and R47.
    """
    met = tuple(_met(found, one) for one in found.meetings)
    occasions = [
        occasion_of_step(step, today=found.today, calendar=found.calendar)
        for meeting in found.meetings
        for step in _steps(found, meeting)
    ]
    occasions += _often(found, met)
    occasions += _decided(found, {one.day: one.quorum for one in met if one.took_place})
    occasions += _settled_at_the_next(found, [one.day for one in met if one.counts])
    occasions += _deputies(found)
    occasions += _acknowledgements(found)
    occasions += _cascades(found)
    return tuple(occasions)


def _steps(found: Evidence, meeting: Meeting) -> Iterator[Step]:
    steps = countdown(meeting, terms=found.written, papers=tuple(meeting.papers.all()), on=found.today)
    for step in steps:
        if step.code not in NO_DEADLINE:
            yield _from_the_last_day(found, step)


def _from_the_last_day(found: Evidence, step: Step) -> Step:
    """The minutes of an adjourned meeting count from the day it ended. Source: rule R2."""
    meeting = step.meeting
    if step.code != "minutes" or last_day(meeting) == meeting.held_on:
        return step
    duty = minutes_clock(meeting, found.today, written=found.written).duty
    if duty is None:
        return step
    return Step(
        code=step.code,
        meeting=meeting,
        due=duty.due,
        done=step.done,
        done_on=step.done_on,
        clause=duty.clause,
        strength=duty.strength,
    )


def _met(found: Evidence, meeting: Meeting) -> Met:
    return Met(
        day=meeting.held_on,
        kind=meeting.kind,
        took_place=meeting.state in TOOK_PLACE,
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
        quorum=_quorum_of(found, meeting),
        rests_on=meeting.address,
    )


def _quorum_of(found: Evidence, meeting: Meeting) -> Truth:
    """Whether a meeting had its quorum, and those it must have, at some point of it. Source: rule R4."""
    circle = found.circles.get(meeting.held_on)
    if circle is None:
        return "not defined"
    results = {_held_as(circle, rows, meeting.kind) for rows in rooms_of(found.came.get(meeting.pk, ()))}
    return next((one for one in ("true", "not defined") if one in results), "false")


def _held_as(circle: Circle, rows: Sequence[Present], kind: str) -> Truth:
    held = was_held(circle, rows, kind=kind)
    return held.quorum.result if held.counts else "false"


def rooms_of(rows: Sequence[Came]) -> Iterator[tuple[Present, ...]]:
    """Who was in the room together: at each arrival where arrivals were kept, else everybody at once."""
    instants = sorted({row.arrived for row in rows if row.arrived is not None})
    if not instants:
        yield tuple(row.as_present for row in rows)
    for at in instants:
        yield tuple(
            row.as_present
            for row in rows
            if row.arrived is None or (row.arrived <= at and (row.left is None or at < row.left))
        )


def _often(found: Evidence, met: Sequence[Met]) -> tuple[Occasion, ...]:
    period = Period(first=found.first, last=year_of(found.written, found.today)[1])
    return often_enough(
        found.written,
        found.body.code,
        met,
        period,
        today=found.today,
        recorded_since=found.recorded_since,
    )


def _decided(found: Evidence, quorums: Mapping[date, Truth]) -> Iterator[Occasion]:
    circle = found.circles.get(found.today)
    entry = quorum_rule(circle) if circle is not None else None
    rule = Rule(code="quorum", clause=entry.clause if entry is not None else ())
    for one in found.decisions:
        if one.authority != Decision.Authority.CHAIRS_ACTION:
            yield quorum_at_a_decision(
                rule,
                day=one.decided_on,
                quorum=one.stood.get("result") or quorums.get(one.decided_on, "not defined"),
                was_recommended=one.authority == Decision.Authority.RECOMMENDED,
                rests_on=one.number,
            )


def _settled_at_the_next(found: Evidence, held: Sequence[date]) -> Iterator[Occasion]:
    """Recommendations are put to the next quorate meeting, and chair's actions told to it."""
    for one in found.decisions:
        after = min((day for day in held if day > one.decided_on), default=None)
        if after is None:
            continue
        asked = {"due": after, "today": found.today, "rests_on": one.number, "calendar": found.calendar}
        if one.authority == Decision.Authority.RECOMMENDED:
            later = getattr(one, "ratified_by", None)
            came = later.decided_on if later is not None else None
            yield by_its_day(Rule(code="ratification", strength="usual"), came=came, **asked)
        chairs = getattr(one, "chairs_action", None)
        if chairs is not None:
            rule = Rule(code="chairs-action", clause=(chairs.clause,) if chairs.clause else ())
            yield by_its_day(rule, came=chairs.reported_on, **asked)


def _deputies(found: Evidence) -> Iterator[Occasion]:
    """A deputy is briefed where the terms ask it: advice, since nobody is kept out. Source: rule R11."""
    for meeting in found.meetings:
        circle = found.circles.get(meeting.held_on)
        entry = circle.deputy_rule() if circle is not None else None
        if entry is None or "briefed" not in (in_use(entry.must_be) or ()):
            continue
        rule = Rule(code="deputies", strength="usual", clause=entry.clause)
        told = {
            row.seat: row.deputy_is_briefed
            for row in found.came.get(meeting.pk, ())
            if row.capacity == "deputy"
        }
        for seat, was_briefed in told.items():
            yield by_what_was_done(
                rule, day=meeting.held_on, was_kept=was_briefed, rests_on=f"{meeting.address}, {seat}"
            )


def _acknowledgements(found: Evidence) -> Iterator[Occasion]:
    """One acknowledgement for each referral tabled; one withdrawn owes none. Source: rule R3."""
    if not any(duty.what == "acknowledgement" for duty in (found.here.duties if found.here else ())):
        return
    rows = ReferralPaper.objects.filter(meeting__in=[one.pk for one in found.meetings])
    steps = {
        meeting.pk: step
        for meeting in found.meetings
        for step in countdown(meeting, terms=found.written, papers=(), on=found.today)
        if step.code == "acknowledgement"
    }
    for row in rows:
        step = steps.get(row.meeting_id)
        if step is not None:
            yield by_its_day(
                rule_of_step(step),
                due=step.due,
                came=row.acknowledged_on,
                today=found.today,
                rests_on=f"{step.meeting.address}, {row.reference}",
                calendar=found.calendar,
                is_excused=row.withdrawn_on is not None or step.meeting.state != Meeting.State.HELD,
            )


def _cascades(found: Evidence) -> Iterator[Occasion]:
    """Each organisation says within ten working days that it knows of a decision. Source: rule R45."""
    told = CascadeReceipt.objects.filter(
        cascade__decision__body=found.body, cascade__told_on__gte=found.first
    )
    rows = told.exclude(closed_to_some("cascade__decision__")).values_list(
        "cascade__decision__number", "cascade__told_on", "agency__code", Min("answers__said_on")
    )
    for number, told_on, agency, came in rows.order_by("pk"):
        yield by_its_day(
            Rule(code="cascade", strength="usual"),
            due=acknowledge_by(told_on, calendar=found.calendar),
            came=came,
            today=found.today,
            rests_on=f"{number}, {agency}",
            calendar=found.calendar,
        )
