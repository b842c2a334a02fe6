"""A decision in every organisation: telling them of it, what each answers, and all beside each other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.rules.cascade import MAY_FOLLOW
from throughline.web.access.permits import ENTER, permit
from throughline.web.decisions import actions
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.cascades.page import (
    cascade_page,
    matrix,
    organisations_at_the_table,
    receipt_of,
    standing_of,
)
from throughline.web.decisions.register import forms as decision_forms
from throughline.web.decisions.register.permits import ANSWER_CASCADE
from throughline.web.decisions.register.views import READ, decision_or_404
from throughline.web.decisions.register.words import ANSWERS
from throughline.web.decisions.saving import saved
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.site.today import now

WRITE = ["GET", "HEAD", "POST"]


@permit(ENTER)
@require_http_methods(READ)
def cascades(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Organisations beside decisions: who has acknowledged which, and who has carried it out."""
    page = matrix(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/cascades.html", {"page": page})


@permit(READ_BODY)
@require_http_methods(READ)
def cascade(request: HttpRequest, partnership: Any, body: str, decision: str) -> HttpResponse:
    """One decision in every organisation that was told of it."""
    found = decision_or_404(request, partnership, body, decision)
    page = cascade_page(found, request.viewpoint)  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    return render(request, "decisions/cascade.html", {"page": page, "decision": found})


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def start_cascade(request: HttpRequest, partnership: Any, body: str, decision: str) -> HttpResponse:
    """Tell organisations of a decision; every one with a seat that day is ticked."""
    found = decision_or_404(request, partnership, body, decision)
    day = request.viewpoint.on  # type: ignore[attr-defined]
    agencies = organisations_at_the_table(found.body, day)
    form = decision_forms.StartCascade(
        request.POST or None,
        agencies=[(one.code, one.name) for one in agencies],
        initial={
            "agencies": [one.code for one in agencies],
            "told_on": day,
            "effective_from": found.effective_from,
        },
    )
    if form.is_valid():
        typed = form.cleaned_data
        told = {
            "decision": found,
            "agencies": [one for one in agencies if one.code in typed["agencies"]],
            "told_on": typed["told_on"],
            "effective_from": typed["effective_from"],
            "by": request.user,
            "at": now(partnership),
        }
        if saved(request, form, lambda: actions.start_cascade(**told), _("The organisations are told.")):
            return redirect(address_of(found, "cascade"))
    return render(request, "decisions/start_cascade.html", {"form": form, "decision": found})


@permit(ANSWER_CASCADE)
@require_http_methods(WRITE)
def answer_cascade(
    request: HttpRequest, partnership: Any, body: str, decision: str, agency: str
) -> HttpResponse:
    """What one organisation made of a decision, said by it or written down on its behalf."""
    found = decision_or_404(request, partnership, body, decision)
    receipt = receipt_of(found, agency)
    if receipt is None:
        raise Http404
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    state = standing_of(receipt, on=viewpoint.on, calendar="england-and-wales").state
    is_own = viewpoint.person is not None and viewpoint.person.agency_id == receipt.agency_id
    form = decision_forms.CascadeAnswer(
        request.POST or None,
        answers=[(code, ANSWERS[code][1]) for code in ANSWERS if code in MAY_FOLLOW[state]],
        initial={"said_on": viewpoint.on, "version": receipt.version},
    )
    if form.is_valid():
        typed = form.cleaned_data
        told = {
            "receipt": receipt,
            "says": typed["says"],
            "said_on": typed["said_on"],
            "reason": typed["reason"],
            "is_on_behalf": not is_own,
            "expected_version": typed["version"],
            "by": request.user,
            "at": now(partnership),
        }
        said = _("The answer is recorded.")
        if saved(request, form, lambda: actions.answer_cascade(**told), said, receipt):
            return redirect(address_of(found, "cascade"))
    shown = {"form": form, "decision": found, "agency": receipt.agency, "is_own": is_own, "state": state}
    return render(request, "decisions/answer_cascade.html", shown)
