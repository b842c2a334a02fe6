"""Pages of the extracts that came: all of them, and one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.extracts import actions, queries
from throughline.web.extracts.list_page import extracts_page
from throughline.web.extracts.permits import READ_EXTRACTS, SEE_EXTRACTS
from throughline.web.extracts.receipt_page import receipt_page
from throughline.web.site.today import now

READ = ["GET", "HEAD"]


@permit(SEE_EXTRACTS)
@require_http_methods(READ)
def extracts(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Which extracts came, which of them count, and what still has to be done with them."""
    page = extracts_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "extracts/extracts.html", {"page": page})


@permit(SEE_EXTRACTS)
@require_http_methods(READ)
def extract(request: HttpRequest, partnership: Any, extract: str) -> HttpResponse:
    """The receipt of one extract; whoever reads extracts may also send rows back and undo it."""
    came = queries.extract_numbered(partnership, extract)
    if came is None:
        raise Http404
    may_read = holds_permit(READ_EXTRACTS, request.viewpoint)  # type: ignore[attr-defined]
    context = {"page": receipt_page(partnership, came), "may_read": may_read}
    return render(request, "extracts/extract.html", context)


@permit(READ_EXTRACTS)
@require_http_methods(READ)
def rejections(request: HttpRequest, partnership: Any, extract: str) -> HttpResponse:
    """The rows that were not taken in, for the supplier: the same file as the command writes."""
    if queries.extract_numbered(partnership, extract) is None:
        raise Http404
    content = actions.hand_out_rejections(
        partnership=partnership,
        name=extract,
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejections-{extract[:12]}.csv"'
    return response
