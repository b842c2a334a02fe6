"""What was found, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers.spreadsheet import comma_separated
from throughline.web.access.permits import ENTER, permit
from throughline.web.search.results_page import found_as_table, results_page


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def search(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Everything with the words that were typed which the reader may read."""
    page = results_page(partnership, request.viewpoint, request.GET)  # type: ignore[attr-defined]
    return render(request, "search/search.html", {"page": page})


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def search_file(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    table = found_as_table(partnership, request.viewpoint, request.GET)  # type: ignore[attr-defined]
    answer = HttpResponse(comma_separated(table, marking="OFFICIAL").encode(), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="{partnership.slug}-found.csv"'
    return answer
