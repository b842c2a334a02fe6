"""What the law asks a public body's site to say of itself: accessibility, cookies and privacy."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.site.cookies import age_in_words
from throughline.web.site.cookies import cookies as all_cookies
from throughline.web.site.declared import public
from throughline.web.site.holdings import holdings
from throughline.web.site.owner import owner

READ = ["GET", "HEAD"]


@public
@require_http_methods(READ)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the form of the regulations of 2018."""
    return render(request, "site/accessibility.html", {"owner": owner()})


@public
@require_http_methods(READ)
def cookies(request: HttpRequest) -> HttpResponse:
    """Each cookie by its name."""
    return render(request, "site/cookies.html", {"cookies": all_cookies(), "owner": owner()})


@public
@require_http_methods(READ)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is held of people, why, for how long, and what they may ask."""
    context = {
        "owner": owner(),
        "holdings": [one for one in holdings() if one.is_personal],
        "sends_mail": settings.MAIL_SERVER is not None,
        "idle": age_in_words(settings.SESSION_IDLE_AGE),
    }
    return render(request, "site/privacy.html", context)
