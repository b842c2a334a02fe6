"""What was found, what came of it, and which objectives rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from throughline.web.access.models import Agency, User
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.standing import person_of
from throughline.web.plan.models import Objective
from throughline.web.voices.models import Citation, Engagement, Finding, Outcome, OutcomeOwner
from throughline.web.voices.telling import record_heard
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class OutcomeRefused(Refused):
    """An outcome has a day, and one that came is shown."""


class CitedAlready(Refused):
    """An objective cites an outcome once."""


@transaction.atomic
def record_finding(
    *, engagement: Engagement, words: str, found_on: date, by: User | None, at: datetime
) -> Finding:
    """Record something that was said or found. Raises OutcomeRefused where it is dated before the record."""
    if found_on < engagement.held_from:
        raise OutcomeRefused(
            f"Nothing was found before {day_words(engagement.held_from)}, when it began. Mend the day."
        )
    made = Finding.objects.create(
        engagement=engagement, number=_next(engagement.findings), words=words.strip(), found_on=found_on
    )
    record_heard("finding recorded", engagement, by, at, finding=made.number)
    return made


@transaction.atomic
def record_outcome(
    *,
    engagement: Engagement,
    words: str,
    on: date,
    by: User | None,
    at: datetime,
    due: date | None = None,
    came_on: date | None = None,
    evidence: str = "",
    finding: Finding | None = None,
    decision: Decision | None = None,
    action: Action | None = None,
    owners: Iterable[Agency] = (),
    objectives: Iterable[Objective] = (),
) -> Outcome:
    """Record what came of it, or what is to come of it by a day, and the objectives that rest on it.

    Raises OutcomeRefused without a day, and for one that came without evidence, decision or action.
    """
    if due is None and came_on is None:
        raise OutcomeRefused("Give the day on which it came about, or the day by which it is to.")
    _refuse_unshown(came_on, evidence or decision or action, on)
    made = Outcome.objects.create(
        engagement=engagement,
        number=_next(engagement.outcomes),
        words=words.strip(),
        finding=finding,
        due=due,
        came_on=came_on,
        evidence=evidence.strip(),
        decision=decision,
        action=action,
        recorded_on=on,
    )
    OutcomeOwner.objects.bulk_create(
        [OutcomeOwner(outcome=made, agency=one) for one in dict.fromkeys(owners)]
    )
    record_heard("outcome recorded", engagement, by, at, outcome=made.number)
    for one in dict.fromkeys(objectives):
        cite_outcome(outcome=made, objective=one, on=on, by=by, at=at)
    return made


@transaction.atomic
def record_outcome_came(
    *, outcome: Outcome, came_on: date, evidence: str, on: date, by: User | None, at: datetime
) -> Outcome:
    """Record that what was to come of it came about, once. Raises OutcomeRefused."""
    if outcome.came_on is not None:
        raise OutcomeRefused(f"It came about on {day_words(outcome.came_on)} already. Nothing was changed.")
    _refuse_unshown(came_on, evidence or outcome.decision or outcome.action, on)
    outcome.came_on, outcome.evidence = came_on, evidence.strip()
    outcome.save(update_fields=["came_on", "evidence"])
    record_heard("outcome came about", outcome.engagement, by, at, outcome=outcome.number, on=str(came_on))
    return outcome


def _refuse_unshown(came_on: date | None, shown_by: Any, on: date) -> None:
    if came_on is None:
        return
    if came_on > on:
        raise OutcomeRefused(f"{day_words(came_on)} has not come yet. Give the day as one that is due.")
    if not shown_by:
        raise OutcomeRefused("Say where it can be seen that it came about, or name its decision or action.")


@transaction.atomic
def cite_outcome(
    *, outcome: Outcome, objective: Objective, on: date, by: User | None, at: datetime
) -> Citation:
    """Let an objective rest on an outcome. Raises CitedAlready."""
    if outcome.citations.filter(objective=objective, withdrawn_on=None).exists():
        raise CitedAlready(f"Objective {objective.code} cites this already. Nothing was changed.")
    partnership = outcome.engagement.partnership
    made = Citation.objects.create(
        outcome=outcome, objective=objective, cited_on=on, by=person_of(by, partnership)
    )
    record_heard(
        "outcome cited", outcome.engagement, by, at, outcome=outcome.number, objective=objective.code
    )
    return made


@transaction.atomic
def withdraw_citation(*, citation: Citation, on: date, by: User | None, at: datetime) -> Citation:
    """Let an objective cite an outcome no longer; that it did, and until when, stays readable."""
    if citation.withdrawn_on is None:
        citation.withdrawn_on = on
        citation.save(update_fields=["withdrawn_on"])
        told = {"outcome": citation.outcome.number, "objective": citation.objective.code}
        record_heard("citation withdrawn", citation.outcome.engagement, by, at, **told)
    return citation


def _next(rows: models.Manager[Any]) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1
