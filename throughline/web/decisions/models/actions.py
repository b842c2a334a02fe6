"""Promises to act, and every day that was given for them."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models.decisions import Decision
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class Action(Versioned):
    """A promise to do something by a day. Its words and first day are fixed for ever."""

    class State(models.TextChoices):
        """How far the owner has come; overdue and slipping are computed, never stored."""

        OPEN = "open", "open"
        CLAIMED = "claimed", "claimed done"
        VERIFIED = "verified", "verified"
        CANCELLED = "cancelled", "cancelled"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    raised_on = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_action_number_once_in_a_partnership"
            ),
            models.CheckConstraint(
                condition=models.Q(first_due__gte=models.F("raised_on")),
                name="decisions_action_due_after_it_is_raised",
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.number}"


class DateChange(models.Model):
    """One extension of an action's date, with its reason; the first date stays."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_changes")
    moved_from = models.DateField()
    moved_to = models.DateField()
    reason = models.CharField(max_length=300)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["action", "pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.moved_from} to {self.moved_to}"
