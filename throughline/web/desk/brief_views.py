"""The chair's brief: a page, and the same as a file of two pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.desk.chairs_brief import brief_of
from throughline.web.desk.permits import READ_BRIEF
from throughline.web.meetings import queries

READ = ["GET", "HEAD"]


@permit(READ_BRIEF)
@require_http_methods(READ)
def brief(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """What whoever presides needs to know before the meeting."""
    document = _document(request, partnership, body, meeting)
    context = {
        "document": document,
        "paper": html.fragment(document),
        "body": body,
        "meeting": meeting,
    }
    return render(request, "desk/brief.html", context)


@permit(READ_BRIEF)
@require_http_methods(READ)
def brief_file(request: HttpRequest, partnership: Any, body: str, meeting: str, form: str) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    response = HttpResponse(made(_document(request, partnership, body, meeting)), content_type=kind)
    name = f"{partnership.slug}-{body}-{meeting}-brief.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _document(request: HttpRequest, partnership: Any, body: str, address: str) -> Document:
    found = queries.meeting_of_address(partnership, body, address)
    if found is None:
        raise Http404
    return brief_of(found, request.viewpoint)  # type: ignore[attr-defined]
