"""Promises of confidence, and what went beyond a body by whose consent."""

from __future__ import annotations

from django.db import models

from throughline.web.access.models import Person
from throughline.web.governance.models import Body
from throughline.web.meetings.models.papers import Paper
from throughline.web.site.models import Versioned


class ConfidencePromised(models.Model):
    """That one person promised to keep a body's rules of confidentiality, in the words they then had."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="promises_of_confidence")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises_of_confidence")
    clause = models.CharField(max_length=60)
    words = models.CharField(max_length=64)
    """A digest of the clause's words."""
    promised_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "promises of confidence"
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("body", "person", "words"), name="meetings_confidence_promised_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body.code}"


class Sharing(Versioned):
    """A paper that is to go beyond its body: to whom, for what, and when it went."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sharings")
    with_whom = models.CharField(max_length=200)
    """An organisation, never a person."""
    purpose = models.CharField(max_length=300)
    asked_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shared_on__isnull=True) | models.Q(shared_on__gte=models.F("asked_on")),
                name="meetings_shared_after_it_was_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper.pk}: {self.with_whom}"


class SharingConsent(models.Model):
    """That one of the parties whose consent the terms need agrees to a paper's going further."""

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="consents")
    party = models.CharField(max_length=80)
    """The party by its code in the terms."""
    given_on = models.DateField()
    shown_by = models.CharField(max_length=200)
    """What shows the consent: a decision's number, a letter."""
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["sharing", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("sharing", "party"), name="meetings_consent_once_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.sharing}: {self.party}"
