"""Figures that are told of a success measure; a later one follows an earlier and replaces nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.plan.trajectory import refuse_falling
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.plan.models import DeliveryPlan, MeasureValue, Objective, PlanAnswer
from throughline.words.formats import weekday_words
from throughline.words.periods import Period, quarters, year_holding
from throughline.words.refusals import Refused


class ValueUnfit(Refused):
    """A figure is of a quarter that is over and of the plan, and a part is within its whole."""


@transaction.atomic
def record_measure_value(
    *,
    objective: Objective,
    code: str,
    quarter_starts: date,
    count: int,
    told_on: date,
    by: User | None,
    at: datetime,
    out_of: int | None = None,
    told_by: Person | None = None,
    answer: PlanAnswer | None = None,
) -> MeasureValue:
    """Record a count to date, or so many of so many, of a measure at the end of one quarter.

    An earlier figure of the same quarter stays and is followed. Raises ValueUnfit, and NotCumulative
    where a count to date falls below an earlier quarter's.
    """
    refuse_value(objective, code, quarter_starts, count, told_on, out_of=out_of)
    value = MeasureValue.objects.create(
        objective=objective,
        code=code,
        quarter_starts=quarter_starts,
        count=count,
        out_of=out_of,
        told_on=told_on,
        told_by=told_by,
        answer=answer,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="measure told",
        thing=value,
        partnership=objective.plan.partnership,
        subjects=[f"person:{told_by.pk}"] if told_by else [],
        detail={"measure": code, "quarter": str(quarter_starts), "count": count, "of": out_of},
    )
    return value


def refuse_value(
    objective: Objective,
    code: str,
    quarter_starts: date,
    count: int,
    told_on: date,
    *,
    out_of: int | None = None,
) -> None:
    """Refuse a figure that cannot be. Raises ValueUnfit and NotCumulative."""
    number = _number_of(objective.plan, quarter_starts, told_on)
    if out_of is not None and count > out_of:
        raise ValueUnfit(f"{code}: {count:,} of {out_of:,} is more than all. Correct one of the two.")
    if out_of is None:
        series = counts_to_date(objective, code, until=told_on)
        series[number - 1] = count
        refuse_falling(series)


def quarters_of(plan: DeliveryPlan) -> tuple[Period, ...]:
    """The four quarters of a plan's year."""
    return quarters(year_holding(plan.year_starts, f"{plan.year_starts:%m-%d}"))


def counts_to_date(objective: Objective, code: str, *, until: date) -> list[int | None]:
    """The last count told by a day for each of the four quarters; None is a gap."""
    rows = MeasureValue.objects.filter(objective=objective, code=code, told_on__lte=until, out_of=None)
    told = dict(rows.order_by("told_on", "pk").values_list("quarter_starts", "count"))
    return [told.get(one.first) for one in quarters_of(objective.plan)]


def _number_of(plan: DeliveryPlan, starts: date, told_on: date) -> int:
    for number, quarter in enumerate(quarters_of(plan), start=1):
        if quarter.first == starts:
            if told_on <= quarter.last:
                raise ValueUnfit(
                    f"Quarter {number} ends on {weekday_words(quarter.last)}. Tell its figure after that day."
                )
            return number
    raise ValueUnfit(f"{weekday_words(starts)} begins no quarter of {plan.year}. Choose one of its four.")
