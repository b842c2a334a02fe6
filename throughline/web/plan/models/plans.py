"""A partnership's delivery plans as they were accepted, and what was told of their steps."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Partnership, Person, User


class DeliveryPlan(models.Model):
    """The plan of one partnership for one year, such as 2009-10."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    year = models.SlugField(max_length=20)
    year_starts = models.DateField()
    year_ends = models.DateField()

    class Meta:
        ordering = ["partnership", "-year_starts"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year"], name="plan_one_for_a_year"),
            models.CheckConstraint(
                condition=Q(year_ends__gt=F("year_starts")), name="plan_year_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, plan {self.year}"


class PlanVersion(models.Model):
    """A plan's file as it was accepted, to the letter; never edited, only followed by another."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    accepted_on = models.DateField()
    accepted_at = models.DateTimeField()
    answers = models.JSONField(default=dict, blank=True)
    """What a person answered to the questions of the file, as ``proposals.Answers`` records it."""

    opened_to: frozenset[str] | None = frozenset()
    """The offices of whoever reads it, so that what is restricted stays closed to all others; None opens it
    whole. It is of one reading and never kept."""

    closed_since: frozenset[str] = frozenset()
    """The numbers of the lines that a later version closed to that reader; of one reading as well."""

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once")]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


class Objective(models.Model):
    """An objective that a version named, so that records can point to it; its words are in the version."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="objectives")
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_objective_code_once")]

    def __str__(self) -> str:
        return self.code


class Milestone(models.Model):
    """A step of an objective. ``first_due`` is its first date in its author's words, kept for ever."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="milestones")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="milestones")
    code = models.CharField(max_length=40)
    first_due = models.CharField(max_length=60, blank=True)
    first_in = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_milestone_code_once")]

    def __str__(self) -> str:
        return self.code


class MilestoneUpdate(models.Model):
    """What was told of a step for one quarter, and accepted; a later one follows it and replaces nothing."""

    class Came(models.TextChoices):
        CAME = "came", _("it came")
        FAILED = "failed", _("it will not come")

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="updates")
    quarter_starts = models.DateField()
    told_on = models.DateField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_complete = models.BooleanField(default=False)
    forecast = models.CharField(max_length=60, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    """The day of the publication or of the appointment that the step promises."""
    vetting = models.CharField(max_length=60, blank=True)
    """Which vetting whoever was appointed holds."""
    came = models.CharField(max_length=10, choices=Came.choices, blank=True)
    """What became of what the step waits for."""
    area = models.CharField(max_length=60, blank=True)
    """The one place that this is told of, where a step is reached place by place."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["milestone", "told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_complete=False) | ~Q(evidence=""), name="plan_complete_needs_evidence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone}, {self.told_on}"


class StagedPlan(models.Model):
    """A file that somebody sent to look at before it is accepted; it goes when it ends."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="staged_plans")
    year = models.SlugField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    staged_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    staged_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answers = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name
