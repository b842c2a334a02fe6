"""The workshop's pages: the plan on the bench, two versions side by side, and its files."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.pdf import pdf
from throughline.papers.plan_on_a_page import plan_on_a_page
from throughline.papers.plan_workbook import KINDS, plan_workbook
from throughline.rules.plan.file_form import as_words
from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance.queries import marking_on, terms_on
from throughline.web.plan import queries
from throughline.web.plan.permits import KEEP_PLAN, READ_PLAN
from throughline.web.plan.shown import headline, status_counts
from throughline.web.plan.workshop.on_a_page import grid_of, paper_of
from throughline.web.plan.workshop.page import changes_between, version_called, workshop_page
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.today import today
from throughline.words.formats import day_words

READ = ["GET", "HEAD"]
MOST_SHOWN = 120
"""Lines of a comparison that a page lists before it only counts them."""


@permit(READ_PLAN)
@require_http_methods(READ)
def this_workshop(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The workshop of the plan in force, or what to do where there is none."""
    version = queries.version_on(partnership, today(partnership))
    if version:
        return redirect("plan:workshop", partnership=partnership.slug, year=version.plan.year)
    return render(request, "plan/none.html", {"may_keep": _may_keep(request)})


@permit(READ_PLAN)
@require_http_methods(READ)
def workshop(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Where the plan stands, what is worth a look, its sums, and its files."""
    viewpoint, day = request.viewpoint, today(partnership)  # type: ignore[attr-defined]
    version = _version(viewpoint, partnership, year)
    page = workshop_page(version, viewpoint, day, terms_on(partnership, day))
    return render(
        request,
        "plan/workshop/workshop.html",
        {"page": page, "year": year, "day": day, "may_keep": _may_keep(request)},
    )


@permit(READ_PLAN)
@require_http_methods(READ)
def on_a_page(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Priorities and pathways on one sheet, each objective with its lead and its status."""
    day = today(partnership)
    terms = terms_on(partnership, day)
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    shown = queries.standing_plan(version, day, terms=terms)
    context = {
        "shown": shown,
        "grid": grid_of(shown, terms, _("None")),
        "headline": headline(shown),
        "counts": status_counts(shown),
        "year": year,
    }
    return render(request, "plan/workshop/on_a_page.html", context)


@permit(READ_PLAN)
@require_http_methods(READ)
def on_a_page_file(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """The same as a PDF on A3."""
    day = today(partnership)
    terms = terms_on(partnership, day)
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    shown = queries.standing_plan(version, day, terms=terms)
    said = _("%(late)s of %(all)s objectives are late and %(silent)s have sent no news.") % headline(shown)
    number = shown.version.number
    paper = plan_on_a_page(
        paper_of(grid_of(shown, terms, _("None")), title=shown.title, said=said),
        marking=terms.marking_default or "OFFICIAL",
        computed_from=f"plan {year}, version {number}, and the news of {shown.quarter_words}",
        version=f"{day_words(day)}, version {number}",
        fictional=is_demonstration(),
    )
    return _file(pdf(paper), "application/pdf", f"{partnership.slug}-plan-{year}-on-a-page.pdf")


@permit(READ_PLAN)
@require_http_methods(READ)
def compare(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """The version in force beside another that was chosen, word by word."""
    version, day = _version(request.viewpoint, partnership, year), today(partnership)  # type: ignore[attr-defined]
    other = version_called(request.viewpoint, request.GET.get("with", ""))  # type: ignore[attr-defined]
    changes = changes_between(other, version) if other else ()
    return render(
        request,
        "plan/workshop/compare.html",
        {
            "version": version,
            "other": other,
            "changes": changes[:MOST_SHOWN],
            "more": max(0, len(changes) - MOST_SHOWN),
            "count": len(changes),
            "year": year,
            "day": day,
        },
    )


@permit(READ_PLAN)
@require_http_methods(READ)
def book(request: HttpRequest, partnership: Any, year: str, book: str) -> HttpResponse:
    """The plan as a workbook to edit, each line with the version it comes from."""
    if book not in KINDS:
        raise Http404
    version, day = _version(request.viewpoint, partnership, year), today(partnership)  # type: ignore[attr-defined]
    marking = marking_on(partnership, day)
    leads = [code for code, _name in queries.organisations(partnership, day)]
    content = plan_workbook(queries.copied(version), book, marking=marking, organisations=leads)
    name = f"{partnership.slug}-plan-{year}-copy-of-version-{version.number}.{book}"
    return _file(content, KINDS[book], name)


@permit(READ_PLAN)
@require_http_methods(READ)
def six_columns(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """The plan as the older table of six columns, as CSV."""
    version, day = _version(request.viewpoint, partnership, year), today(partnership)  # type: ignore[attr-defined]
    text = io.StringIO(newline="")
    rows = queries.in_six_columns(version, day)
    csv.writer(text, lineterminator="\r\n").writerows([[as_words(cell) for cell in row] for row in rows])
    content = "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()
    return _file(
        content.encode(), "text/csv; charset=utf-8", f"{partnership.slug}-plan-{year}-six-columns.csv"
    )


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return version


def _may_keep(request: HttpRequest) -> bool:
    return holds_permit(KEEP_PLAN, request.viewpoint)  # type: ignore[attr-defined]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
