"""The grid of the year, and each report: drafting, framing, clearing, sending and what came back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.decisions.saving import saved
from throughline.web.governance.queries import NoTermsYet, body_named
from throughline.web.reports import actions
from throughline.web.reports.drafting_page import (
    drafting_page,
    recipient_name,
    sections_to_choose,
    template_of,
)
from throughline.web.reports.forms import Draft, Frame, Step, Template
from throughline.web.reports.grid_page import address_parts, grid_page
from throughline.web.reports.permits import KEEP_REPORTS, READ_GRID, READ_REPORTS, SEND_REPORTS
from throughline.web.reports.report_page import (
    names_of,
    report_numbered,
    report_page,
    section_of,
    ways_of,
)
from throughline.web.reports.sources import usual_sections
from throughline.web.site.today import now
from throughline.words.periods import PeriodUnreadable

READ = ["GET", "HEAD"]
WRITE = [*READ, "POST"]


@permit(READ_GRID)
@require_http_methods(READ)
def grid(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What is owed to whom in which part of the year, and how far each report has come."""
    try:
        page = grid_page(partnership, request.viewpoint, request.GET.get("year", ""))  # type: ignore[attr-defined]
    except (PeriodUnreadable, KeyError):
        raise Http404 from None
    return render(request, "reports/grid.html", {"page": page})


@permit(KEEP_REPORTS)
@require_http_methods(WRITE)
def draft(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Begin a report to one parent, from that parent's template."""
    found, day = body_or_404(partnership, body), request.viewpoint.on  # type: ignore[attr-defined]
    try:
        page = drafting_page(found, day, asked=request.GET)
    except (NoTermsYet, KeyError):
        raise Http404 from None
    form = Draft(request.POST or None, duties=page.choices, initial=page.initial)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        chosen = page.chosen(typed.pop("duty"))
        kept: list[Any] = []

        def act() -> None:
            made = actions.draft_report(
                body=found,
                duty=chosen.at,
                what=chosen.what,
                recipient=chosen.to,
                via=chosen.via or "",
                begun_on=day,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
                **typed,
            )
            kept.append(made)

        if saved(request, form, act, _("The report is begun from what was accepted.")):
            return redirect("reports:report", **address_parts(kept[0]))
    return render(request, "reports/draft.html", {"form": form, "body": found, "page": page})


@permit(READ_REPORTS)
@require_http_methods(READ)
def report(request: HttpRequest, partnership: Any, body: str, report: int) -> HttpResponse:
    """One report: its sections with where each line came from, its steps, and what may be done."""
    page = page_or_404(request, partnership, body, report)
    return render(request, "reports/report.html", {"page": page})


@permit(KEEP_REPORTS)
@require_http_methods(WRITE)
def frame(request: HttpRequest, partnership: Any, body: str, report: int, section: str) -> HttpResponse:
    """Write what frames one section."""
    page = page_or_404(request, partnership, body, report)
    found = section_of(page.report, section)
    shown = next((one for one in page.sections if one.source == section), None)
    if found is None or shown is None:
        raise Http404
    form = Frame(request.POST or None, initial={"framing": found.framing, "version": page.report.version})
    if form.is_valid():
        told = {
            "section": found,
            "framing": form.cleaned_data["framing"],
            "expected_version": form.cleaned_data["version"],
            "by": request.user,
            "at": now(partnership),
        }
        if saved(request, form, lambda: actions.frame_section(**told), _("Saved."), found.version.report):
            return redirect("reports:report", **address_parts(page.report))
    return render(request, "reports/frame.html", {"form": form, "page": page, "shown": shown})


@permit(SEND_REPORTS)
@require_http_methods(WRITE)
def step(request: HttpRequest, partnership: Any, body: str, report: int) -> HttpResponse:
    """Record what happened to a report: cleared, sent, received, accepted, returned, corrected."""
    page = page_or_404(request, partnership, body, report)
    found, day = page.report, request.viewpoint.on  # type: ignore[attr-defined]
    ways = ways_of(found, names_of(partnership, day))
    form = Step(request.POST or None, steps=ways, initial={"taken_on": day, "version": found.version})
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told = {
            "report": found,
            "expected_version": typed.pop("version"),
            "by": request.user,
            "at": now(partnership),
            **typed,
        }
        said = _("It is recorded.")
        if saved(request, form, lambda: actions.take_report_step(**told), said, found):
            return redirect("reports:report", **address_parts(found))
    return render(request, "reports/step.html", {"form": form, "page": page})


@permit(KEEP_REPORTS)
@require_http_methods(WRITE)
def template(request: HttpRequest, partnership: Any, body: str, recipient: str) -> HttpResponse:
    """What a report to one parent is made of, and in which order."""
    found, day = body_or_404(partnership, body), request.viewpoint.on  # type: ignore[attr-defined]
    name, kept = recipient_name(found, recipient, day), template_of(found, recipient)
    if name is None:
        raise Http404
    form = Template(
        request.POST or None,
        sections=sections_to_choose(),
        chosen=kept.sections if kept else usual_sections(),
        initial={
            "title": kept.title if kept else _("Progress report"),
            "version": kept.version if kept else 0,
        },
    )
    if form.is_valid():
        told = {
            "body": found,
            "recipient": recipient,
            "title": form.cleaned_data["title"],
            "sections": form.sections,
            "template": kept,
            "expected_version": form.cleaned_data["version"],
            "by": request.user,
            "at": now(partnership),
        }
        said = _("The template is saved. Reports begun from now on have these sections.")
        if saved(request, form, lambda: actions.keep_template(**told), said, kept):
            return redirect("reports:grid", partnership=partnership.slug)
    return render(request, "reports/template.html", {"form": form, "body": found, "name": name})


def body_or_404(partnership: Any, code: str) -> Any:
    """The body that an address names."""
    found = body_named(partnership, code)
    if found is None:
        raise Http404
    return found


def page_or_404(request: HttpRequest, partnership: Any, body: str, number: int) -> Any:
    """The page of the report that an address names, at the version that is asked for."""
    found = report_numbered(partnership, body, number)
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and asked.isascii() else 0
    page = report_page(found, request.viewpoint, version=version) if found else None  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    return page
