"""Posts of organisations, and who holds them: a person's organisation on a day follows from here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Agency, InForce, Person


class Post(InForce):
    """A post of an organisation between two days, such as its Superintendent.

    ``rank`` is 1 for the most senior; where it is not known nobody is senior by it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.SlugField(max_length=30, blank=True)

    class Meta:
        ordering = ["agency", "rank", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="governance_post_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency}"


class PostHeld(InForce):
    """A person holds a post between two days; a move is an end and another row."""

    class Standing(models.TextChoices):
        """How the post is held."""

        SUBSTANTIVE = "substantive", "substantive"
        ACTING = "acting", "acting"
        INTERIM = "interim", "interim"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts_held")
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.SUBSTANTIVE)

    class Meta:
        verbose_name_plural = "posts held"
        ordering = ["person", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="governance_post_held_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["substantive", "acting", "interim"]),
                name="governance_post_held_standing_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
