"""Answering for the lines of a plan: by link without an account, or signed in; opening changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from throughline.web.access import sign_in
from throughline.web.access.permits import PUBLIC, permit
from throughline.web.decisions.chase.links import LinkNotWhole, TooManyTries
from throughline.web.decisions.chase.sealed import closed, sealed
from throughline.web.plan.permits import READ_PLAN
from throughline.web.plan.rounds import links, reads
from throughline.web.plan.rounds.answering import LetterPage, letter_page, take_answers
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

GUESSING = "answer by link"


# As with every sealed link: the page sends no referrer, so no origin can be checked, and no cookie
# gives any right here. The address itself is the only secret.
@csrf_exempt
@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_plan(request: HttpRequest, plan_token: str) -> HttpResponse:
    """How do your lines of the plan go? Shows what was promised of each, and takes one answer a line."""
    wait = sign_in.wait_in_seconds(request, doing=GUESSING)
    if wait:
        return closed(request, TooManyTries.after(wait), 429)
    try:
        letter = links.letter_behind(plan_token)
        on = today(letter.round.plan.partnership)
        links.refuse_ended(letter, on)
    except LinkNotWhole as refusal:
        sign_in.remember_try(request, doing=GUESSING)
        return closed(request, refusal, 404)
    except Refused as refusal:
        return closed(request, refusal, 410)
    page = _page(request, letter, on, by_link=True)
    if request.method == "POST" and not page.faults:
        return sealed(redirect(request.path))
    return sealed(_shown(request, page, by_link=True))


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def my_lines(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The same page for whoever has an account: what the round that is open asks of them."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    letter = reads.letter_for(viewpoint.person, viewpoint.on)
    if letter is None:
        return render(request, "plan/rounds/nothing_asked.html")
    page = _page(request, letter, viewpoint.on, by_link=False)
    if request.method == "POST" and not page.faults:
        messages.info(request, _("Your answers are kept."))
        return redirect("plan:my_lines", partnership=partnership.slug)
    return _shown(request, page, by_link=False)


def _page(request: HttpRequest, letter: Any, on: Any, *, by_link: bool) -> LetterPage:
    if request.method != "POST":
        return letter_page(letter, on)
    partnership = letter.round.plan.partnership
    by = None if by_link else request.user
    page = take_answers(letter, request.POST, on=on, by=by, at=now(partnership), by_link=by_link)  # type: ignore[arg-type]
    return _again(page, letter, on) if page.faults else page


def _again(page: LetterPage, letter: Any, on: Any) -> LetterPage:
    """The page as it stands now, with the faulty lines as they were typed."""
    typed = {one.question.pk: one for one in page.open_lines if one.form.errors}
    fresh = letter_page(letter, on)
    return LetterPage(letter, fresh.quarter, tuple(typed.get(one.question.pk, one) for one in fresh.lines))


def _shown(request: HttpRequest, page: LetterPage, *, by_link: bool) -> HttpResponse:
    return render(request, "plan/rounds/my_lines.html", {"page": page, "by_link": by_link})
