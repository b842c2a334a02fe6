"""Signing in and out, lost passwords and lost second steps, sessions, and who may no longer sign in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.access.audit import record_event
from throughline.web.access.models import OpenSession, Partnership, PasswordLink, User
from throughline.words.refusals import Refused

LETTER_LASTS = timedelta(hours=1)
HANDED_LASTS = timedelta(hours=24)
LETTERS_AN_HOUR = 3
"""How many letters with a link one address is sent within an hour."""
REASONS = {
    "lost": gettext_lazy("The phone or key is lost or stolen"),
    "changed": gettext_lazy("The phone or key was changed"),
    "broken": gettext_lazy("The phone or key does not work"),
    "spare": gettext_lazy("The spare codes are used up or lost"),
}
"""Why somebody else takes a second step away, by code."""


class LinkRefused(Refused):
    """The link is unknown, used or too old."""


class NothingToForget(Refused):
    """The user has no second step."""


class NotForYourself(Refused):
    """Nobody shuts themselves out, or takes their own second step away as if they were somebody else."""


@transaction.atomic
def record_sign_in(*, user: User, by: User | None, at: datetime) -> None:
    """Somebody signed in; without this line in the audit trail nobody does."""
    record_event(by=by, at=at, what="signed in", thing=user)


@transaction.atomic
def record_sign_out(*, user: User, because: str, by: User | None, at: datetime) -> None:
    """Somebody signed out; `because` is `asked`, `idle` or `too long`."""
    record_event(by=by, at=at, what="signed out", thing=user, detail={"because": because})


@transaction.atomic
def record_change_of_sign_in(*, user: User, what: str, by: User | None, at: datetime) -> None:
    """A password, a phone or the spare codes changed; `what` says which, in a word of the trail."""
    record_event(by=by, at=at, what=what, thing=user)


@transaction.atomic
def disable_user(*, user: User, by: User | None, at: datetime) -> User:
    """Refuse the user from the next request on, and end what would let them in again.

    Raises NotForYourself.
    """
    if by is not None and by.pk == user.pk:
        raise NotForYourself(_("You cannot shut yourself out. Ask another administrator."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _shut(user, at)
    record_event(by=by, at=at, what="user disabled", thing=user)
    return user


@transaction.atomic
def enable_user(*, user: User, by: User | None, at: datetime) -> User:
    """Let a disabled user sign in again; offices and seats stay as they are."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_event(by=by, at=at, what="user enabled", thing=user)
    return user


@transaction.atomic
def end_sessions(*, user: User, by: User | None, at: datetime) -> User:
    """End every session of the user at once, and the one-time links that they have not used."""
    _shut(user, at)
    record_event(by=by, at=at, what="sessions ended", thing=user)
    return user


@transaction.atomic
def make_password_link(
    *, user: User, partnership: Partnership | None = None, is_handed_over: bool, by: User | None, at: datetime
) -> str | None:
    """The secret of a one-time link at which the user sets a new password; it ends earlier ones.

    A link in a letter lasts an hour, one handed over by a secretary or administrator a day. None
    where the user was sent as many letters within the hour as anybody is.
    """
    within_the_hour = PasswordLink.objects.filter(
        user=user, was_handed_over=False, made_at__gt=at - timedelta(hours=1)
    )
    if not is_handed_over and within_the_hour.count() >= LETTERS_AN_HOUR:
        record_event(by=by, at=at, what="password letter held back", thing=user)
        return None
    PasswordLink.objects.filter(PasswordLink.open_at(at), user=user).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    PasswordLink.objects.create(
        user=user,
        code_digest=PasswordLink.digest_of(secret),
        was_handed_over=is_handed_over,
        made_at=at,
        ends_at=at + (HANDED_LASTS if is_handed_over else LETTER_LASTS),
    )
    what = "password link handed over" if is_handed_over else "password letter asked for"
    record_event(by=by, at=at, what=what, thing=user, partnership=partnership)
    return secret


@transaction.atomic
def record_letter_for_nobody(*, by: User | None, at: datetime) -> None:
    """A new password was asked for at an address that nobody signs in with; the address is not kept."""
    record_event(by=by, at=at, what="password letter for nobody", thing="access.user:0")


@transaction.atomic
def set_password_by_link(*, secret: str, password: str, by: User | None = None, at: datetime) -> User:
    """Use a one-time link once: the user has this password, and every session of theirs is over.

    Nobody is signed in by it: what else a sign-in asks for is still asked. Raises LinkRefused for a
    link that is unknown, used or too old, or of a user who may no longer sign in.
    """
    link = PasswordLink.objects.select_for_update().filter(
        PasswordLink.open_at(at), code_digest=PasswordLink.digest_of(secret), user__is_active=True
    )
    found = link.first()
    if found is None:
        raise LinkRefused(_("This link is unknown, was used, or is too old. Ask for a new one."))
    found.used_at = at
    found.save(update_fields=["used_at"])
    user = found.user
    user.set_password(password)
    user.save(update_fields=["password"])
    _shut(user, at)
    record_event(by=by or user, at=at, what="password set by link", thing=user)
    return user


@transaction.atomic
def forget_second_step(
    *, user: User, because: str, partnership: Partnership | None = None, by: User, at: datetime
) -> User:
    """Take away a user's second steps and spare codes, and end every session of theirs.

    ``because`` is a code of REASONS. Raises NothingToForget where there are none, and NotForYourself.
    """
    if by.pk == user.pk:
        raise NotForYourself(_("Change your own second step under your name. Nothing was changed."))
    steps = Authenticator.objects.filter(user_id=user.pk)
    if because not in REASONS or not steps.exists():
        raise NothingToForget(_("This person has no second step. Nothing was changed."))
    steps.delete()
    _shut(user, at)
    record_event(
        by=by,
        at=at,
        what="second step taken away",
        thing=user,
        partnership=partnership,
        detail={"because": because},
    )
    return user


@transaction.atomic
def end_one_session(*, session: OpenSession, by: User, at: datetime) -> None:
    """End one browser's session."""
    _forget(OpenSession.objects.filter(pk=session.pk))
    record_event(by=by, at=at, what="one session ended", thing=session.user)


def _shut(user: User, at: datetime) -> None:
    User.objects.filter(pk=user.pk).update(endings=F("endings") + 1)
    user.refresh_from_db(fields=["endings"])
    PasswordLink.objects.filter(PasswordLink.open_at(at), user=user).update(ended_at=at)
    _forget(OpenSession.objects.filter(user=user))


def _forget(sessions: QuerySet[OpenSession]) -> None:
    Session.objects.filter(session_key__in=sessions.values("key")).delete()
    sessions.delete()
