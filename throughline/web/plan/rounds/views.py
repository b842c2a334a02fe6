"""Update rounds: open one, see how complete it is, settle what leads answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from throughline.rules.plan.answering import closing_day
from throughline.web.access.permits import holds_permit, permit
from throughline.web.plan import actions
from throughline.web.plan.permits import KEEP_PLAN, READ_PLAN
from throughline.web.plan.rounds import asking, reads
from throughline.web.plan.rounds.forms import NewRound, Settle, first_days
from throughline.web.plan.rounds.page import new_round_page, round_page, rounds_page
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now
from throughline.words.refusals import Refused


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def rounds(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The rounds there were and how complete each is; a keeper opens this quarter's here."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    shown = {
        "page": rounds_page(partnership, viewpoint.on),
        "may_keep": holds_permit(KEEP_PLAN, viewpoint),
        "is_asked": reads.letter_for(viewpoint.person, viewpoint.on) is not None,
    }
    return render(request, "plan/rounds/rounds.html", shown)


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Which lines are due news, and who is asked; preparing a round sends nothing."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    page = new_round_page(partnership, viewpoint.on)
    if page is None:
        return redirect("plan:plans", partnership=partnership.slug)
    form = NewRound(
        request.POST or None,
        leads=[(one.code, one.name, one.proposed) for one in page.leads],
        people=page.people,
        initial=first_days(viewpoint.on, closing_day(viewpoint.on)),
    )
    if form.is_valid():
        with refusals_on(form):
            made = actions.prepare_update_round(
                plan=page.version.plan,
                quarter_starts=page.quarter_starts,
                opens_on=form.cleaned_data["opens_on"],
                closes_on=form.cleaned_data["closes_on"],
                asked=asking.lines_to_ask(page, form.chosen),
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return _back(made)
    return render(request, "plan/rounds/open_round.html", {"page": page, "form": form})


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def update_round(request: HttpRequest, partnership: Any, year: str, plan_quarter: int) -> HttpResponse:
    """One round: what will be sent, then who answered and what waits; posting sends it."""
    made = _round(partnership, year, plan_quarter)
    if request.method == "POST":
        try:
            sent = actions.send_update_round(asked=made, by=request.user, at=now(partnership))  # type: ignore[arg-type]
            said = ngettext("%(n)d letter is handed over.", "%(n)d letters are handed over.", sent)
            messages.info(request, said % {"n": sent})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _back(made)
    return _shown(request, made)


@permit(KEEP_PLAN)
@require_POST
def settle_answer(
    request: HttpRequest, partnership: Any, year: str, plan_quarter: int, plan_answer: int
) -> HttpResponse:
    """Accept one answer, ask its lead back, or do not accept it; what was typed stays where it is refused."""
    made = _round(partnership, year, plan_quarter)
    answer = reads.answer_of(made, plan_answer)
    if answer is None:
        raise Http404
    form = Settle(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Choose what becomes of the answer, and keep your words under 500 letters.")
        )
        return _shown(request, made, typed={plan_answer: request.POST.get("reply", "")})
    try:
        asking.settle(
            answer,
            form.cleaned_data,
            on=request.viewpoint.on,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _shown(request, made, typed={plan_answer: form.cleaned_data["reply"]})
    return _back(made)


@permit(KEEP_PLAN)
@require_POST
def accept_unchanged(request: HttpRequest, partnership: Any, year: str, plan_quarter: int) -> HttpResponse:
    """Accept at once every answer of a round that says no change or on course."""
    made = _round(partnership, year, plan_quarter)
    accepted = actions.accept_unchanged_answers(
        partnership=partnership,
        answers=reads.waiting_answers(made),
        on=request.viewpoint.on,  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    said = ngettext("%(n)d unchanged answer is accepted.", "%(n)d unchanged answers are accepted.", accepted)
    messages.info(request, said % {"n": accepted})
    return _back(made)


@permit(KEEP_PLAN)
@require_POST
def plan_link(
    request: HttpRequest, partnership: Any, year: str, plan_quarter: int, plan_letter: int
) -> HttpResponse:
    """Make a link to pass on by hand; it is shown this once, and the one made before ends."""
    made = _round(partnership, year, plan_quarter)
    letter = reads.letter_of(made, plan_letter)
    if letter is None:
        raise Http404
    try:
        path = actions.make_plan_link_by_hand(
            letter=letter,
            made_on=request.viewpoint.on,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(made)
    return _shown(request, made, link=request.build_absolute_uri(path), letter=letter)


def _round(partnership: Any, year: str, number: int) -> Any:
    found = reads.rounds_of(partnership).filter(plan__year=year, number=number).first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, made: Any, **more: Any) -> HttpResponse:
    page = round_page(made, request.viewpoint.on)  # type: ignore[attr-defined]
    return render(request, "plan/rounds/round.html", {"page": page, "typed": {}, **more})


def _back(made: Any) -> HttpResponse:
    plan = made.plan
    return redirect(
        "plan:update_round", partnership=plan.partnership.slug, year=plan.year, plan_quarter=made.number
    )
