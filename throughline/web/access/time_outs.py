"""A session ends after an hour without a request, and after eight hours whatever happens."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from throughline.web.site.today import clock

BEGAN = "began"
SEEN = "seen"
MINUTE = 60
"""How exactly the last request is remembered, in seconds, so that not every page writes."""

Answer = Callable[[HttpRequest], HttpResponse]


def begin_session(request: HttpRequest) -> None:
    """Remember when the session began; both limits are counted from here."""
    request.session[BEGAN] = request.session[SEEN] = int(clock().timestamp())


def limited_sessions(get_response: Answer) -> Answer:
    """Sign out whoever was away for too long or has been signed in for too long, before the page is made."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            because = _why_over(request)
            if because:
                request.signed_out_because = because  # type: ignore[attr-defined]
                logout(request)
        return get_response(request)

    return answer


def _why_over(request: HttpRequest) -> str:
    present = int(clock().timestamp())
    session = request.session
    if present - session.get(BEGAN, 0) > settings.SESSION_COOKIE_AGE:
        return "too long"
    if present - session.get(SEEN, 0) > settings.SESSION_IDLE_AGE:
        return "idle"
    if present - session[SEEN] > MINUTE:
        session[SEEN] = present
    return ""
