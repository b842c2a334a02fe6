"""Minutes: written while the meeting runs, checked, circulated, approved, and then only corrected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings.models.calling import Meeting
from throughline.web.meetings.models.papers import AgendaItem
from throughline.web.site.models import Versioned


class Minute(Versioned):
    """One paragraph of a meeting's minutes: a note, a decision or a promise, under its item."""

    class Kind(models.TextChoices):
        """What the paragraph records."""

        NOTE = "note", "note"
        DECISION = "decision", "decision"
        ACTION = "action", "action"

    class Readers(models.TextChoices):
        """Who may read the paragraph."""

        PUBLIC = "public", "everyone, once approved"
        BODY = "body", "everyone who reads the body’s papers"
        MEMBERS = "members", "members of the body only"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minute_lines")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="minute_lines"
    )
    series = models.CharField(max_length=40, blank=True)
    """What stands before the number of a minute under an item that not every reader may know of."""
    number = models.PositiveIntegerField(null=True, blank=True)
    """Its number, running on from meeting to meeting of the body; given when the minutes are circulated."""
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField()
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.PUBLIC)
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="minute"
    )
    action = models.OneToOneField(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="minute"
    )
    once = models.CharField(max_length=40, blank=True)
    """A code of the form it was typed into, so that a double click writes one paragraph."""
    written_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    """When it was taken out of the draft; it stays in the record."""

    class Meta:
        ordering = ["meeting", "item__position", "written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "once"), condition=~Q(once=""), name="meetings_a_form_writes_one_minute"
            ),
            models.UniqueConstraint(
                fields=("meeting", "series", "number"), name="meetings_minute_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: minute {self.label or self.pk}"

    @property
    def label(self) -> str:
        """The number as it is printed and quoted; empty until the minutes have gone out."""
        return f"{self.series}{self.number}" if self.number else ""


class ProposedEdit(models.Model):
    """Other words for a minute that the chair proposes; the secretary takes them or leaves them."""

    class State(models.TextChoices):
        """What became of the proposal."""

        OPEN = "open", "waiting"
        TAKEN = "taken", "taken"
        LEFT = "left", "left"

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="proposed_edits")
    was = models.TextField()
    proposed = models.TextField()
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposed_edits")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["minute", "pk"]

    def __str__(self) -> str:
        return f"{self.minute}: proposed by {self.by_person}"


class MinutesVersion(models.Model):
    """The minutes as they were circulated, approved or corrected; never edited."""

    class Kind(models.TextChoices):
        """Why the version was made."""

        CIRCULATED = "circulated", "draft, circulated"
        APPROVED = "approved", "approved"
        CORRECTED = "corrected", "corrected"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    content = models.JSONField()
    """Every paragraph as it then stood: number, item, kind, text and readers."""
    made_at = models.DateTimeField()
    comments_close_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes_approved"
    )

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "number"), name="meetings_minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: minutes, version {self.number}"


class MinutesRecipient(models.Model):
    """One person to whom a version of the minutes went, and how they were told."""

    class Channel(models.TextChoices):
        """How the version reached somebody."""

        MESSAGE = "message", "message with a link"
        HANDED = "handed", "no e-mail address: hand it to them"

    version = models.ForeignKey(MinutesVersion, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="minutes_received")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["version", "person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("version", "person"), name="meetings_minutes_go_once_to_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.version}, to {self.person}"


class Comment(models.Model):
    """What a reader of circulated minutes said of one paragraph, and what was answered."""

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="comments")
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = models.TextField()
    said_at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["minute", "pk"]

    def __str__(self) -> str:
        return f"{self.minute}: comment {self.pk}"


class Correction(models.Model):
    """A change to approved minutes, by their number, which a later meeting decided."""

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="corrections")
    was = models.TextField()
    text = models.TextField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="minutes_corrected")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["minute", "pk"]

    def __str__(self) -> str:
        return f"{self.minute}: corrected by {self.decision}"
