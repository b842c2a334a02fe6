"""The answer of a body to a request that an organisation join it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.decisions.actions.joining import answer_request
from throughline.web.decisions.queries import decisions_of
from throughline.web.governance import queries
from throughline.web.governance.actions import withdraw_request
from throughline.web.governance.seats.joining import request_numbered
from throughline.web.governance.seats.post_forms import Answer
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.today import now
from throughline.words.refusals import Refused

SHOWN = 20
"""From how many of the last decisions the answer is chosen."""


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, partnership: Any, body: str, request_id: int) -> HttpResponse:
    """Say by which decision the body agreed or declined, or that the request was taken back."""
    found = queries.body_named(partnership, body)
    asked = request_numbered(found, request_id) if found else None
    if asked is None:
        raise Http404
    is_withdrawn = request.POST.get("act") == "withdraw"
    sent = None if is_withdrawn else request.POST or None
    form = Answer(sent, decisions=decisions_of(asked.body)[:SHOWN], initial={"version": asked.version})
    if (is_withdrawn or form.is_valid()) and _settled(request, asked, form, is_withdrawn=is_withdrawn):
        messages.info(request, _("The request is settled."))
        return redirect("governance:joining", partnership=partnership.slug, body=body)
    return render(request, "decisions/joining.html", {"asked": asked, "form": form})


def _settled(request: HttpRequest, asked: Any, form: Answer, *, is_withdrawn: bool) -> bool:
    who: dict[str, Any] = {"by": request.user, "at": now(asked.body.partnership)}
    try:
        if is_withdrawn:
            day = request.viewpoint.on  # type: ignore[attr-defined]
            withdraw_request(request=asked, on=day, expected_version=asked.version, **who)
        else:
            answer_request(request=asked, **form.values(), **who)
    except Refused as refusal:
        if is_withdrawn:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return False
    return True
