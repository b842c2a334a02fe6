"""The page for whoever has not signed in: the bodies whose terms open their meetings to the public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import PUBLIC, permit
from throughline.web.governance.public_bodies import public_bodies as bodies_open_to_all
from throughline.web.governance.public_bodies import published_of_partnerships


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD"])
def public_bodies(request: HttpRequest) -> HttpResponse:
    """The bodies whose terms say that their meetings are public, and what partnerships have released."""
    context = {"bodies": bodies_open_to_all(), "published": published_of_partnerships()}
    return render(request, "governance/public.html", context)
