"""The thread of one figure: a page, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.performance.permits import READ_FIGURES
from throughline.web.performance.threads.page import figure_thread

READ = ["GET", "HEAD"]


@permit(READ_FIGURES)
@require_http_methods(READ)
def figure(request: HttpRequest, partnership: Any, indicator: str, figure: int) -> HttpResponse:
    """Where a figure came from, what it was measured against, and whose promise it tells of."""
    paper = _thread(request, partnership, indicator, figure)
    context = {"paper": paper, "shown": html.fragment(paper), "indicator": indicator, "figure": figure}
    return render(request, "performance/threads/figure.html", context)


@permit(READ_FIGURES)
@require_http_methods(READ)
def figure_file(
    request: HttpRequest, partnership: Any, indicator: str, figure: int, form: str
) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    answer = HttpResponse(made(_thread(request, partnership, indicator, figure)), content_type=kind)
    answer["Content-Disposition"] = (
        f'attachment; filename="{partnership.slug}-{indicator}-figure-{figure}.{form}"'
    )
    return answer


def _thread(request: HttpRequest, partnership: Any, indicator: str, figure: int) -> Document:
    paper = figure_thread(partnership, indicator, figure, request.viewpoint)  # type: ignore[attr-defined]
    if paper is None:
        raise Http404
    return paper
