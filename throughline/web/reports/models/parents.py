"""What comes from the parents: the days on which they take papers, what they decided; and who was told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body


class RecipientDate(models.Model):
    """A meeting of a parent and the day by which it takes papers, which no terms of ours hold."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="recipient_dates")
    recipient = models.CharField(max_length=60)
    meets_on = models.DateField()
    papers_due = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back because the parent moved its meeting."""

    class Meta:
        ordering = ["partnership", "papers_due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "recipient", "meets_on"),
                condition=Q(withdrawn_at__isnull=True),
                name="reports_one_meeting_of_a_parent_a_day",
            ),
            models.CheckConstraint(
                condition=Q(papers_due__lte=F("meets_on")), name="reports_papers_before_the_parents_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.meets_on}"


class ParentDecision(models.Model):
    """What a parent decided and asks of a body, as it was received; never edited."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="parent_decisions")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parent_decisions")
    """The body that it is addressed to."""
    parent = models.CharField(max_length=60)
    reference = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    received_on = models.DateField()
    words = models.TextField()
    asks = models.CharField(max_length=500, blank=True)
    carried_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="parent_decisions"
    )
    """The decision of the body that carries it on, and through which the organisations are told."""
    carried_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "number"), name="reports_parent_decision_number_once"
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("decided_on")), name="reports_received_after_it_was_decided"
            ),
            models.CheckConstraint(
                condition=Q(carried_by__isnull=True, carried_on__isnull=True)
                | Q(carried_by__isnull=False, carried_on__isnull=False),
                name="reports_carried_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Decision of a parent {self.number}"


class Briefing(models.Model):
    """That somebody was told of something: who, of what, on which day, and when it had happened."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="briefings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="briefings")
    audience = models.CharField(max_length=200)
    about = models.CharField(max_length=500)
    happened_on = models.DateField()
    due = models.DateField(null=True, blank=True)
    """By when they were to be told, where anybody said so."""
    told_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__gte=F("happened_on")), name="reports_told_after_it_happened"
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience}, {self.told_on}"
