"""Pages of the catalogue and of the headline by area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance.catalogue.headline import headline_on
from throughline.web.performance.catalogue.page import catalogue_on
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.site.today import today


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def catalogue(request: HttpRequest, partnership: Any) -> HttpResponse:
    """National targets with what serves them, areas with what they chose, and what could be chosen."""
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    context = {"page": catalogue_on(partnership, today(partnership)), "may_keep": may_keep}
    return render(request, "performance/catalogue/catalogue.html", context)


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def headline(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Reoffending by area: baseline, predicted, actual, and whether the difference is more than chance."""
    context = {"page": headline_on(partnership, today(partnership)), "day": today(partnership)}
    return render(request, "performance/catalogue/headline.html", context)
