"""Lines of a plan as an update round asks about them: how each stands, and who may be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from throughline.rules.plan.answering import LineNow, is_due_news
from throughline.rules.plan.model import Milestone as PlannedMilestone
from throughline.rules.plan.model import SuccessMeasure
from throughline.rules.plan.objective_status import Step, StepStanding
from throughline.web.access.models import Agency, InForce, Partnership, Person
from throughline.web.governance.models import Appointment
from throughline.web.plan.models import (
    MilestoneUpdate,
    PlanAnswer,
    UpdateLetter,
    UpdateQuestion,
    UpdateRound,
)
from throughline.web.plan.queries import StandingObjective, StandingPlan, date_words


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step of an objective as a round asks about it."""

    code: str
    objective: str
    objective_words: str
    words: str
    lead: str
    """The code of the organisation that leads it, as the plan writes it; empty where it names none."""
    first_date: str
    date_now: str
    status: str
    news: MilestoneUpdate | None
    now: LineNow
    is_due: bool
    measure: SuccessMeasure | None
    """The measure, where the line is one with planned quarters."""


def lines_of_round(shown: StandingPlan, updates: Mapping[str, MilestoneUpdate]) -> dict[str, Line]:
    """Every step of a standing plan by its number, with its last news."""
    return {
        step.step.id: _line(shown, one, step, updates.get(step.step.id))
        for one in shown.objectives
        for step in one.standing.steps
    }


def _line(
    shown: StandingPlan, one: StandingObjective, standing: StepStanding, news: MilestoneUpdate | None
) -> Line:
    step, expected = standing.step, standing.forecast or standing.due
    told = news is not None and news.quarter_starts >= shown.quarter.first
    return Line(
        code=step.id,
        objective=one.objective.id,
        objective_words=one.objective.text,
        words=step.text,
        lead=step.lead or one.objective.lead,
        first_date=date_words(standing.due),
        date_now=date_words(expected),
        status=standing.status.value.replace("-", " "),
        news=news,
        now=LineNow(
            code=step.id,
            due=expected.latest if expected else None,
            said_on=news.told_on if news else None,
            forecast=news.forecast if news else "",
        ),
        is_due=is_due_news(
            status=standing.status,
            starts=_begins(step, shown),
            told_this_quarter=told,
            quarter=shown.quarter,
        ),
        measure=step if isinstance(step, SuccessMeasure) and step.is_trajectory else None,
    )


def _begins(step: Step, shown: StandingPlan) -> date | None:
    start = shown.year.window(step.start) if isinstance(step, PlannedMilestone) else None
    return start.earliest if start else None


def people_who_lead(partnership: Partnership, on: date) -> tuple[list[Agency], list[Person], dict[int, int]]:
    """The organisations, the people there are, and who sits for each organisation on a day, by keys."""
    agencies = list(Agency.objects.filter(partnership=partnership).order_by("name"))
    seats = Appointment.objects.filter(InForce.on(on), person=OuterRef("pk"), is_confirmed=True)
    known: Any = Person.objects.filter(partnership=partnership).annotate(is_seated=Exists(seats))
    people = list(known.select_related("agency").order_by("name", "pk"))
    found = {one.agency_id: one.pk for one in reversed(people) if one.is_seated and one.agency_id}
    return agencies, people, found


def rounds_of(partnership: Partnership) -> QuerySet[UpdateRound]:
    """The rounds of a partnership, the latest first."""
    found = UpdateRound.objects.filter(plan__partnership=partnership).select_related("plan__partnership")
    return found.order_by("-plan__year_starts", "-number")


def questions_of(made: UpdateRound) -> list[UpdateQuestion]:
    """The questions of a round with their people and every answer to them."""
    found = made.questions.select_related("milestone__objective", "agency", "letter__person__agency")
    return list(found.prefetch_related("answers").order_by("agency__name", "pk"))


def letter_for(person: Person | None, on: date) -> UpdateLetter | None:
    """The latest letter by which a person may still answer; None where nobody asks them."""
    if person is None:
        return None
    found = UpdateLetter.objects.filter(
        person=person, round__sent_at__isnull=False, round__opens_on__lte=on, expires_on__gte=on
    )
    return (
        found.select_related("person__agency", "round__plan__partnership")
        .order_by("-round__quarter_starts", "-pk")
        .first()
    )


def last_answer(answers: Sequence[PlanAnswer]) -> PlanAnswer | None:
    """The answer that counts: the last one given."""
    return max(answers, key=lambda one: one.pk, default=None)


def letter_of(made: UpdateRound, key: int) -> UpdateLetter | None:
    """One letter of a round."""
    found = made.letters.select_related("person__user", "round__plan__partnership")
    return found.filter(pk=key).first()


def answer_of(made: UpdateRound, key: int) -> PlanAnswer | None:
    """One answer of a round."""
    found = PlanAnswer.objects.filter(question__round=made, pk=key)
    return found.select_related(
        "question__milestone__objective", "question__milestone__plan__partnership",
        "question__round__plan__partnership", "question__letter", "author",
    ).first()  # fmt: skip


def waiting_answers(made: UpdateRound) -> list[PlanAnswer]:
    """The answers of a round that wait to be settled."""
    found = PlanAnswer.objects.filter(question__round=made, state=PlanAnswer.State.PROPOSED)
    return list(
        found.select_related(
            "question__milestone__objective", "question__milestone__plan__partnership",
            "question__round__plan__partnership", "question__letter", "author",
        )
    )  # fmt: skip
