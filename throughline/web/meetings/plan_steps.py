"""Steps of the plan that its board has to decide: each comes onto an agenda, and the decision closes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from textwrap import shorten

from throughline.rules.plan.asked import comes_to_the_board
from throughline.rules.plan.model import Milestone as PlannedMilestone
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import plan_year
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision
from throughline.web.meetings.models import AgendaItem, Meeting
from throughline.web.plan.actions import record_milestone_update
from throughline.web.plan.models import Milestone
from throughline.web.plan.queries import date_words, plan_of, reporting_quarter, standing_plan, version_on

STEP = "plan-step-"
"""How the codes of items begin that are steps of the plan; the step's number follows."""
LONGEST_TITLE = 200


def steps_to_decide(meeting: Meeting, next_meeting: date | None) -> Iterator[tuple[str, str, str]]:
    """The code, the title and the reason of an item for each step that this meeting has to decide.

    It is the last meeting of the body that owns the plan before the step's date, or a later one.
    Source: East Midlands plan 2009-10, objective 2.9.1.
    """
    version = version_on(meeting.body.partnership, meeting.held_on)
    if version is None:
        return
    plan = plan_of(version)
    asked = {one.id for one in plan.milestones if one.kind == "decision"}
    if not asked or plan.fact("owner_body") != meeting.body.code:
        return
    shown = standing_plan(version, meeting.held_on)
    for step in (step for one in shown.objectives for step in one.standing.steps if step.step.id in asked):
        is_open = isinstance(step.step, PlannedMilestone) and step.status is not MilestoneStatus.COMPLETE
        if is_open and comes_to_the_board(step.due, next_meeting=next_meeting):
            title = shorten(f"To decide: {step.step.text}", LONGEST_TITLE, placeholder="…")
            yield (
                code_of_step(step.step.id),
                title,
                f"step {step.step.id} of the plan, {date_words(step.due)}",
            )


def code_of_step(number: str) -> str:
    """The code of the item of a step: 2.9.1.m5 is plan-step-2-9-1-m5."""
    return f"{STEP}{number.replace('.', '-')}"


def close_step(item: AgendaItem, decision: Decision, *, by: User | None, at: datetime) -> None:
    """Record the step of an item as complete by the decision that the board made under it.

    A decision that is only recommended closes nothing yet.
    """
    if not item.code.startswith(STEP) or decision.authority == Decision.Authority.RECOMMENDED:
        return
    version = version_on(item.meeting.body.partnership, decision.decided_on)
    rows = Milestone.objects.filter(plan=version.plan).select_related("plan__partnership") if version else ()
    for row in rows:
        if version is not None and code_of_step(row.code) == item.code:
            record_milestone_update(
                milestone=row,
                quarter_starts=reporting_quarter(plan_year(plan_of(version)), decision.decided_on).first,
                told_on=decision.decided_on,
                is_complete=True,
                evidence=f"Decision {decision.number}",
                by=by,
                at=at,
            )
