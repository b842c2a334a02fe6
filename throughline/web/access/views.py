"""Home, you, the demonstration's people and days, and invitations."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access import actions, queries
from throughline.web.access.example_days import example_days
from throughline.web.access.forms import AcceptInvitation, JoinByCode, StartSite
from throughline.web.access.permits import (
    ADMINISTER,
    PUBLIC,
    SIGNED_IN,
    belongs_to,
    holds_permit,
    permit,
    viewpoint_of,
    visible_partnerships,
)
from throughline.web.access.places import first_address, places_of
from throughline.web.access.second_step import note_missing
from throughline.web.access.sign_in import refuse_many, remember_try
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.today import clock, now

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODES = "one-time codes"


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """The reader's partnerships; whoever has not signed in is shown how."""
    if not request.user.is_authenticated:
        return redirect("access:demonstration" if is_demonstration() else "account_login")
    partnerships = visible_partnerships(request.user)
    only = first_address(partnerships[0].slug) if len(partnerships) == 1 else ""
    return redirect(only or "access:boards")


@permit(SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def boards(request: HttpRequest) -> HttpResponse:
    """The reader's partnerships, and the boards of each whose papers they may read."""
    runs_the_site = holds_permit(ADMINISTER, viewpoint_of(request, None, {}))
    context = {"places": places_of(request.user), "runs_the_site": runs_the_site}
    return render(request, "access/boards.html", context)


@permit(SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def you(request: HttpRequest) -> HttpResponse:
    """The reader's own name and ways to sign in and out."""
    return render(request, "access/you.html")


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD"])
def demonstration(request: HttpRequest) -> HttpResponse:
    """The people of the demonstration, one button each; there is no such page in a real store."""
    if not is_demonstration():
        raise Http404
    groups = [(place, people, example_days(place)) for place, people in queries.demonstration_groups()]
    return render(request, "access/demonstration.html", {"groups": groups})


@permit(PUBLIC)
@require_POST
def example_day(request: HttpRequest) -> HttpResponse:
    """Move the day on which a partnership of the demonstration stands; a real store has no such route."""
    days = queries.example_of(request.POST.get("partnership", ""))
    chosen = _day(request.POST.get("day", ""))
    if not is_demonstration():
        raise Http404
    if days is None or chosen not in days.allowed:
        messages.error(request, _("That is not one of the days of the example. Nothing was changed."))
    else:
        by = queries.signed_in_user(request.user) if request.user.is_authenticated else None
        actions.stand_still_on(partnership=days.partnership, day=chosen, by=by, at=clock())
        messages.info(
            request,
            _("In %(partnership)s today is now %(day)s, for everybody who looks at this example.")
            % {"partnership": days.partnership.name, "day": long_date(chosen)},
        )
    return redirect("access:demonstration")


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


@permit(PUBLIC)
@require_POST
def sign_in_as(request: HttpRequest, person_id: int) -> HttpResponse:
    """Sign in as one of the demonstration's people, at the first page of their partnership.

    There is no such route in a real store.
    """
    person = queries.demonstration_person(person_id)
    if person is None or person.user is None:
        raise Http404
    login(request, person.user, backend=BACKEND)
    first = first_address(person.partnership.slug) if belongs_to(person.partnership, person.user) else ""
    return redirect(first or "access:home")


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The first visitor of an empty store becomes its administrator with the code from the terminal."""
    if is_demonstration() or queries.has_administrator():
        raise Http404
    return _use_code(request, StartSite(request.POST or None), "access/start.html")


@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """An invited person sets a password with a one-time code; whoever signs in already joins with it."""
    if request.user.is_authenticated:
        return _join(request)
    return _use_code(request, AcceptInvitation(request.POST or None), "access/accept.html")


def _join(request: HttpRequest) -> HttpResponse:
    form = JoinByCode(request.POST or None)
    if form.is_valid() and not refuse_many(request, form, doing=CODES):
        user = queries.signed_in_user(request.user)
        try:
            person = actions.join_by_invitation(code=form.cleaned_data["code"], by=user, at=now())
        except actions.InvitationRefused as refusal:
            remember_try(request, doing=CODES)
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("You belong to %(name)s now.") % {"name": person.partnership.name})
            note_missing(request, user)
            return redirect("access:boards")
    return render(request, "access/join.html", {"form": form})


def _use_code(request: HttpRequest, form: AcceptInvitation, template: str) -> HttpResponse:
    if form.is_valid() and not refuse_many(request, form, doing=CODES):
        try:
            user = actions.accept_invitation(at=now(), **form.cleaned_data)
        except actions.InvitationRefused as refusal:
            remember_try(request, doing=CODES)
            form.add_error(None, str(refusal))
        else:
            login(request, user, backend=BACKEND)
            return redirect("access:home")
    return render(request, template, {"form": form})
