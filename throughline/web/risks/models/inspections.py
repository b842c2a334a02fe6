"""Inspections, audits and reviews: what they recommended, and the lessons that were drawn."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.plan.models import Objective
from throughline.web.site.models import Versioned


class Inspection(models.Model):
    """A report by an inspector, an auditor or a reviewer, or a national document with recommendations."""

    class Kind(models.TextChoices):
        """What it is."""

        INSPECTION = "inspection", "inspection"
        AUDIT = "audit", "audit"
        INTERNAL_REVIEW = "internal", "internal review"
        EXTERNAL_REVIEW = "external", "external review"
        SERIOUS_OFFENCES = "offences", "reviews of serious further offences"
        NATIONAL = "national", "national document"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="inspections")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    published_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="risks_inspection_number_once")
        ]

    def __str__(self) -> str:
        return self.title


class Recommendation(Versioned):
    """One recommendation of a report, the organisation that answers for it, and the day it is due."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        NOT_ACCEPTED = "not-accepted", "not accepted"
        SAID_DONE = "said-done", "said to be done"
        CLOSED = "closed", "closed"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="recommendations")
    number = models.CharField(max_length=20)
    words = models.CharField(max_length=1000)
    owner_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="inspection_recommendations"
    )
    objective = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inspection_recommendations",
    )
    due_words = models.CharField(max_length=60)
    """The day in its author's precision: "September 2009"."""
    due = models.DateField()
    """The last day that those words mean."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("inspection", "number"), name="risks_recommendation_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.inspection}, recommendation {self.number}"


class RecommendationStep(models.Model):
    """One step of a recommendation: what was said, what shows it, who said it and when."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)
    on = models.DateField()
    words = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recommendation", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="risks_recommendation_step_has_words")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.step}"


class Theme(models.Model):
    """A word by which lessons of several reviews are found together."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="lesson_themes")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["partnership", "name"]
        constraints = [models.UniqueConstraint(fields=("partnership", "name"), name="risks_theme_once")]

    def __str__(self) -> str:
        return self.name


class Lesson(models.Model):
    """What a review taught, who acts on it, and when that was done; nobody supervised is named in it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="lessons")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=1000)
    action = models.CharField(max_length=500)
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="lessons")
    themes = models.ManyToManyField(Theme, related_name="lessons", blank=True)
    drawn_on = models.DateField()
    due = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=("inspection", "number"), name="risks_lesson_number_once"),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True, evidence="")
                | (Q(completed_on__isnull=False, completed_on__gte=F("drawn_on")) & ~Q(evidence="")),
                name="risks_lesson_completed_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection}, lesson {self.number}"
