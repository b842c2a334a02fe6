"""The lag line: whom a figure counts, how long they were followed, and under which plan they began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from throughline.figures.indicators.model import LagProfile

UNKNOWN = (
    "How long this figure lags behind is not recorded, so it is not shown as an outcome of the current plan."
)


@dataclass(frozen=True)
class PlanYears:
    """A plan and the days it runs from and to."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class LagLine:
    """The dates behind an outcome; all but the words are None where no profile is recorded."""

    cohort_starts: date
    cohort_ends: date
    follow_up_ends: date | None
    proof_ends: date | None
    published_on: date | None
    plan: str | None
    outcome_of_current_plan: bool
    words: str


def months_after(day: date, months: int) -> date:
    """The last day of a number of calendar months after a day: 31 March and three months is 30 June.

    Source: rule R30.
    """
    return day + timedelta(days=1) + relativedelta(months=months) - timedelta(days=1)


def lag_line(
    starts: date,
    ends: date,
    profile: LagProfile | None,
    *,
    plans: Sequence[PlanYears],
    on: date,
    published_on: date | None = None,
) -> LagLine:
    """The lag of a cohort counted from one day to another, and the plan in force at its start.

    Raises ValueError if the cohort ends before it starts.
    Source: rule R30.
    """
    if ends < starts:
        raise ValueError(f"a cohort cannot end on {ends} and start on {starts}")
    if profile is None:
        return LagLine(starts, ends, None, None, published_on, None, False, UNKNOWN)
    then, now = _plan_on(plans, starts), _plan_on(plans, on)
    current = then is not None and then == now
    return LagLine(
        starts,
        ends,
        months_after(ends, profile.follow_up_months),
        months_after(ends, profile.proof_months),
        published_on,
        then.name if then else None,
        current,
        _words(then, current),
    )


def _plan_on(plans: Sequence[PlanYears], day: date) -> PlanYears | None:
    return next((plan for plan in plans if plan.starts <= day <= plan.ends), None)


def _words(then: PlanYears | None, current: bool) -> str:
    if current:
        return "people counted under this plan"
    return f"people counted under {then.name}" if then else "people counted before this plan"
