"""The seats of a body, and who takes or leaves one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance import actions, queries
from throughline.web.governance.membership_forms import RecordSelection
from throughline.web.governance.seats.forms import FillSeat, VacateSeat
from throughline.web.governance.seats.page import SeatRow, SeatsPage, seats_page
from throughline.web.governance.seats.post_forms import EndDeputy, NameDeputy
from throughline.web.governance.seats.ways import seat_ways
from throughline.web.governance.standing import KEEP_TERMS, READ_BODY
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now
from throughline.words.refusals import Refused


def _seats_of(
    request: HttpRequest, partnership: Any, code: str, *, with_strips: bool = True
) -> tuple[Any, SeatsPage]:
    body = queries.body_named(partnership, code)
    if body is None:
        raise Http404
    try:
        return body, seats_page(body, request.viewpoint.on, with_strips=with_strips)  # type: ignore[attr-defined]
    except KeyError:
        raise Http404 from None


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def seats(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Every seat of a body: whose it is, who sits there and since when, and who came to the last meetings."""
    found, page = _seats_of(request, partnership, body)
    may_keep = holds_permit(KEEP_TERMS, request.viewpoint)  # type: ignore[attr-defined]
    context = {"body": found, "page": page, "may_keep": may_keep, "ways": seat_ways(found)}
    return render(request, "governance/seats.html", context)


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, partnership: Any, body: str, seat: str) -> HttpResponse:
    """One seat: put somebody into it, end an appointment, confirm a proposal, or name a standing deputy."""
    found, page = _seats_of(request, partnership, body, with_strips=False)
    row = page.row(seat)
    if row is None:
        raise Http404
    act = request.POST.get("act", "")
    is_out_of_date = request.method == "POST" and not act and request.POST.get("seen") != row.seen
    form = _form(request, partnership, row, is_out_of_date=is_out_of_date)
    deputy = _deputy_form(request, partnership, row)
    selection = RecordSelection(request.POST if act == "selection" else None, prefix="selection")
    done = (
        _selected(request, found, row, selection)
        if act == "selection"
        else _acted(request, found, row, deputy)
        if act
        else form.is_valid() and _changed(request, found, row, form)
    )
    if done:
        messages.info(request, _("The seat is changed: %(seat)s.") % {"seat": row.words})
        return redirect("governance:seats", partnership=partnership.slug, body=body)
    context = {
        "body": found,
        "seat": row,
        "form": form,
        "deputy": deputy,
        "selection": selection if row.is_of_a_sector and row.open_sitting else None,
        "sent": {"": form, "selection": selection}.get(act, deputy),
        "is_out_of_date": is_out_of_date,
    }
    return render(request, "governance/seat.html", context)


def _deputy_form(request: HttpRequest, partnership: Any, row: SeatRow) -> Any:
    """The form that names a standing deputy, or ends the time of the one there is."""
    sent = request.POST if request.POST.get("act") == "deputy" else None
    day = request.viewpoint.on  # type: ignore[attr-defined]
    if row.deputy is not None:
        return EndDeputy(sent, initial={"until_on": day}, prefix="deputy")
    people = queries.people_to_choose(partnership)
    return NameDeputy(sent, people=people, initial={"from_on": day}, prefix="deputy")


def _acted(request: HttpRequest, body: Any, row: SeatRow, deputy: Any) -> bool:
    who: dict[str, Any] = {"by": request.user, "at": now(body.partnership)}
    try:
        if request.POST["act"] == "deputy":
            return bool(deputy.is_valid()) and _deputised(body, row, deputy, who)
        return _proposal_settled(request, body, who)
    except Refused as refusal:
        if deputy.is_bound:
            deputy.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
        return False


def _selected(request: HttpRequest, body: Any, row: SeatRow, form: RecordSelection) -> bool:
    sitting = row.open_sitting
    if sitting is None or not form.is_valid():
        return False
    with refusals_on(form):
        actions.record_selection(
            appointment=queries.appointment_numbered(body, sitting.number),  # type: ignore[arg-type]
            by=request.user,  # type: ignore[arg-type]
            at=now(body.partnership),
            **form.values(),
        )
        return True
    return False


def _deputised(body: Any, row: SeatRow, form: Any, who: dict[str, Any]) -> bool:
    if row.deputy is None:
        actions.name_deputy(body=body, seat=row.seat, **form.values(), **who)
        return True
    found = queries.deputies_of(body, form.cleaned_data["until_on"]).filter(pk=row.deputy.number).first()
    if found is not None:
        actions.end_deputy(deputy=found, **form.cleaned_data, **who)
    return found is not None


def _proposal_settled(request: HttpRequest, body: Any, who: dict[str, Any]) -> bool:
    number = request.POST.get("appointment", "")
    found = queries.appointment_numbered(body, int(number)) if number.isdigit() else None
    if found is None:
        raise Http404
    day = request.viewpoint.on  # type: ignore[attr-defined]
    if request.POST["act"] == "confirm":
        actions.confirm_appointment(appointment=found, confirmed_on=day, **who)
    elif not found.is_confirmed:
        last_day = max(day, found.from_on)
        actions.end_appointment(appointment=found, until_on=last_day, because="withdrawn", **who)
    return True


def _form(request: HttpRequest, partnership: Any, row: SeatRow, *, is_out_of_date: bool) -> Any:
    """The form that the seat now takes; what was typed about an earlier state is offered again, not sent."""
    sent = None if is_out_of_date or request.POST.get("act") else request.POST or None
    first = {"seen": row.seen, "until_on": request.viewpoint.on, "from_on": request.viewpoint.on}  # type: ignore[attr-defined]
    if is_out_of_date:
        first = {**first, **request.POST.dict(), "seen": row.seen}
    if row.open_sitting:
        return VacateSeat(sent, initial=first)
    return FillSeat(sent, people=queries.people_to_choose(partnership), initial=first)


def _changed(request: HttpRequest, body: Any, row: SeatRow, form: Any) -> bool:
    who: dict[str, Any] = {"by": request.user, "at": now(body.partnership)}
    with refusals_on(form):
        if row.open_sitting:
            actions.vacate_seat(body=body, seat=row.seat, **form.cleaned_data, **who)
        else:
            agency = queries.agency_of(body.partnership, row.organisation_code)
            actions.fill_seat(body=body, seat=row.seat, agency=agency, **form.values(), **who)
        return True
    return False
