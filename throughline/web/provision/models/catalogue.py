"""Lists that a board keeps, such as programmes and funding, and what bodies mean to buy."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.provision.models.gaps import GapFinding
from throughline.web.provision.models.needs import Place


class CatalogueEntry(models.Model):
    """One line of a list as it was from a day on; a change is another row, which follows it."""

    class Register(models.TextChoices):
        """Which list it stands in."""

        PROGRAMMES = "programmes", "programmes"
        FUNDING = "funding", "funding opportunities"
        INTERVENTIONS = "interventions", "interventions"
        SCOPING = "scoping", "scoping work"
        OPTIONS = "options", "options for a future service"
        EVALUATIONS = "evaluations", "evaluations of services"
        REFERENCES = "references", "reference documents"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="catalogue")
    register = models.CharField(max_length=20, choices=Register.choices)
    number = models.PositiveIntegerField()
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    """What sort it is, in the partnership's own word, such as integrated offender management."""
    words = models.CharField(max_length=1000, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="catalogue")
    """The body that governs it, or that goes for it."""
    panels = models.ManyToManyField(Body, blank=True, related_name="programmes_worked")
    """The panels that work it case by case."""
    cohorts = models.JSONField(default=list, blank=True)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="catalogue_led")
    state = models.CharField(max_length=60)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """How often it reports to the body."""
    next_on = models.DateField(null=True, blank=True)
    """When the next report is due, or the bid."""
    amount = models.PositiveIntegerField(null=True, blank=True)
    """Whole pounds that are to be had."""
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="catalogue"
    )
    items = models.JSONField(default=list, blank=True)
    """What scoping work is to bring, or the principles that a future service is designed by."""
    gaps = models.ManyToManyField(GapFinding, blank=True, related_name="scoped_by")
    """The gaps that scoping work found."""
    measure = models.CharField(max_length=300, blank=True)
    """The outcome by which a service was evaluated."""
    service = models.PositiveIntegerField(null=True, blank=True)
    """The number of the service that was evaluated."""
    recorded_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "register", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "register", "number"],
                condition=Q(follows__isnull=True),
                name="provision_catalogue_number_begins_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Intention(models.Model):
    """What a body or organisation means to buy, for whom and when, alone or with others."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="intentions")
    number = models.PositiveIntegerField()
    buyer = models.CharField(max_length=200)
    partners = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=500)
    pathway = models.SlugField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="intentions")
    cohorts = models.JSONField(default=list, blank=True)
    decide_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "decide_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="provision_intention_number_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="provision_intention_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decide_on__lte=F("from_on")), name="provision_decided_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.words
