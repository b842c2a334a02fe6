"""Pages of the performance room: the scorecard, the returns and their receipts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance import actions, queries
from throughline.web.performance.forms import LoadIndicators, ReceiveReturn
from throughline.web.performance.indicators.reads import latest_commentary
from throughline.web.performance.indicators.sets import (
    card_of_level,
    card_of_set,
    chosen_set,
    levels_of,
    own_sets_first,
)
from throughline.web.performance.measured.shown import measured_receipt
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.performance.shown import shown_groups
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def scorecard(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What the board should talk about, and what needs no talk."""
    received = queries.received_scorecard(partnership, today(partnership))
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    if received is None:
        return render(request, "performance/none.html", {"may_keep": may_keep})
    chosen = chosen_set(received.sets, request.GET.get("set", ""))
    level = request.GET.get("level", "")
    card = card_of_level(card_of_set(received.card, chosen), level)
    own = frozenset(held.body_code for held in request.viewpoint.offices)  # type: ignore[attr-defined]
    context = {
        "received": received,
        "card": card,
        "groups": shown_groups(card, received.keys),
        "sets": own_sets_first(received.sets, own),
        "chosen": chosen,
        "level": level,
        "levels": levels_of(received.card),
        "owners": {one.code: one.name for one in queries.suppliers(partnership)},
        "changed": received.changed,
        "commentary": latest_commentary(partnership, today(partnership)),
        "may_keep": may_keep,
    }
    return render(request, "performance/scorecard.html", context)


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def scorecard_json(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The scorecard for a program; the same shape as the command's."""
    card = queries.scorecard_on(partnership, today(partnership))
    return JsonResponse(queries.as_record(card) if card else {"on": None, "lead": "", "rows": []})


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def returns(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every return that came in, the latest first."""
    received = queries.receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    context = {
        "received": received,
        "may_keep": may_keep,
        "has_indicators": queries.list_on(partnership, today(partnership)) is not None,
    }
    return render(request, "performance/returns.html", context)


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest, partnership: Any, receipt: int) -> HttpResponse:
    """Who sent a return, for when, on which day, its digest, and what was not taken in."""
    visible = queries.receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    found = get_object_or_404(visible, pk=receipt)
    figures = queries.figures_of(found)
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    measured = measured_receipt(found)
    context = {"found": found, "figures": figures, "may_keep": may_keep, "measured": measured}
    return render(request, "performance/receipt.html", context)


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def indicators(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Load the indicators and targets that the scorecard is worked out by."""
    day = today(partnership)
    form = LoadIndicators(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "file"):
            kept = actions.load_indicators(
                partnership=partnership,
                text=form.cleaned_data["file"],
                loaded_on=day,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            said = _("The list is loaded as indicators %(number)s.") % {"number": kept.number}
            messages.info(request, said)
            return redirect("performance:scorecard", partnership=partnership.slug)
    return render(
        request,
        "performance/indicators.html",
        {"form": form, "planned": queries.planned_indicators(partnership, day).values()},
    )


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Receive one partner's return for one period; without indicators there is nothing to receive."""
    if queries.list_on(partnership, today(partnership)) is None:
        messages.info(request, _("Load the indicators first: a return is read by them."))
        return redirect("performance:indicators", partnership=partnership.slug)
    senders = {one.code: one for one in queries.suppliers(partnership)}
    choices = [(code, one.name) for code, one in senders.items()]
    form = ReceiveReturn(request.POST or None, request.FILES or None, suppliers=choices)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "file"):
            taken = actions.receive_return(
                supplier=senders[form.cleaned_data["supplier"]],
                content=form.cleaned_data["file"].read(),
                period_starts=form.cleaned_data["period_starts"],
                period_ends=form.cleaned_data["period_ends"],
                received_on=today(partnership),
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("The return has receipt %(receipt)s.") % {"receipt": taken.reference})
            return redirect("performance:receipt", partnership=partnership.slug, receipt=taken.pk)
    return render(request, "performance/receive.html", {"form": form})
