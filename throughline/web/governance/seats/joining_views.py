"""Requests that an organisation join a body: any member asks, and the body answers by a decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance import actions, queries
from throughline.web.governance.seats.joining import requests_of, sent_to
from throughline.web.governance.seats.post_forms import AskToJoin
from throughline.web.governance.standing import ASK_TO_JOIN, KEEP_TERMS, READ_BODY
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Which organisations were asked to join, what was answered, and a form to ask for another."""
    found = queries.body_named(partnership, body)
    if found is None:
        raise Http404
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    may_ask = holds_permit(ASK_TO_JOIN, viewpoint)
    if request.method == "POST" and not may_ask:
        raise Http404
    form = AskToJoin(request.POST or None)
    if form.is_valid() and _asked(request, found, form):
        messages.info(request, _("The request is kept. It goes on the next agenda that is made."))
        return redirect("governance:joining", partnership=partnership.slug, body=body)
    context = {
        "body": found,
        "requests": list(requests_of(found)),
        "sent_to": sent_to(found, viewpoint.on).replace("-", " "),
        "form": form,
        "may_ask": may_ask,
        "may_keep": holds_permit(KEEP_TERMS, viewpoint),
    }
    return render(request, "governance/joining.html", context)


def _asked(request: HttpRequest, body: Any, form: AskToJoin) -> bool:
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    with refusals_on(form):
        actions.ask_to_join(
            body=body,
            asked_by=viewpoint.person,
            asked_on=viewpoint.on,
            path=request.path,
            by=request.user,  # type: ignore[arg-type]
            at=now(body.partnership),
            **form.cleaned_data,
        )
        return True
    return False
