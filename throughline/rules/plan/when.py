"""When the lines of a plan fall, in their authors' precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.rules.plan.model import Milestone, Plan, SuccessMeasure
from throughline.words.dates import (
    DateUnreadable,
    ImpreciseDate,
    PlanDate,
    Recurrence,
    Start,
    read_imprecise,
    toml_date,
)

KINDS_OF_DATING = ("dated", "year-only", "rhythm-only", "undated")


@dataclass(frozen=True)
class PlanYear:
    """The first and the last day of the year that a plan is for."""

    starts: date
    ends: date

    def read(self, text: str) -> PlanDate:
        """A date phrase of the plan in this year. Raises ``DateUnreadable`` when it is none."""
        return read_imprecise(text, year_starts=self.starts.strftime("%m-%d"), plan_year=self.starts.year)

    def window(self, text: str) -> ImpreciseDate | None:
        """The days a date may mean; None for an empty cell or words such as "ongoing"."""
        found = self.read(text) if text else None
        return found if isinstance(found, ImpreciseDate) else None


def plan_year(plan: Plan) -> PlanYear:
    """The year that the plan says it is for, in its facts year_starts and year_ends.

    Raises ``DateUnreadable`` with a sentence when either is missing or is no day.
    Source: product.md, section 5.4, sheet plan.
    """
    return PlanYear(_day(plan, "year_starts"), _day(plan, "year_ends"))


def problem_with_date(text: str) -> str:
    """What is wrong with the words under start or due; nothing when they can be read.

    Source: rule R19; product.md, section 5.4.
    """
    try:
        found = read_imprecise(text, year_starts="04-01", plan_year=2009)
    except DateUnreadable as fault:
        return f"{fault}."
    if isinstance(found, Recurrence):
        return f"“{text}” is a rhythm. Write it under recurs, as every-3-months."
    if isinstance(found, Start):
        return f"“{text}” is a beginning. Write the month alone under start."
    return ""


def due_window(line: Milestone | SuccessMeasure, year: PlanYear) -> ImpreciseDate | None:
    """The days that the line's due date may mean; the last of them is when it is due.

    Source: rule R19.
    """
    return year.window(line.due)


def occurrences(milestone: Milestone, year: PlanYear) -> tuple[ImpreciseDate, ...]:
    """The dates that a recurring milestone falls on inside the plan year, from its start on.

    Source: rule R19.
    """
    if not milestone.recurs:
        return ()
    found = year.read(milestone.recurs)
    first = year.window(milestone.start)
    last = year.window(milestone.due)
    if not isinstance(found, Recurrence):
        return ()
    return tuple(
        one for one in found.occurrences
        if (first is None or one.latest >= first.earliest) and (last is None or one.earliest <= last.latest)
    )


def dating_of(plan: Plan, objective: str, year: PlanYear) -> str:
    """How an objective is dated at best: dated, year-only, rhythm-only or undated.

    Quarters planned for a measure are dates too.

    Source: product.md, section 1.1, S10.
    """
    milestones, measures = plan.milestones_of(objective), plan.measures_of(objective)
    windows = [window for one in (*milestones, *measures) if (window := year.window(one.due))]
    has_quarters = any(measure.is_trajectory for measure in measures)
    if has_quarters or any(window.precision != "year" for window in windows):
        return "dated"
    if windows:
        return "year-only"
    return "rhythm-only" if any(one.recurs for one in milestones) else "undated"


def _day(plan: Plan, key: str) -> date:
    written = plan.fact(key)
    if not written:
        raise DateUnreadable(f"The plan does not say its {key}. Add a row: plan,{key},,2009-04-01")
    return toml_date(written).earliest if key == "year_starts" else toml_date(written).latest
