"""The thread of an objective: a page, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.governance.queries import marking_on
from throughline.web.plan import queries
from throughline.web.plan.permits import READ_PLAN
from throughline.web.plan.thread.page import ThreadShown, thread_of
from throughline.web.site.today import today

READ = ["GET", "HEAD"]


@permit(READ_PLAN)
@require_http_methods(READ)
def thread(request: HttpRequest, partnership: Any, year: str, code: str) -> HttpResponse:
    """Why an objective is there, who said they would, did they, and did it work: as this reader may see."""
    shown = _thread(request, partnership, year, code)
    context = {"shown": shown, "year": year, "paper": html.fragment(shown.paper)}
    return render(request, "plan/thread/thread.html", context)


@permit(READ_PLAN)
@require_http_methods(READ)
def thread_file(request: HttpRequest, partnership: Any, year: str, code: str, form: str) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    answer = HttpResponse(made(_thread(request, partnership, year, code).paper), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{partnership.slug}-thread-{code}.{form}"'
    return answer


def _thread(request: HttpRequest, partnership: Any, year: str, code: str) -> ThreadShown:
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    shown = queries.standing_plan(version, today(partnership))
    found = next((one for one in shown.objectives if one.objective.id == code), None)
    if found is None:
        raise Http404
    marking = marking_on(partnership, shown.on)
    return thread_of(shown, found, request.viewpoint, marking)  # type: ignore[attr-defined]
