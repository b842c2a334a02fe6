"""The seats of a body, and who takes or leaves one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.governance import actions, queries
from throughline.web.governance.seat_forms import FillSeat, VacateSeat
from throughline.web.governance.seats_page import SeatRow, SeatsPage, seats_page
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.today import now
from throughline.words.refusals import Refused


def _seats_of(request: HttpRequest, partnership: Any, code: str) -> tuple[Any, SeatsPage]:
    body = queries.body_named(partnership, code)
    if body is None:
        raise Http404
    try:
        return body, seats_page(body, request.viewpoint.on)  # type: ignore[attr-defined]
    except KeyError:
        raise Http404 from None


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD"])
def seats(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Every seat of a body: whose it is, who sits there and since when."""
    found, page = _seats_of(request, partnership, body)
    return render(request, "governance/seats.html", {"body": found, "page": page})


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, partnership: Any, body: str, seat: str) -> HttpResponse:
    """One seat: put somebody into it, or end the appointment of whoever sits there."""
    found, page = _seats_of(request, partnership, body)
    row = page.row(seat)
    if row is None:
        raise Http404
    is_out_of_date = request.method == "POST" and request.POST.get("seen") != row.seen
    form = _form(request, partnership, row, is_out_of_date=is_out_of_date)
    if form.is_valid() and _changed(request, found, row, form):
        messages.info(request, _("The seat is changed: %(seat)s.") % {"seat": row.words})
        return redirect("governance:seats", partnership=partnership.slug, body=body)
    context = {"body": found, "seat": row, "form": form, "is_out_of_date": is_out_of_date}
    return render(request, "governance/seat.html", context)


def _form(request: HttpRequest, partnership: Any, row: SeatRow, *, is_out_of_date: bool) -> Any:
    """The form that the seat now takes; what was typed about an earlier state is offered again, not sent."""
    sent = None if is_out_of_date else request.POST or None
    first = {"seen": row.seen, "until_on": request.viewpoint.on, "from_on": request.viewpoint.on}  # type: ignore[attr-defined]
    if is_out_of_date:
        first = {**first, **request.POST.dict(), "seen": row.seen}
    if row.open_sitting:
        return VacateSeat(sent, initial=first)
    return FillSeat(sent, people=queries.people_to_choose(partnership), initial=first)


def _changed(request: HttpRequest, body: Any, row: SeatRow, form: Any) -> bool:
    who: dict[str, Any] = {"by": request.user, "at": now(body.partnership)}
    try:
        if row.open_sitting:
            actions.vacate_seat(body=body, seat=row.seat, **form.cleaned_data, **who)
        else:
            agency = queries.agency_of(body.partnership, row.organisation_code)
            actions.fill_seat(body=body, seat=row.seat, agency=agency, **form.values(), **who)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
