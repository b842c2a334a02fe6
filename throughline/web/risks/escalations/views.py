"""Escalations: every clock, asking boards above, one ask, and each of its steps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.decisions.saving import saved
from throughline.web.risks import actions
from throughline.web.risks.escalations import forms
from throughline.web.risks.escalations.choosing import asking_from
from throughline.web.risks.escalations.page import escalation_page, escalations_page
from throughline.web.risks.permits import (
    RAISE_ESCALATION,
    READ_RISKS,
    STEP_ESCALATION,
    escalation_in,
)
from throughline.web.site.today import now

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


@permit(READ_RISKS)
@require_http_methods(READ)
def escalations(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What waits for an answer, what boards answered, and what bodies below owe."""
    page = escalations_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "risks/escalations.html", {"page": page})


@permit(READ_RISKS)
@require_http_methods(READ)
def escalation(request: HttpRequest, partnership: Any, escalation: int) -> HttpResponse:
    """One escalation with its clock."""
    page = escalation_page(_escalation(request), request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "risks/escalation.html", {"page": page})


def _escalation(request: HttpRequest) -> Any:
    found = escalation_in(request.viewpoint)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@permit(RAISE_ESCALATION)
@require_http_methods(WRITE)
def escalate(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Ask boards above for something."""
    asking = asking_from(request.viewpoint)  # type: ignore[attr-defined]
    risk = request.GET.get("risk", "")
    form = forms.Escalate(
        request.POST or None, initial={"risk": risk, "severity": "serious"}, choices=asking.choices
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told: dict[str, Any] = {
            "source": asking.sources[typed.pop("source")],
            "about": asking.agencies.get(typed.pop("about")),
            "risk": asking.risks.get(typed.pop("risk")),
            "objective": asking.objectives.get(typed.pop("objective")),
            "raised_on": request.viewpoint.on,  # type: ignore[attr-defined]
            "by": request.user,
            "at": now(partnership),
        }
        said = _("It is written down. Its page says what comes next.")
        if saved(request, form, lambda: actions.raise_escalation(**told, **typed), said):
            return redirect("risks:escalations", partnership=partnership.slug)
    shown = {"form": form, "heading": _("Escalate to a board above"), "button": _("Write it down")}
    return render(request, "risks/form.html", shown)


@permit(STEP_ESCALATION)
@require_http_methods(WRITE)
def escalation_step(request: HttpRequest, partnership: Any, escalation: int) -> HttpResponse:
    """Sign, reply to, send, acknowledge, answer, close, return or withdraw an escalation."""
    found = _escalation(request)
    page = escalation_page(found, request.viewpoint)  # type: ignore[attr-defined]
    ways = {one.key: one for one in page.ways}
    form = forms.TakeStep(
        request.POST or None,
        initial={"on": request.viewpoint.on, "version": found.version},  # type: ignore[attr-defined]
        choices={"step": [(key, one.words) for key, one in ways.items()]},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        way, version = ways[typed.pop("step")], typed.pop("version")
        told: dict[str, Any] = {
            "escalation": found,
            "step": way.step,
            "recipient": way.recipient,
            "is_on_behalf": way.is_on_behalf,
            "expected_version": version,
            "by": request.user,
            "at": now(partnership),
        }
        said = _("It is recorded.")
        if saved(request, form, lambda: actions.take_escalation_step(**told, **typed), said, found):
            return redirect("risks:escalation", partnership=partnership.slug, escalation=escalation)
    return render(request, "risks/escalation_step.html", {"form": form, "page": page})
