"""The second step at sign-in: who must have one, how its secrets are kept, and who is asked to add one."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.access.models import Person, User
from throughline.web.site.kinds import is_demonstration

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
MISSING = "second step missing"
LOCKED = "locked:"
WAYS_OPEN = frozenset(
    {
        "access:stay",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_list_webauthn",
        "site:healthy",
        "site:language",
    }
)
"""Where somebody may go before they have added the second step that they must have."""

Answer = Callable[[HttpRequest], HttpResponse]


def is_needed_by(user: User) -> bool:
    """Whether the site, or a partnership of the user's, asks for a second step; an example never does."""
    if is_demonstration():
        return False
    asked = Person.objects.filter(user=user, partnership__needs_second_step=True)
    return settings.SECOND_FACTOR == "required" or asked.exists()


def has_second_step(user: User) -> bool:
    """Whether the user signs in with a phone's codes or a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists()


def note_missing(request: HttpRequest, user: User) -> None:
    """Remember at sign-in that the second step is still to be added."""
    if is_needed_by(user) and not has_second_step(user):
        request.session[MISSING] = True


def second_step_first(get_response: Answer) -> Answer:
    """Lead whoever must have a second step and has none to where it is added, and nowhere else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(MISSING):
            if has_second_step(request.user):
                del request.session[MISSING]
            elif not _is_open(request.path_info):
                messages.info(request, _("Add a second step before you go on. It takes a minute."))
                return redirect("mfa_index")
        return get_response(request)

    return answer


def _is_open(path: str) -> bool:
    try:
        return resolve(path).view_name in WAYS_OPEN
    except Resolver404:
        return False


class SecondSteps(DefaultMFAAdapter):
    """Secrets are locked with a key that lives outside the store; the words are ours."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That did not work. Try again."),
        "cannot_delete_authenticator": gettext_lazy(
            "A second step is needed here. Add another one first, then take this one away."
        ),
    }

    def encrypt(self, text: str) -> str:
        """The text, locked."""
        return LOCKED + _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text, unlocked; one that was kept before secrets were locked is taken as it is."""
        if not encrypted_text.startswith(LOCKED):
            return encrypted_text
        return _locks().decrypt(encrypted_text.removeprefix(LOCKED).encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second step of somebody who must have one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STEPS)
        return others.exclude(pk=authenticator.pk).exists() or not is_needed_by(authenticator.user)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A first name for a passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Throughline"


def _locks() -> MultiFernet:
    """The lock of now first, then those of earlier secret keys."""
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> Iterator[bytes]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"throughline.second-step")
        yield base64.urlsafe_b64encode(derived.derive(str(secret).encode()))
