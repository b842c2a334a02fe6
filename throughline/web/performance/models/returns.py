"""What came in: returns and published tables with their receipts and figures, and files that wait."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, User
from throughline.web.performance.models.indicators import Indicator
from throughline.words.formats import days_words


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
    file_name = models.CharField(max_length=120, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    """From this day on its figures no longer count; before it they did."""
    undone_reason = models.CharField(max_length=300, blank=True)

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
    area = models.CharField(max_length=80, blank=True)
    """The area of a table of areas; empty for the indicator's own."""
    group = models.CharField(max_length=80, blank=True)
    """The part of the people counted, such as an age band; empty for all of them."""
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True, blank=True)
    expected = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FINAL)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["indicator", "ends", "pk"]
        indexes = [models.Index(fields=["indicator", "area", "group", "ends"], name="performance_one_series")]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "indicator", "area", "group", "starts", "ends"],
                name="performance_figure_once_in_a_return",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="performance_part_is_no_more_than_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.ends}"


class MappingProfile(models.Model):
    """How the tables of one kind are read: saved once, found again by the table's fingerprint."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="mapping_profiles")
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    settings = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name", "number"], name="performance_profile_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"


class StagedFile(models.Model):
    """A file that waits to be looked at: nothing of it counts until it is accepted."""

    class State(models.TextChoices):
        """How far it is; the steps are in `imports.states`."""

        STAGED = "staged", "staged"
        MAPPED = "mapped", "mapped"
        ACCEPTED = "accepted", "accepted"
        WITHDRAWN = "withdrawn", "withdrawn"
        UNDONE = "undone", "undone"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="staged_files")
    supplier = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="staged_files")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    table = models.CharField(max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    profile = models.ForeignKey(MappingProfile, on_delete=models.PROTECT, null=True, blank=True)
    settings = models.JSONField(default=dict)
    status = models.CharField(max_length=12, default="final")
    published_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.STAGED)
    staged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    staged_at = models.DateTimeField()
    receipt = models.OneToOneField(
        Receipt, on_delete=models.PROTECT, null=True, blank=True, related_name="staged_file"
    )

    class Meta:
        ordering = ["-staged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "undone"], receipt__isnull=False)
                | Q(state__in=["staged", "mapped", "withdrawn"], receipt__isnull=True),
                name="performance_accepted_with_a_receipt",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CaseDates(models.Model):
    """The dates of one case by its reference, never by a name: levels, reviews, entries, notifications."""

    class Kind(models.TextChoices):
        """Which duty the dates are of."""

        MAPPA = "mappa", "MAPPA levels and reviews"
        VISOR = "visor", "ViSOR records and reviews"
        SERIOUS_FURTHER_OFFENCE = "sfo", "serious further offences"

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="case_dates")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reference = models.CharField(max_length=40)
    dates = models.JSONField()

    class Meta:
        ordering = ["receipt", "kind", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "kind", "reference"], name="performance_case_once_in_a_return"
            )
        ]

    def __str__(self) -> str:
        return self.reference
