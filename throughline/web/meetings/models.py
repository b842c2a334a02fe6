"""Calling a meeting: its agenda, its papers, and who came."""

from __future__ import annotations

import hashlib

from django.db import models

from throughline.web.access.models import Agency, Person
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class Meeting(Versioned):
    """One meeting of one body on one day."""

    class State(models.TextChoices):
        """How far the meeting has come."""

        CALLED = "called", "called"
        PUBLISHED = "published", "agenda published"
        HELD = "held", "held"
        CANCELLED = "cancelled", "cancelled"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.SlugField(max_length=40, default="ordinary")
    held_on = models.DateField()
    sitting = models.PositiveSmallIntegerField(default=1)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CALLED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    called_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """When the day, time or place was last settled, or the meeting cancelled: what calendars go by."""
    published_at = models.DateTimeField(null=True, blank=True)
    minutes_sent_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("body", "held_on", "sitting"), name="meetings_once_a_sitting"),
        ]

    def __str__(self) -> str:
        return f"{self.body.code}, {self.held_on:%Y-%m-%d}"

    @property
    def address(self) -> str:
        """The last part of the meeting's address: its day, and which sitting if not the first."""
        day = f"{self.held_on:%Y-%m-%d}"
        return day if self.sitting == 1 else f"{day}-{self.sitting}"


class Paper(Versioned):
    """A paper asked for, and what came of it. Its words are in Markdown."""

    class Ask(models.TextChoices):
        """What the paper asks of the board."""

        DECISION = "decision", "for decision"
        DISCUSSION = "discussion", "for discussion"
        INFORMATION = "information", "for information"

    class Readers(models.TextChoices):
        """Who may see that the paper exists, and read it."""

        BODY = "body", "everyone who reads the body’s papers"
        MEMBERS = "members", "members of the body only"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    ask = models.CharField(max_length=12, choices=Ask.choices)
    author_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="papers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    marking = models.CharField(max_length=60)
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.BODY)
    asked_on = models.DateField()
    due_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True) | ~models.Q(text=""),
                name="meetings_a_received_paper_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of a meeting's agenda: what is asked, and why it stands there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    asks = models.CharField(max_length=20)
    because = models.CharField(max_length=300)
    led_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "position"), name="meetings_agenda_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Attendance(models.Model):
    """Who came to a meeting, for which seat, and in what capacity."""

    class Capacity(models.TextChoices):
        """In what capacity someone is in the room."""

        MEMBER = "member", "member"
        DEPUTY = "deputy", "deputy"
        IN_ATTENDANCE = "in-attendance", "in attendance"
        OBSERVER = "observer", "observer"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    seat = models.CharField(max_length=80, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendances")
    capacity = models.CharField(max_length=15, choices=Capacity.choices)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "person"), name="meetings_one_row_a_person_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"


class CalendarLink(models.Model):
    """An address by which one person's calendar program reads a body's meetings.

    Only a digest of the address is kept. It opens as long as the person may read the body's papers.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_links")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="calendar_links")
    digest = models.CharField(max_length=64, unique=True)
    with_deadlines = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("person", "body"),
                condition=models.Q(ended_at__isnull=True),
                name="meetings_one_calendar_link_a_person_a_body",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body.code}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of the secret part of the address."""
        return hashlib.sha256(secret.encode()).hexdigest()
