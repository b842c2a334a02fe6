"""Chase rounds: prepare, send, settle the answers; and actions passed on when somebody leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import ENTER, permit
from throughline.web.decisions import actions
from throughline.web.decisions.chase.page import chase_page, numbers_of, round_page
from throughline.web.decisions.permits import CHASE
from throughline.web.decisions.promises import forms, reads
from throughline.web.decisions.promises.half_life_page import half_life_page, table_rows
from throughline.web.decisions.promises.reassign_page import reassign_page
from throughline.web.decisions.promises.views import settled
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now
from throughline.words.refusals import Refused


@permit(CHASE)
@require_http_methods(["GET", "HEAD", "POST"])
def chase(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Choose what to ask about, person by person, and prepare a round; nothing is sent by it."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    page = chase_page(partnership, viewpoint)
    form = forms.NewRound(request.POST or None, actions=numbers_of(page.to_ask))
    ticked = page.ticked
    if request.method == "GET" and "actions" in request.GET:
        asked = {int(one) for one in request.GET.getlist("actions") if one.isdecimal()}
        ticked = frozenset(asked)
    if form.is_valid():
        with refusals_on(form):
            made = actions.prepare_chase_round(
                partnership=partnership,
                actions=reads.kept_actions(partnership, viewpoint, form.cleaned_data["actions"]),
                made_on=viewpoint.on,
                lasts=form.cleaned_data["lasts"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return redirect("decisions:chase_round", partnership=partnership.slug, chase=made.number)
    if form.is_bound:
        ticked = frozenset(int(one) for one in request.POST.getlist("actions") if one.isdecimal())
    return render(request, "decisions/chase.html", {"page": page, "form": form, "ticked": ticked})


@permit(CHASE)
@require_http_methods(["GET", "HEAD", "POST"])
def chase_round(request: HttpRequest, partnership: Any, chase: int) -> HttpResponse:
    """One round: what will be sent, then who answered and what waits; posting sends it."""
    found = _round(partnership, chase)
    if request.method == "POST":
        try:
            sent = actions.send_chase_round(chase=found, by=request.user, at=now(partnership))  # type: ignore[arg-type]
            said = ngettext("%(n)d question is handed over.", "%(n)d questions are handed over.", sent)
            messages.info(request, said % {"n": sent})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _back(found)
    return _shown(request, found)


@permit(CHASE)
@require_POST
def chase_link(request: HttpRequest, partnership: Any, chase: int, asked: int) -> HttpResponse:
    """Make a link to pass on by hand; it is shown this once, and the one made before ends."""
    found = _round(partnership, chase)
    question = reads.request_of(found, asked)
    if question is None:
        raise Http404
    try:
        path = actions.make_link_by_hand(
            request=question,
            made_on=request.viewpoint.on,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(found)
    return _shown(request, found, link=request.build_absolute_uri(path), asked=question)


@permit(CHASE)
@require_POST
def chase_settle(request: HttpRequest, partnership: Any, chase: int, asked: int) -> HttpResponse:
    """Settle one answer of a round where it stands."""
    found = _round(partnership, chase)
    question = reads.request_of(found, asked)
    said = reads.update_in_round(request.viewpoint, question)  # type: ignore[attr-defined]
    if said is None:
        raise Http404
    return settled(request, said, lambda: _back(found))


@permit(CHASE)
@require_POST
def chase_unchanged(request: HttpRequest, partnership: Any, chase: int) -> HttpResponse:
    """Accept at once every answer of a round that says its action is on course."""
    found = _round(partnership, chase)
    accepted = actions.accept_unchanged(
        partnership=partnership,
        updates=reads.waiting_of(found, request.viewpoint),  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    said = ngettext("%(n)d unchanged update is accepted.", "%(n)d unchanged updates are accepted.", accepted)
    messages.info(request, said % {"n": accepted})
    return _back(found)


@permit(CHASE)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: HttpRequest, partnership: Any) -> HttpResponse:
    """See which actions would pass to whom, then let them pass in one act."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    chosen = request.POST if request.method == "POST" else request.GET
    page = reassign_page(
        partnership, viewpoint, person=chosen.get("person", ""), numbers=chosen.getlist("actions")
    )
    form = forms.NewOwner(request.POST or None, owners=reads.owners_to_choose(partnership, viewpoint.on))
    if form.is_valid():
        person, agency = reads.owner_chosen(partnership, form.cleaned_data["owner"])
        with refusals_on(form):
            given = actions.reassign_all(
                partnership=partnership,
                actions=page.actions,
                to_owner=person,
                to_agency=agency,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            said = ngettext("%(n)d action has passed on.", "%(n)d actions have passed on.", given)
            messages.info(request, said % {"n": given})
            return redirect("desk:actions", partnership=partnership.slug)
    return render(request, "decisions/reassign.html", {"page": page, "form": form})


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def half_life(request: HttpRequest, partnership: Any) -> HttpResponse:
    """How long it takes each organisation to finish half of what it promised."""
    page = half_life_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/half_life.html", {"page": page, "rows": table_rows(page)})


def _round(partnership: Any, number: int) -> Any:
    found = reads.rounds_of(partnership).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    page = round_page(found, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/chase_round.html", {"page": page, **more})


def _back(found: Any) -> HttpResponse:
    return redirect("decisions:chase_round", partnership=found.partnership.slug, chase=found.number)
