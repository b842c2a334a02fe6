"""What can be searched: the words of each thing, and what decides who may find it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance.models import Body
from throughline.web.meetings.models import AgendaItem


class SearchEntry(models.Model):
    """The words of one thing as they stand, open to the readers of its body’s papers or to everybody.

    The conditions on readers hold together: a paragraph of a draft under an item for members is found
    only by members who also run or check the minutes.
    """

    class Kind(models.TextChoices):
        """What was found."""

        BODY = "body", "body"
        ORGANISATION = "agency", "organisation"
        CLAUSE = "clause", "clause of the terms"
        OBJECTIVE = "objective", "objective of the plan"
        MEETING = "meeting", "meeting"
        ITEM = "item", "agenda item"
        PAPER = "paper", "paper"
        MINUTE = "minute", "minute"
        DECISION = "decision", "decision"
        ACTION = "action", "action"
        VOICE = "voice", "record of who was heard"
        SOURCE = "source", "duty, plan or theme behind the plan"
        RISK = "risk", "risk or issue"
        SERVICE = "service", "service"
        GAP = "gap", "gap"
        INDICATOR = "indicator", "indicator"
        ESCALATION = "escalation", "escalation"
        INSPECTION = "inspection", "inspection or review"
        REPORT = "report", "report"
        EXCEPTIONS = "exceptions", "exception report"

    class OpenTo(models.TextChoices):
        """Which readers of the body's papers the item that it belongs to is open to."""

        BODY = "body", "everyone who reads the body’s papers"
        MEMBERS = "members", "members of the body, and those named"
        NAMED = "named", "those named"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="search_entries")
    scope = models.CharField(max_length=40)
    """What it is read again with, such as ``meeting:4``: whatever changes there brings it up to date."""
    thing = models.CharField(max_length=140)
    """What it stands for, such as ``paper:12``."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="search_entries"
    )
    is_for_all = models.BooleanField(default=False)
    """Whether everybody of the partnership may read it, as what the terms and the plan say."""
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="search_entries"
    )
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="search_entries"
    )
    """Of an action: whose it is, who finds it whatever they sit on."""
    open_to = models.CharField(max_length=10, choices=OpenTo.choices, default=OpenTo.BODY)
    is_for_members = models.BooleanField(default=False)
    """Whether its own words are for members of the body alone."""
    is_draft = models.BooleanField(default=False)
    """Whether it stands in minutes that have not gone out: for whoever writes and checks them."""
    is_open_to_guests = models.BooleanField(default=False)
    """Whether somebody named on its item finds it without reading the body's papers."""
    day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300)

    FOLLOWED: ClassVar[tuple[str, ...]] = (
        "scope", "kind", "body_id", "is_for_all", "agency_id", "owner_id", "open_to", "is_for_members",
        "is_draft", "is_open_to_guests", "day", "state", "title", "text", "address",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "thing"), name="search_a_thing_once"),
        ]
        indexes = [models.Index(fields=["partnership", "scope"], name="search_scope")]

    def __str__(self) -> str:
        return self.thing


class SearchItem(models.Model):
    """An agenda item to which an entry belongs: whoever is named on it may find the entry."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="search_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("entry", "item"), name="search_an_item_once_an_entry")]

    def __str__(self) -> str:
        return f"{self.entry}, {self.item}"
