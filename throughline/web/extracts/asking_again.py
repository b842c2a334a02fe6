"""Whoever is shown single persons has said within a quarter of an hour who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
sure_it_is_you = reauthentication_required(app="allauth.mfa")


def asked_again(view: View) -> View:
    """Ask for the password or the second step again before a page is shown.

    A form that is sent is not held back: to be sent on afterwards it would be kept in the session, and so
    in the site's own store.
    """
    shown = sure_it_is_you(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **route: Any) -> HttpResponse:
        answer = view if request.method == "POST" else shown
        return answer(request, *args, **route)

    return guarded
