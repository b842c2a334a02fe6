"""Pages of indicators: the list of them, one of them, and what its keeper writes beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance import actions, queries
from throughline.web.performance.indicators.forms import AsAt, RecordBreak, WriteCommentary, WriteNote
from throughline.web.performance.indicators.page import IndicatorPage, indicator_page
from throughline.web.performance.indicators.reads import latest_period, note_of
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.plan.queries import objectives_closed_to
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

READ = ["GET", "HEAD"]


@permit(READ_FIGURES)
@require_http_methods(READ)
def indicator_pages(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every indicator in use, with its codes, old and new, and who answers for it."""
    planned = queries.planned_indicators(partnership, today(partnership))
    names = {one.code: one.name for one in queries.suppliers(partnership)}
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    return render(
        request,
        "performance/indicators/indicators.html",
        {"planned": planned.values(), "names": names, "may_keep": may_keep},
    )


@permit(READ_FIGURES)
@require_http_methods(READ)
def indicator(request: HttpRequest, partnership: Any, indicator: str) -> HttpResponse:
    """One indicator: the verdict as a sentence, how it is known, and every figure, as at a day."""
    day = asked_day(request, partnership)
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    page = found_page(partnership, indicator, day)
    context = {
        "page": page,
        "objective": _open_objective(request, page.indicator.objective),
        "may_keep": may_keep,
        "is_today": day == today(partnership),
        "today": today(partnership),
    }
    return render(request, "performance/indicators/indicator.html", context)


def _open_objective(request: HttpRequest, code: str) -> str:
    """The number of the objective that an indicator serves; nothing where this reader may not know of it."""
    if not code:
        return ""
    closed = objectives_closed_to(request.viewpoint)  # type: ignore[attr-defined]
    return "" if any(code == one for _plan, one in closed) else code


@permit(KEEP_FIGURES)
@require_http_methods([*READ, "POST"])
def note(request: HttpRequest, partnership: Any, indicator: str) -> HttpResponse:
    """Write a note on the line at a day."""

    def write(told: dict[str, Any]) -> str:
        actions.annotate(indicator=indicator, **_act(request, partnership), **told)
        return _("The note stands on the line.")

    form = WriteNote(request.POST or None)
    return _written(request, partnership, indicator, form, write, _("Write a note"))


@permit(KEEP_FIGURES)
@require_http_methods(["POST"])
def withdraw(request: HttpRequest, partnership: Any, indicator: str, note: int) -> HttpResponse:
    """Take a note back."""
    kept = note_of(partnership, indicator, note)
    if kept is None:
        raise Http404
    try:
        actions.withdraw_annotation(annotation=kept, by=request.user, at=now(partnership))  # type: ignore[arg-type]
        messages.info(request, _("The note is taken back. It stays on record."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("performance:indicator", partnership=partnership.slug, indicator=indicator)


@permit(KEEP_FIGURES)
@require_http_methods([*READ, "POST"])
def commentary(request: HttpRequest, partnership: Any, indicator: str) -> HttpResponse:
    """Say what is behind the verdict of the latest period."""
    ends = latest_period(partnership, indicator, today(partnership))
    if ends is None:
        raise Http404

    def write(told: dict[str, Any]) -> str:
        actions.write_commentary(indicator=indicator, period_ends=ends, **_act(request, partnership), **told)
        return _("The commentary stands beside the verdict.")

    form = WriteCommentary(request.POST or None)
    return _written(request, partnership, indicator, form, write, _("Write a commentary"))


@permit(KEEP_FIGURES)
@require_http_methods([*READ, "POST"])
def breaks(request: HttpRequest, partnership: Any, indicator: str) -> HttpResponse:
    """Record a break in the series, or start its limits anew by a decision."""

    def write(told: dict[str, Any]) -> str:
        actions.record_break(indicator=indicator, **_act(request, partnership), **told)
        return _("The series is broken on that day. What came before stays as it was.")

    form = RecordBreak(request.POST or None)
    return _written(request, partnership, indicator, form, write, _("Record a break in the series"))


def asked_day(request: HttpRequest, partnership: Any) -> date:
    """The day that a page is asked of: today, or an earlier day in ?on=; Http404 for one that is none."""
    form = AsAt(request.GET)
    if not form.is_valid():
        raise Http404
    last = today(partnership)
    return min(form.cleaned_data["on"] or last, last)


def found_page(partnership: Any, indicator: str, day: date) -> IndicatorPage:
    """The page of an indicator; Http404 where no list of the day names it."""
    page = indicator_page(partnership, indicator, day)
    if page is None:
        raise Http404
    return page


def _act(request: HttpRequest, partnership: Any) -> dict[str, Any]:
    return {"partnership": partnership, "by": request.user, "at": now(partnership)}


def _written(
    request: HttpRequest,
    partnership: Any,
    indicator: str,
    form: forms.Form,
    write: Callable[[dict[str, Any]], str],
    title: str,
) -> HttpResponse:
    """A form of one act: done, it leads back to the indicator; refused, it says why."""
    planned = queries.planned_indicators(partnership, today(partnership)).get(indicator)
    if planned is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            messages.info(request, write(form.cleaned_data))
            return redirect("performance:indicator", partnership=partnership.slug, indicator=indicator)
    context = {"form": form, "title": title, "indicator": planned.indicator}
    return render(request, "performance/indicators/write.html", context)
