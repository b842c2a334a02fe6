"""Sign-in: by invitation only, with a password and a one-time code, and a wait after many failures."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from throughline.web.access import delays
from throughline.web.site.today import clock, now


class InvitationOnly(DefaultAccountAdapter):
    """Nobody makes a user for themselves; the words are ours."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right. Codes change every 30 seconds."),
        "too_many_login_attempts": _("Too many wrong codes. Wait 10 minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse without looking at the password while a wait is on."""
        wait = delays.wait_left(account=_account(credentials), place=place_of(request), at=now())
        if wait:
            seconds = int(wait.total_seconds()) + 1
            raise ValidationError(
                ngettext(
                    "Too many wrong passwords. Wait %(seconds)d second, then try again.",
                    "Too many wrong passwords. Wait %(seconds)d seconds, then try again.",
                    seconds,
                )
                % {"seconds": seconds}
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user whose password this is, with failures forgotten; else None, with one more counted."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            delays.forget_failures(account=_account(credentials), place=place_of(request))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure."""
        delays.remember_failure(account=_account(credentials), place=place_of(request), at=now())


def wait_in_seconds(request: HttpRequest, *, doing: str) -> int:
    """For how many seconds this place must wait before it tries again; none where it need not."""
    wait = delays.wait_left(account=doing, place=place_of(request), at=clock())
    return int(wait.total_seconds()) + 1 if wait else 0


def refuse_many(request: HttpRequest, form: Form, *, doing: str) -> bool:
    """Whether this place must wait before it tries again; the form then says how long."""
    seconds = wait_in_seconds(request, doing=doing)
    if seconds:
        form.add_error(
            None,
            ngettext(
                "Too many tries from here. Wait %(seconds)d second, then try again.",
                "Too many tries from here. Wait %(seconds)d seconds, then try again.",
                seconds,
            )
            % {"seconds": seconds},
        )
    return bool(seconds)


def remember_try(request: HttpRequest, *, doing: str) -> None:
    """Count one try from this place."""
    delays.remember_failure(account=doing, place=place_of(request), at=clock())


def place_of(request: HttpRequest) -> str:
    """The address that the request came from; behind our own proxy, the one that the proxy saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
