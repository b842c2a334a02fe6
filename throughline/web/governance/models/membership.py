"""What a member has undertaken, how a representative was chosen, and what a body has looked at again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import Person
from throughline.web.governance.models.bodies import Body, TermsOfReference
from throughline.web.governance.models.seats import Appointment


class Undertaking(models.Model):
    """A person accepts, on a day, one thing that the terms of a body ask of its members.

    ``what`` is the clause, or the word declared, as the terms number it; ``digest`` is that of the words
    accepted, so that other words are to be accepted anew.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="undertakings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="undertakings")
    terms = models.ForeignKey(TermsOfReference, on_delete=models.PROTECT, related_name="undertakings")
    what = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    accepted_on = models.DateField()

    class Meta:
        ordering = ["body", "accepted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "what", "digest"], name="governance_undertaking_accepted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body.code} {self.what}"


class Selection(models.Model):
    """How whoever speaks for several organisations was chosen for their seat, by whom, on which day."""

    class How(models.TextChoices):
        """The ways in which a representative is chosen."""

        ELECTED = "elected", "elected"
        NOMINATED = "nominated", "nominated"
        APPOINTED = "appointed", "appointed"
        ADVERTISED = "advertised", "chosen after an advertisement"

    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="selection")
    how = models.CharField(max_length=12, choices=How.choices)
    chosen_by = models.CharField(max_length=200)
    chosen_on = models.DateField()
    speaks_for = models.TextField()
    """The organisations spoken for, a name on each line."""

    class Meta:
        ordering = ["appointment"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["elected", "nominated", "appointed", "advertised"]),
                name="governance_selection_way_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(speaks_for="") & ~Q(chosen_by=""), name="governance_selection_says_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}, {self.how}"


class Review(models.Model):
    """A body looked again at its terms, its members or one of its lines, and said what came of it.

    ``about`` is ``terms``, ``membership`` or ``line:`` with the type and end of the line.
    """

    class Outcome(models.TextChoices):
        """What a review came to."""

        UNCHANGED = "unchanged", "unchanged"
        CHANGED = "changed", "changed"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reviews")
    about = models.CharField(max_length=120)
    reviewed_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    next_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["body", "reviewed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["unchanged", "changed"]), name="governance_review_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("reviewed_on")),
                name="governance_next_review_is_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.code} {self.about}, {self.reviewed_on}"
