"""What a plan does to different groups of people, and who answers for saying so."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Action
from throughline.web.plan.models.plans import DeliveryPlan


class EqualityStrand(models.Model):
    """One group that an assessment looks at; a partnership keeps its own list."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="equality_strands")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["partnership", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "code"), name="plan_equality_strand_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class EqualityAssessment(models.Model):
    """An equality impact assessment of a plan; a later one follows it and replaces nothing."""

    class Outcome(models.TextChoices):
        """What the assessment came to."""

        NO_CHANGE = "no-change", "no change is needed"
        ADJUST = "adjust", "the plan is adjusted"
        CONTINUE = "continue", "the plan goes on, for the reasons given"
        STOP = "stop", "the plan is stopped and thought again"

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="equality_assessments")
    number = models.PositiveIntegerField()
    written_on = models.DateField()
    summary = models.TextField()
    evidence = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    signed_off_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_off_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_equality_assessment_number_once"),
            models.CheckConstraint(
                condition=Q(signed_off_on__isnull=True, signed_off_by__isnull=True, outcome="")
                | (
                    Q(signed_off_on__isnull=False, signed_off_by__isnull=False, review_on__isnull=False)
                    & ~Q(outcome="")
                ),
                name="plan_equality_signed_off_whole",
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("signed_off_on")),
                name="plan_equality_reviewed_after_it_is_signed_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, equality impact assessment {self.number}"


class EqualityEffect(models.Model):
    """What is expected for one group, and on what evidence; a later row for the group counts."""

    class Effect(models.TextChoices):
        """Which way it goes."""

        BETTER = "better", "better"
        NONE = "none", "no difference"
        WORSE = "worse", "worse"
        NOT_KNOWN = "not-known", "not known"

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.PROTECT, related_name="effects")
    strand = models.ForeignKey(EqualityStrand, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=20, choices=Effect.choices)
    words = models.TextField()
    evidence = models.CharField(max_length=500, blank=True)
    mitigation = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="equality_effects"
    )
    """The action that makes it less bad, or finds out."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "strand", "pk"]

    def __str__(self) -> str:
        return f"{self.strand}: {self.get_effect_display()}"
