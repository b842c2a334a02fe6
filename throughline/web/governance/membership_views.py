"""What a body asks of its members and who accepted it, and what it reviewed and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance import actions, queries
from throughline.web.governance.membership_forms import Accept, RecordReview
from throughline.web.governance.reviews_page import reviews_page
from throughline.web.governance.standing import ACCEPT, KEEP_TERMS, READ_BODY
from throughline.web.governance.undertakings import role_page
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now

METHODS = ["GET", "HEAD", "POST"]


def _body(partnership: Any, code: str) -> Any:
    found = queries.body_named(partnership, code)
    if found is None:
        raise Http404
    return found


@permit(READ_BODY)
@require_http_methods(METHODS)
def role(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """What the terms ask of each member; a member accepts it, and everybody sees who has."""
    found = _body(partnership, body)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    try:
        page = role_page(found, viewpoint.person, viewpoint.on)
    except KeyError:
        raise Http404 from None
    if request.method == "POST" and not holds_permit(ACCEPT, viewpoint):
        raise Http404
    form = Accept(request.POST or None, asked=[(one.what, one.words) for one in page.open])
    if form.is_valid() and _accepted(request, found, form):
        messages.info(request, _("Recorded. Whoever reads this page sees that you accepted it, and when."))
        return redirect("governance:role", partnership=partnership.slug, body=body)
    return render(request, "governance/role.html", {"body": found, "page": page, "form": form})


def _accepted(request: HttpRequest, body: Any, form: Accept) -> bool:
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    with refusals_on(form):
        actions.accept_undertakings(
            body=body,
            person=viewpoint.person,
            accepted_on=viewpoint.on,
            by=request.user,  # type: ignore[arg-type]
            at=now(body.partnership),
            **form.cleaned_data,
        )
        return True
    return False


@permit(READ_BODY)
@require_http_methods(METHODS)
def reviews(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """What the body looks at again, when each is due, and what came of it."""
    found = _body(partnership, body)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    may_keep = holds_permit(KEEP_TERMS, viewpoint)
    if request.method == "POST" and not may_keep:
        raise Http404
    try:
        page = reviews_page(found, viewpoint.on)
    except KeyError:
        raise Http404 from None
    form = RecordReview(
        request.POST or None,
        subjects=[(one.about, one.words) for one in page.rows],
        initial={"reviewed_on": viewpoint.on},
    )
    if form.is_valid() and _reviewed(request, found, form):
        messages.info(request, _("The review is recorded."))
        return redirect("governance:reviews", partnership=partnership.slug, body=body)
    context = {"body": found, "page": page, "form": form, "may_keep": may_keep}
    return render(request, "governance/reviews.html", context)


def _reviewed(request: HttpRequest, body: Any, form: RecordReview) -> bool:
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    with refusals_on(form):
        actions.record_review(
            body=body,
            today=viewpoint.on,
            by=request.user,  # type: ignore[arg-type]
            at=now(body.partnership),
            **form.cleaned_data,
        )
        return True
    return False
