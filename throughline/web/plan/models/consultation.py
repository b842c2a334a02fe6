"""Who was asked about a plan, what they answered, and what was done about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.plan.models.plans import DeliveryPlan, Objective


class Consultation(models.Model):
    """One time of asking about a plan: whom, how, and from when until when."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    who = models.CharField(max_length=500)
    """Organisations and groups in words; never a person."""
    method = models.CharField(max_length=300)
    opens = models.DateField()
    closes = models.DateField()
    said_as = models.CharField(max_length=100, blank=True)
    """When it was, in its author's precision, where the days are only the outermost it may mean."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_consultation_number_once"),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")), name="plan_consultation_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationResponse(models.Model):
    """How many answers of one kind came, and from whom in words."""

    class Kind(models.TextChoices):
        """How an answer came."""

        WRITTEN = "written", "written answers"
        DELEGATES = "delegates", "people at events"
        SURVEY = "survey", "answers to a survey"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="responses")
    from_whom = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    count = models.PositiveIntegerField()
    is_at_least = models.BooleanField(default=False)
    """Whether the count is given as "over so many"."""
    on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="plan_a_response_counts_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.count} {self.get_kind_display()}"


class ConsultationFinding(models.Model):
    """One thing that was said, and what was done about it; dissent is a finding like any other."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    theme = models.CharField(max_length=100)
    words = models.TextField()
    is_dissent = models.BooleanField(default=False)
    what_we_did = models.TextField(blank=True)
    """Empty until somebody says what was done, or why nothing was."""
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="consultation_findings"
    )
    recorded_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=("consultation", "number"), name="plan_consultation_finding_number_once"
            ),
            models.CheckConstraint(
                condition=Q(what_we_did="", answered_on__isnull=True)
                | (~Q(what_we_did="") & Q(answered_on__isnull=False)),
                name="plan_a_finding_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}, finding {self.number}"
