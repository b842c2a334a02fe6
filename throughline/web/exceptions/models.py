"""Exception reports: what the rules chose, what people wrote of it, and what the board made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.meetings.models import Paper
from throughline.web.plan.models import Objective, PlanVersion
from throughline.web.risks.models import Escalation
from throughline.web.site.models import Versioned


class ExceptionReport(Versioned):
    """The report of one quarter to one body; it is drafted by rule, and may be nil."""

    class State(models.TextChoices):
        """How far it has come; ``rules.exception_states`` says what may follow what."""

        DRAFTED = "drafted", "drafted by rule"
        WRITTEN = "written", "being written"
        SUBMITTED = "submitted", "submitted"
        TABLED = "tabled", "before the board"
        ACCEPTED = "accepted", "accepted"
        RETURNED = "returned", "sent back with a question"
        ESCALATED = "escalated", "escalated"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="exception_reports")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="exception_reports")
    plan_version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="exception_reports"
    )
    """The version of the plan that was judged; none where the partnership has no plan."""
    quarter_starts = models.DateField()
    quarter_ends = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    drafted_on = models.DateField()
    """The day of the latest drafting: what was known by then was looked at."""
    looked_at = models.JSONField(default=dict)
    """How many lines of each kind the latest drafting looked at."""
    not_chosen = models.JSONField(default=list)
    """What had something amiss and met no rule: kind, number, words and why."""
    thresholds = models.CharField(max_length=300)
    """By whose thresholds the lines were chosen."""
    escalation = models.OneToOneField(
        Escalation, on_delete=models.PROTECT, null=True, blank=True, related_name="exception_report"
    )
    """What was asked of the boards above when the board escalated it."""

    class Meta:
        ordering = ["partnership", "-quarter_starts", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="exceptions_report_number_once"),
            models.UniqueConstraint(
                fields=("body", "quarter_starts"), name="exceptions_one_report_a_quarter_a_body"
            ),
            models.CheckConstraint(
                condition=Q(quarter_ends__gt=F("quarter_starts")), name="exceptions_quarter_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"Exception report {self.number}"


class ExceptionItem(Versioned):
    """A line that a rule chose, in the words it had then; cause, recovery and ask are written by people."""

    report = models.ForeignKey(ExceptionReport, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=200)
    words = models.TextField()
    lead = models.CharField(max_length=200, blank=True)
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="exceptions"
    )
    position = models.PositiveSmallIntegerField()
    cause = models.TextField(max_length=1500, blank=True)
    recovery = models.TextField(max_length=1500, blank=True)
    ask = models.TextField(max_length=1500, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="exceptions"
    )
    removed_on = models.DateField(null=True, blank=True)
    removed_because = models.CharField(max_length=500, blank=True)
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("report", "kind", "code"), name="exceptions_a_line_once_a_report"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True, removed_because="")
                | Q(removed_on__isnull=False) & ~Q(removed_because=""),
                name="exceptions_taken_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.code}"


class ExceptionPick(models.Model):
    """What the rules said of a line at one drafting; without reasons, that they no longer choose it."""

    item = models.ForeignKey(ExceptionItem, on_delete=models.PROTECT, related_name="picks")
    picked_on = models.DateField()
    reasons = models.JSONField(default=list)
    """The code of each rule that chose it, with the evidence in a sentence."""

    class Meta:
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}, {self.picked_on}"


class ExceptionWords(models.Model):
    """What people wrote of a line before they wrote something else; nothing is overwritten."""

    item = models.ForeignKey(ExceptionItem, on_delete=models.PROTECT, related_name="earlier_words")
    cause = models.TextField(blank=True)
    recovery = models.TextField(blank=True)
    ask = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who wrote the words that took their place."""
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}, words until {self.replaced_at:%Y-%m-%d}"


class ReportStep(models.Model):
    """One step of a report from a state to the next: who took it, when, and what was said."""

    report = models.ForeignKey(ExceptionReport, on_delete=models.PROTECT, related_name="steps")
    came_from = models.CharField(max_length=10, choices=ExceptionReport.State.choices)
    to = models.CharField(max_length=10, choices=ExceptionReport.State.choices)
    taken_on = models.DateField()
    said = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.came_from} to {self.to}"


class TabledReport(models.Model):
    """The paper by which a report comes to a meeting; the agenda's item is the one that holds the paper."""

    report = models.ForeignKey(ExceptionReport, on_delete=models.PROTECT, related_name="tablings")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="exception_report")
    submitted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    """The day on which it was taken back, or sent back by the board."""

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("report",), condition=Q(ended_on__isnull=True), name="exceptions_tabled_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} at {self.paper.meeting}"


class ExceptionAnswer(models.Model):
    """A decision or an action that came of one line of a report."""

    item = models.ForeignKey(ExceptionItem, on_delete=models.PROTECT, related_name="answers")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_exceptions"
    )
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_exceptions"
    )
    answered_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, action__isnull=True)
                | Q(decision__isnull=True, action__isnull=False),
                name="exceptions_an_answer_is_one_record",
            ),
            models.UniqueConstraint(
                fields=("item", "decision"),
                condition=Q(decision__isnull=False),
                name="exceptions_a_decision_answers_a_line_once",
            ),
            models.UniqueConstraint(
                fields=("item", "action"),
                condition=Q(action__isnull=False),
                name="exceptions_an_action_answers_a_line_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.decision or self.action}"


class AgreedThresholds(models.Model):
    """From where on an action is an exception for a body, as a decision of it agreed from a day on."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="exception_thresholds")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="exception_thresholds")
    from_on = models.DateField()
    action_days = models.PositiveSmallIntegerField()
    action_moves = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["body", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action_days__gte=1, action_moves__gte=1),
                name="exceptions_thresholds_can_be_met",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}, from {self.from_on}"
