"""Who sits where, who stands in for them, and which organisations ask to join."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.web.access.models import InForce, Person
from throughline.web.governance.models.bodies import Body
from throughline.web.site.models import Versioned


class Appointment(InForce):
    """A person in a seat, from one day to another; a change is a new row."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="appointments")
    seat = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    is_confirmed = models.BooleanField(default=True)
    """A proposed appointment opens nothing and fills no seat until it is confirmed."""
    confirmed_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["body", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="governance_appointment_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.body.code}.seat.{self.seat}"


class StandingDeputy(InForce):
    """Whoever comes to a seat's meetings when its member cannot, between two days."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_deputies")
    seat = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputises")
    nominated_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="nominated_deputies"
    )

    class Meta:
        verbose_name_plural = "standing deputies"
        ordering = ["body", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="governance_deputy_ends_after_beginning",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.body.code}.seat.{self.seat}"


class JoiningRequest(Versioned):
    """A member asks that an organisation join a body; the body answers by a decision."""

    class State(models.TextChoices):
        """Where the request stands."""

        OPEN = "open", "open"
        AGREED = "agreed", "agreed"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="joining_requests")
    organisation = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="joining_requests")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_on__isnull=True)
                | (~Q(state="open") & Q(answered_on__isnull=False)),
                name="governance_request_answered_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"request {self.pk} to {self.body.code}"
