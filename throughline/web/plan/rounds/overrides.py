"""Overrides of a status as pages and papers read them: the one given, beside the one worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus
from throughline.web.plan.models import DeliveryPlan, Milestone, Objective, StatusOverride
from throughline.words.formats import day_words


@dataclass(frozen=True)
class Override:
    """One override that is in force: the status given, by whom, when and why."""

    pk: int
    line: str
    """The number of the objective, or of the step."""
    status: MilestoneStatus
    reason: str
    by: str
    given_on: date

    @property
    def words(self) -> str:
        """The override in a sentence, as every paper prints it."""
        on = day_words(self.given_on)
        return f"{STATUS_WORDS[self.status]} by override of the chair on {on}: {self.reason}"


def overrides_on(plan: DeliveryPlan, quarter_starts: date, day: date) -> Mapping[str, Override]:
    """The overrides of a quarter that are in force on a day, by the number of the line; one query.

    An override of an earlier quarter has ended with it. Source: rule R20.
    """
    rows = StatusOverride.objects.filter(
        objective__plan=plan, quarter_starts=quarter_starts, given_on__lte=day
    ).exclude(lifted_on__lte=day)
    return {
        (code := row.milestone.code if row.milestone else row.objective.code): Override(
            row.pk, code, MilestoneStatus(row.status), row.reason, row.by.name, row.given_on
        )
        for row in rows.select_related("objective", "milestone", "by")
    }


def override_of(plan: DeliveryPlan, key: int) -> StatusOverride | None:
    """One override of a plan."""
    found = StatusOverride.objects.filter(objective__plan=plan, pk=key)
    return found.select_related("objective__plan__partnership", "milestone").first()


def row_of_objective(plan: DeliveryPlan, code: str) -> Objective:
    """The row of an objective of a plan."""
    return Objective.objects.select_related("plan__partnership").get(plan=plan, code=code)


def rows_of_steps(plan: DeliveryPlan) -> Mapping[str, Milestone]:
    """The rows of a plan's steps, by their numbers."""
    return {one.code: one for one in Milestone.objects.filter(plan=plan)}
