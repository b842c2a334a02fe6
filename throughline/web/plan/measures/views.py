"""Measures of the plan: planned and returned quarter by quarter, and a figure that somebody tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.plan import actions, queries
from throughline.web.plan.measures.forms import TellMeasure
from throughline.web.plan.measures.reads import checks_of, measures_of_plan, quarters_over
from throughline.web.plan.permits import KEEP_PLAN, READ_PLAN
from throughline.web.plan.rounds.overrides import row_of_objective
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def measures(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Every measure with a number to reach: planned, what came, what is needed, and the sums."""
    version, on = _version(request.viewpoint, partnership, year), today(partnership)  # type: ignore[attr-defined]
    found = measures_of_plan(version, on)
    context = {
        "version": version,
        "on": on,
        "measures": found,
        "checks": checks_of(queries.plan_of(version)),
        "behind": sum(one.is_behind for one in found),
        "silent": sum(not any(q.actual is not None for q in one.quarters) for one in found),
        "may_keep": holds_permit(KEEP_PLAN, request.viewpoint),  # type: ignore[attr-defined]
    }
    return render(request, "plan/measures/measures.html", context)


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def tell_measure(request: HttpRequest, partnership: Any, year: str, plan_measure: str) -> HttpResponse:
    """Tell a measure's figure for a quarter that has ended; an earlier one stays and is followed."""
    version, on = _version(request.viewpoint, partnership, year), today(partnership)  # type: ignore[attr-defined]
    found = next((one for one in measures_of_plan(version, on) if one.code == plan_measure), None)
    if found is None:
        raise Http404
    form = TellMeasure(request.POST or None, quarters=quarters_over(version, on))
    if form.is_valid():
        with refusals_on(form):
            actions.record_measure_value(
                objective=row_of_objective(version.plan, found.objective),
                code=found.code,
                quarter_starts=date.fromisoformat(form.cleaned_data["quarter"]),
                count=form.cleaned_data["count"],
                out_of=form.cleaned_data["out_of"],
                told_on=on,
                told_by=request.viewpoint.person,  # type: ignore[attr-defined]
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("%(code)s: the figure is recorded.") % {"code": found.code})
            return redirect("plan:measures", partnership=partnership.slug, year=year)
    return render(request, "plan/measures/tell.html", {"version": version, "measure": found, "form": form})


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return version
