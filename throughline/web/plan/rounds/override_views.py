"""Giving a line another status than the one worked out: by the chair of the plan's body, with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.rules.plan.status import MilestoneStatus
from throughline.web.access.permits import permit
from throughline.web.plan import actions, queries
from throughline.web.plan.permits import OVERRIDE_STATUS
from throughline.web.plan.rounds.forms import GiveStatus
from throughline.web.plan.rounds.overrides import override_of, row_of_objective, rows_of_steps
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


@permit(OVERRIDE_STATUS)
@require_http_methods(["GET", "HEAD", "POST"])
def override_status(request: HttpRequest, partnership: Any, year: str, code: str) -> HttpResponse:
    """Choose an objective or one of its steps, another status, and say why; both are printed from then on."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    shown, found = _objective(viewpoint, partnership, year, code)
    computed = {code: found.standing.status} | {
        one.step.id: one.status for one in found.standing.steps if one.step.id != code
    }
    form = GiveStatus(request.POST or None, lines=[(line, line) for line in computed])
    if form.is_valid():
        line = form.cleaned_data["line"]
        with refusals_on(form):
            actions.override_status(
                objective=row_of_objective(shown.version.plan, code),
                milestone=None if line == code else rows_of_steps(shown.version.plan)[line],
                status=MilestoneStatus(form.cleaned_data["status"]),
                computed=computed[line],
                quarter_starts=shown.quarter.first,
                reason=form.cleaned_data["reason"],
                on=viewpoint.on,
                person=viewpoint.person,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("The override of %(line)s is recorded.") % {"line": line})
            return _back(partnership, year, code)
    return render(
        request,
        "plan/rounds/override.html",
        {"shown": shown, "found": found, "form": form, "standing": computed},
    )


@permit(OVERRIDE_STATUS)
@require_POST
def lift_override(request: HttpRequest, partnership: Any, year: str, override: int) -> HttpResponse:
    """End an override before its quarter does."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    version = _version(viewpoint, partnership, year)
    given = override_of(version.plan, override)
    if given is None or given.objective.code not in {one.id for one in queries.plan_of(version).objectives}:
        raise Http404
    actions.lift_override(
        override=given,
        on=viewpoint.on,
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    messages.info(request, _("The override has ended. The status worked out stands alone."))
    return _back(partnership, year, given.objective.code)


def _objective(viewpoint: Any, partnership: Any, year: str, code: str) -> Any:
    shown = queries.standing_plan(_version(viewpoint, partnership, year), viewpoint.on)
    found = next((one for one in shown.objectives if one.objective.id == code), None)
    if found is None:
        raise Http404
    return shown, found


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    """The plan in force of a year, for the chair of the body whose plan it is and no other."""
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    bodies = {"", queries.plan_of(version).fact("owner_body")}
    if not any(held.office == "chair" and held.body_code in bodies for held in viewpoint.offices):
        raise Http404
    return version


def _back(partnership: Any, year: str, code: str) -> HttpResponse:
    return redirect("plan:objective", partnership=partnership.slug, year=year, code=code)
