"""Work asked of another body or organisation: asking, the list, and each of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import ENTER, permit
from throughline.web.decisions import actions
from throughline.web.decisions.cascades.views import WRITE
from throughline.web.decisions.commissions.page import (
    asking_page,
    commission_page,
    commissions_page,
    recipient_of,
)
from throughline.web.decisions.register import forms as decision_forms
from throughline.web.decisions.register.permits import ANSWER_COMMISSION, READ_COMMISSION, commission_in
from throughline.web.decisions.register.views import READ, body_or_404
from throughline.web.decisions.saving import saved
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.site.today import now


def _commission(request: HttpRequest) -> Any:
    found = commission_in(request.viewpoint)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@permit(ENTER)
@require_http_methods(READ)
def commissions(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The work that bodies asked of others, what waits first."""
    page = commissions_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/commissions.html", {"page": page})


@permit(READ_COMMISSION)
@require_http_methods(READ)
def commission(request: HttpRequest, partnership: Any, commission: int) -> HttpResponse:
    """One commission, its steps, and what may be done now."""
    page = commission_page(_commission(request), request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/commission.html", {"page": page})


@permit(ANSWER_COMMISSION)
@require_http_methods(WRITE)
def answer_commission(request: HttpRequest, partnership: Any, commission: int) -> HttpResponse:
    """Accept, refuse, deliver or close a commission."""
    found = _commission(request)
    page = commission_page(found, request.viewpoint)  # type: ignore[attr-defined]
    form = decision_forms.CommissionStep(
        request.POST or None,
        steps=page.ways,
        initial={"taken_on": request.viewpoint.on, "version": found.version},  # type: ignore[attr-defined]
    )
    if form.is_valid():
        typed = form.cleaned_data
        version = typed.pop("version")
        told = {"commission": found, "expected_version": version, "by": request.user, "at": now(partnership)}
        said = _("It is recorded.")
        if saved(request, form, lambda: actions.take_commission_step(**told, **typed), said, found):
            return redirect("decisions:commission", partnership=partnership.slug, commission=commission)
    return render(request, "decisions/answer_commission.html", {"form": form, "page": page})


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def ask_commission(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Ask another body or an organisation for work, by a decision and inside the remit."""
    found, viewpoint = body_or_404(partnership, body), request.viewpoint  # type: ignore[attr-defined]
    page = asking_page(partnership, found, viewpoint)
    form = decision_forms.AskCommission(
        request.POST or None,
        decisions=[(str(one.pk), f"{one.number}: {one.text}"[:110]) for one in page.decisions],
        to=page.to,
        clauses=[(one.id, f"{one.id} {one.text or ''}"[:110]) for one in page.clauses],
        initial={"decision": request.GET.get("decision", "")},
    )
    if form.is_valid() and _asked(request, form, page, partnership):
        return redirect("decisions:commissions", partnership=partnership.slug)
    return render(request, "decisions/ask_commission.html", {"form": form, "body": found, "page": page})


def _asked(request: HttpRequest, form: Any, page: Any, partnership: Any) -> bool:
    typed = dict(form.cleaned_data)
    by_number = {str(one.pk): one for one in page.decisions}
    told = {
        "decision": by_number[typed.pop("decision")],
        "waiver": by_number.get(typed.pop("waiver")),
        "to": recipient_of(partnership, typed.pop("to")),
        "asked_on": request.viewpoint.on,  # type: ignore[attr-defined]
        "by": request.user,
        "at": now(partnership),
    }
    said = _("The work is asked for. The other side must accept it.")
    return saved(request, form, lambda: actions.ask_commission(**told, **typed), said)
