"""What the store is, and the version that two editors must agree on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Store(models.Model):
    """The one row that says whether this store is a demonstration or real."""

    class Kind(models.TextChoices):
        """A demonstration store holds fictional people only."""

        DEMONSTRATION = "demonstration", _("Demonstration")
        REAL = "real", _("Real")

    only = models.BooleanField(default=True, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    started_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="site_store_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["demonstration", "real"]), name="site_store_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Versioned(models.Model):
    """A record that two people may edit: each change raises its version by one."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
