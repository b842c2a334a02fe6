"""A session ends after an hour without a request, and after eight hours whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from throughline.web.access.sessions import follow_session, seen_now
from throughline.web.site.today import clock

BEGAN = "began"
SEEN = "seen"
MINUTE = 60
"""How exactly the last request is remembered, in seconds, so that not every page writes."""

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class TimeLeft:
    """How long a session still lasts: seconds to its end, whether staying moves it, and its last moment."""

    seconds: int
    is_last: bool
    ends_at: datetime


def begin_session(request: HttpRequest) -> None:
    """Remember when the session began; both limits are counted from here."""
    request.session[BEGAN] = request.session[SEEN] = int(clock().timestamp())


def stay_signed_in(request: HttpRequest) -> TimeLeft | None:
    """Begin the hour without a request anew."""
    request.session[SEEN] = int(clock().timestamp())
    return time_left(request)


def time_left(request: HttpRequest) -> TimeLeft | None:
    """How long the session of a request still lasts; None where nobody is signed in."""
    session = request.session
    if BEGAN not in session or SEEN not in session:
        return None
    last = session[BEGAN] + settings.SESSION_COOKIE_AGE
    idle = session[SEEN] + settings.SESSION_IDLE_AGE
    seconds = max(min(last, idle) - int(clock().timestamp()), 0)
    return TimeLeft(seconds, last <= idle, datetime.fromtimestamp(last, UTC))


def limited_sessions(get_response: Answer) -> Answer:
    """Sign out whoever was away for too long or has been signed in for too long, before the page is made."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            because = _why_over(request)
            if because:
                request.signed_out_because = because  # type: ignore[attr-defined]
                logout(request)
        response = get_response(request)
        if request.session.accessed:
            follow_session(request)
        return response

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
        seen_now(request)
    return ""
