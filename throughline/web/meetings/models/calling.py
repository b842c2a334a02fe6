"""A meeting called, who answers whether they come, and the calendars that follow it."""

from __future__ import annotations

import hashlib

from django.db import models

from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class Meeting(Versioned):
    """One meeting of one body on one day."""

    class State(models.TextChoices):
        """How far the meeting has come."""

        CALLED = "called", "called"
        PUBLISHED = "published", "agenda published"
        IN_SESSION = "in-session", "in session"
        ADJOURNED = "adjourned", "adjourned"
        HELD = "held", "held"
        ABANDONED = "abandoned", "abandoned without a quorum"
        CANCELLED = "cancelled", "cancelled"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.SlugField(max_length=40, default="ordinary")
    held_on = models.DateField()
    called_for = models.DateField(null=True, blank=True)
    """The day it was first called for; it stays however often the meeting moves."""
    moved_because = models.CharField(max_length=300, blank=True)
    """Why it was last moved."""
    is_short_notice = models.BooleanField(default=False)
    """Whether it was last moved so near that what was due before it could not be in time any more."""
    asked_by = models.JSONField(default=list, blank=True)
    """The seats of those who asked for a meeting that not everybody may call."""
    sitting = models.PositiveSmallIntegerField(default=1)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CALLED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    called_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """When the day, time or place was last settled, or the meeting cancelled: what calendars go by."""
    published_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    room_stamp = models.CharField(max_length=16, blank=True)
    """A new code at every act in the room: what an onlooker’s page compares to see that nothing changed."""
    resumes_on = models.DateField(null=True, blank=True)
    """Of an adjourned meeting: the day on which it goes on."""
    course = models.JSONField(default=dict, blank=True)
    """How it went, kept when it ended, in codes, numbers and instants: see ``course_of``."""
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


class Reply(Versioned):
    """What a member said of one meeting before it: whether they come, and who comes instead.

    No reason is asked or kept: why somebody stays away is theirs.
    """

    class Answer(models.TextChoices):
        """What was answered."""

        COMING = "coming", "coming"
        REMOTE = "remote", "joining remotely"
        DEPUTY = "deputy", "sending a deputy"
        AWAY = "away", "not coming"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    seat = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="replies")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="replies_as_deputy"
    )
    deputy_is_briefed = models.BooleanField(default=False)
    from_at = models.TimeField(null=True, blank=True)
    """When they expect to arrive, where later than the start."""
    until_at = models.TimeField(null=True, blank=True)
    """When they must leave, where earlier than the end."""
    replied_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["meeting", "seat"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "seat"), name="meetings_one_reply_a_seat_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(answer="deputy", deputy__isnull=False)
                | (~models.Q(answer="deputy") & models.Q(deputy__isnull=True)),
                name="meetings_a_deputy_is_named_where_one_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.answer}"


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
