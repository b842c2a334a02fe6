"""Work that a body asks of another body or of an organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models.decisions import Decision
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class Commission(Versioned):
    """Work asked by a decision of one body, which the other must accept. Its words never change."""

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", "asked"
        ACCEPTED = "accepted", "accepted"
        REFUSED = "refused", "refused"
        DELIVERED = "delivered", "delivered"
        CLOSED = "closed", "closed"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="commissions")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="commissions")
    to_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="commissions_received"
    )
    to_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="commissions_received"
    )
    scope = models.CharField(max_length=1000)
    product = models.CharField(max_length=300)
    asked_on = models.DateField()
    due = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="commissions")
    under_clause = models.CharField(max_length=60, blank=True)
    """The clause of the terms that the work falls under, where one was named."""
    waiver = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="commissions_waived"
    )
    """The decision that lets the body ask it although its terms do not reach so far."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_commission_number_once"
            ),
            models.CheckConstraint(
                condition=Q(to_body__isnull=True, to_agency__isnull=False)
                | Q(to_body__isnull=False, to_agency__isnull=True),
                name="decisions_commission_asked_of_one",
            ),
            models.CheckConstraint(
                condition=Q(due__gte=models.F("asked_on")), name="decisions_commission_due_after_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"Commission {self.number}"


class CommissionStep(models.Model):
    """One step of a commission: who took it, when, and what they said."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="steps")
    to = models.CharField(max_length=10, choices=Commission.State.choices)
    taken_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["commission", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to="refused") | ~Q(words=""), name="decisions_commission_refused_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commission}: {self.to}"
