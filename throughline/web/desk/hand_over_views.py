"""The hand-over of a seat: a page, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.desk.hand_over import NoSuchSeat, hand_over_of
from throughline.web.governance import queries
from throughline.web.governance.standing import READ_BODY

READ = ["GET", "HEAD"]


@permit(READ_BODY)
@require_http_methods(READ)
def hand_over(request: HttpRequest, partnership: Any, body: str, seat: str) -> HttpResponse:
    """What whoever takes the seat needs to know, on one page."""
    document = _document(request, partnership, body, seat)
    context = {"body": body, "seat": seat, "document": document, "paper": html.fragment(document)}
    return render(request, "desk/hand_over.html", context)


@permit(READ_BODY)
@require_http_methods(READ)
def hand_over_file(request: HttpRequest, partnership: Any, body: str, seat: str, form: str) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    response = HttpResponse(made(_document(request, partnership, body, seat)), content_type=kind)
    name = f"{partnership.slug}-{body}-{seat.replace('/', '-')}-hand-over.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _document(request: HttpRequest, partnership: Any, code: str, seat: str) -> Document:
    body = queries.body_named(partnership, code)
    if body is None:
        raise Http404
    try:
        return hand_over_of(body, seat, request.viewpoint.on)  # type: ignore[attr-defined]
    except (KeyError, NoSuchSeat):
        raise Http404 from None
