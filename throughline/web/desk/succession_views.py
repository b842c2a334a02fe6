"""An organisation ends: who follows, everything that moves, and the one act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.desk import actions
from throughline.web.desk.succession import what_moves
from throughline.web.desk.succession_forms import AskSuccession, SettleSuccession, first_answers
from throughline.web.governance import queries
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Say which organisation ends and who follows; look at what moves; let it move in one act.

    The question stands in the address, so that looking changes nothing; the answers are sent.
    """
    ask = _ask(request, partnership)
    moving = _moving(ask)
    form = SettleSuccession(request.POST or None, moving=moving) if moving else None
    if moving and form and request.method == "POST" and form.is_valid():
        address = reverse("governance:agency", args=[partnership.slug, moving.question.agency.code])
        if _succeeded(request, form, address):
            messages.info(request, _("%(name)s has ended.") % {"name": moving.question.agency.name})
            return redirect(address)
    context = {"ask": ask, "moving": moving, "form": form, "asked": request.GET.urlencode()}
    return render(request, "desk/succession.html", context)


def _ask(request: HttpRequest, partnership: Any) -> AskSuccession:
    agencies = queries.agencies_standing(partnership, request.viewpoint.on)  # type: ignore[attr-defined]
    is_asked = "first_day" in request.GET
    first = first_answers(request.GET.get("agency", ""), request.viewpoint.on)  # type: ignore[attr-defined]
    return AskSuccession(request.GET if is_asked else None, initial=first, agencies=agencies)


def _moving(ask: AskSuccession) -> Any:
    if not ask.is_bound or not ask.is_valid():
        return None
    with refusals_on(ask):
        return what_moves(ask.question())
    return None


def _succeeded(request: HttpRequest, form: SettleSuccession, address: str) -> bool:
    question = form.moving.question
    with refusals_on(form):
        actions.succeed_agency(
            question=question,
            settled=form.settled(),
            path=address,
            by=request.user,  # type: ignore[arg-type]
            at=now(question.agency.partnership),
        )
        return True
    return False
