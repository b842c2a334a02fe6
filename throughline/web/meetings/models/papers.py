"""Agenda items and papers: what is asked of the board, and what it is given to read."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Agency, Person
from throughline.web.meetings.models.calling import Meeting
from throughline.web.site.models import Versioned


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
        NAMED = "named", "those named on the item only"

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
    readers = models.CharField(max_length=10, choices=Paper.Readers.choices, default=Paper.Readers.BODY)
    opened_at = models.DateTimeField(null=True, blank=True)
    """When it was last taken up in the room."""
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "position"), name="meetings_agenda_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class ItemReader(models.Model):
    """One person who may see an item open to named readers only, such as the referrer of one case."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="named_readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="items_opened")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("item", "person"), name="meetings_named_reader_once_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.person} reads {self.item}"
