"""Promises to act: every day given for them, every state, every owner, and what was said of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.decisions.models.decisions import Decision
from throughline.web.governance.models import Body
from throughline.web.site.models import Versioned


class Action(Versioned):
    """A promise to do something by a day. Its words and first day are fixed for ever."""

    class State(models.TextChoices):
        """How far the owner has come; overdue and slipping are computed, never stored."""

        OPEN = "open", "open"
        PROPOSED = "proposed", "not yet accepted"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        IN_PROGRESS = "in-progress", "in progress"
        BLOCKED = "blocked", "blocked"
        CLAIMED = "claimed", "claimed done"
        VERIFIED = "verified", "verified"
        CANCELLED = "cancelled", "cancelled"
        MERGED = "merged", "merged"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    raised_on = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    closed_on = models.DateField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="cancelled_actions"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_action_number_once_in_a_partnership"
            ),
            models.CheckConstraint(
                condition=models.Q(first_due__gte=models.F("raised_on")),
                name="decisions_action_due_after_it_is_raised",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_by__isnull=False),
                name="decisions_action_cancelled_by_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="decisions_action_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="decisions_action_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.number}"


class StateChange(models.Model):
    """One step of an action from a state to the next: who took it, when and why."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="state_changes")
    came_from = models.CharField(max_length=12, choices=Action.State.choices)
    to = models.CharField(max_length=12, choices=Action.State.choices)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["action", "pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.came_from} to {self.to}"


class ActionUpdate(Versioned):
    """What an owner says of an action: one row, which every report of it uses."""

    class Claim(models.TextChoices):
        """How the owner says it goes."""

        DONE = "done", "done"
        ON_COURSE = "on-course", "on course"
        LONGER = "longer", "needs longer"
        STUCK = "stuck", "stuck"
        NOT_MINE = "not-mine", "not theirs"

    class State(models.TextChoices):
        """What the secretary made of it."""

        PROPOSED = "proposed", "waits for the secretary"
        ACCEPTED = "accepted", "accepted"
        QUERIED = "queried", "queried"
        ESCALATED = "escalated", "put to the board"
        DECLINED = "declined", "declined"
        DECIDED = "decided", "decided by the board"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="updates")
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="updates_recorded"
    )
    """Who wrote it down for the author, where the author did not."""
    by_link = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    text = models.CharField(max_length=1000, blank=True)
    claim = models.CharField(max_length=10, choices=Claim.choices)
    forecast = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="updates_settled"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=500, blank=True)
    """What the secretary asked or said of it."""

    class Meta:
        ordering = ["action", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(claim="longer") | Q(forecast__isnull=False),
                name="decisions_update_longer_gives_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(claim="done") | ~Q(evidence=""), name="decisions_update_done_has_evidence"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(settled_at__isnull=False),
                name="decisions_update_settled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_claim_display()}"


class DateChange(models.Model):
    """One extension of an action's date, with its reason; the first date stays."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_changes")
    moved_from = models.DateField()
    moved_to = models.DateField()
    reason = models.CharField(max_length=1000)
    moved_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    update = models.OneToOneField(
        ActionUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="date_change"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The decision of the body that gave the day, which a fourth move needs."""

    class Meta:
        ordering = ["action", "pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.moved_from} to {self.moved_to}"


class OwnerChange(models.Model):
    """An action offered or given to another owner; the earlier owner stays readable."""

    class Outcome(models.TextChoices):
        """What became of the offer."""

        WAITING = "waiting", "waits for the new owner"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        GIVEN = "given", "given, because the earlier owner could not keep it"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="owner_changes")
    from_owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["action", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("action",), condition=Q(outcome="waiting"), name="decisions_one_owner_asked_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.from_agency} to {self.to_agency}"
