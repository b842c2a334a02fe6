"""What happens in the room: who is there from when to when, who presides, interests, motions and votes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models import Decision
from throughline.web.meetings.models.calling import Meeting
from throughline.web.meetings.models.papers import AgendaItem
from throughline.web.site.models import Versioned


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
    is_below_level = models.BooleanField(default=False)
    """Whether they came with a lower rank than the terms of the day asked of the seat."""

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("meeting", "person"), name="meetings_one_row_a_person_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"


class Stay(models.Model):
    """One time somebody was in the room or joined remotely: from when until when, if they left.

    Somebody recorded at a meeting without any stay was there throughout.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="stays")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_remote = models.BooleanField(default=False)

    class Meta:
        ordering = ["attendance", "arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=("attendance",), condition=Q(left_at__isnull=True), name="meetings_in_the_room_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="meetings_nobody_leaves_before_arriving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance} from {self.arrived_at:%H:%M}"


class Interest(models.Model):
    """An interest that somebody declared in one item, and from when to when they were out of the room for it.

    What the interest is stays with the declarer's organisation: the minute says that there is one.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="interests")
    declared_at = models.DateTimeField()
    leaves_the_room = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("item", "attendance"), name="meetings_one_interest_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.attendance}, {self.item}"


class Presiding(models.Model):
    """Who those present chose to preside from an instant on, where the order of the terms was left."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presidings")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="presidings")
    from_at = models.DateTimeField()
    because = models.CharField(max_length=300)

    class Meta:
        ordering = ["meeting", "from_at", "pk"]

    def __str__(self) -> str:
        return f"{self.attendance} presides from {self.from_at:%H:%M}"


class Adjournment(models.Model):
    """A pause of a meeting, from when until when, if it has gone on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="adjournments")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=300)

    class Meta:
        ordering = ["meeting", "from_at"]
        constraints = [
            models.UniqueConstraint(
                fields=("meeting",), condition=Q(until_at__isnull=True), name="meetings_adjourned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} adjourned from {self.from_at:%H:%M}"


class Motion(Versioned):
    """Something put to the vote under an item, and what became of it."""

    class State(models.TextChoices):
        """How far the motion has come."""

        OPEN = "open", "being voted on"
        CARRIED = "carried", "carried"
        FELL = "fell", "fell"
        NOT_DEFINED = "not-defined", "no result: the terms do not say how votes count"
        WITHDRAWN = "withdrawn", "withdrawn"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    matter = models.SlugField(max_length=60, blank=True)
    """The matter for which the terms may have their own quorum or vote."""
    mover = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="motions_moved"
    )
    seconder = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="motions_seconded"
    )
    put_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    once = models.CharField(max_length=40, blank=True)
    """A code of the form it was typed into, so that a double click puts one motion."""
    casting = models.CharField(max_length=10, blank=True)
    """How the person presiding used the casting vote: for, against, or empty."""
    counted = models.JSONField(default=dict)
    """The count when it closed, in codes and numbers: what the page and the minutes print."""
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="motion"
    )

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=("item", "number"), name="meetings_motion_number_once_an_item"),
            models.UniqueConstraint(
                fields=("item", "once"), condition=~Q(once=""), name="meetings_a_form_puts_one_motion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, motion {self.number}"


class Vote(models.Model):
    """How one elector voted on a motion: an organisation, a seat or a person, as the terms have it."""

    class Says(models.TextChoices):
        """How an elector votes."""

        FOR = "for", "for"
        AGAINST = "against", "against"
        ABSTAIN = "abstain", "abstains"
        RECUSED = "recused", "takes no part"

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    elector = models.CharField(max_length=80)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="votes")
    says = models.CharField(max_length=10, choices=Says.choices)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["motion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("motion", "elector"), name="meetings_one_vote_an_elector")
        ]

    def __str__(self) -> str:
        return f"{self.elector}: {self.says}"
