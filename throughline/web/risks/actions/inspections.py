"""Keeping what inspectors, auditors and reviewers recommend, and the lessons that reviews teach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.recommendations import recommendation_after
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.plan.models import Objective
from throughline.web.risks.models import Inspection, Lesson, Recommendation, RecommendationStep, Theme
from throughline.web.site.versions import save_changes
from throughline.words.dates import ImpreciseDate, read_imprecise
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class InspectionDayOutOfOrder(Refused):
    """What follows a report does not come before it, nor in days to come."""


class DueUnreadable(Refused):
    """A day that is due can be read from its words."""


class NumberTaken(Refused):
    """A report gives each recommendation its own number."""


class EvidenceNeeded(Refused):
    """What is said of a recommendation or a lesson is shown."""


class LessonCompleted(Refused):
    """A lesson is completed once."""


@transaction.atomic
def record_inspection(
    *,
    partnership: Partnership,
    kind: str,
    title: str,
    publisher: str,
    published_on: date,
    by: User | None,
    at: datetime,
) -> Inspection:
    """Put a report into the tracker. Raises InspectionDayOutOfOrder."""
    if published_on > at.date():
        raise InspectionDayOutOfOrder("A report cannot be published on a day to come. Nothing was changed.")
    last = Inspection.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    made = Inspection.objects.create(
        partnership=partnership,
        number=last + 1,
        kind=kind,
        title=title,
        publisher=publisher,
        published_on=published_on,
        recorded_at=at,
    )
    _record("inspection recorded", made, by, at, kind=kind)
    return made


@transaction.atomic
def record_recommendation(
    *,
    inspection: Inspection,
    number: str,
    words: str,
    owner_agency: Agency,
    due: str,
    by: User | None,
    at: datetime,
    objective: Objective | None = None,
) -> Recommendation:
    """Add a recommendation of a report, its day in the report's own words such as "September 2009".

    Raises DueUnreadable, NumberTaken and InspectionDayOutOfOrder.
    Source: rule R19; West Mercia terms, inputs.
    """
    last_day = _last_day(due, inspection.published_on)
    if inspection.recommendations.filter(number=number).exists():
        raise NumberTaken(f"Recommendation {number} of this report is here already. Nothing was changed.")
    if last_day < inspection.published_on:
        raise InspectionDayOutOfOrder(
            f"The report came out on {day_words(inspection.published_on)}: give a day after that. "
            "Nothing was changed."
        )
    made = Recommendation.objects.create(
        inspection=inspection,
        number=number,
        words=words,
        owner_agency=owner_agency,
        objective=objective,
        due_words=due,
        due=last_day,
    )
    _record("recommendation recorded", inspection, by, at, recommendation=number, due=str(last_day))
    return made


def _last_day(words: str, published_on: date) -> date:
    """The last day that the words mean; a month without a year is in the year of the report's April."""
    year = published_on.year - (published_on.month < 4)
    found = read_imprecise(words, year_starts="04-01", plan_year=year)
    if not isinstance(found, ImpreciseDate):
        raise DueUnreadable(f"“{words}” names no last day: write it as 30/9/2009 or September 2009.")
    return found.latest


@transaction.atomic
def take_recommendation_step(
    *,
    recommendation: Recommendation,
    step: str,
    words: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> RecommendationStep:
    """Accept or refuse a recommendation, say how it goes, say it is done, confirm that, or send it back.

    Raises RecommendationStepRefused, EvidenceNeeded, InspectionDayOutOfOrder and EditedSince.
    """
    inspection = recommendation.inspection
    state = recommendation_after(
        recommendation.state,  # type: ignore[arg-type]
        step,  # type: ignore[arg-type]
        name=f"Recommendation {recommendation.number}",
    )
    if not words.strip():
        raise EvidenceNeeded("Say what was done, what shows it, or why not. Nothing was changed.")
    last = recommendation.steps.aggregate(last=Max("on"))["last"] or inspection.published_on
    if not last <= on <= at.date():
        raise InspectionDayOutOfOrder(f"Give a day from {day_words(last)} until today. Nothing was changed.")
    save_changes(recommendation, expected_version=expected_version, state=state)
    made = RecommendationStep.objects.create(
        recommendation=recommendation,
        step=step,
        on=on,
        words=words.strip(),
        by=person_of(by, inspection.partnership),
        recorded_at=at,
    )
    _record(f"recommendation: {step}", inspection, by, at, recommendation=recommendation.number)
    return made


@transaction.atomic
def record_lesson(
    *,
    inspection: Inspection,
    words: str,
    action: str,
    owner_agency: Agency,
    themes: Iterable[str],
    drawn_on: date,
    due: date,
    by: User | None,
    at: datetime,
) -> Lesson:
    """Write down what a review taught, who acts on it by when, and its themes; no name of anybody supervised.

    Raises InspectionDayOutOfOrder. Source: the delivery plan 2009-10, 3.2.5.
    """
    if not inspection.published_on <= drawn_on <= at.date() or due < drawn_on:
        raise InspectionDayOutOfOrder(
            "A lesson follows the report, and is acted on after that. Nothing was changed."
        )
    last = inspection.lessons.aggregate(last=Max("number"))["last"] or 0
    made = Lesson.objects.create(
        inspection=inspection,
        number=last + 1,
        words=words,
        action=action,
        owner_agency=owner_agency,
        drawn_on=drawn_on,
        due=due,
    )
    for name in dict.fromkeys(one.strip() for one in themes if one.strip()):
        theme = Theme.objects.filter(partnership=inspection.partnership, name__iexact=name).first()
        made.themes.add(theme or Theme.objects.create(partnership=inspection.partnership, name=name))
    _record("lesson recorded", inspection, by, at, lesson=made.number, due=str(due))
    return made


@transaction.atomic
def complete_lesson(
    *, lesson: Lesson, completed_on: date, evidence: str, by: User | None, at: datetime
) -> Lesson:
    """Record that a lesson was acted on, and what shows it.

    Raises LessonCompleted, EvidenceNeeded and InspectionDayOutOfOrder.
    """
    if lesson.completed_on is not None:
        raise LessonCompleted(f"It was completed on {day_words(lesson.completed_on)}. Nothing was changed.")
    if not evidence.strip():
        raise EvidenceNeeded("Say what shows that it was done. Nothing was changed.")
    if not lesson.drawn_on <= completed_on <= at.date():
        raise InspectionDayOutOfOrder(
            f"Give a day from {day_words(lesson.drawn_on)} until today. Nothing was changed."
        )
    lesson.completed_on, lesson.evidence = completed_on, evidence.strip()
    lesson.save(update_fields=["completed_on", "evidence"])
    _record("lesson completed", lesson.inspection, by, at, lesson=lesson.number, on=str(completed_on))
    return lesson


def _record(what: str, one: Inspection, by: User | None, at: datetime, **detail: object) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=one,
        partnership=one.partnership,
        detail={"number": one.number, **detail},
    )
