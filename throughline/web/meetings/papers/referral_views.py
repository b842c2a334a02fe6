"""The meeting side of referrals: tabled by reference, withdrawn, acknowledged."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, queries
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, who_asks
from throughline.web.meetings.papers import reader_forms
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def table_referral(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Put a referral to a panel's meeting by its reference."""
    found = meeting_or_404(partnership, body, meeting)
    if found.body.kind != "case-panel":
        raise Http404
    agencies, people = queries.who_may_write(partnership, today(partnership))
    form = reader_forms.TableReferral(
        request.POST or None,
        agencies=[(one.code, one.name) for one in agencies],
        people=[(str(one.pk), queries.person_in_words(one)) for one in people],
    )
    return form_page(
        request,
        form,
        lambda: actions.table_referral(
            meeting=found,
            reference=form.cleaned_data["reference"].strip().upper(),
            agency=next(one for one in agencies if one.code == form.cleaned_data["agency"]),
            referrer=next((one for one in people if str(one.pk) == form.cleaned_data["referrer"]), None),
            marking=queries.own_marking(found),
            came_by=form.cleaned_data["came_by"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The referral is tabled. Fill the agenda of its meeting again to put it there."),
        record=found,
        template="meetings/table_referral.html",
        shown={"meeting": found},
        to=lambda made: address_of(made.meeting),
    )


@permit(RUN_MEETINGS)
@require_POST
def referral_step(
    request: HttpRequest, partnership: Any, body: str, meeting: str, referral: int
) -> HttpResponse:
    """Withdraw a referral, or record that its acknowledgement went out today."""
    found = meeting_or_404(partnership, body, meeting)
    one = next((row for row in queries.referrals_of(found) if row.pk == referral), None)
    if one is None:
        raise Http404
    steps = {
        "withdraw": (actions.withdraw_referral, _("The referral is withdrawn.")),
        "acknowledge": (actions.acknowledge_referral, _("The acknowledgement is recorded as sent today.")),
    }
    act, said = steps.get(request.POST.get("do", ""), (None, ""))
    try:
        if act is not None:
            act(referral=one, on=today(partnership), by=who_asks(request), at=now(partnership))
            messages.info(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(address_of(found))
