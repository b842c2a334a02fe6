"""Where a secretary helps somebody back in, records that somebody has left, and asks for a second step."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access import actions, letters, queries
from throughline.web.access.forms import HasLeft, SecondStepForAll, TakeSecondStepAway
from throughline.web.access.leaving import belongs_elsewhere, what_ends
from throughline.web.access.password_views import link_for
from throughline.web.access.permits import KEEP_PEOPLE, permit
from throughline.web.access.second_step import has_second_step
from throughline.web.access.told import WORDS_OF_CHANGES
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import clock
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused

sure_it_is_you = reauthentication_required(app="allauth.mfa")
"""Asks for the password or the second step again, unless that was done within 15 minutes."""


@permit(KEEP_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@sure_it_is_you
def way_in(request: HttpRequest, partnership: Any, person_id: int) -> HttpResponse:
    """Help a person back in: a one-time link for a new password, or their second step taken away."""
    person = _person(partnership, person_id)
    why_not = queries.why_not_helped(person, queries.signed_in_user(request.user))
    context: dict[str, Any] = {"person": person, "why_not": why_not, "form": None}
    if not why_not:
        context |= help_back_in(request, person.user, partnership)
    return render(request, "access/way_in.html", context)


def help_back_in(request: HttpRequest, user: Any, partnership: Any = None) -> dict[str, Any]:
    """What a page that helps somebody back in shows: the form, and a link once it is made.

    The person is told of either act by letter, where mail is set up, and on their own page in any case.
    """
    act = request.POST.get("act")
    form = TakeSecondStepAway(request.POST if act == "step" else None)
    shown: dict[str, Any] = {"form": form, "has_second_step": has_second_step(user)}
    who: dict[str, Any] = {"by": request.user, "at": clock()}
    if act == "link":
        secret = actions.make_password_link(user=user, partnership=partnership, is_handed_over=True, **who)
        _tell(user, "password link handed over")
        shown["link"] = link_for(request, str(secret))
    elif form.is_valid():
        with refusals_on(form):
            actions.forget_second_step(
                user=user, because=form.cleaned_data["because"], partnership=partnership, **who
            )
            _tell(user, "second step taken away")
            shown |= {"is_taken_away": True, "has_second_step": False}
    return shown


def _tell(user: Any, what: str) -> None:
    letters.send_news(to=user.email, what=str(WORDS_OF_CHANGES[what]))


@permit(KEEP_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest, partnership: Any, person_id: int) -> HttpResponse:
    """Show all that ends when a person has left, and end it in one act."""
    person = _person(partnership, person_id)
    on = request.viewpoint.on  # type: ignore[attr-defined]
    ending = what_ends(person, on)
    form = HasLeft(request.POST or None, initial={"last_day": on, "seen": ending.seen})
    if form.is_valid() and _left(request, person, form, on):
        messages.info(
            request, _("%(name)s has left: everything that let them in is ended.") % {"name": person.name}
        )
        return redirect("getting_in:left", partnership=partnership.slug, person_id=person_id)
    context = {
        "person": person,
        "form": form,
        "lines": (what_ends(person, on) if form.is_bound else ending).lines,
        "is_shut_out": person.user is None or not belongs_elsewhere(person),
        "reassign": _reassign(partnership, person),
    }
    return render(request, "access/left.html", context)


def _left(request: HttpRequest, person: Any, form: HasLeft, on: Any) -> bool:
    try:
        actions.record_leaving(
            person=person, **form.cleaned_data, today=on, by=queries.signed_in_user(request.user), at=clock()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, EditedSince):
            form.data = {**form.data.dict(), "seen": what_ends(person, on).seen}  # type: ignore[attr-defined]
        return False
    return True


def _reassign(partnership: Any, person: Any) -> str:
    """Where the person's open actions are given to others, where such a page stands."""
    try:
        place = reverse("decisions:reassign", kwargs={"partnership": partnership.slug})
    except NoReverseMatch:
        return ""
    return f"{place}?{urlencode({'person': person.pk})}"


@permit(KEEP_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Say whether everybody of the partnership signs in with a second step."""
    now_asked = {"is_needed": partnership.needs_second_step, "version": partnership.version}
    form = SecondStepForAll(request.POST or None, initial=now_asked)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            actions.require_second_step(
                partnership=partnership,
                is_needed=typed["is_needed"],
                expected_version=typed["version"],
                by=queries.signed_in_user(request.user),
                at=clock(),
            )
            messages.info(request, _("It is kept. It holds from each person’s next sign-in."))
            return redirect("getting_in:second_step", partnership=partnership.slug)
    return render(request, "access/second_step.html", {"form": form})


def _person(partnership: Any, number: int) -> Any:
    found = queries.person_here(partnership, number)
    if found is None:
        raise Http404
    return found
