"""Who belongs to which partnership, what office they hold from when to when, and what was done."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from throughline.web.site.models import Versioned


class Partnership(Versioned):
    """The outermost noun: every row of every room belongs to exactly one."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    demonstration_today = models.DateField(null=True, blank=True)
    needs_second_step = models.BooleanField(default=False)
    """Whether everybody of this partnership signs in with a second step, whatever the site asks."""

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A partnership's own member organisation; a page says “organisation”."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agencies")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    sector = models.SlugField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="access_agency_code_is_its_own")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users by invitation."""

    def create_user(self, *, email: str, name: str, password: str | None = None) -> User:
        """A new user; without a password none is accepted until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an e-mail address in any case."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Somebody who signs in; what they may do comes from offices and seats alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    endings = models.PositiveIntegerField(default=0)
    """How often every session of this user was ended at once; a session holds as long as this stays."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know: a new password, or an ending, shuts every session that began before."""
        known = f"{self.password}{self.endings}"
        return salted_hmac("throughline.session", known, secret=secret, algorithm="sha256").hexdigest()


class Person(Versioned):
    """An official, member or user of one partnership; never a person supervised."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "user"], name="access_user_is_one_person_here")
        ]

    def __str__(self) -> str:
        return self.name


class InForce(models.Model):
    """Something that holds from one day to another, both counted in; an open end is no end."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def on(day: Any) -> Q:
        """The condition that the row holds on the day."""
        return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gte=day))

    def is_in_force(self, day: Any) -> bool:
        """Whether this row holds on the day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Office(models.TextChoices):
    """Offices that the terms do not seat at a table."""

    SECRETARY = "secretary", _("Secretary")
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice-chair", _("Vice-chair")
    PLAN_OWNER = "plan-owner", _("Plan owner")
    OBJECTIVE_LEAD = "objective-lead", _("Objective lead")
    ANALYST = "analyst", _("Analyst")
    INFORMATION_OWNER = "information-owner", _("Information owner")
    IOM_COORDINATOR = "iom-coordinator", _("IOM co-ordinator")
    INSPECTOR = "inspector", _("Inspector")


class OfficeHeld(InForce):
    """A person holds an office of the partnership, or of one body, between two days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    office = models.CharField(max_length=30, choices=Office.choices)
    body_code = models.SlugField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "offices held"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="access_office_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(office__in=[office.value for office in Office]), name="access_office_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(office="inspector") | Q(until_on__isnull=False),
                name="access_inspector_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_office_display()}"


class Administration(InForce):
    """A user runs the site between two days, and reads no papers by virtue of it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="administrations")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="access_administration_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.user.name


class Event(models.Model):
    """One line of the audit trail: who did what to which thing, when and why, chained to the line before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    what = models.CharField(max_length=80)
    thing = models.CharField(max_length=120)
    partnership = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    subjects = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class FailedSignIn(models.Model):
    """One failure to sign in, kept for a day: digests only, so that no address is stored."""

    account_digest = models.CharField(max_length=64)
    place_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_digest", "place_digest", "at"], name="access_failures")]

    def __str__(self) -> str:
        return str(self.at)


class CodeOnce(models.Model):
    """A secret that works once and not for long; only its digest is kept."""

    code_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was made worthless unused: by a newer one, or because its person left."""

    class Meta:
        abstract = True

    @staticmethod
    def digest_of(code: str) -> str:
        """What is kept of the secret."""
        return hashlib.sha256(code.encode()).hexdigest()

    @classmethod
    def open_at(cls, at: Any) -> Q:
        """The condition that the secret still works."""
        return Q(used_at=None, ended_at=None, ends_at__gte=at)


class Invitation(CodeOnce):
    """A one-time code that lets one person set a password, or join with the user they have."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True)
    is_first_administrator = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, is_first_administrator=False)
                | Q(person__isnull=True, is_first_administrator=True),
                name="access_invitation_is_for_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.person or "the first administrator")


class PasswordLink(CodeOnce):
    """A one-time address at which one user sets a new password."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    was_handed_over = models.BooleanField(default=False)
    """Made by a secretary or administrator to be handed over, and not asked for by letter."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user)


class OpenSession(models.Model):
    """One browser in which a user is signed in, so that they can see it and end it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40)
    browser = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "pk"]

    def __str__(self) -> str:
        return self.browser or "a browser"
