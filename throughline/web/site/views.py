"""Pages that belong to no partnership: health, language, and the pages for when something is wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from throughline.web.site.declared import public


@public
@require_GET
def healthy(request: HttpRequest) -> HttpResponse:
    """Answers “ok” when the store answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the reader's language in a cookie and goes back to the page."""
    language = request.POST.get("language", "")
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    response = redirect(onward)
    if translation.check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a request that cannot be read."""
    return render(request, "site/bad_request.html", status=400)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One page for what is missing and what this reader may not see, so that neither tells of the other."""
    return render(request, "site/not_found.html", status=404)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token is missing or old."""
    return render(request, "site/form_out_of_date.html", status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; it asks nothing of the store."""
    return HttpResponse(render(None, "site/went_wrong.html").content, status=500)
