"""What was said, what came of it, and the objectives that rest on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.plan.models import Objective
from throughline.web.voices.models.engagements import Engagement


class Finding(models.Model):
    """Something that was said or found; its words never change."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=600)
    found_on = models.DateField()

    class Meta:
        ordering = ["engagement", "number"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "number"), name="voices_finding_number_once")
        ]

    def __str__(self) -> str:
        return f"Finding {self.number}"


class Outcome(models.Model):
    """What came of it, or is to come of it by a day; it may be several organisations' together."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=600)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes"
    )
    due = models.DateField(null=True, blank=True)
    came_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="voice_outcomes"
    )
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="voice_outcomes"
    )
    recorded_on = models.DateField()

    class Meta:
        ordering = ["engagement", "number"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "number"), name="voices_outcome_number_once"),
            models.CheckConstraint(
                condition=Q(due__isnull=False) | Q(came_on__isnull=False), name="voices_outcome_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(came_on__isnull=True)
                | ~Q(evidence="")
                | Q(decision__isnull=False)
                | Q(action__isnull=False),
                name="voices_outcome_that_came_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement}, outcome {self.number}"


class OutcomeOwner(models.Model):
    """One of the organisations whose outcome it is."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="owners")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="outcomes_owned")

    class Meta:
        ordering = ["outcome", "pk"]
        constraints = [models.UniqueConstraint(fields=("outcome", "agency"), name="voices_an_owner_once")]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.agency}"


class Citation(models.Model):
    """An objective that rests on an outcome; one that is withdrawn stays readable with its day."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="citations")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="voices_cited")
    cited_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["objective", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("outcome", "objective"),
                condition=Q(withdrawn_on__isnull=True),
                name="voices_cited_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.outcome}"
