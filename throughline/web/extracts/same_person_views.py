"""Pages on which a reader says whether two records are of one person, and takes that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.extracts import actions, forms
from throughline.web.extracts.asking_again import ask_first, asked_again, is_to_be_asked
from throughline.web.extracts.pair_page import decisions_of, lead_of_pairs, pair_page, pairs_waiting
from throughline.web.extracts.permits import READ_EXTRACTS
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now
from throughline.words.refusals import Refused

READ = ["GET", "HEAD"]
WRITE = [*READ, "POST"]


@permit(READ_EXTRACTS)
@require_http_methods(READ)
def same_person(request: HttpRequest, partnership: Any) -> HttpResponse:
    """How many pairs wait, and what to know before deciding; it shows nobody."""
    context: dict[str, Any] = {"first": None}
    try:
        waiting = pairs_waiting(partnership)
    except Refused as refusal:
        context["refused"] = str(refusal)
    else:
        context |= {"lead": lead_of_pairs(len(waiting)), "first": waiting[0].pair if waiting else None}
    return render(request, "extracts/same_person.html", context)


@permit(READ_EXTRACTS)
@require_http_methods(WRITE)
@asked_again
def pair(request: HttpRequest, partnership: Any, left: int, right: int) -> HttpResponse:
    """Two records side by side; each time that they are shown is told to the audit trail."""
    form = forms.Decide(request.POST or None)
    who: dict[str, Any] = {"partnership": partnership, "pair": (left, right), "by": request.user}
    try:
        waiting = pairs_waiting(partnership)
        if (left, right) not in {one.pair for one in waiting}:
            messages.info(request, _("That pair no longer waits."))
            return redirect("extracts:same_person", partnership=partnership.slug)
        if form.is_valid() and _is_decided(request, form, who):
            return _next(partnership, [one.pair for one in waiting], (left, right))
        if is_to_be_asked(request):  # nobody looks at what will not be shown, so no event may say so
            return ask_first(request)
        page = pair_page(waiting, (left, right), actions.consult_pair(**who, at=now(partnership)))
    except Refused as refusal:
        return render(request, "extracts/same_person.html", {"refused": str(refusal), "first": None})
    return render(request, "extracts/pair.html", {"page": page, "form": form})


def _is_decided(request: HttpRequest, form: forms.Decide, who: dict[str, Any]) -> bool:
    with refusals_on(form):
        made = actions.decide_pair(**who, **form.cleaned_data, at=now(who["partnership"]))
        told = {"left": made.left, "right": made.right}
        messages.info(
            request,
            _(
                "The decision about records %(left)d and %(right)d is kept. It counts once the records are "
                "linked again."
            )
            % told,
        )
        return True
    return False


def _next(partnership: Any, waiting: list[tuple[int, int]], decided: tuple[int, int]) -> HttpResponse:
    """The pair that came after the one decided, or the page that says that none is left."""
    place = waiting.index(decided)
    after = [*waiting[place + 1 :], *waiting[:place]]
    if not after:
        return redirect("extracts:same_person", partnership=partnership.slug)
    left, right = after[0]
    return redirect("extracts:pair", partnership=partnership.slug, left=left, right=right)


@permit(READ_EXTRACTS)
@require_http_methods(READ)
def decisions(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every decision about two records: who, when, why, and whether it counts."""
    return render(request, "extracts/decisions.html", {"decisions": decisions_of(partnership)})


@permit(READ_EXTRACTS)
@require_http_methods(WRITE)
def take_back(request: HttpRequest, partnership: Any, link_decision: int) -> HttpResponse:
    """Take back a decision that counts; what the keys and the model say then counts again."""
    found = next(
        (one for one in decisions_of(partnership) if one.number == link_decision and one.counts), None
    )
    if found is None:
        raise Http404
    form = forms.TakeBack(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.decide_pair(
                partnership=partnership,
                pair=(found.left, found.right),
                verdict="taken back",
                why=form.cleaned_data["why"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(
                request, _("The decision is taken back. That counts once the records are linked again.")
            )
            return redirect("extracts:decisions", partnership=partnership.slug)
    return render(request, "extracts/take_back.html", {"decision": found, "form": form})
