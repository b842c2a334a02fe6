"""What was sent: each issue of a pack, and to whom which copy of it went when."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Person
from throughline.web.meetings.models.calling import Meeting


class Channel(models.TextChoices):
    """By which way papers travel."""

    LINK = "link", "a message with a link, read after signing in"
    SECURE_MAIL = "secure-mail", "secure e-mail"
    HAND = "hand", "on paper, by hand"
    MAIL = "mail", "ordinary e-mail"


class PackIssue(models.Model):
    """One issue of a meeting's pack: what it held, and in which copies; it never changes.

    ``contents`` holds the items and papers by code and number with the versions of their words, and
    for each copy what it leaves out; no title and no name.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.LINK)
    contents = models.JSONField(default=dict)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=("meeting", "number"), name="meetings_pack_issue_once")]

    def __str__(self) -> str:
        return f"{self.meeting}, issue {self.number}"


class Dispatch(models.Model):
    """That one person was sent an issue, in which copy and when."""

    issue = models.ForeignKey(PackIssue, on_delete=models.PROTECT, related_name="dispatches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="packs_sent")
    leaves_out = models.JSONField(default=list)
    """The codes of the items and papers that the person's copy leaves out."""
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "dispatches"
        ordering = ["issue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("issue", "person"), name="meetings_sent_an_issue_once")
        ]

    def __str__(self) -> str:
        return f"{self.issue} to {self.person}"
