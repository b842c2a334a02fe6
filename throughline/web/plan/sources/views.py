"""The register of sources, each of them, and the plans that partners keep."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.plan.life.views import WRITE, shown_with
from throughline.web.plan.permits import READ_PLAN
from throughline.web.plan.sources.kept import partner_ways, register_ways, source_ways
from throughline.web.plan.sources.page import (
    partners_page,
    register_page,
    source_page,
    source_with_parts,
)


@permit(READ_PLAN)
@require_http_methods(WRITE)
def sources(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The register: what serves each source, and what of the plan serves none."""
    page = register_page(partnership, request.viewpoint, request.GET.get("kind", ""))  # type: ignore[attr-defined]
    return shown_with(
        request, "plan/sources/sources.html", {"page": page}, register_ways(request, partnership, page)
    )


@permit(READ_PLAN)
@require_http_methods(WRITE)
def source(request: HttpRequest, partnership: Any, source: str) -> HttpResponse:
    """One source, everything that serves it, and how that stands."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    seen = source_with_parts(viewpoint, partnership=partnership, code=source)
    if seen is None:
        raise Http404
    found, parts = seen
    found.partnership = partnership
    page = source_page(found, parts, viewpoint)
    return shown_with(request, "plan/sources/source.html", {"page": page}, source_ways(request, found, page))


@permit(READ_PLAN)
@require_http_methods(WRITE)
def partner_plans(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Which partners have a plan of their own, and which are bound by a duty and have none."""
    page = partners_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return shown_with(
        request, "plan/sources/partner_plans.html", {"page": page}, partner_ways(request, partnership)
    )
