"""Answering by link, without an account: opening it changes nothing, and one answer is taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from throughline.web.access import sign_in
from throughline.web.access.permits import PUBLIC, permit
from throughline.web.decisions import actions
from throughline.web.decisions.chase import links
from throughline.web.decisions.chase.sealed import closed, sealed
from throughline.web.decisions.promises import forms, reads
from throughline.web.site.jinja import short_date
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

GUESSING = "answer by link"
OTHER = "other_%s"
"""How the ids of the page's second form begin."""


# The page sends no referrer, so a browser sends no origin either and the usual token could not be
# checked. None is needed: the address itself is the only secret, and no cookie gives any right here.
@csrf_exempt
@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """How is this action going? Shows what its owner promised, and takes one answer."""
    wait = sign_in.wait_in_seconds(request, doing=GUESSING)
    if wait:
        return closed(request, links.TooManyTries.after(wait), 429)
    try:
        asked = links.request_behind(token)
        links.refuse_spent(asked, today(asked.action.partnership))
    except links.LinkNotWhole as refusal:
        sign_in.remember_try(request, doing=GUESSING)
        return closed(request, refusal, 404)
    except Refused as refusal:
        return closed(request, refusal, 410)
    return _answered(request, asked) if request.method == "POST" else _page(request, asked)


def _answered(request: HttpRequest, asked: Any) -> HttpResponse:
    form = (
        forms.NotYours(request.POST, auto_id=OTHER)
        if "not-mine" in request.POST
        else _say_how(asked, request.POST)
    )
    if not form.is_valid():
        return _page(request, asked, form)
    kept = form.cleaned_data
    partnership = asked.action.partnership
    try:
        actions.answer_by_link(
            request=asked,
            claim=kept.get("claim", "not-mine"),
            text=kept["text"],
            forecast=kept.get("forecast"),
            evidence=kept.get("evidence", ""),
            on=today(partnership),
            by=None,
            at=now(partnership),
        )
    except (links.AnsweredAlready, links.NoLongerTheirs, links.LinkEnded) as refusal:
        return closed(request, refusal, 410)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, asked, form)
    return sealed(render(request, "decisions/answer_kept.html", {"asked": asked}))


def _say_how(asked: Any, typed: Any = None) -> forms.SayHow:
    last = reads.last_said(asked.action, asked.person)
    late = reads.lateness_of(asked.action, today(asked.action.partnership))
    return forms.SayHow(typed, late=late, since=short_date(last.said_at) if last is not None else "")


def _page(request: HttpRequest, asked: Any, typed: Any = None) -> HttpResponse:
    """The page with its two forms, of which one may hold what was typed."""
    not_yours = typed if isinstance(typed, forms.NotYours) else None
    shown = {
        "asked": asked,
        "typed": typed,
        "form": _say_how(asked) if typed is None or not_yours else typed,
        "not_yours": not_yours or forms.NotYours(auto_id=OTHER),
        "late": reads.lateness_of(asked.action, today(asked.action.partnership)),
        "last": reads.last_said(asked.action, asked.person),
        "question": reads.question_of(asked),
    }
    return sealed(render(request, "decisions/answer.html", shown))
