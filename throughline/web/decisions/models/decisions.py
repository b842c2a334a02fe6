"""What was agreed, and by what right it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Person
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
    ratifies = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ratified_by"
    )
    rescinds = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rescinded_by"
    )
    effective_from = models.DateField(null=True, blank=True)
    stood = models.JSONField(default=dict, blank=True)
    """How the quorum stood when it was taken: result, number, needed and the organisations, in codes."""

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=("body", "number"), name="decisions_number_once_in_a_body"),
            models.CheckConstraint(
                condition=Q(rescinds__isnull=True) | ~Q(rescinds=F("pk")),
                name="decisions_not_rescinded_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DecisionStep(models.Model):
    """One step of a decision that was made: carried out, with its evidence, or closed."""

    class To(models.TextChoices):
        """What the step made of the decision."""

        IMPLEMENTED = "implemented", "implemented"
        CLOSED = "closed", "closed"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    to = models.CharField(max_length=12, choices=To.choices)
    taken_on = models.DateField()
    evidence = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("decision", "to"), name="decisions_a_step_once"),
            models.CheckConstraint(
                condition=~Q(to="implemented") | ~Q(evidence=""), name="decisions_implemented_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_to_display()}"


class ChairsAction(models.Model):
    """What a chair decided between meetings: by what right, why it could not wait, what the body said."""

    class Answer(models.TextChoices):
        """What the body made of it at a meeting."""

        NOTED = "noted", "noted"
        REVERSED = "reversed", "reversed"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="chairs_action")
    clause = models.CharField(max_length=200, blank=True)
    allowed_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="chairs_actions_allowed"
    )
    because = models.CharField(max_length=500)
    reported_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="chairs_action_answered"
    )

    class Meta:
        ordering = ["decision"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(clause="") | Q(allowed_by__isnull=False), name="decisions_chair_acts_by_a_right"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False) & Q(reported_on__isnull=False)),
                name="decisions_chairs_action_answered_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}, by the chair"


class Adoption(models.Model):
    """A decision that brought terms, or a reading of them, into force."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="adoption")
    terms = models.OneToOneField(TermsOfReference, on_delete=models.PROTECT, related_name="adoption")
    settles = models.CharField(max_length=200, blank=True)
    effective_from = models.DateField()

    def __str__(self) -> str:
        return f"{self.decision} adopts {self.terms}"
