"""Organisations side by side, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.desk.organisations import one_organisation, organisations_of
from throughline.web.desk.permits import COMPARE
from throughline.web.governance import queries

READ = ["GET", "HEAD"]


def _body(partnership: Any, code: str) -> Any:
    found = queries.body_named(partnership, code)
    if found is None:
        raise Http404
    return found


@permit(COMPARE)
@require_http_methods(READ)
def organisations(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """What each organisation promised the body and did over twelve months."""
    found = _body(partnership, body)
    page = organisations_of(found, request.viewpoint.on)  # type: ignore[attr-defined]
    return render(request, "desk/organisations.html", {"body": found, "page": page})


@permit(COMPARE)
@require_http_methods(READ)
def organisation(request: HttpRequest, partnership: Any, body: str, code: str) -> HttpResponse:
    """What one organisation promised the body and did over twelve months."""
    found, agency = _body(partnership, body), queries.agency_of(partnership, code)
    if agency is None:
        raise Http404
    page = one_organisation(found, agency, request.viewpoint.on)  # type: ignore[attr-defined]
    return render(request, "desk/organisation.html", {"body": found, "agency": agency, "page": page})
