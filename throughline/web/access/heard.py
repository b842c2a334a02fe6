"""What the sign-in library tells us of, written into the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from throughline.web.access import actions
from throughline.web.access.models import User
from throughline.web.access.second_step import note_missing
from throughline.web.access.sessions import forget_session, remember_session
from throughline.web.access.time_outs import begin_session
from throughline.web.site.today import now

PASSWORDS = {"password changed": password_changed, "password set": password_set}
ADDED = {
    Authenticator.Type.TOTP: "one-time codes turned on",
    Authenticator.Type.WEBAUTHN: "passkey added",
    Authenticator.Type.RECOVERY_CODES: "spare codes made",
}
REMOVED = {
    Authenticator.Type.TOTP: "one-time codes turned off",
    Authenticator.Type.WEBAUTHN: "passkey removed",
    Authenticator.Type.RECOVERY_CODES: "spare codes removed",
}


def signed_in(*, request: HttpRequest, user: User, **told: Any) -> None:
    """A session begins, and the trail says so."""
    begin_session(request)
    remember_session(request, user)
    note_missing(request, user)
    actions.record_sign_in(user=user, by=user, at=now())


def signed_out(*, request: HttpRequest | None, user: User | None, **told: Any) -> None:
    """A session ends; nobody signed in leaves no line."""
    if user is not None and request is not None:
        forget_session(request)
    if user is not None:
        because = getattr(request, "signed_out_because", "asked")
        actions.record_sign_out(user=user, because=because, by=user, at=now())


def second_step_added(*, instance: Authenticator, created: bool, **told: Any) -> None:
    """A phone or spare codes were added; using a spare code is no such change."""
    if created:
        _changed(instance.user, ADDED[instance.type])


def second_step_removed(*, instance: Authenticator, **told: Any) -> None:
    """A phone or spare codes were taken away."""
    _changed(instance.user, REMOVED[instance.type])


def _hear(what: str) -> Callable[..., None]:
    return lambda *, user, **told: _changed(user, what)


def _changed(user: User, what: str) -> None:
    actions.record_change_of_sign_in(user=user, what=what, by=user, at=now())


def listen() -> None:
    """Hear every sign-in, sign-out and change; once, however often it is asked."""
    user_logged_in.connect(signed_in, dispatch_uid="throughline signed in")
    user_logged_out.connect(signed_out, dispatch_uid="throughline signed out")
    post_save.connect(second_step_added, sender=Authenticator, dispatch_uid="throughline second step")
    post_delete.connect(second_step_removed, sender=Authenticator, dispatch_uid="throughline second step")
    for what, signal in PASSWORDS.items():
        signal.connect(_hear(what), weak=False, dispatch_uid=f"throughline {what}")
