"""Where an objective stands: worked out from its steps, the worst of them first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.rules.plan.asked import (
    Came,
    has_fallen_away,
    is_confirmed_each_period,
    waits_for_something_outside,
)
from throughline.rules.plan.model import Milestone, Plan, SuccessMeasure
from throughline.rules.plan.status import MilestoneStatus, milestone_status
from throughline.rules.plan.when import PlanYear, due_windows, occurrences
from throughline.words.dates import ImpreciseDate

Step = Milestone | SuccessMeasure

WORST_FIRST = (
    MilestoneStatus.LATE,
    MilestoneStatus.SLIPPING,
    MilestoneStatus.NO_NEWS,
    MilestoneStatus.ON_COURSE,
    MilestoneStatus.UNDATED,
    MilestoneStatus.COMPLETE,
)


@dataclass(frozen=True)
class News:
    """What the last accepted update of a step says. ``forecast`` is None when no other day is named."""

    is_complete: bool
    forecast: ImpreciseDate | None
    is_of_this_period: bool
    came: Came = ""
    """What became of what the step waits for."""


@dataclass(frozen=True)
class StepStanding:
    """One step on one day; ``due`` is its first date, in its author's precision."""

    step: Step
    due: ImpreciseDate | None
    forecast: ImpreciseDate | None
    status: MilestoneStatus


@dataclass(frozen=True)
class ObjectiveStanding:
    """An objective on one day, its steps, and the step that decides its status."""

    status: MilestoneStatus
    decided_by: StepStanding | None
    steps: tuple[StepStanding, ...]


def steps_of(plan: Plan, objective: str) -> tuple[Step, ...]:
    """What an objective has to reach: its milestones, and the measures that have a date or planned quarters.

    Source: product.md, section 5.4; section 1.1, S10.
    """
    dated = (one for one in plan.measures_of(objective) if one.due or one.is_trajectory)
    return (*plan.milestones_of(objective), *dated)


def step_due(step: Step, year: PlanYear) -> ImpreciseDate | None:
    """The date a step is judged by: its last date, its last occurrence, or the end of its planned quarters.

    Source: rules R19 and R22.
    """
    windows = due_windows(step, year) or (occurrences(step, year) if isinstance(step, Milestone) else ())
    if not windows and isinstance(step, SuccessMeasure) and step.is_trajectory:
        return ImpreciseDate(f"{year.ends:%Y-%m}", year.ends.replace(day=1), year.ends, "month")
    return max(windows, key=lambda one: one.latest, default=None)


def objective_standing(
    plan: Plan,
    objective: str,
    *,
    year: PlanYear,
    news: Mapping[str, News],
    today: date,
    dues: Mapping[str, ImpreciseDate | None] | None = None,
) -> ObjectiveStanding:
    """Where an objective stands on ``today``; ``news`` is the last accepted update of each step, by its id.

    ``dues`` are the dates by which the steps are judged, where they were worked out before.

    A step whose condition failed is none any more; one that waits for something outside has no date yet.
    The worst step decides, one without a date only when no other is left; an objective without any
    step is undated. It is complete only when every step is.
    Source: rule R20.
    """
    known = tuple(one for one in steps_of(plan, objective) if not _fell_away(one, news.get(one.id)))
    steps = tuple(
        _stands(step, step_due(step, year) if dues is None else dues[step.id], news.get(step.id), today)
        for step in known
    )
    decides = worst(steps)
    return ObjectiveStanding(decides.status if decides else MilestoneStatus.UNDATED, decides, steps)


def worst(steps: Sequence[StepStanding]) -> StepStanding | None:
    """The step that decides: the worst status, and of several the one that was due first.

    Source: rule R20.
    """
    return min(
        steps,
        key=lambda one: (WORST_FIRST.index(one.status), one.due.latest if one.due else date.max),
        default=None,
    )


def _fell_away(step: Step, news: News | None) -> bool:
    return has_fallen_away(step, news.came if news else "")


def _stands(step: Step, due: ImpreciseDate | None, news: News | None, today: date) -> StepStanding:
    forecast = news.forecast if news else None
    waits = waits_for_something_outside(step, news.came if news else "")
    status = milestone_status(
        due=due.latest if due and not waits else None,
        forecast=forecast.latest if forecast else None,
        evidence_accepted=bool(news and news.is_complete),
        updated_this_period=bool(news and news.is_of_this_period),
        today=today,
        is_confirmed_each_period=is_confirmed_each_period(step),
    )
    return StepStanding(step, due, forecast, status)
