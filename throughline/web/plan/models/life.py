"""Strategies, and the life of a plan: its steps, what was waived, what it replaces."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models.plans import DeliveryPlan, PlanVersion


class Strategy(models.Model):
    """What a partnership means to do over some years; a draft until a decision of its owner approves it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="strategies")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField()
    written_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """The body that answers for the draft."""
    owner = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="strategies")
    """The body that approves it."""
    watched_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """The body that sees that it is carried out."""
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "-starts", "-number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="plan_strategy_number_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="plan_strategy_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                name="plan_strategy_not_superseded_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StrategyApproval(models.Model):
    """The decision by which a strategy was approved."""

    strategy = models.OneToOneField(Strategy, on_delete=models.PROTECT, related_name="approval")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="strategies_approved")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.decision} approves {self.strategy}"


class PlanUnderStrategy(models.Model):
    """Which strategy a year's plan carries out."""

    plan = models.OneToOneField(DeliveryPlan, on_delete=models.PROTECT, related_name="under")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="places")
    placed_on = models.DateField()

    class Meta:
        ordering = ["strategy", "plan"]

    def __str__(self) -> str:
        return f"{self.plan} under {self.strategy}"


class PlanPredecessor(models.Model):
    """A plan or strategy that a plan replaces, kept with where it can be read."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="predecessors")
    title = models.CharField(max_length=200)
    covers = models.CharField(max_length=60)
    """Which years it was for, in its own words."""
    reference = models.CharField(max_length=300, blank=True)
    before = models.ForeignKey(
        DeliveryPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    """The plan itself, where this store holds it."""

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "title"), name="plan_predecessor_once"),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | ~Q(before=F("plan")), name="plan_not_its_own_predecessor"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LifeStep(models.Model):
    """One step of a plan's life: what was shown for it, what was waived, and by which decision."""

    class To(models.TextChoices):
        """What the step made of the plan."""

        CONSULTING = "consulting", "consulting"
        PARENT_CONSULTED = "parent-consulted", "parent consulted"
        EQUALITY_ASSESSED = "equality-assessed", "equality assessed"
        ADOPTED = "adopted", "adopted"
        REVIEWED = "reviewed", "reviewed"
        ROLLED_FORWARD = "rolled-forward", "rolled forward"

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="life_steps")
    to = models.CharField(max_length=20, choices=To.choices)
    on = models.DateField()
    evidence = models.TextField(blank=True)
    """What was shown for each gate that the step had to pass."""
    waived = models.TextField(blank=True)
    """Why a gate of the step was waived."""
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_steps"
    )
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
    """The version that was adopted: the baseline, which is kept for ever."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "to"), name="plan_a_life_step_once"),
            models.CheckConstraint(
                condition=~Q(to="adopted") | Q(decision__isnull=False, version__isnull=False),
                name="plan_adopted_by_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(to="reviewed") | (Q(decision__isnull=False) & ~Q(evidence="")),
                name="plan_reviewed_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_to_display()}"


class GateWaiver(models.Model):
    """Why a plan may pass a gate without what it asks for."""

    class Gate(models.TextChoices):
        """What can be waived."""

        CONSULTATION = "consultation", "consultation"
        PARENT = "parent", "the parent's answer"
        EQUALITY = "equality", "equality impact assessment"
        MEASURES = "measures", "a measure for every objective"

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="waivers")
    gate = models.CharField(max_length=20, choices=Gate.choices)
    reason = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("plan", "gate"), name="plan_a_gate_waived_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_waived_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_gate_display()} waived"


class ParentAnswer(models.Model):
    """What a body above, or one outside, answered when it was asked about a plan."""

    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="parent_answers")
    parent = models.CharField(max_length=60)
    """The body's or the outside body's id in the terms."""
    name = models.CharField(max_length=200)
    on = models.DateField()
    answer = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(answer=""), name="plan_parent_answered_in_words")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.name}"
