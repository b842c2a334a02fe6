"""Figures told of a measure, as the store has them, and which can be."""

from __future__ import annotations

from datetime import date

from throughline.rules.plan.trajectory import refuse_falling
from throughline.web.plan.models import DeliveryPlan, MeasureValue, Objective
from throughline.words.formats import weekday_words
from throughline.words.periods import Period, quarters, year_holding
from throughline.words.refusals import Refused


class ValueUnfit(Refused):
    """A figure is of a quarter that is over and of the plan, and a part is within its whole."""


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
