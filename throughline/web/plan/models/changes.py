"""What an adopted plan may be changed by: a request, its reason, and the decision that answered it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Person
from throughline.web.decisions.models import Decision
from throughline.web.plan.models.plans import DeliveryPlan, PlanVersion


class ChangeRequest(models.Model):
    """One promise of an adopted plan that somebody asks to change; what was promised first stays readable."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"

    class Kind(models.TextChoices):
        REBASELINE = "rebaseline", "Another date or figure"
        LEAD = "lead", "Another lead"
        DROP = "drop", "Drop it"

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="change_requests")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    row = models.CharField(max_length=12)
    """What kind of line it is: priority, objective, measure or milestone."""
    line = models.CharField(max_length=40)
    field = models.CharField(max_length=20, blank=True)
    """The column of the plan's file; empty where the whole line goes."""
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_changes"
    )
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    """Why it was refused."""
    version = models.OneToOneField(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="change"
    )
    """The version that holds just this change."""

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="plan_change_number_once"),
            models.UniqueConstraint(
                fields=("plan", "row", "line", "field"),
                condition=Q(state="asked"),
                name="plan_change_asked_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_change_has_a_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="plan_change_changes_something"),
            models.CheckConstraint(
                condition=Q(kind="drop", field="", after="") | (~Q(kind="drop") & ~Q(field="")),
                name="plan_change_drops_a_line_or_changes_a_field",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="asked", decision=None, answered_on=None, version=None, answer="")
                    | Q(
                        state="agreed",
                        decision__isnull=False,
                        answered_on__isnull=False,
                        version__isnull=False,
                    )
                    | (Q(state="refused", answered_on__isnull=False, version=None) & ~Q(answer=""))
                ),
                name="plan_change_agreed_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="plan_change_answered_after_it_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, change {self.number}"
