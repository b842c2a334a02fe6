"""Where an administrator keeps the users of the site, and names a partnership's first secretary."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access import actions, letters, queries
from throughline.web.access.forms import FirstSecretary
from throughline.web.access.helping_views import help_back_in, sure_it_is_you
from throughline.web.access.permits import ADMINISTER, permit
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import clock, today
from throughline.words.refusals import Refused


@permit(ADMINISTER)
@require_http_methods(["GET", "HEAD"])
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who signs in, and may be helped or shut out."""
    return render(request, "access/users.html", {"users": queries.all_users()})


@permit(ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@sure_it_is_you
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """One user: shut them out, let them in again, or help them back in."""
    found = queries.user_numbered(user_id)
    if found is None:
        raise Http404
    act = ACTS.get(request.POST.get("act", ""))
    if act is not None:
        _try(request, lambda: act(user=found, by=request.user, at=clock()))
        return redirect("access:user", user_id=user_id)
    is_me = found == request.user
    context: dict[str, Any] = {"who": found, "is_me": is_me, "form": None}
    if found.is_active and not is_me:
        context |= help_back_in(request, found)
    return render(request, "access/user.html", context)


ACTS: dict[str, Any] = {
    "shut out": actions.disable_user,
    "let in": actions.enable_user,
    "end sessions": actions.end_sessions,
}


def _try(request: HttpRequest, act: Any) -> None:
    try:
        act()
        messages.info(request, _("It is done, and kept in the audit trail."))
    except Refused as refusal:
        messages.error(request, str(refusal))


@permit(ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def first_secretaries(request: HttpRequest) -> HttpResponse:
    """Name the first secretary of a partnership in which nobody ever held the office."""
    waiting = queries.without_a_secretary()
    form = FirstSecretary(request.POST or None, partnerships=[(one.slug, one.name) for one in waiting])
    if form.is_valid():
        typed = form.cleaned_data
        partnership = next(one for one in waiting if one.slug == typed["partnership"])
        with refusals_on(form):
            person, code = actions.name_first_secretary(
                partnership=partnership,
                name=typed["name"],
                email=typed["email"],
                from_on=today(partnership),
                by=queries.signed_in_user(request.user),
                at=clock(),
            )
            address = request.build_absolute_uri(reverse("access:accept"))
            sent = letters.send_invitation(to=person.email, address=address, code=code) is not None
            context = {"person": person, "code": code, "is_sent": sent, "address": address}
            return render(request, "access/first_secretary.html", context)
    return render(request, "access/first_secretaries.html", {"form": form, "partnerships": waiting})
