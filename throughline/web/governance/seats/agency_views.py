"""The organisations of a partnership, the record of each, and its posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import ENTER, holds_permit, permit
from throughline.web.governance import actions, queries
from throughline.web.governance.seats import posts
from throughline.web.governance.seats.agencies_page import agencies_page, agency_page, days_of, post_row
from throughline.web.governance.seats.post_forms import EndPost, NewPost, TakePost
from throughline.web.governance.seats.record_parts import record_parts
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


def _agency(partnership: Any, code: str) -> Any:
    found = queries.agency_of(partnership, code)
    if found is None:
        raise Http404
    return found


def _who(request: HttpRequest, partnership: Any) -> dict[str, Any]:
    return {"by": request.user, "at": now(partnership)}


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def agencies(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every organisation of the partnership, those that ended too."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    lead, rows = agencies_page(partnership, viewpoint.on)
    context = {"lead": lead, "rows": rows, "may_keep": holds_permit(KEEP_TERMS, viewpoint)}
    return render(request, "governance/agencies.html", context)


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def agency(request: HttpRequest, partnership: Any, code: str) -> HttpResponse:
    """The record of one organisation: who came before and after, its seats, posts, actions and leads."""
    found = _agency(partnership, code)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    context = {
        "agency": found,
        "page": agency_page(found, viewpoint.on),
        "parts": record_parts("agency", found, viewpoint),
        "may_keep": holds_permit(KEEP_TERMS, viewpoint),
    }
    return render(request, "governance/agency.html", context)


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_post(request: HttpRequest, partnership: Any, code: str) -> HttpResponse:
    """Record a post of an organisation."""
    found = _agency(partnership, code)
    first = {"from_on": request.viewpoint.on}  # type: ignore[attr-defined]
    form = NewPost(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_on(form):
            made = actions.record_post(agency=found, **form.cleaned_data, **_who(request, partnership))
            messages.info(request, _("The post is recorded: %(title)s.") % {"title": made.title})
            return redirect("governance:post", partnership=partnership.slug, post_id=made.pk)
    return render(request, "governance/new_post.html", {"agency": found, "form": form})


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, partnership: Any, post_id: int) -> HttpResponse:
    """One post: who held it, who takes it, and its last day."""
    found = posts.post_numbered(partnership, post_id)
    if found is None:
        raise Http404
    forms = _post_forms(request, partnership, found)
    sent = forms.get(request.POST.get("act", ""))
    if sent is not None and sent.is_valid() and _done(request, partnership, found, sent):
        messages.info(request, _("The post is changed: %(title)s.") % {"title": found.title})
        return redirect("governance:post", partnership=partnership.slug, post_id=post_id)
    day = request.viewpoint.on  # type: ignore[attr-defined]
    context = {
        "post": found,
        "row": post_row(found, day),
        "days": days_of(found),
        "forms": forms,
        "sent": sent,
    }
    return render(request, "governance/post.html", context)


def _post_forms(request: HttpRequest, partnership: Any, found: Any) -> dict[str, Any]:
    act, day = request.POST.get("act", ""), request.viewpoint.on  # type: ignore[attr-defined]
    if found.until_on is not None:
        return {}
    people = queries.people_to_choose(partnership)
    return {
        "take": TakePost(
            request.POST if act == "take" else None, people=people, initial={"from_on": day}, prefix="take"
        ),
        "end": EndPost(request.POST if act == "end" else None, initial={"until_on": day}, prefix="end"),
    }


def _done(request: HttpRequest, partnership: Any, found: Any, form: Any) -> bool:
    who = _who(request, partnership)
    acts: dict[str, Callable[[], Any]] = {
        "take": lambda: actions.hold_post(post=found, **form.values(), **who),
        "end": lambda: actions.end_post(post=found, **form.cleaned_data, **who),
    }
    with refusals_on(form):
        acts[form.prefix]()
        return True
    return False
