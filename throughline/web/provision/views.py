"""Pages to read: need and what there is, services, gaps, recommendations and lists; and their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Table
from throughline.papers.files import FILES
from throughline.papers.open_sheet import open_sheet
from throughline.papers.spreadsheet import comma_separated, workbook
from throughline.web.access.permits import permit
from throughline.web.decisions.register.permits import READ_COMMISSION
from throughline.web.governance.queries import marking_on
from throughline.web.provision import finding
from throughline.web.provision.choices import Choices
from throughline.web.provision.directory_page import directory_page, offered_page
from throughline.web.provision.gaps_page import gap_page, gaps_page
from throughline.web.provision.letter import letter_of
from throughline.web.provision.lists_page import (
    assessments_page,
    catalogue_page,
    influence_page,
    intentions_page,
    recommendation_page,
)
from throughline.web.provision.matrix_page import matrix_page, need_page
from throughline.web.provision.permits import READ_PROVISION
from throughline.web.provision.shown import Listing
from throughline.web.site.jinja import long_date

READ = ["GET", "HEAD"]


def choices_of(request: HttpRequest) -> Choices:
    """What the reader may choose from."""
    return Choices(request.viewpoint)  # type: ignore[attr-defined]


def _shown(request: HttpRequest, page: Listing) -> HttpResponse:
    return render(request, "provision/list.html", {"page": page})


@permit(READ_PROVISION)
@require_http_methods(READ)
def matrix(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Where there is need without service."""
    return _shown(request, matrix_page(choices_of(request), request.GET.get("cohort", "")))


@permit(READ_PROVISION)
@require_http_methods(READ)
def matrix_file(request: HttpRequest, partnership: Any, sheet: str) -> HttpResponse:
    """Need and gaps as a file."""
    page = matrix_page(choices_of(request), request.GET.get("cohort", ""))
    return _file(request, partnership, page, sheet, "needs")


@permit(READ_PROVISION)
@require_http_methods(READ)
def need(request: HttpRequest, partnership: Any, need: int) -> HttpResponse:
    """One need, and which services count."""
    return _shown(request, need_page(choices_of(request), finding.need_or_404(partnership, need)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def directory(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The services that match."""
    return _shown(request, directory_page(choices_of(request), request.GET.dict()))


@permit(READ_PROVISION)
@require_http_methods(READ)
def directory_file(request: HttpRequest, partnership: Any, sheet: str) -> HttpResponse:
    """The services that match, as a file."""
    page = directory_page(choices_of(request), request.GET.dict())
    return _file(request, partnership, page, sheet, "services")


@permit(READ_PROVISION)
@require_http_methods(READ)
def listed(request: HttpRequest, partnership: Any, listed: int) -> HttpResponse:
    """One service with its money and its history."""
    return _shown(request, offered_page(choices_of(request), finding.provision_or_404(partnership, listed)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def gaps(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The register of gaps."""
    return _shown(request, gaps_page(choices_of(request)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def gaps_file(request: HttpRequest, partnership: Any, sheet: str) -> HttpResponse:
    """The register of gaps as a file."""
    return _file(request, partnership, gaps_page(choices_of(request)), sheet, "gaps")


@permit(READ_PROVISION)
@require_http_methods(READ)
def gap(request: HttpRequest, partnership: Any, gap: int) -> HttpResponse:
    """One gap and what became of it."""
    return _shown(request, gap_page(choices_of(request), finding.gap_or_404(partnership, gap)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def influence(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What was recommended to others."""
    return _shown(request, influence_page(choices_of(request)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def recommendation(request: HttpRequest, partnership: Any, advice: int) -> HttpResponse:
    """One recommendation and its answers."""
    found = finding.recommendation_or_404(partnership, advice)
    return _shown(request, recommendation_page(choices_of(request), found))


@permit(READ_PROVISION)
@require_http_methods(READ)
def catalogue(request: HttpRequest, partnership: Any, register: str) -> HttpResponse:
    """One list: programmes, funding or interventions."""
    if not finding.is_list(register):
        raise Http404
    return _shown(request, catalogue_page(choices_of(request), register))


@permit(READ_PROVISION)
@require_http_methods(READ)
def intentions(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What bodies mean to buy."""
    return _shown(request, intentions_page(choices_of(request)))


@permit(READ_PROVISION)
@require_http_methods(READ)
def assessments(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The assessments of needs."""
    return _shown(request, assessments_page(choices_of(request)))


@permit(READ_COMMISSION)
@require_http_methods(READ)
def letters(request: HttpRequest, partnership: Any, commission: int) -> HttpResponse:
    """The letter of a commission to read, with its files."""
    paper = letter_of(request.viewpoint)  # type: ignore[attr-defined]
    if paper is None:
        raise Http404
    context = {
        "paper": paper,
        "words": html.fragment(paper),
        "number": commission,
        "forms": list(FILES),
    }
    return render(request, "provision/letter.html", context)


@permit(READ_COMMISSION)
@require_http_methods(READ)
def letter(request: HttpRequest, partnership: Any, commission: int, form: str) -> HttpResponse:
    """The letter of a commission as a file."""
    paper = letter_of(request.viewpoint)  # type: ignore[attr-defined]
    if paper is None or form not in FILES:
        raise Http404
    make, kind = FILES[form]
    return _download(make(paper), kind, f"{partnership.slug}-commission-{commission}.{form}")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def _csv(tables: Sequence[Table], *, marking: str, computed_from: str) -> bytes:
    return comma_separated(tables[-1] if len(tables) == 1 else _main(tables), marking=marking).encode()


def _main(tables: Sequence[Table]) -> Table:
    """The table with the most columns and rows: the one that a file of one table is for."""
    return max(tables, key=lambda one: (len(one.columns) > 4, len(one.rows)))


Make = Callable[..., bytes]
SHEETS: dict[str, tuple[Make, str]] = {
    "xlsx": (workbook, XLSX),
    "ods": (open_sheet, ODS),
    "csv": (_csv, "text/csv; charset=utf-8"),
}


def _file(request: HttpRequest, partnership: Any, page: Listing, sheet: str, name: str) -> HttpResponse:
    if sheet not in SHEETS:
        raise Http404
    make, kind = SHEETS[sheet]
    on = request.viewpoint.on  # type: ignore[attr-defined]
    marking = marking_on(partnership, on)
    source = f"the needs, services and gaps recorded by {long_date(on)}"
    content = make([one.as_table() for one in page.tabs], marking=marking, computed_from=source)
    return _download(content, kind, f"{partnership.slug}-{name}.{sheet}")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
