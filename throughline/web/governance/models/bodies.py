"""Bodies, and the terms they work by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Partnership


class TermsOfReference(models.Model):
    """A partnership's file as it was loaded or amended; never edited, only followed by another.

    ``in_force_from`` is empty for terms loaded as they were found. Where several begin on one day,
    as when a meeting adopts two readings, the last holds what the earlier ones say.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "terms of reference"
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="governance_terms_number_once"),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(in_force_from__isnull=True),
                name="governance_terms_as_found_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, terms {self.number}"


class Body(models.Model):
    """A board, group, panel or forum that the file names, so that records can point to it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="bodies")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    has_terms = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code"], name="governance_body_once_in_a_partnership"
            )
        ]

    def __str__(self) -> str:
        return self.name
