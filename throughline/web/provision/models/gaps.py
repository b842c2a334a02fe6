"""Gaps that a person recorded, and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models import Commission
from throughline.web.plan.models import Objective
from throughline.web.provision.models.needs import NeedsAssessment, Place
from throughline.web.site.models import Versioned


class GapFinding(Versioned):
    """A gap as somebody found it on a day; its words and its size never change."""

    class Severity(models.TextChoices):
        """How much it matters."""

        LOW = "low", "low"
        MEDIUM = "medium", "medium"
        HIGH = "high", "high"

    class State(models.TextChoices):
        """How far it has come."""

        FOUND = "found", "found"
        CONFIRMED = "confirmed", "confirmed"
        BEING_MET = "being-met", "being met"
        ACCEPTED = "accepted", "accepted as it is"
        CLOSED = "closed", "closed"
        DISMISSED = "dismissed", "dismissed"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="gaps")
    number = models.PositiveIntegerField()
    pathway = models.SlugField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="gaps")
    cohort = models.SlugField(max_length=40, blank=True)
    words = models.CharField(max_length=500)
    evidence = models.CharField(max_length=500)
    size = models.PositiveIntegerField(null=True, blank=True)
    """What was left on that day at most, if it could be worked out."""
    severity = models.CharField(max_length=10, choices=Severity.choices)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="gaps_owned")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="gaps"
    )
    assessment = models.ForeignKey(
        NeedsAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="gaps"
    )
    found_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.FOUND)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="provision_gap_number_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="provision_gap_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"Gap {self.number}"


class GapStep(models.Model):
    """One step of a gap: what was done, when, with which words, and the work asked for it, if any."""

    gap = models.ForeignKey(GapFinding, on_delete=models.PROTECT, related_name="steps")
    to = models.CharField(max_length=10, choices=GapFinding.State.choices)
    taken_on = models.DateField()
    words = models.CharField(max_length=500)
    commission = models.ForeignKey(
        Commission, on_delete=models.PROTECT, null=True, blank=True, related_name="gap_steps"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["gap", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="provision_gap_step_says_why"),
            models.UniqueConstraint(
                fields=["gap", "commission"],
                condition=Q(commission__isnull=False),
                name="provision_gap_commission_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gap}: {self.to}"
