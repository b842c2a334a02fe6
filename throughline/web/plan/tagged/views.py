"""The pages of tags and of responsibilities."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.governance.queries import terms_on
from throughline.web.plan import queries
from throughline.web.plan.permits import READ_PLAN
from throughline.web.plan.tagged.page import matrix_of, tags_page


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def tags(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Every tag of the plan with how its objectives stand, and everything under the one that is chosen."""
    shown = _standing(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    page = tags_page(shown, request.GET.get("tag", ""))
    return render(request, "plan/tagged/tags.html", {"shown": shown, "page": page, "year": year})


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def who_answers(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Priorities down, bodies and organisations across: who leads, who contributes, and what nobody leads."""
    shown = _standing(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    matrix = matrix_of(shown, terms_on(partnership, shown.on))
    return render(
        request, "plan/tagged/responsibilities.html", {"shown": shown, "page": matrix, "year": year}
    )


def _standing(viewpoint: Any, partnership: Any, year: str) -> queries.StandingPlan:
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return queries.standing_plan(version, viewpoint.on)
