"""Indicators with their targets, and what people said of them: breaks, notes and commentary."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Partnership, User
from throughline.web.decisions.models import Decision


class IndicatorList(models.Model):
    """A partnership's indicators and targets as they were loaded; never edited, only followed by another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="indicator_lists")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    loaded_on = models.DateField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="performance_list_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, indicators {self.number}"


class Indicator(models.Model):
    """An indicator that a list named, so that figures can point to it; its definition is in the list."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="performance_indicator_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class Target(models.Model):
    """A target agreed after the list was loaded; shares and tolerances are exact fractions such as 73/100."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    value = models.CharField(max_length=40, blank=True)
    tolerance = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200)
    from_on = models.DateField()

    class Meta:
        ordering = ["indicator", "from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value or self.tolerance}"


class SeriesBreak(models.Model):
    """From this day on an indicator's figures come from elsewhere, so that a line through them is cut."""

    class Kind(models.TextChoices):
        """Why the figures before and after are not one series."""

        DEFINITION = "definition", "the definition changed"
        SYSTEM = "system", "the figures come from another system or supplier"
        POLICY = "policy", "the law or the policy changed"
        DECISION = "decision", "a board decided to judge from here on"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="breaks")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SYSTEM)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator", "on"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="performance_series_broken_once_a_day"),
            models.CheckConstraint(
                condition=~Q(kind="decision") | Q(decision__isnull=False),
                name="performance_rebased_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, broken on {self.on}"


class Annotation(models.Model):
    """A note on an indicator's line at a day; a note is taken back, never rewritten."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="annotations")
    on = models.DateField()
    words = models.CharField(max_length=300)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["indicator", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator}, note at {self.on}"


class Commentary(models.Model):
    """What the analyst says of a verdict that changed; later words follow, none is overwritten."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="commentaries")
    period_ends = models.DateField()
    words = models.TextField(max_length=1200)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator", "period_ends", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator}, commentary to {self.period_ends}"
