"""What is to be told to whom, what each person wants to be told, and which addresses do not answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import Partnership, Person


class Notice(models.Model):
    """One thing that one person is told: a reference and a link, never personal data."""

    class State(models.TextChoices):
        """Where the notice stands."""

        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Would have been sent")
        FAILED = "failed", _("Failed")
        UNCERTAIN = "uncertain", _("Not certain")
        BOUNCED = "bounced", _("Came back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.SlugField(max_length=40)
    about = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    once = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    leaves_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    envelope = models.CharField(max_length=40, blank=True, db_index=True)
    """The e-mail that it went in, with the other notices of that e-mail; also in its Message-ID."""
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.SlugField(max_length=30, blank=True)

    class Meta:
        ordering = ["-leaves_at", "-pk"]
        indexes = [models.Index(fields=["state", "leaves_at"], name="mail_what_is_due")]
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], name="mail_a_person_is_told_once"),
            models.CheckConstraint(
                condition=Q(state__in=[
                    "waiting", "sending", "sent", "kept", "failed", "uncertain", "bounced", "withdrawn",
                ]),
                name="mail_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "sent", "uncertain", "bounced"]) | ~Q(envelope=""),
                name="mail_what_was_claimed_has_an_envelope",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Preference(models.Model):
    """Whether a person wants messages of a kind; where there is no row, they do."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="message_preferences")
    kind = models.SlugField(max_length=40)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_one_wish_for_each_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {'on' if self.wanted else 'off'}"


class UndeliverableAddress(models.Model):
    """A person's address that a mail server refused or that a message came back from."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="undeliverable")
    email = models.EmailField()
    since = models.DateTimeField()
    trouble = models.SlugField(max_length=30)

    class Meta:
        verbose_name_plural = "undeliverable addresses"

    def __str__(self) -> str:
        return f"{self.trouble} since {self.since:%Y-%m-%d}"


class LastRound(models.Model):
    """When the worker last looked for messages, and what stood in its way; one row."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    at = models.DateTimeField()
    trouble = models.SlugField(max_length=30, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="mail_last_round_is_one_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.trouble}".rstrip()
