"""A lost password: a letter with a one-time link, and the page that the link opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access import actions, delays, letters, queries
from throughline.web.access.forms import ForgottenPassword, NewPassword
from throughline.web.access.permits import PUBLIC, permit
from throughline.web.access.sign_in import place_of, refuse_many, remember_try
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import clock

ASKING = "asking for letters"


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a one-time link; the answer is the same whether or not the address is known."""
    if not letters.are_sent():
        return render(request, "access/forgotten.html", {"form": None})
    form = ForgottenPassword(request.POST or None)
    if form.is_valid() and not refuse_many(request, form, doing=ASKING):
        remember_try(request, doing=ASKING)
        _send_link(request, form.cleaned_data["email"])
        return render(request, "access/forgotten_sent.html")
    return render(request, "access/forgotten.html", {"form": form})


def _send_link(request: HttpRequest, address: str) -> None:
    user = queries.user_of_address(address)
    if user is None:
        actions.record_letter_for_nobody(by=None, at=clock())
        return
    secret = actions.make_password_link(user=user, is_handed_over=False, by=None, at=clock())
    if secret:
        letters.send_password_link(to=user.email, link=link_for(request, secret))


def link_for(request: HttpRequest, secret: str) -> str:
    """The whole address at which a one-time secret sets a password."""
    return request.build_absolute_uri(reverse("access:new_password", kwargs={"link": secret}))


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, link: str) -> HttpResponse:
    """Set a new password with a one-time link; opening the page changes nothing."""
    if not queries.is_password_link(link, clock()):
        return render(request, "access/new_password.html", {"form": None})
    form = NewPassword(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            user = actions.set_password_by_link(
                secret=link, password=form.cleaned_data["password"], at=clock()
            )
            delays.forget_failures(account=user.email, place=place_of(request))
            letters.send_news(to=user.email, what=_("A new password was set with a one-time link."))
            messages.info(request, _("Your new password is set. Sign in with it."))
            return redirect("account_login")
    return render(request, "access/new_password.html", {"form": form})
