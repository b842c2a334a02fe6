"""What a body assures of a programme for some days: how sure it is, why, and which records show it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.reports.models.reports import Report


class Assurance(models.Model):
    """One statement on one programme for some days; a later one follows it and replaces nothing."""

    class Confidence(models.TextChoices):
        """How sure the body is that the programme delivers."""

        HIGH = "high", _("high")
        MODERATE = "moderate", _("moderate")
        LOW = "low", _("low")
        NONE = "none", _("none can be given")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="assurances")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assurances")
    programme = models.CharField(max_length=60)
    """The programme, by its id in the partnership file."""
    period_starts = models.DateField()
    period_ends = models.DateField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    words = models.CharField(max_length=1000)
    given_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["programme", "-period_ends", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_ends__gt=F("period_starts")), name="reports_assured_days_in_order"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="reports_assurance_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.period_ends}"


class AssuranceEvidence(models.Model):
    """One record that shows what is assured: a decision, an objective or a report."""

    assurance = models.ForeignKey(Assurance, on_delete=models.PROTECT, related_name="evidence")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["assurance", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, objective__isnull=True, report__isnull=True)
                | Q(decision__isnull=True, objective__isnull=False, report__isnull=True)
                | Q(decision__isnull=True, objective__isnull=True, report__isnull=False),
                name="reports_evidence_is_one_record",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assurance}: {self.decision or self.objective or self.report}"
