"""Figures that are told of a success measure; a later one follows an earlier and replaces nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.plan.measures.told import refuse_value
from throughline.web.plan.models import MeasureValue, Objective, PlanAnswer


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
