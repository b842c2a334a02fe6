"""What was sent to whom, what each reader wants to be told, and whether the mail server works."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import ADMINISTER, PUBLIC, SIGNED_IN, permit
from throughline.web.mail import actions, queries, shown
from throughline.web.mail.forms import Trial, WantedKinds
from throughline.web.mail.letters import person_of_token
from throughline.web.mail.permits import KEEP_MESSAGES
from throughline.web.mail.trial import send_trial
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import clock, now
from throughline.words.refusals import Refused


@permit(KEEP_MESSAGES)
@require_http_methods(["GET", "HEAD"])
def messages_sent(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every message of the partnership, by what became of it."""
    page = shown.messages_page(partnership, request.GET.get("state", ""), request.GET.get("page", ""))
    return render(request, "mail/messages.html", page)


@permit(KEEP_MESSAGES)
@require_http_methods(["GET", "HEAD"])
def message(request: HttpRequest, partnership: Any, notice: int) -> HttpResponse:
    """One message: exactly what the e-mail says, and what became of it."""
    found = queries.message_visible_to_the_secretary(partnership, notice)
    if found is None:
        raise Http404
    return render(request, "mail/message.html", shown.message_page(found))


@permit(KEEP_MESSAGES)
@require_POST
def change(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Send chosen messages again, or withdraw them."""
    numbers = [int(number) for number in request.POST.getlist("chosen") if number.isdecimal()]
    act = actions.send_again if request.POST.get("act") == "send" else actions.withdraw
    told = {"partnership": partnership, "numbers": numbers, "by": request.user, "at": now(partnership)}
    try:
        changed = act(**told)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _changed(act is actions.send_again, changed))
    return redirect("mail:messages", partnership=partnership.slug)


def _changed(is_sent_again: bool, changed: int) -> str:
    if is_sent_again:
        sentence = ngettext("%(n)d message waits to be sent.", "%(n)d messages wait to be sent.", changed)
    else:
        sentence = ngettext("%(n)d message is withdrawn.", "%(n)d messages are withdrawn.", changed)
    return sentence % {"n": changed}


@permit(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Which kinds of message the reader wants, in every partnership of theirs."""
    people = queries.people_of(request.user)  # type: ignore[arg-type]
    form = WantedKinds(
        request.POST if request.method == "POST" else None, off=queries.switched_off_by(people)
    )
    if form.is_valid():
        actions.choose_kinds(people=people, wanted=form.values(), by=request.user, at=clock())  # type: ignore[arg-type]
        messages.info(request, _("Your choice is kept."))
        return redirect("messages:mine")
    return render(request, "mail/mine.html", {"form": form, **shown.own_page(people)})


@csrf_exempt  # a mail program's own “unsubscribe” button knows no token but the one in the address
@permit(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Stop messages by the address in an e-mail; opening it changes nothing."""
    person = person_of_token(signed)
    if person is None:
        raise Http404
    stopped = False
    if request.method == "POST":
        wanted = dict.fromkeys(WantedKinds().codes(), False)
        actions.choose_kinds(people=[person], wanted=wanted, by=None, at=now(person.partnership))
        stopped = True
    return render(request, "mail/stop.html", {"place": person.partnership, "stopped": stopped})


@permit(ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """Whether the mail server takes a message, tried by whoever runs the site."""
    form = Trial(request.POST or None)
    told = ""
    if form.is_valid():
        with refusals_on(form):
            told = send_trial(to=form.cleaned_data["to"], by=request.user, at=clock())  # type: ignore[arg-type]
    return render(request, "mail/trial.html", {"form": form, "told": told, "server": settings.MAIL_SERVER})
