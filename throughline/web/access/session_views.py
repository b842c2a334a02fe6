"""The reader's own sessions: staying signed in, seeing where, and ending them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access import actions, queries
from throughline.web.access.permits import SIGNED_IN, permit
from throughline.web.access.second_step import SecondSteps
from throughline.web.access.sessions import OPEN, remember_session
from throughline.web.access.time_outs import stay_signed_in
from throughline.web.access.told import WORDS_OF_CHANGES
from throughline.web.site.today import clock


@permit(SIGNED_IN)
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Begin the hour without a request anew; answers how many seconds are left."""
    left = stay_signed_in(request)
    return JsonResponse({"seconds": left.seconds if left else 0, "last": left.is_last if left else True})


@permit(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the reader is signed in and what changed in their way in; one session or all others are ended."""
    user = queries.signed_in_user(request.user)
    mine = request.session.get(OPEN)
    if request.method == "POST":
        if request.POST.get("act") == "all":
            actions.end_sessions(user=user, by=user, at=clock())
            request.user = user
            update_session_auth_hash(request, user)
            remember_session(request, user)
            messages.info(request, _("You are signed out everywhere else."))
        else:
            _end_one(request, user)
        return redirect("access:sessions")
    context = {
        "sessions": queries.sessions_of(user),
        "mine": mine,
        "changes": [(one.at, WORDS_OF_CHANGES[one.what]) for one in queries.changes_of_sign_in(user)],
    }
    return render(request, "access/sessions.html", context)


def _end_one(request: HttpRequest, user: Any) -> None:
    number = request.POST.get("session", "")
    found = queries.sessions_of(user).filter(pk=int(number) if number.isdecimal() else 0).first()
    if found is None or found.pk == request.session.get(OPEN):
        messages.error(request, _("That session is over already, or is this one. Nothing was changed."))
        return
    actions.end_one_session(session=found, by=user, at=clock())
    messages.info(request, _("That session is ended."))


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless it is the last second step of somebody who must have one."""
    passkey = queries.passkey_of(queries.signed_in_user(request.user), pk)
    if passkey is not None and not SecondSteps().can_delete_authenticator(passkey):
        messages.error(request, SecondSteps.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)
