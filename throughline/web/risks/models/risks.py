"""Risks and issues: what they are, how they were scored on which day, and what they have to do with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.performance.models import Observation, Target
from throughline.web.plan.models import Objective
from throughline.web.site.models import Versioned


class RiskKind(models.Model):
    """A kind of entry in a partnership's register: a risk, an issue, an assumption, a barrier, its own."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="risk_kinds")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [models.UniqueConstraint(fields=("partnership", "code"), name="risks_kind_once")]

    def __str__(self) -> str:
        return self.name


class RiskThreshold(models.Model):
    """From which score a body calls a risk medium and high, by its decision; a later one follows it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="risk_thresholds")
    medium_from = models.PositiveSmallIntegerField()
    high_from = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="risk_thresholds")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["body", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium_from__gte=2, high_from__gt=F("medium_from"), high_from__lte=25),
                name="risks_threshold_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}: high from {self.high_from}"


class Risk(Versioned):
    """One entry of a body's register. Its words and its scores are rows; none is overwritten."""

    class Proximity(models.TextChoices):
        """How soon it could happen."""

        NOW = "now", "now"
        QUARTER = "quarter", "within three months"
        YEAR = "year", "within a year"
        LATER = "later", "later than a year"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="risks")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="risks")
    kind = models.ForeignKey(RiskKind, on_delete=models.PROTECT, related_name="risks")
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="risks")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    proximity = models.CharField(max_length=10, choices=Proximity.choices)
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=500, blank=True)
    closed_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="risks_closed"
    )

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="risks_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="", closed_by__isnull=True)
                | (Q(closed_on__isnull=False, closed_on__gte=F("raised_on")) & ~Q(closed_because="")),
                name="risks_closed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RiskWording(models.Model):
    """What a risk said from a day on: cause, event, effect and what is done about it."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="wordings")
    cause = models.CharField(max_length=500)
    event = models.CharField(max_length=300)
    effect = models.CharField(max_length=500)
    treatment = models.CharField(max_length=1000, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(event=""), name="risks_wording_says_what")]

    def __str__(self) -> str:
        return f"{self.risk}: {self.event}"


class RiskScore(models.Model):
    """How likely and how grave a risk was held to be on a day, each from 1 to 5; never overwritten."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="risks_score_from_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.likelihood} by {self.impact}"


class RiskTie(models.Model):
    """What a risk has to do with: an objective, an action that answers it, or a target it is assumed for."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="ties")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_ties"
    )
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_ties"
    )
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_ties"
    )
    tied_on = models.DateField()

    class Meta:
        ordering = ["risk", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__isnull=False, action__isnull=True, target__isnull=True)
                | Q(objective__isnull=True, action__isnull=False, target__isnull=True)
                | Q(objective__isnull=True, action__isnull=True, target__isnull=False),
                name="risks_a_tie_is_to_one_record",
            ),
            models.UniqueConstraint(fields=("risk", "objective"), name="risks_objective_tied_once"),
            models.UniqueConstraint(fields=("risk", "action"), name="risks_action_tied_once"),
            models.UniqueConstraint(fields=("risk", "target"), name="risks_target_tied_once"),
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.objective or self.action or self.target}"


class RiskFigure(models.Model):
    """A figure that an issue cites: the row that was received, so that it leads to its receipt."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="figures")
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="cited_by")
    cited_on = models.DateField()

    class Meta:
        ordering = ["risk", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("risk", "observation"), name="risks_figure_cited_once")
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.observation}"
