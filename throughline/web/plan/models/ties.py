"""What an objective has to do with records of the rooms below: a decision, an action, a commission."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Person
from throughline.web.decisions.models import Action, Commission, Decision
from throughline.web.plan.models.plans import Objective


class ObjectiveTie(models.Model):
    """One record that belongs to an objective; an ended tie stays readable with its day."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="ties")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="objective_ties"
    )
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="objective_ties"
    )
    commission = models.ForeignKey(
        Commission, on_delete=models.PROTECT, null=True, blank=True, related_name="objective_ties"
    )
    tied_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    untied_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["objective", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(decision__isnull=False, action__isnull=True, commission__isnull=True)
                    | Q(decision__isnull=True, action__isnull=False, commission__isnull=True)
                    | Q(decision__isnull=True, action__isnull=True, commission__isnull=False)
                ),
                name="plan_a_tie_is_to_one_record",
            ),
            models.UniqueConstraint(
                fields=("objective", "decision"),
                condition=Q(untied_on__isnull=True, decision__isnull=False),
                name="plan_decision_tied_once",
            ),
            models.UniqueConstraint(
                fields=("objective", "action"),
                condition=Q(untied_on__isnull=True, action__isnull=False),
                name="plan_action_tied_once",
            ),
            models.UniqueConstraint(
                fields=("objective", "commission"),
                condition=Q(untied_on__isnull=True, commission__isnull=False),
                name="plan_commission_tied_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.decision or self.action or self.commission}"
