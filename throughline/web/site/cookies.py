"""Every cookie of the site: its name, why it is set and how long it stays, from the settings themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR, DAY = 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Cookie:
    """One cookie, in words."""

    name: str
    why: str
    how_long: str


def cookies() -> tuple[Cookie, ...]:
    """The cookies that the site sets; all of them are strictly necessary for what the reader asked for."""
    return (
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("keeps you signed in"),
            _(
                "until you close the browser, and no longer than %(longest)s; "
                "it ends after %(idle)s in which you open no page"
            )
            % {
                "longest": age_in_words(settings.SESSION_COOKIE_AGE),
                "idle": age_in_words(settings.SESSION_IDLE_AGE),
            },
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("shows that a form comes from this site, so that no other site can send one for you"),
            age_in_words(settings.CSRF_COOKIE_AGE),
        ),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("remembers the language you chose; it is set when you choose one"),
            age_in_words(settings.LANGUAGE_COOKIE_AGE),
        ),
        Cookie(
            CookieStorage.cookie_name,
            _("carries the sentence that says what your last act did to the next page"),
            _("until that page is shown, or you close the browser"),
        ),
    )


def age_in_words(seconds: int) -> str:
    """How long, in days from two days on, else in hours, else in minutes: 28800 is “8 hours”."""
    if seconds >= 2 * DAY:
        return ngettext("%(n)d day", "%(n)d days", seconds // DAY) % {"n": seconds // DAY}
    if seconds >= HOUR:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // HOUR) % {"n": seconds // HOUR}
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
