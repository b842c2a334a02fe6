"""Rows that somebody sent to look at before they are accepted."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Partnership, User


class StagedRows(models.Model):
    """A file of needs or of services that waits to be accepted; it goes when it ends."""

    class Kind(models.TextChoices):
        """What its rows are."""

        NEEDS = "needs", "needs"
        SERVICES = "services", "services"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="staged_provision")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    staged_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    staged_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
