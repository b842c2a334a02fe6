"""What was agreed, and by what right it stands."""

from __future__ import annotations

from django.db import models

from throughline.web.governance.models import Body, TermsOfReference


class Decision(models.Model):
    """Something a body decided, in the words it was recorded in; never edited."""

    class Authority(models.TextChoices):
        """By what right the decision stands."""

        MADE = "made", "made"
        NO_QUORUM_STATED = "no-quorum-stated", "made; no quorum stated"
        RECOMMENDED = "recommended", "recommended"
        CHAIRS_ACTION = "chairs-action", "chair’s action"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    decided_at = models.DateTimeField(null=True, blank=True)
    """The minute at which it was taken in the room, where it was recorded there."""
    text = models.TextField()
    authority = models.CharField(max_length=20, choices=Authority.choices)
    recorded_at = models.DateTimeField()
    ratifies = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ratified_by"
    )
    rescinds = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rescinded_by"
    )
    effective_from = models.DateField(null=True, blank=True)
    stood = models.JSONField(default=dict, blank=True)
    """How the quorum stood when it was taken: result, number, needed and the organisations, in codes."""

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=("body", "number"), name="decisions_number_once_in_a_body")
        ]

    def __str__(self) -> str:
        return self.number


class Adoption(models.Model):
    """A decision that brought terms, or a reading of them, into force."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="adoption")
    terms = models.OneToOneField(TermsOfReference, on_delete=models.PROTECT, related_name="adoption")
    settles = models.CharField(max_length=200, blank=True)
    effective_from = models.DateField()

    def __str__(self) -> str:
        return f"{self.decision} adopts {self.terms}"
