"""Recommendations to other bodies, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective


class Recommendation(models.Model):
    """What a body advised another to do or to buy; never edited."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations")
    to = models.CharField(max_length=200)
    """The body or organisation that it was sent to, by name: most stand outside the partnership."""
    words = models.CharField(max_length=1000)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    made_on = models.DateField()
    answer_by = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="provision_recommendation_number_once"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("made_on")), name="provision_answer_wanted_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"


class RecommendationAnswer(models.Model):
    """What the other body answered, or what came of it; a later one follows and replaces nothing."""

    class Says(models.TextChoices):
        """What is told."""

        TAKEN = "taken", "taken up"
        PARTLY = "partly", "taken up in part"
        DECLINED = "declined", "declined"
        OUTCOME = "outcome", "what came of it"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="answers")
    says = models.CharField(max_length=10, choices=Says.choices)
    words = models.CharField(max_length=1000)
    told_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recommendation", "told_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="provision_answer_has_words")]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.says}"
