"""A decision carried into organisations, and what each of them answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models.decisions import Decision
from throughline.web.site.models import Versioned


class Cascade(models.Model):
    """A decision of which organisations were told, so that each carries it out inside itself."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="cascade")
    told_on = models.DateField()
    effective_from = models.DateField(null=True, blank=True)
    """The day by which each organisation must have implemented it, if the decision sets one."""
    started_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.decision} in every organisation"


class CascadeReceipt(Versioned):
    """One organisation that was told of a decision; its answers say where it stands."""

    cascade = models.ForeignKey(Cascade, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cascade_receipts")

    class Meta:
        ordering = ["cascade", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=("cascade", "agency"), name="decisions_told_once_of_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.cascade.decision}: {self.agency}"


class CascadeAnswer(models.Model):
    """What an organisation answered on a day; a later answer never takes its place."""

    class Says(models.TextChoices):
        """What was answered."""

        ACKNOWLEDGED = "acknowledged", "acknowledged"
        IMPLEMENTED = "implemented", "implemented"
        DECLINED = "declined", "declined"
        NOT_APPLICABLE = "not-applicable", "not applicable"

    receipt = models.ForeignKey(CascadeReceipt, on_delete=models.PROTECT, related_name="answers")
    says = models.CharField(max_length=15, choices=Says.choices)
    said_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    """Whether the secretary wrote it down for the organisation."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["receipt", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(says__in=("declined", "not-applicable")) | ~Q(reason=""),
                name="decisions_declining_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.says}"
