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
    Several,
    Start,
    dates_in,
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
        return read_imprecise(text, year_starts=self.starts.isoformat()[5:], plan_year=self.starts.year)

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


def precision_of(text: str) -> str:
    """How precise a date of the plan is: day, month, quarter, season, half or year; nothing for no date.

    Source: rule R19; product.md, section 5.4, sheet milestones.
    """
    try:
        found = read_imprecise(text, year_starts="04-01", plan_year=2009) if text.strip() else None
    except DateUnreadable:
        return ""
    return found.precision if isinstance(found, ImpreciseDate) else ""


def dates_of(line: Milestone | SuccessMeasure, year: PlanYear) -> tuple[PlanDate, ...]:
    """What the line says of when it is due; without dates of its own, the dates in its words.

    Source: rule R19.
    """
    if line.due:
        return (year.read(line.due),)
    if isinstance(line, SuccessMeasure) or line.start or line.recurs:
        return ()
    try:
        return dates_in(line.text, year_starts=f"{year.starts:%m-%d}", plan_year=year.starts.year)
    except DateUnreadable:
        return ()


def due_windows(line: Milestone | SuccessMeasure, year: PlanYear) -> tuple[ImpreciseDate, ...]:
    """The days each due date of the line may mean; the last of them is when it is due.

    Source: rule R19.
    """
    found: list[ImpreciseDate] = []
    for one in dates_of(line, year):
        if isinstance(one, Several):
            found.extend(one.dates)
        elif isinstance(one, ImpreciseDate):
            found.append(one)
    return tuple(found)


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
        one
        for one in found.occurrences
        if (first is None or one.latest >= first.earliest) and (last is None or one.earliest <= last.latest)
    )


def dating_of(plan: Plan, objective: str, year: PlanYear) -> str:
    """How an objective is dated at best: dated, year-only, rhythm-only or undated.

    Quarters planned for a measure are dates too.

    Source: product.md, section 1.1, S10.
    """
    milestones, measures = plan.milestones_of(objective), plan.measures_of(objective)
    lines: tuple[Milestone | SuccessMeasure, ...] = (*milestones, *measures)
    windows = [window for line in lines for window in due_windows(line, year)]
    has_quarters = any(measure.is_trajectory for measure in measures)
    if has_quarters or any(window.precision != "year" for window in windows):
        return "dated"
    if windows:
        return "year-only"
    rhythms = [one for line in milestones for one in dates_of(line, year) if isinstance(one, Recurrence)]
    return "rhythm-only" if rhythms or any(one.recurs for one in milestones) else "undated"


def _day(plan: Plan, key: str) -> date:
    written = plan.fact(key)
    if not written:
        raise DateUnreadable(f"The plan does not say its {key}. Add a row: plan,{key},,2009-04-01")
    return toml_date(written).earliest if key == "year_starts" else toml_date(written).latest
