"""What comes from parents: their days, their decisions; and the log of who was told of what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.decisions.saving import saved
from throughline.web.reports import actions
from throughline.web.reports.forms import CarryOn, FromAParent, RecipientDay, Told
from throughline.web.reports.parents_page import (
    briefings_of,
    date_numbered,
    days_of_parents,
    decision_chosen,
    from_parents_page,
    outside_parents,
    parent_decision_page,
    received_numbered,
)
from throughline.web.reports.permits import KEEP_REPORTS, READ_REPORTS
from throughline.web.reports.views import READ, WRITE, body_or_404
from throughline.web.site.today import now


@permit(KEEP_REPORTS)
@require_http_methods(WRITE)
def dates(request: HttpRequest, partnership: Any) -> HttpResponse:
    """When parents meet and take papers; another date is added here."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    form = RecipientDay(request.POST or None, recipients=outside_parents(partnership, viewpoint))
    if form.is_valid():
        told = {"partnership": partnership, "by": request.user, "at": now(partnership), **form.cleaned_data}
        if saved(request, form, lambda: actions.record_recipient_date(**told), _("The date is recorded.")):
            return redirect("reports:dates", partnership=partnership.slug)
    context = {"form": form, "days": days_of_parents(partnership, viewpoint)}
    return render(request, "reports/dates.html", context)


@permit(KEEP_REPORTS)
@require_http_methods(["POST"])
def withdraw_date(request: HttpRequest, partnership: Any, recipient_date: int) -> HttpResponse:
    """Take back a date of a parent that has moved."""
    found = date_numbered(partnership, recipient_date)
    if found is None:
        raise Http404
    actions.withdraw_recipient_date(date_of=found, by=request.user, at=now(partnership))  # type: ignore[arg-type]
    messages.info(request, _("The date is taken back."))
    return redirect("reports:dates", partnership=partnership.slug)


@permit(READ_REPORTS)
@require_http_methods(READ)
def from_parents(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """What a body received from its parents, decisions beside organisations."""
    found = body_or_404(partnership, body)
    page = from_parents_page(found, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "reports/from_parents.html", {"page": page, "body": found})


@permit(KEEP_REPORTS)
@require_http_methods(WRITE)
def receive(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Record what a parent decided and asks."""
    found, viewpoint = body_or_404(partnership, body), request.viewpoint  # type: ignore[attr-defined]
    form = FromAParent(
        request.POST or None,
        parents=outside_parents(partnership, viewpoint),
        initial={"received_on": viewpoint.on},
    )
    if form.is_valid():
        told = {"body": found, "by": request.user, "at": now(partnership), **form.cleaned_data}
        if saved(request, form, lambda: actions.record_parent_decision(**told), _("It is recorded.")):
            return redirect("reports:from_parents", partnership=partnership.slug, body=body)
    return render(request, "reports/receive.html", {"form": form, "body": found})


@permit(READ_REPORTS)
@require_http_methods(WRITE)
def parent_decision(request: HttpRequest, partnership: Any, body: str, parent_decision: int) -> HttpResponse:
    """One decision of a parent, what followed, and where each organisation stands with it."""
    found, viewpoint = received_numbered(partnership, body, parent_decision), request.viewpoint  # type: ignore[attr-defined]
    if found is None or (request.method == "POST" and not holds_permit(KEEP_REPORTS, viewpoint)):
        raise Http404
    page = parent_decision_page(found, viewpoint)
    form = CarryOn(request.POST or None, decisions=page.choices, initial={"carried_on": viewpoint.on})
    if form.is_valid():
        chosen = decision_chosen(found, viewpoint, form.cleaned_data["decision"])
        if chosen is None:
            raise Http404
        told = {
            "decision": found,
            "carried_by": chosen,
            "carried_on": form.cleaned_data["carried_on"],
            "by": request.user,
            "at": now(partnership),
        }
        if saved(request, form, lambda: actions.carry_on(**told), _("It is carried on.")):
            return redirect(request.path)
    return render(request, "reports/parent_decision.html", {"page": page, "form": form, "body": found.body})


@permit(READ_REPORTS)
@require_http_methods(WRITE)
def briefings(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Who was told of what, and how soon; another line is added here."""
    found, viewpoint = body_or_404(partnership, body), request.viewpoint  # type: ignore[attr-defined]
    may_keep = holds_permit(KEEP_REPORTS, viewpoint)
    if request.method == "POST" and not may_keep:
        raise Http404
    form = Told(request.POST or None, initial={"told_on": viewpoint.on})
    if form.is_valid():
        told = {"body": found, "by": request.user, "at": now(partnership), **form.cleaned_data}
        if saved(request, form, lambda: actions.record_briefing(**told), _("It is recorded.")):
            return redirect("reports:briefings", partnership=partnership.slug, body=body)
    context = {"form": form, "body": found, "told": briefings_of(found), "may_keep": may_keep}
    return render(request, "reports/briefings.html", context)
