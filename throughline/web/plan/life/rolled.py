"""What of a plan would go into the draft of the next year, as a page and a file to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from throughline.rules.plan.file_form import plan_csv
from throughline.rules.plan.model import Milestone, Objective
from throughline.rules.plan.roll_forward import RolledForward, roll_forward
from throughline.rules.plan.status import MilestoneStatus
from throughline.web.plan.models import PlanVersion
from throughline.web.plan.queries import standing_plan
from throughline.words.periods import Period, year_holding


@dataclass(frozen=True)
class RollPage:
    """What goes into the next year, what stays behind, and the file."""

    year: Period
    rolled: RolledForward
    objectives: tuple[tuple[Objective, tuple[Milestone, ...]], ...]
    by_status: tuple[tuple[str, int], ...]
    text: str


def roll_page(version: PlanVersion, on: date) -> RollPage:
    """The draft of the year that follows a plan's own, from where its steps stand on a day."""
    shown = standing_plan(version, on)
    complete = {
        step.step.id
        for one in shown.objectives
        for step in one.standing.steps
        if step.status is MilestoneStatus.COMPLETE
    }
    ends = shown.year.ends
    following = year_holding(ends + timedelta(days=1), f"{shown.year.starts:%m-%d}")
    rolled = roll_forward(shown.plan, complete=complete, before=version.plan.year, year=following)
    counts = [one.standing.status for one in shown.objectives]
    return RollPage(
        year=following,
        rolled=rolled,
        objectives=tuple((one, rolled.draft.milestones_of(one.id)) for one in rolled.draft.objectives),
        by_status=tuple(
            (one.value.replace("-", " "), counts.count(one)) for one in MilestoneStatus if one in counts
        ),
        text=plan_csv(rolled.draft),
    )
