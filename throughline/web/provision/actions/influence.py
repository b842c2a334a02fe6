"""Recommendations to other bodies, their answers, and what came of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.provision.models import Recommendation, RecommendationAnswer
from throughline.web.provision.refusals import (
    OfAnotherPartnership,
    next_number,
    refuse_another_partnership,
    refuse_days_to_come,
    refuse_empty,
    refuse_out_of_order,
)

ANSWER_WITHIN = timedelta(days=60)
"""How long another body has to answer, where whoever recommends does not say."""


@transaction.atomic
def recommend(
    *,
    body: Body,
    to: str,
    words: str,
    made_on: date,
    by: User | None,
    at: datetime,
    answer_by: date | None = None,
    decision: Decision | None = None,
    objective: Objective | None = None,
) -> Recommendation:
    """Record what a body recommends to another, and by when it asks for an answer.

    Raises NotYet, SaysTooLittle, DaysOutOfOrder, and OfAnotherPartnership for a decision of another body.
    """
    refuse_another_partnership(body.partnership, objective.plan if objective else None)
    refuse_days_to_come(made_on, at, "A recommendation")
    refuse_empty(to, "Say to whom it is recommended.")
    refuse_empty(words, "Say what is recommended.")
    wanted = answer_by or made_on + ANSWER_WITHIN
    refuse_out_of_order(made_on, wanted, "The time for an answer")
    if decision is not None and decision.body_id != body.pk:
        raise OfAnotherPartnership(f"{decision.number} is no decision of {body.name}. Nothing was changed.")
    made = Recommendation.objects.create(
        partnership=body.partnership,
        number=next_number(Recommendation.objects.filter(partnership=body.partnership)),
        body=body,
        to=to.strip(),
        words=words.strip(),
        decision=decision,
        objective=objective,
        made_on=made_on,
        answer_by=wanted,
        by=person_of(by, body.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="recommendation made",
        thing=made,
        partnership=body.partnership,
        detail={"number": made.number, "body": body.code, "answer_by": str(wanted)},
    )
    return made


@transaction.atomic
def answer_recommendation(
    *,
    recommendation: Recommendation,
    says: str,
    words: str,
    told_on: date,
    by: User | None,
    at: datetime,
) -> RecommendationAnswer:
    """Record what the other body answered, or what came of it.

    Raises NotYet, SaysTooLittle and DaysOutOfOrder.
    """
    refuse_days_to_come(told_on, at, "An answer")
    refuse_out_of_order(recommendation.made_on, told_on, "The wait for an answer")
    refuse_empty(words, "Write down what they answered, or what came of it.")
    made = RecommendationAnswer.objects.create(
        recommendation=recommendation,
        says=says,
        words=words.strip(),
        told_on=told_on,
        by=person_of(by, recommendation.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="recommendation answered",
        thing=recommendation,
        partnership=recommendation.partnership,
        detail={"number": recommendation.number, "says": says, "on": str(told_on)},
    )
    return made
