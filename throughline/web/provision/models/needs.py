"""Places, needs and the assessments that they come from. A later assessment is another row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person

UNITS = (("people", "people"), ("places", "places"))
PERIODS = (("month", "a month"), ("quarter", "a quarter"), ("year", "a year"))
KNOWN_UNIT = Q(unit__in=["people", "places"], per__in=["month", "quarter", "year"])


class Place(models.Model):
    """A place of the partnership; ``inside`` is the wider one that it counts towards, if it counts."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="places")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    inside = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="provision_place_code_once"),
            models.CheckConstraint(
                condition=Q(inside__isnull=True) | ~Q(inside=F("pk")), name="provision_place_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NeedsAssessment(models.Model):
    """One assessment of needs: how far it reached, what it was drawn from, and what it found."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="needs_assessments")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    scope = models.CharField(max_length=500)
    drawn_from = models.CharField(max_length=500)
    """The figures and documents that were used."""
    findings = models.CharField(max_length=2000)
    assessed_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="provision_assessment_number_once")
        ]

    def __str__(self) -> str:
        return f"Assessment {self.number}"


class Need(models.Model):
    """How many people of one cohort need what in one place, as assessed on a day; never edited."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="needs")
    pathway = models.SlugField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="needs")
    cohort = models.SlugField(max_length=40, blank=True)
    """Empty for everyone."""
    size = models.PositiveIntegerField(null=True, blank=True)
    """Empty where nobody has counted."""
    unit = models.CharField(max_length=10, choices=UNITS, default="people")
    per = models.CharField(max_length=10, choices=PERIODS, default="year")
    true_of = models.JSONField(default=list, blank=True)
    """What holds of everybody counted, such as "on licence"."""
    evidence = models.CharField(max_length=500)
    assessment = models.ForeignKey(
        NeedsAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    assessed_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "assessed_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=KNOWN_UNIT, name="provision_need_in_a_known_unit"),
            models.CheckConstraint(condition=~Q(evidence=""), name="provision_need_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.pathway}, {self.place}"
