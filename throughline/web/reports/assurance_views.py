"""How sure a body is of each programme, as a page and as a paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.web.access.permits import holds_permit, permit
from throughline.web.decisions.saving import saved
from throughline.web.governance.queries import NoTermsYet
from throughline.web.reports import actions
from throughline.web.reports.assurance_page import (
    LEVELS,
    assurance_page,
    assurance_paper,
    records_chosen,
    records_to_choose,
)
from throughline.web.reports.forms import Assure
from throughline.web.reports.paper import file_name
from throughline.web.reports.permits import KEEP_REPORTS, READ_REPORTS
from throughline.web.reports.views import READ, WRITE, body_or_404
from throughline.web.site.today import now


@permit(READ_REPORTS)
@require_http_methods(WRITE)
def assurances(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """What a body assured of its programmes; another statement is added here."""
    found, viewpoint = body_or_404(partnership, body), request.viewpoint  # type: ignore[attr-defined]
    may_keep = holds_permit(KEEP_REPORTS, viewpoint)
    if request.method == "POST" and not may_keep:
        raise Http404
    page = assurance_page(found, viewpoint)
    form = Assure(
        request.POST or None,
        programmes=page.programmes,
        levels=LEVELS,
        records=records_to_choose(found, viewpoint) if may_keep else [],
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told = {
            "body": found,
            "evidence": records_chosen(found, typed.pop("evidence")),
            "given_on": viewpoint.on,
            "by": request.user,
            "at": now(partnership),
            **typed,
        }
        if saved(request, form, lambda: actions.give_assurance(**told), _("The assurance is recorded.")):
            return redirect("reports:assurances", partnership=partnership.slug, body=body)
    context = {"page": page, "form": form, "body": found, "may_keep": may_keep, "forms": list(FILES)}
    return render(request, "reports/assurances.html", context)


@permit(READ_REPORTS)
@require_http_methods(READ)
def assurance_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """The statements as a file."""
    found, viewpoint = body_or_404(partnership, body), request.viewpoint  # type: ignore[attr-defined]
    if form not in FILES:
        raise Http404
    try:
        paper = assurance_paper(found, assurance_page(found, viewpoint), viewpoint.on)
    except NoTermsYet:
        raise Http404 from None
    made, kind = FILES[form]
    response = HttpResponse(made(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name(found, "assurance", form)}"'
    return response
