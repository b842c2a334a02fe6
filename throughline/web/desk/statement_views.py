"""The papers on data protection that whoever runs the site takes away and completes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.web.access.permits import ADMINISTER, permit
from throughline.web.desk.statements import STATEMENTS, statement
from throughline.web.site.owner import owner
from throughline.web.site.today import today

READ = ["GET", "HEAD"]


@permit(ADMINISTER)
@require_http_methods(READ)
def statements(request: HttpRequest) -> HttpResponse:
    """What the site says of itself to the public, and the drafts that its owner completes."""
    return render(request, "desk/statements.html", {"owner": owner(), "forms": list(FILES)})


@permit(ADMINISTER)
@require_http_methods(READ)
def statement_file(request: HttpRequest, paper: str, form: str) -> HttpResponse:
    """One of the papers as a file."""
    if form not in FILES or paper not in STATEMENTS:
        raise Http404
    made, kind = FILES[form]
    response = HttpResponse(made(statement(paper, today(None))), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{paper}-draft.{form}"'
    return response
