"""The East Midlands year from January to its end, after the day on which the example stands.

The example's today is Friday 15 January 2010, in the middle of the work. Whoever wants to see how a year
ends has it told on to Friday 14 May 2010: the last quarter's returns, one revision, what leads told of
their steps, and two more meetings. Every figure and every person is made up.
"""

from __future__ import annotations

from datetime import date, time

from throughline.rules.plan.objective_status import step_due, steps_of
from throughline.rules.plan.when import plan_year
from throughline.universe.east_midlands import (
    ACTIONS,
    BOARD,
    LATE,
    REPORTED,
    SEAT_OF,
    SILENT,
    SLIPPING,
    asked,
    months,
    receive,
    tell_of,
)
from throughline.universe.story import Story, morning
from throughline.web.access.actions import stand_still_on
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings.models import Meeting
from throughline.web.plan import actions as plans
from throughline.web.plan.models import Milestone, Objective, PlanVersion
from throughline.web.plan.queries import whole_plan_of

END = date(2010, 5, 14)
MARCH, MAY = date(2010, 3, 9), date(2010, 5, 11)
YEAR_ENDS = date(2010, 3, 31)
TOLD, TOLD_LATE = date(2010, 4, 8), date(2010, 5, 10)

REVISED = {"ni143": (279, 374), "ni144": (147, 374)}
"""December once more, final: three people were counted late."""
HOMES = [(296, 403), (287, 391), (305, 419)]
"""Settled accommodation from January to March 2010: so many of so many."""
JOBS = [(150, 403), (141, 391), (158, 419)]
"""In work from January to March 2010: so many of so many."""
QUARTER = {"enforcement": (628, 1010), "mappa-level-2-reviews": (121, 142)}
"""Enforcement and MAPPA level 2 reviews in time, January to March 2010."""
PROGRAMMES = {
    "noms-probation": {"obp-community": 1168, "dv-community": 262, "sotp-community": 68},
    "noms-prisons": {"obp-custody": 938, "sotp-custody": 163},
}
"""Completed from April 2009 to March 2010."""
AGREED = "The recovery plan for sex offender programmes in the community is agreed."
CLOSED = "The year is closed. What is not done goes into the plan for 2010-11."


def tell_the_rest(story: Story) -> None:
    """Tell the year on to its end, and let the example stand on its last day."""
    _receive_the_last_quarter(story)
    _meet_in_march(story)
    _tell_of_the_last_steps(story)
    _close_in_may(story)
    stand_still_on(partnership=story.partnership, day=END, by=story.by, at=morning(END))


def _receive_the_last_quarter(story: Story) -> None:
    december = months(2009, 12, 1)
    receive(story, "noms-probation", *december, date(2010, 2, 8), REVISED)
    for place, (homes, jobs) in enumerate(zip(HOMES, JOBS, strict=True)):
        first, last = months(2010, 1 + place, 1)
        came = date(last.year, last.month + 1, 8)
        receive(story, "noms-probation", first, last, came, {"ni143": homes, "ni144": jobs})
    first, last = months(2010, 1, 3)
    receive(story, "noms-probation", first, last, TOLD, QUARTER)
    for supplier, totals in PROGRAMMES.items():
        receive(story, supplier, first, last, date(2010, 4, 12), totals)


def _meet_in_march(story: Story) -> None:
    meeting = Meeting.objects.get(body=story.body(BOARD), held_on=MARCH)
    _hold(story, meeting, away={"Lotte Furze"}, minutes_sent=date(2010, 3, 22))
    agreed = _decide(story, MARCH, AGREED)
    recovery = Action.objects.get(partnership=story.partnership, text=ACTIONS[0][0])
    story.finish(recovery, date(2010, 2, 24))
    objective = Objective.objects.get(plan__partnership=story.partnership, code="3.2.3")
    plans.tie(
        objective=objective,
        to=agreed,
        on=MARCH,
        person=story.people["Priya Hawthorn"],
        by=story.by,
        at=morning(MARCH),
    )


def _close_in_may(story: Story) -> None:
    meeting = story.call(BOARD, MAY, starts_at=time(10), place="Regional office, room 3")
    _hold(story, meeting, away=set(), minutes_sent=None)
    _decide(story, MAY, CLOSED)


def _hold(story: Story, meeting: Meeting, *, away: set[str], minutes_sent: date | None) -> None:
    story.agenda(meeting, {})
    story.publish(meeting)
    meeting.refresh_from_db()
    present = [(name, seat, "member") for name, seat in SEAT_OF.items() if name not in away]
    story.hold(meeting, present, minutes_sent=minutes_sent)


def _decide(story: Story, day: date, text: str) -> Decision:
    return decisions.record_decision(
        body=story.body(BOARD),
        decided_on=day,
        text=text,
        authority="no-quorum-stated",
        by=story.by,
        at=morning(day),
    )


def _tell_of_the_last_steps(story: Story) -> None:
    """What each lead told in April of what was not done in January; five steps stay without a word."""
    version = PlanVersion.objects.filter(plan__partnership=story.partnership).latest("number")
    plan, year = whole_plan_of(version), plan_year(whole_plan_of(version))
    done = set(
        Milestone.objects.filter(plan=version.plan, updates__is_complete=True).values_list("code", flat=True)
    )
    rows = {row.code: row for row in version.plan.milestones.select_related("plan__partnership")}
    for step in (step for one in plan.objectives for step in steps_of(plan, one.id)):
        due = step_due(step, year)
        if due is None or step.id in done or step.id in SILENT:
            continue
        forecast, words = (LATE | SLIPPING).get(step.id, ("", "Done."))
        if forecast > f"{YEAR_ENDS:%Y-%m}" or due.latest > YEAR_ENDS:
            tell_of(story, rows[step.id], TOLD, words, forecast=forecast)
        else:
            tell_of(story, rows[step.id], TOLD, "Done.", evidence=REPORTED, **asked(step, due.latest))
        if step.id in SLIPPING and forecast:
            tell_of(story, rows[step.id], TOLD_LATE, "Done.", evidence=REPORTED, **asked(step, TOLD_LATE))
