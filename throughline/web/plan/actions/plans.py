"""Accepting plans, and recording what is told of their steps. Each act leaves its event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.papers.reading import read_rows
from throughline.rules.plan.asked import is_met_by_its_day, what_completion_lacks
from throughline.rules.plan.changes import promises_changed
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.leads import with_followers
from throughline.rules.plan.model import Plan
from throughline.rules.plan.objective_status import Step, steps_of
from throughline.rules.plan.when import PlanYear, plan_year
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.plan.life.queries import is_adopted
from throughline.web.plan.models import (
    DeliveryPlan,
    Milestone,
    MilestoneUpdate,
    Objective,
    PlanVersion,
    StagedPlan,
)
from throughline.web.plan.proposals import UNANSWERED, Answers
from throughline.web.plan.queries import whole_plan_of
from throughline.words.dates import ImpreciseDate
from throughline.words.formats import day_words, list_words
from throughline.words.periods import quarters, year_holding
from throughline.words.refusals import Refused

MOST_NAMED = 5
"""Changed promises that a refusal names before it only counts them."""
KEPT_FOR = timedelta(hours=24)
"""How long a file waits to be accepted."""


class AlreadyAccepted(Refused):
    """The plan in force says the same already."""


class PlanHasMoved(Refused):
    """Another version was accepted since this one was looked at."""


class PromisesChanged(Refused):
    """A file would change what an adopted plan promises, which only a change request can."""


class UpdateRefused(Refused):
    """An update says too little, or something that cannot be."""


@transaction.atomic
def stage_plan(
    *, partnership: Partnership, content: bytes, name: str, year: str, by: User, at: datetime
) -> StagedPlan:
    """Keep a file for a day, to be looked at before it is accepted; what has waited too long goes."""
    StagedPlan.objects.filter(partnership=partnership, ends_at__lt=at).delete()
    staged = StagedPlan.objects.create(
        partnership=partnership,
        year=year,
        name=name,
        content=content,
        staged_by=by,
        staged_at=at,
        ends_at=at + KEPT_FOR,
    )
    digest = hashlib.sha256(content).hexdigest()
    record_event(
        by=by,
        at=at,
        what="plan sent to look at",
        thing=staged,
        partnership=partnership,
        detail={"digest": digest},
    )
    return staged


@transaction.atomic
def answer_questions(*, staged: StagedPlan, answers: Answers, by: User, at: datetime) -> StagedPlan:
    """Keep what a person answered to the questions of a file that waits."""
    staged.answers = answers.as_record()
    staged.save(update_fields=["answers"])
    record_event(
        by=by,
        at=at,
        what="plan's questions answered",
        thing=staged,
        partnership=staged.partnership,
        detail={"leads": len(answers.leads), "repairs": len(answers.repairs), "cells": len(answers.copies)},
    )
    return staged


@transaction.atomic
def accept_plan(
    *,
    partnership: Partnership,
    text: str,
    accepted_on: date,
    by: User | None,
    at: datetime,
    answers: Answers = UNANSWERED,
    follows: int | None = None,
    by_request: bool = False,
) -> PlanVersion:
    """Accept a plan's file for its year; a plan already there is followed, and first dates stay.

    ``follows`` is the version that was looked at, where one was; ``by_request`` says that an agreed request
    or a succession of organisations stands behind a changed promise.
    Raises PlanRefused with every problem, DateUnreadable where it names no year, AlreadyAccepted,
    PlanHasMoved where another version was accepted since, and PromisesChanged where the plan is adopted.
    """
    plan = read_plan(read_rows(text.encode(), "the plan").rows)
    year = plan_year(plan)
    kept = _plan_of_year(partnership, year)
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = kept.versions.last()
    if follows is not None and follows != (last.number if last else 0):
        raise PlanHasMoved(
            "Another version of the plan was accepted since you looked. "
            "Look at what changes now, then accept."
        )
    if last and last.digest == digest:
        raise AlreadyAccepted(f"The plan of {kept.year} says this already. Nothing was changed.")
    if last and not by_request and is_adopted(kept, accepted_on):
        _refuse_changed_promises(last, plan)
    version = PlanVersion.objects.create(
        plan=kept,
        number=last.number + 1 if last else 1,
        text=text,
        digest=digest,
        accepted_on=accepted_on,
        accepted_at=at,
        answers=answers.as_record(),
    )
    _name_lines(version, plan)
    record_event(
        by=by,
        at=at,
        what="plan accepted",
        thing=version,
        partnership=partnership,
        detail={"year": kept.year, "number": version.number, "digest": digest},
    )
    return version


def _refuse_changed_promises(last: PlanVersion, plan: Plan) -> None:
    before = read_plan(read_rows(last.text.encode(), "the plan").rows)
    changed = promises_changed(before, plan)
    if changed:
        named = list_words([f"{one.line} ({one.field or 'dropped'})" for one in changed[:MOST_NAMED]])
        more = len(changed) - MOST_NAMED
        said = f"{named} and {more} more" if more > 0 else named
        raise PromisesChanged(
            f"The plan of {last.plan.year} is adopted, and this file changes what it promises: {said}. "
            "Ask for each as a change request; everything else may be accepted. Nothing was changed."
        )


@transaction.atomic
def pass_on_lines(
    *,
    version: PlanVersion,
    organisation: str,
    followers: Mapping[str, str],
    on: date,
    by: User | None,
    at: datetime,
) -> PlanVersion:
    """Follow a plan by one in which others lead and support what an organisation did, from a day on.

    ``followers`` are organisations by the line's number. Raises AlreadyAccepted where no line names it, and
    PlanHasMoved where another version was accepted since.
    """
    plan = with_followers(
        read_plan(read_rows(version.text.encode(), "the plan").rows), organisation, followers
    )
    return accept_plan(
        partnership=version.plan.partnership,
        text=plan_csv(plan),
        accepted_on=on,
        by=by,
        at=at,
        answers=Answers.of(version.answers),
        follows=version.number,
        by_request=True,
    )


@transaction.atomic
def accept_staged_plan(
    *, staged: StagedPlan, text: str, follows: int, accepted_on: date, by: User, at: datetime
) -> PlanVersion:
    """Accept what was looked at, as it was understood, with the answers given; the waiting file goes."""
    version = accept_plan(
        partnership=staged.partnership,
        text=text,
        accepted_on=accepted_on,
        by=by,
        at=at,
        answers=Answers.of(staged.answers),
        follows=follows,
    )
    staged.delete()
    return version


def _plan_of_year(partnership: Partnership, year: PlanYear) -> DeliveryPlan:
    name = year_holding(year.starts, f"{year.starts:%m-%d}").name
    kept, _made = DeliveryPlan.objects.get_or_create(
        partnership=partnership, year=name, defaults={"year_starts": year.starts, "year_ends": year.ends}
    )
    return kept


def _name_lines(version: PlanVersion, plan: Plan) -> None:
    Objective.objects.bulk_create(
        [Objective(plan=version.plan, code=one.id) for one in plan.objectives], ignore_conflicts=True
    )
    objectives = {one.code: one for one in version.plan.objectives.all()}
    Milestone.objects.bulk_create(
        [
            Milestone(
                plan=version.plan,
                objective=objectives[code],
                code=step.id,
                first_due=step.due,
                first_in=version,
            )
            for code, step in _steps(plan)
        ],
        ignore_conflicts=True,
    )
    given = {step.id: step.due for _objective, step in _steps(plan)}
    for undated in version.plan.milestones.filter(first_due=""):
        if given.get(undated.code):  # a step that had no date takes the first it is given
            undated.first_due = given[undated.code]
            undated.save(update_fields=["first_due"])


def _steps(plan: Plan) -> Iterator[tuple[str, Step]]:
    for objective in plan.objectives:
        for step in steps_of(plan, objective.id):
            yield objective.id, step


@transaction.atomic
def record_milestone_update(
    *,
    milestone: Milestone,
    quarter_starts: date,
    told_on: date,
    by: User | None,
    at: datetime,
    told_by: Person | None = None,
    is_complete: bool = False,
    forecast: str = "",
    evidence: str = "",
    words: str = "",
    happened_on: date | None = None,
    vetting: str = "",
    came: str = "",
    area: str = "",
) -> MilestoneUpdate:
    """Record an accepted update of a step for one quarter; ``forecast`` is a date such as 2010-02.

    A publication is complete by the day on which it came out (``happened_on``); an appointment has its day
    and, where the step asks for it, the vetting; ``came`` says what became of what a step waits for; ``area``
    names the one place that is told of.
    Raises UpdateRefused for a completion without evidence or without what the step asks for, a quarter that
    is none, an unreadable day, or a place that the step does not name.
    """
    step = _step_now(milestone, told_on)
    if step is not None and happened_on and is_met_by_its_day(step):
        is_complete, evidence = True, evidence or f"Published on {day_words(happened_on)}"
    if step is not None:
        _check_asked(step, is_complete, happened_on, vetting, came, area, told_on)
    _check_update(milestone, quarter_starts, is_complete, forecast, evidence)
    update = MilestoneUpdate.objects.create(
        milestone=milestone,
        quarter_starts=quarter_starts,
        told_on=told_on,
        told_by=told_by,
        is_complete=is_complete,
        forecast=forecast,
        evidence=evidence,
        words=words,
        happened_on=happened_on,
        vetting=vetting.strip(),
        came=came,
        area=area,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="milestone update accepted",
        thing=update,
        partnership=milestone.plan.partnership,
        subjects=[f"person:{told_by.pk}"] if told_by else [],
        detail={
            "milestone": milestone.code,
            "quarter": str(quarter_starts),
            "complete": is_complete,
            "forecast": forecast,
        },
    )
    return update


def _step_now(milestone: Milestone, on: date) -> Step | None:
    """The step as the version in force says it; None where that names it no more."""
    version = milestone.plan.versions.filter(accepted_on__lte=on).order_by("-number").first()
    if version is None:
        return None
    plan = whole_plan_of(version)
    steps: tuple[Step, ...] = (*plan.milestones, *plan.measures)
    return next((one for one in steps if one.id == milestone.code), None)


def _check_asked(
    step: Step,
    is_complete: bool,
    happened_on: date | None,
    vetting: str,
    came: str,
    area: str,
    told_on: date,
) -> None:
    lacks = what_completion_lacks(step, happened_on=happened_on, vetting=vetting, told_on=told_on)
    if is_complete and lacks:
        raise UpdateRefused(lacks)
    if area and area not in step.areas:
        raise UpdateRefused(f"{step.id} names no {area}. Choose one of {list_words(step.areas) or 'none'}.")
    if came and not getattr(step, "waits_for", ""):
        raise UpdateRefused(f"{step.id} waits for nothing. Leave empty what became of it.")


def _check_update(
    milestone: Milestone, quarter: date, is_complete: bool, forecast: str, evidence: str
) -> None:
    plan = milestone.plan
    if is_complete and not evidence:
        raise UpdateRefused(f"{milestone.code} is not complete without evidence. Say where it can be seen.")
    starts = [one.first for one in quarters(year_holding(plan.year_starts, f"{plan.year_starts:%m-%d}"))]
    if quarter not in starts:
        raise UpdateRefused(f"{quarter} begins no quarter of the plan. The first begins on {starts[0]}.")
    if forecast and not isinstance(PlanYear(plan.year_starts, plan.year_ends).read(forecast), ImpreciseDate):
        raise UpdateRefused(f"“{forecast}” is no date to expect the step by. Write 2010-02 or 2010-02-26.")


@transaction.atomic
def discard_staged_plan(*, staged: StagedPlan, by: User, at: datetime) -> None:
    """Throw away a file that waits to be accepted."""
    record_event(by=by, at=at, what="plan not accepted", thing=staged, partnership=staged.partnership)
    staged.delete()
