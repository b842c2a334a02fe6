"""Scorecards for the public, released by two people; and the drawings that pages and papers show."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Partnership, User
from throughline.web.site.models import Versioned


class PublicScorecard(Versioned):
    """A scorecard composed for the public; its words are frozen when two others have approved it."""

    class State(models.TextChoices):
        """How far it is; the steps are in `releases.states`."""

        DRAFT = "draft", "draft"
        RELEASED = "released", "released"
        WITHDRAWN = "withdrawn", "withdrawn"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="public_scorecards")
    number = models.PositiveIntegerField()
    on = models.DateField()
    set_code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    """What anybody may do with it, in the partnership's own words; nothing is said where it is empty."""
    contents = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who composed it; whoever edited it since is an author too."""
    edited_at = models.DateTimeField()
    first_approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    second_approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["partnership", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="performance_release_number_once"),
            models.CheckConstraint(
                condition=Q(
                    state="draft",
                    released_at__isnull=True,
                    first_approved_by__isnull=True,
                    second_approved_by__isnull=True,
                )
                | Q(
                    state__in=["released", "withdrawn"],
                    released_at__isnull=False,
                    first_approved_by__isnull=False,
                    second_approved_by__isnull=False,
                ),
                name="performance_released_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(first_approved_by=F("second_approved_by"))
                & ~Q(first_approved_by=F("author"))
                & ~Q(second_approved_by=F("author")),
                name="performance_released_by_two_others",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")
                | Q(state__in=["draft", "released"], withdrawn_at__isnull=True, withdrawn_reason=""),
                name="performance_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"


class ReleaseAuthor(models.Model):
    """Somebody who composed or edited a scorecard for the public, and so may not approve it."""

    scorecard = models.ForeignKey(PublicScorecard, on_delete=models.PROTECT, related_name="authors")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["scorecard", "since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "author"], name="performance_author_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.scorecard}, written"


class ReleaseApproval(models.Model):
    """One person's approval of the words with one digest; an edit makes another digest, and begins again."""

    scorecard = models.ForeignKey(PublicScorecard, on_delete=models.PROTECT, related_name="approvals")
    digest = models.CharField(max_length=64)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["scorecard", "approved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "digest", "approved_by"], name="performance_approved_once_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scorecard}, approved"


class Drawing(models.Model):
    """A chart drawn once, under the fingerprint of all that it shows; a changed figure has another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="drawings")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    wide = models.TextField()
    narrow = models.TextField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "digest"], name="performance_drawn_once")
        ]

    def __str__(self) -> str:
        return self.digest[:12]
