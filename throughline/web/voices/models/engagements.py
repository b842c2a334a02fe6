"""One record of who was heard, of whatever kind, and how it was edited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.site.models import Versioned


class OwnType(models.Model):
    """A kind of record that a partnership added to those that everybody has."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="voice_types")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    asks = models.JSONField(default=list, blank=True)
    """What it asks for, by the codes of ``rules.voices.ASKABLE``."""

    class Meta:
        ordering = ["partnership", "name"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "code"), name="voices_own_type_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Engagement(Versioned):
    """Who was heard, when and how: a group, a survey, an event, a note. Its kind says what it asks for."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="engagements")
    number = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40)
    """A kind of ``rules.voices.TYPES``, or one of the partnership's own."""
    title = models.CharField(max_length=200)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    groups = models.CharField(max_length=300, blank=True)
    """Who was heard besides organisations of the partnership, in words; never a name."""
    sectors = models.JSONField(default=list, blank=True)
    """Sectors of those groups; organisations have their own."""
    community = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    speakers = models.CharField(max_length=200, blank=True)
    """Posts and organisations; never a name."""
    source = models.CharField(max_length=200, blank=True)
    """Where a practice comes from."""
    invited = models.PositiveIntegerField(null=True, blank=True)
    came = models.PositiveIntegerField(null=True, blank=True)
    responses = models.PositiveIntegerField(null=True, blank=True)
    agreed = models.PositiveIntegerField(null=True, blank=True)
    sessions = models.PositiveIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    pathway = models.SlugField(max_length=40, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    """How often a year it comes round."""
    asked_by = models.CharField(max_length=200, blank=True)
    """The clause of the terms or the line of the plan that asks for it."""
    lead_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements_led"
    )
    lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements_led"
    )
    parent = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    sunset = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    note = models.TextField(blank=True)

    EDITED: ClassVar[tuple[str, ...]] = (
        "title", "held_from", "held_until", "groups", "sectors", "community", "method", "place", "audience",
        "speakers", "source", "invited", "came", "responses", "agreed", "sessions", "hours", "pathway",
        "times", "asked_by", "lead_agency_id", "lead_id", "parent_id", "decision_id", "objective_id", "note",
    )  # fmt: skip

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=("partnership", "number"), name="voices_engagement_number_once"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="voices_until_follows_from",
            ),
            models.CheckConstraint(
                condition=~Q(kind="task-and-finish") | Q(sunset__isnull=False, parent__isnull=False),
                name="voices_task_group_has_parent_and_sunset",
            ),
            models.CheckConstraint(
                condition=Q(sunset__isnull=True) | Q(sunset__gte=F("held_from")),
                name="voices_sunset_follows_start",
            ),
            models.CheckConstraint(
                condition=Q(times__isnull=True) | Q(times__gte=1, times__lte=12), name="voices_times_a_year"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(responses__isnull=False, agreed__lte=F("responses")),
                name="voices_agreed_are_of_those_who_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"Voice {self.number}"


class HeardFrom(models.Model):
    """An organisation of the partnership that was heard."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="heard")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="heard_in")
    until_version = models.PositiveIntegerField(null=True, blank=True)
    """The version of the record up to which it stood there, where an edit took it out."""

    class Meta:
        ordering = ["engagement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("engagement", "agency"),
                condition=Q(until_version__isnull=True),
                name="voices_an_organisation_heard_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.engagement}: {self.agency}"


class EngagementEdit(models.Model):
    """What a record said before an edit, so that nothing is lost by it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="edits")
    was_version = models.PositiveIntegerField()
    was = models.JSONField()
    """The fields that changed, as they stood."""
    edited_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["engagement", "was_version"]
        constraints = [
            models.UniqueConstraint(fields=("engagement", "was_version"), name="voices_edited_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.engagement}, version {self.was_version}"
