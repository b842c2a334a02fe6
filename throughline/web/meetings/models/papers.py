"""Agenda items and papers: what is asked of the board, and what it is given to read."""

from __future__ import annotations

from django.db import models

from throughline.rules.item_numbers import narrowest
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

    class State(models.TextChoices):
        """How far the paper has come; ``rules.papers_in`` says what may follow what."""

        COMMISSIONED = "commissioned", "asked for"
        DRAFTING = "drafting", "being drafted"
        SUBMITTED = "submitted", "in"
        CLEARED = "cleared", "cleared"
        PUBLISHED = "published", "published"
        TAKEN = "taken", "taken"
        LATE_TABLED = "late-tabled", "tabled late"
        WITHDRAWN = "withdrawn", "withdrawn"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    state = models.CharField(max_length=12, choices=State.choices, default=State.COMMISSIONED)
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
    cleared_on = models.DateField(null=True, blank=True)
    permitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="papers_let_in"
    )
    """Who, presiding over the body, let it be tabled late."""
    last_chased_on = models.DateField(null=True, blank=True)
    kind_of_information = models.CharField(max_length=60, blank=True)
    """Of a paper that the terms keep close: the kind of information, by its word in the file."""
    embargoed_until = models.DateTimeField(null=True, blank=True)
    """Until when nobody but its early readers knows of it."""
    early_readers = models.JSONField(default=list, blank=True)
    """The offices of the body whose holders know of it before, by their codes."""
    opened_at = models.DateTimeField(null=True, blank=True)
    """When its embargo ended: from then on it is open to its readers."""

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_at__isnull=True)
                | models.Q(embargoed_until__isnull=False, opened_at__gte=models.F("embargoed_until")),
                name="meetings_an_embargo_ends_at_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(kind_of_information="") | models.Q(readers="named"),
                name="meetings_close_information_has_named_readers",
            ),
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True) | ~models.Q(text=""),
                name="meetings_a_received_paper_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_in_the_pack(self) -> bool:
        """Whether its words have come and it was not withdrawn."""
        return self.received_on is not None and self.state != Paper.State.WITHDRAWN

    @property
    def is_under_embargo(self) -> bool:
        """Whether its embargo has not been ended: the hour alone opens nothing, its record does."""
        return self.embargoed_until is not None and self.opened_at is None


class PaperVersion(models.Model):
    """The words of a paper as they came in once; a later version never takes their place."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    came_as = models.CharField(max_length=10, default="pasted")
    """What they were read from: pasted, docx, md or txt."""
    received_on = models.DateField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(fields=("paper", "number"), name="meetings_paper_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"


class AgendaItem(models.Model):
    """One item of a meeting's agenda: what is asked, and why it stands there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    """Its place in the order of business; ``number`` is what is printed."""
    number = models.CharField(max_length=20, blank=True)
    """What is printed before it; once the agenda is published it stays. ``rules.item_numbers`` gives it."""
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
    tabled_late_at = models.DateTimeField(null=True, blank=True)
    permitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="items_let_in"
    )
    """Who, presiding over the body, let it come onto a published agenda."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    """When it was last taken up in the room."""
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "position"), name="meetings_agenda_position_once"),
            models.UniqueConstraint(fields=("meeting", "code"), name="meetings_agenda_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.position}. {self.title}"

    @property
    def open_to(self) -> str:
        """For whom it is now: the narrowest of its own readers and its paper's, which an embargo makes few.

        While its paper is under an embargo it is for nobody who is not named. ``meetings.items_open`` says
        the same of rows.
        """
        if self.paper is None:
            return self.readers
        if self.paper.is_under_embargo:
            return Paper.Readers.NAMED
        return narrowest(self.readers, self.paper.readers)


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


class ReferralPaper(models.Model):
    """One referral on a panel's agenda: an opaque reference, who refers it, and its acknowledgement.

    It holds nothing about the person referred: their case is kept elsewhere.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="referrals")
    reference = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    referrer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="referral")
    came_by = models.CharField(max_length=12, blank=True)
    """By which way it reached the secretary, where that was said."""
    meant_for = models.DateField(null=True, blank=True)
    """The earlier meeting it was meant for, whose day for papers was past when it came."""
    withdrawn_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "reference"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "reference"), name="meetings_referral_once_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | models.Q(acknowledged_on__isnull=True),
                name="meetings_a_withdrawn_referral_is_not_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
