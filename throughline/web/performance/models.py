"""Indicators with their targets, the returns that came in, and every figure with its receipt."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership
from throughline.words.formats import days_words


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


class Receipt(models.Model):
    """Proof of one return: from whom, for when, on which day, and the fingerprint of its bytes."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="receipts")
    supplier = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="returns")
    received_on = models.DateField()
    number = models.PositiveIntegerField()
    period_starts = models.DateField()
    period_ends = models.DateField()
    sha256 = models.CharField(max_length=64)
    lines_read = models.PositiveIntegerField()
    lines_accepted = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "received_on", "number"], name="performance_receipt_number_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(lines_accepted__lte=F("lines_read")), name="performance_accepts_what_it_read"
            ),
            models.CheckConstraint(
                condition=Q(period_ends__gte=F("period_starts")),
                name="performance_period_ends_after_it_starts",
            ),
        ]

    @property
    def reference(self) -> str:
        """What the receipt is called: its day and its number on that day."""
        return f"{self.received_on.isoformat()}/{self.number}"

    @property
    def period_words(self) -> str:
        """The days that it covers."""
        return days_words(self.period_starts, self.period_ends)

    def __str__(self) -> str:
        return self.reference


class Rejection(models.Model):
    """A line of a return that was not taken in, with its place and the reason."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="rejections")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ["receipt", "line"]

    def __str__(self) -> str:
        return f"{self.receipt}, line {self.line}"


class Observation(models.Model):
    """One figure of one return for one period; a revision is another row, and nothing is overwritten."""

    class Status(models.TextChoices):
        """How settled the figure is."""

        PROVISIONAL = "provisional", "provisional"
        FINAL = "final", "final"
        REVISED = "revised", "revised"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="observations")
    line = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True, blank=True)
    expected = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FINAL)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["indicator", "ends", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "indicator"], name="performance_indicator_once_in_a_return"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="performance_part_is_no_more_than_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.ends}"


class SeriesBreak(models.Model):
    """From this day on an indicator's figures come from elsewhere, so that a line through them is cut."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="breaks")
    on = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator", "on"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="performance_series_broken_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, broken on {self.on}"
