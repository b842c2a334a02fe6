"""A report to one parent for one period, its versions and their sections, and each step that it took."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Partnership, Person
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class ReportTemplate(Versioned):
    """What a report of one body to one parent is made of: its sections in their order."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="report_templates")
    recipient = models.CharField(max_length=60)
    """The parent, by its id in the partnership file."""
    title = models.CharField(max_length=200)
    sections = models.JSONField(default=list)
    """The codes of the sections, in order."""

    class Meta:
        ordering = ["body", "recipient"]
        constraints = [
            models.UniqueConstraint(fields=("body", "recipient"), name="reports_one_template_for_a_parent")
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.recipient}"


class Report(Versioned):
    """One report of one body, to one parent, for one period. Its words are in its versions."""

    class State(models.TextChoices):
        """How far it has come."""

        DRAFTING = "drafting", _("being drafted")
        CLEARED = "cleared", _("cleared")
        WITH_INTERMEDIATE = "with-intermediate", _("with the group between")
        PASSED_ON = "passed-on", _("passed on by the group between")
        SENT = "sent", _("sent")
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("accepted")
        ANSWERED = "answered", _("answered")
        RETURNED = "returned", _("returned")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports")
    what = models.CharField(max_length=60)
    """What the terms call it, such as progress-report."""
    duty = models.CharField(max_length=200)
    """The address of the duty in the terms."""
    recipient = models.CharField(max_length=60)
    via = models.CharField(max_length=60, blank=True)
    """The group that the terms send it through first."""
    title = models.CharField(max_length=200)
    period_starts = models.DateField()
    period_ends = models.DateField()
    due = models.DateField(null=True, blank=True)
    """None where neither the terms nor the parent set a day."""
    marking = models.CharField(max_length=60)
    begun_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFTING)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="reports_number_once"),
            models.UniqueConstraint(
                fields=("body", "duty", "recipient", "period_starts", "period_ends"),
                name="reports_one_for_a_parent_and_a_period",
            ),
            models.CheckConstraint(
                condition=Q(period_ends__gt=F("period_starts")), name="reports_period_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.number}"


class ReportVersion(models.Model):
    """The words of a report: open while it is drafted, frozen with their digest when they are sent."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    because = models.CharField(max_length=500, blank=True)
    """Why a version followed the one before."""
    frozen_at = models.DateTimeField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=("report", "number"), name="reports_version_number_once"),
            models.UniqueConstraint(
                fields=("report",), condition=Q(frozen_at__isnull=True), name="reports_one_version_open"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, digest="", as_at__isnull=True)
                | (Q(frozen_at__isnull=False, as_at__isnull=False) & ~Q(digest="")),
                name="reports_a_frozen_version_has_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"


class ReportSection(models.Model):
    """One section of a version: from which records it is composed, and what a person wrote to frame it."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveIntegerField()
    source = models.CharField(max_length=40)
    framing = models.TextField(blank=True)
    content = models.JSONField(null=True, blank=True)
    """What was composed, as it was sent; None while the version is open."""

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=("version", "position"), name="reports_section_position_once"),
            models.UniqueConstraint(fields=("version", "source"), name="reports_section_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.source}"


class ReportStep(models.Model):
    """One step of a report: who took it, on which day, and what was said."""

    class Kind(models.TextChoices):
        """What was done."""

        CLEAR = "clear", _("Cleared to be sent")
        REOPEN = "reopen", _("Opened again")
        SEND_FIRST = "send-first", _("Sent to the group between")
        PASS_ON = "pass-on", _("Passed on by the group between")
        RETURN = "return", _("Returned")
        SEND = "send", _("Sent to the parent")
        RECEIVE = "receive", _("Received by the parent")
        ACCEPT = "accept", _("Accepted by the parent")
        ANSWER = "answer", _("Answered by the parent")
        CORRECT = "correct", _("A correction was begun")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Kind.choices)
    taken_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=("return", "answer", "correct")) | ~Q(words=""),
                name="reports_a_return_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.step}"
