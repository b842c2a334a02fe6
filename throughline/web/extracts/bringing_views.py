"""Pages on which an extract is sent, looked at and taken in, and on which one is taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.figures.extracts.store.receipts import Sending
from throughline.figures.extracts.store.sent import NoSuchSending, Sent, sent
from throughline.web.access.permits import permit
from throughline.web.extracts import actions, forms, queries
from throughline.web.extracts.asking_again import asked_again
from throughline.web.extracts.chores import forget_what_was_left
from throughline.web.extracts.permits import READ_EXTRACTS
from throughline.web.extracts.sending_page import sending_page
from throughline.web.extracts.stores import store_of
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import clock, now, today
from throughline.words.refusals import Refused

WRITE = ["GET", "HEAD", "POST"]


@permit(READ_EXTRACTS)
@require_http_methods(WRITE)
@asked_again
def bring_in(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Send an extract; nothing of it counts until it was looked at."""
    if request.method == "POST":
        forget_what_was_left(partnership)
    suppliers = [(one.code, one.name) for one in partnership.agencies.all()]
    form = forms.SendExtract(
        request.POST or None,
        request.FILES or None,
        suppliers=suppliers,
        initial={"received_on": today(partnership)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            kept = _kept(request, partnership, form)
            return redirect("extracts:look", partnership=partnership.slug, sent_extract=kept.name)
    return render(request, "extracts/bring_in.html", {"form": form})


def _kept(request: HttpRequest, partnership: Any, form: forms.SendExtract) -> Sent:
    told = form.cleaned_data
    return actions.keep_extract(
        partnership=partnership,
        content=told["file"].read(),
        ending=forms.ending_of(told["file"].name),
        sending=Sending(
            contract=told["contract"],
            supplier=told["supplier"],
            period=form.period,
            received_on=told["received_on"],
            due_on=told["due_on"],
            rows_announced=told["rows_announced"],
        ),
        profile=told["profile"].read().decode(errors="replace") if told["profile"] else "",
        by=request.user,  # type: ignore[arg-type]
        at=clock(),
    )


@permit(READ_EXTRACTS)
@require_http_methods(WRITE)
def look(request: HttpRequest, partnership: Any, sent_extract: str) -> HttpResponse:
    """What a file would bring in and send back; here it is taken in, or withdrawn."""
    try:
        found = sent(store_of(partnership), sent_extract)
    except NoSuchSending:
        raise Http404 from None
    context: dict[str, Any] = {"sent": found}
    try:
        if request.method == "POST":
            return _settled(request, partnership, found)
        context["page"] = sending_page(partnership, found)
    except Refused as refusal:
        context["refused"] = str(refusal)
    return render(request, "extracts/look.html", context)


def _settled(request: HttpRequest, partnership: Any, found: Sent) -> HttpResponse:
    who: dict[str, Any] = {"partnership": partnership, "sent": found, "by": request.user}
    if "withdraw" in request.POST:
        actions.withdraw_extract(**who, at=now(partnership))
        messages.info(request, _("The file is deleted. Nothing of it was taken in."))
        return redirect("extracts:extracts", partnership=partnership.slug)
    taken = actions.take_in(**who, at=now(partnership))
    said = (
        _("These bytes came before. Nothing was changed.")
        if taken.is_known
        else _("The extract is taken in. Link the records again before you measure.")
    )
    messages.info(request, said)
    return redirect("extracts:extract", partnership=partnership.slug, extract=taken.receipt.id)


@permit(READ_EXTRACTS)
@require_http_methods(WRITE)
def undo(request: HttpRequest, partnership: Any, extract: str) -> HttpResponse:
    """Take an extract back, with a reason."""
    came = queries.extract_numbered(partnership, extract)
    if came is None or not came.counts:
        raise Http404
    form = forms.UndoExtract(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.undo_extract(
                partnership=partnership,
                name=extract,
                why=form.cleaned_data["why"],
                on=today(partnership),
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("The extract no longer counts."))
            return redirect("extracts:extract", partnership=partnership.slug, extract=extract)
    return render(request, "extracts/undo.html", {"form": form, "extract": extract, "came": came})
