"""Who may read extracts of single persons; nothing that an extract tells is ever a row of the site."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import InForce, Person


class ExtractReader(InForce):
    """A person reads the extracts of their partnership between two days, unless it was ended before."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="extracts_read")
    why = models.CharField(max_length=300)
    appointed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="extract_readers_appointed"
    )
    """None where the command line appointed."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=False, until_on__gte=F("from_on")),
                name="extracts_reader_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(appointed_by__isnull=True) | ~Q(appointed_by=F("person")),
                name="extracts_reader_by_another",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="extracts_reader_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def last_day(self) -> date:
        """The last day of the reading; a constraint of the table has every reader have one."""
        return cast("date", self.until_on)
