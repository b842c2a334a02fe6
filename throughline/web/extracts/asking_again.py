"""Whoever is shown single persons has said within a quarter of an hour who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
sure_it_is_you = reauthentication_required(app="allauth.mfa")


def asked_again(view: View) -> View:
    """Ask for the password or the second step again before a page is shown.

    A form that is sent is not held back: to be sent on afterwards it would be kept in the session, and so
    in the site's own store. If it is refused once asking is due, its page is not shown but asked for.
    """
    shown = sure_it_is_you(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **route: Any) -> HttpResponse:
        if request.method != "POST":
            return shown(request, *args, **route)
        is_due = is_to_be_asked(request)
        answer = view(request, *args, **route)
        return ask_first(request) if is_due and not isinstance(answer, HttpResponseRedirect) else answer

    return guarded


def asked_before_anything(view: View) -> View:
    """Ask for the password or the second step again before a page is shown or a form is obeyed.

    A form that comes when that is due is let go, and leads to its page, so that no session keeps it.
    """
    sure = sure_it_is_you(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **route: Any) -> HttpResponse:
        is_refused = request.method == "POST" and is_to_be_asked(request)
        return ask_first(request) if is_refused else sure(request, *args, **route)

    return guarded


def is_to_be_asked(request: HttpRequest) -> bool:
    """Whether the person has not said within a quarter of an hour who they are."""
    try:
        sure_it_is_you(_nothing)(request)
    except ReauthenticationRequired:
        return True
    return False


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def ask_first(request: HttpRequest) -> HttpResponse:
    """To the page that a form was sent from, which asks; what was typed is not kept."""
    messages.info(request, _("Nothing was recorded. Say first that it is you, then fill in the form again."))
    return redirect(request.get_full_path())
