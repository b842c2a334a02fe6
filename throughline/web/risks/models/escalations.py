"""What a body or an organisation asks of a board above it: the ask, its clock and every answer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.risks.models.risks import Risk
from throughline.web.site.models import Versioned


class Escalation(Versioned):
    """One ask of one board or of several, by a body or by a member organisation. Its words never change."""

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "prepared", "prepared"
        REPLY_OPEN = "reply-open", "reply open"
        READY = "ready", "ready to send"
        SENT = "sent", "sent"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        ANSWERED = "answered", "answered"
        CLOSED = "closed", "closed"
        RETURNED = "returned", "returned"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Severity(models.TextChoices):
        """How grave the matter is."""

        MODERATE = "moderate", "moderate"
        SERIOUS = "serious", "serious"
        CRITICAL = "critical", "critical"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="escalations")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    from_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    about_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations_about"
    )
    risk = models.ForeignKey(
        Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    subject = models.CharField(max_length=200)
    ask = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=1000)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    raised_on = models.DateField()
    """The day on which it was written down; the right of reply runs from the day it was signed."""
    signed_on = models.DateField(null=True, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    days_to_reply = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARED)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="risks_escalation_number_once"),
            models.CheckConstraint(
                condition=Q(body__isnull=False, from_agency__isnull=True)
                | Q(body__isnull=True, from_agency__isnull=False),
                name="risks_escalation_from_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "withdrawn"))
                | Q(signed_on__isnull=False, signed_on__gte=F("raised_on")),
                name="risks_escalation_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(needed_by__isnull=True) | Q(needed_by__gte=F("raised_on")),
                name="risks_escalation_needed_after_raised",
            ),
            models.CheckConstraint(
                condition=~Q(ask="") & ~Q(evidence=""), name="risks_escalation_asks_with_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"Escalation {self.number}"


class EscalationRecipient(models.Model):
    """One board that is asked: a body of the partnership, or a body outside by the code of the terms."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="recipients")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations_received"
    )
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=12, choices=Escalation.State.choices, default=Escalation.State.PREPARED
    )

    class Meta:
        ordering = ["escalation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("escalation", "code"), name="risks_escalation_asked_once"),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "sent", "acknowledged", "answered")),
                name="risks_recipient_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.escalation} to {self.name}"


class EscalationStep(models.Model):
    """One step: who took it, when, for which of the boards, and what they said."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="steps")
    recipient = models.ForeignKey(
        EscalationRecipient, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    step = models.CharField(max_length=12)
    on = models.DateField()
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    """Whether the secretary wrote it down for whoever said it."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["escalation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=("reply", "answer", "return", "withdraw")) | ~Q(words=""),
                name="risks_escalation_answer_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.escalation}: {self.step}"
