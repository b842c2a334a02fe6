"""Reports, highlights and a year as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.governance.queries import NoTermsYet, terms_as_written
from throughline.web.reports.forms import Days
from throughline.web.reports.paper import annual_report, file_name, highlights, paper_of
from throughline.web.reports.permits import READ_REPORTS
from throughline.web.reports.sources import Basis
from throughline.web.reports.views import READ, body_or_404, page_or_404
from throughline.words.periods import quarters, year_holding


@permit(READ_REPORTS)
@require_http_methods(READ)
def report_file(request: HttpRequest, partnership: Any, body: str, report: int, form: str) -> HttpResponse:
    """One report as a file, at its latest version or the one asked for."""
    page = page_or_404(request, partnership, body, report)
    paper = paper_of(page, on=request.viewpoint.on)  # type: ignore[attr-defined]
    return _file(paper, file_name(page.report.body, f"report-{report}", form), form)


@permit(READ_REPORTS)
@require_http_methods(READ)
def papers(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """The papers that tell of days of one's choice: highlights on two pages, and a whole year."""
    found = body_or_404(partnership, body)
    quarter, year = _days(partnership, request)
    form = Days(request.GET or None, initial={"starts": quarter[0], "ends": quarter[1]})
    chosen = (form.cleaned_data["starts"], form.cleaned_data["ends"]) if form.is_valid() else quarter
    context = {"form": form, "body": found, "chosen": chosen, "year": year, "forms": list(FILES)}
    return render(request, "reports/papers.html", context)


@permit(READ_REPORTS)
@require_http_methods(READ)
def highlight_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """The highlights of some days, on two pages."""
    return _of_days(request, partnership, body, form, "highlights", highlights, whole_year=False)


@permit(READ_REPORTS)
@require_http_methods(READ)
def annual_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """What a body did in a year."""
    return _of_days(request, partnership, body, form, "annual-report", annual_report, whole_year=True)


def _of_days(
    request: HttpRequest,
    partnership: Any,
    body: str,
    form: str,
    what: str,
    paper: Callable[[Basis], Document],
    *,
    whole_year: bool,
) -> HttpResponse:
    found, day = body_or_404(partnership, body), request.viewpoint.on  # type: ignore[attr-defined]
    quarter, year = _days(partnership, request)
    asked = Days(request.GET)
    usual = year if whole_year else quarter
    first, last = (asked.cleaned_data["starts"], asked.cleaned_data["ends"]) if asked.is_valid() else usual
    return _file(paper(Basis(found, first, last, day)), file_name(found, what, form), form)


def _days(partnership: Any, request: HttpRequest) -> tuple[Any, Any]:
    """The quarter that ended last, or the year's first, and the year, as first and last days."""
    day = request.viewpoint.on  # type: ignore[attr-defined]
    try:
        starts = terms_as_written(partnership, day).calendar.year_starts
    except NoTermsYet:
        raise Http404 from None
    year = year_holding(day, starts)
    parts = quarters(year)
    last = max((one for one in parts if one.last < day), default=parts[0])
    return (last.first, last.last), (year.first, year.last)


def _file(paper: Document, name: str, form: str) -> HttpResponse:
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    response = HttpResponse(made(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
