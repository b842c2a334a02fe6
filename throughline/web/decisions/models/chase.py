"""Asking every owner how their actions go, each by a link of its own."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models.actions import Action, ActionUpdate


class ChaseRound(models.Model):
    """One time of asking: everything due by a day, prepared together and then sent."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="chase_rounds")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["partnership", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_chase_round_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Chase round {self.number}"


class ChaseRequest(models.Model):
    """One question to one person about one action; its link is never stored.

    The link is the public reference and a seal over it made with the site's secret key, so whoever
    holds the store alone cannot make one. A new reference ends the link made before.
    """

    round = models.ForeignKey(ChaseRound, on_delete=models.PROTECT, related_name="requests")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="chase_requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="chase_requests")
    reference = models.CharField(max_length=32, unique=True)
    expires_on = models.DateField()
    """The last day on which the link works."""
    link_shown_at = models.DateTimeField(null=True, blank=True)
    """When the secretary last took the link to pass it on by hand."""
    answered_at = models.DateTimeField(null=True, blank=True)
    update = models.OneToOneField(
        ActionUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="chase_request"
    )

    class Meta:
        ordering = ["round", "person", "action"]
        constraints = [
            models.UniqueConstraint(
                fields=("round", "action"),
                condition=models.Q(answered_at__isnull=True),
                name="decisions_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(update__isnull=False),
                name="decisions_chase_answer_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.action}"
