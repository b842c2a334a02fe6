"""The browsers in which somebody is signed in, so that they can see them and end them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.web.access.models import OpenSession, User
from throughline.web.site.today import clock

OPEN = "open"
KEY = "key"
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def remember_session(request: HttpRequest, user: User) -> None:
    """Keep which browser the session is in; those long over are forgotten."""
    session = request.session
    if session.session_key is None:
        session.create()
    present = clock()
    mine = OpenSession.objects.filter(user=user)
    mine.filter(key=session.session_key).delete()
    for one in mine:
        if (present - one.began_at).total_seconds() > settings.SESSION_COOKIE_AGE:
            one.delete()
    browser = browser_of(request.META.get("HTTP_USER_AGENT", ""))
    opened = OpenSession.objects.create(
        user=user, key=str(session.session_key), browser=browser, began_at=present, seen_at=present
    )
    session[OPEN], session[KEY] = opened.pk, session.session_key


def follow_session(request: HttpRequest) -> None:
    """Keep up with a session whose key was changed, as after a new password."""
    session = request.session
    if session.get(OPEN) and session.session_key and session.session_key != session.get(KEY):
        OpenSession.objects.filter(pk=session[OPEN]).update(key=session.session_key)
        session[KEY] = session.session_key


def seen_now(request: HttpRequest) -> None:
    """Remember that the session is in use."""
    OpenSession.objects.filter(pk=request.session.get(OPEN, 0)).update(seen_at=clock())


def forget_session(request: HttpRequest) -> None:
    """The session is over."""
    OpenSession.objects.filter(pk=request.session.get(OPEN, 0)).delete()


def browser_of(agent: str) -> str:
    """A browser in a few words, such as “Firefox on Windows”; what else it tells is not kept."""
    browser = _first(BROWSERS, agent)
    device = _first(DEVICES, agent)
    if not browser:
        return device
    return _("%(browser)s on %(device)s") % {"browser": browser, "device": device} if device else browser


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((words for sign, words in known if sign in agent), "")
