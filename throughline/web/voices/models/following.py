"""What follows on a record: times held, who is to be reached, ends moved, and people asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models import Decision
from throughline.web.voices.models.engagements import Engagement


class TimeHeld(models.Model):
    """One time at which something that comes round was held."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="times_held")
    held_on = models.DateField()
    came = models.PositiveIntegerField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["engagement", "held_on"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "held_on"), name="voices_held_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.engagement}, {self.held_on}"


class ToReach(models.Model):
    """A place, a post or an organisation that is to be reached, such as each prison by a training."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="to_reach")
    name = models.CharField(max_length=120)
    reached_on = models.DateField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["engagement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "name"), name="voices_to_reach_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.engagement}: {self.name}"


class SunsetChange(models.Model):
    """A decision that moved the last day of a group, or ended it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="sunset_changes")
    was = models.DateField()
    to = models.DateField(null=True, blank=True)
    """The new last day; none where the group was ended."""
    told_on = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sunset_changes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["engagement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=True) | Q(to__gt=models.F("was")), name="voices_sunset_moves_on"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engagement}: {self.to or 'ended'}"


class Nomination(models.Model):
    """Somebody asked of one organisation for a piece of work, and whom it named."""

    class Answer(models.TextChoices):
        """What the organisation said."""

        NAMED = "named", "somebody is named"
        NOBODY = "nobody", "nobody can be named"

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="nominations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="nominations_asked")
    asked_on = models.DateField()
    due = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    post = models.CharField(max_length=200, blank=True)
    """The post of whoever is named."""
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    words = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["engagement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "agency"), name="voices_nomination_asked_once"),
            models.CheckConstraint(
                condition=Q(due__gte=models.F("asked_on")), name="voices_nomination_due_after_asked"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer="named", answered_on__isnull=False) & ~Q(post="")
                | Q(answer="nobody", answered_on__isnull=False) & ~Q(words=""),
                name="voices_nomination_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement}: {self.agency}"
