"""The directory of services, who pays for them, and on which conditions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.provision.models.needs import KNOWN_UNIT, PERIODS, UNITS, Place


class Provision(models.Model):
    """One service as it was from a day on; a change is another row with the same number, which follows it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="provisions")
    number = models.PositiveIntegerField()
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    name = models.CharField(max_length=200)
    pathway = models.SlugField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="provisions")
    cohorts = models.JSONField(default=list, blank=True)
    """Whom it is for; nobody named is everyone."""
    provider_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    provider = models.CharField(max_length=200, blank=True)
    """Who gives it, where it is no organisation of the partnership."""
    sector = models.SlugField(max_length=40, blank=True)
    eligibility = models.CharField(max_length=500, blank=True)
    requires = models.JSONField(default=list, blank=True)
    """What must hold of whoever comes, in the same words as needs use."""
    capacity = models.PositiveIntegerField(null=True, blank=True)
    """Empty where nobody knows."""
    unit = models.CharField(max_length=10, choices=UNITS, default="people")
    per = models.CharField(max_length=10, choices=PERIODS, default="year")
    cost = models.PositiveIntegerField(null=True, blank=True)
    """Whole pounds in the year of ``cost_year``."""
    cost_year = models.CharField(max_length=20, blank=True)
    funder = models.CharField(max_length=200, blank=True)
    commissioner = models.CharField(max_length=200, blank=True)
    procurement = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                condition=Q(follows__isnull=True),
                name="provision_number_begins_once",
            ),
            models.CheckConstraint(condition=KNOWN_UNIT, name="provision_in_a_known_unit"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="provision_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(provider_agency__isnull=False, provider="")
                | (Q(provider_agency__isnull=True) & ~Q(provider="")),
                name="provision_has_one_provider",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | ~Q(cost_year=""), name="provision_cost_has_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetShare(models.Model):
    """What one contributor puts into the pooled budget of a service in a year, and who governs it."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="shares")
    """The first row of the service, so that a change of the service keeps its shares."""
    contributor = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()
    """Whole pounds."""
    year = models.CharField(max_length=20)
    purpose = models.CharField(max_length=300)
    governed_by = models.CharField(max_length=300)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["provision", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "contributor", "year"], name="provision_one_share_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision}, {self.contributor}"


class FundingAward(models.Model):
    """Money given for a service, and on which conditions."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="awards")
    """The first row of the service."""
    funder = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()
    """Whole pounds."""
    conditions = models.CharField(max_length=1000)
    from_on = models.DateField()
    until_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["provision", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="provision_award_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision}, {self.funder}"


class MonitoringDay(models.Model):
    """A day by which the funder is told how a service does, and what was told."""

    award = models.ForeignKey(FundingAward, on_delete=models.PROTECT, related_name="monitoring")
    due_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    delivered = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["award", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["award", "due_on"], name="provision_one_monitoring_a_day"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, delivered="")
                | (Q(told_on__isnull=False) & ~Q(delivered="")),
                name="provision_told_with_what_was_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}, {self.due_on}"
