"""An update that a meeting gave: the line, what was said, and the meeting as its source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.plan import actions, queries
from throughline.web.plan.permits import KEEP_PLAN
from throughline.web.plan.rounds.forms import SaidAtMeeting
from throughline.web.plan.rounds.meetings import held_meetings
from throughline.web.site.jinja import long_date
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def update_of_meeting(request: HttpRequest, partnership: Any, year: str, code: str) -> HttpResponse:
    """Record what a meeting said of a step of an objective; every report then names the meeting."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    shown = queries.standing_plan(version, viewpoint.on) if version else None
    found = next((one for one in shown.objectives if one.objective.id == code), None) if shown else None
    if shown is None or found is None:
        raise Http404
    meetings = {one.key: one for one in held_meetings(viewpoint)}
    form = SaidAtMeeting(
        request.POST or None,
        steps=[(one.step.id, f"{one.step.id} {one.step.text}"[:90]) for one in found.standing.steps],
        meetings=[(key, f"{one.body.name}, {long_date(one.held_on)}") for key, one in meetings.items()],
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        meeting, step = meetings[told.pop("meeting")], told.pop("step")
        with refusals_on(form):
            actions.record_update_of_meeting(
                milestone=queries.milestone_named(shown.version, step),
                body=meeting.body,
                held_on=meeting.held_on,
                quarter_starts=shown.quarter.first,
                told_on=viewpoint.on,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
                **told,
            )
            messages.info(request, _("%(step)s: the update is recorded.") % {"step": step})
            return redirect("plan:objective", partnership=partnership.slug, year=year, code=code)
    return render(
        request,
        "plan/rounds/of_meeting.html",
        {"shown": shown, "found": found, "form": form, "meetings": meetings},
    )
