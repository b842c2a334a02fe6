"""Today, and the actions list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import ENTER, permit
from throughline.web.desk.actions_list import actions_page
from throughline.web.desk.today_page import today_page


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def today(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What is due next, what waits for the reader and what waits for others."""
    page = today_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "desk/today.html", {"page": page})


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def actions(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The open actions of the bodies whose papers the reader may read, and the reader's own."""
    page = actions_page(partnership, request.viewpoint, request.GET)  # type: ignore[attr-defined]
    return render(request, "desk/actions.html", {"page": page})
