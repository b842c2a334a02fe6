"""Recording how a board read its terms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.decisions import actions
from throughline.web.decisions.forms import RecordReading
from throughline.web.governance import queries
from throughline.web.governance.places import EXAMPLES, NoSuchPlace, PlaceShown, place_shown
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record which reading of one place a board adopted, with its decision and first day."""
    day = request.viewpoint.on  # type: ignore[attr-defined]
    at = request.GET.get("at", "")
    try:
        place = place_shown(queries.terms_as_written(partnership, day), at)
    except NoSuchPlace:
        raise Http404 from None
    finding = next((one for one in queries.findings_on(partnership, day) if one.at == at), None)
    bodies = tuple(queries.bodies_with_terms(partnership))
    form = RecordReading(
        request.POST or None,
        answers=place.answers,
        bodies=[(one.code, one.name) for one in bodies],
        example=EXAMPLES.get(finding.code[2:], "") if finding else "",
        is_text=finding is not None and finding.code == "E-appendix-empty",
        initial={"question": place.question, "body": place.body, "decided_on": day, "effective_from": day},
    )
    if form.is_valid() and _recorded(request, form, place, bodies):
        messages.info(request, _("The reading is recorded. It holds from its first day."))
        return redirect("governance:checker", partnership=partnership.slug)
    return render(request, "decisions/reading.html", {"form": form, "place": place, "finding": finding})


def _recorded(request: HttpRequest, form: RecordReading, place: PlaceShown, bodies: Any) -> bool:
    typed = form.cleaned_data
    with refusals_on(form):
        actions.record_reading(
            body=next(one for one in bodies if one.code == typed["body"]),
            number=typed["number"].strip(),
            decided_on=typed["decided_on"],
            settles=place.at,
            value=typed["value"],
            question=typed["question"],
            clause=place.clause,
            effective_from=typed["effective_from"],
            by=request.user,  # type: ignore[arg-type]
            at=now(request.viewpoint.partnership),  # type: ignore[attr-defined]
        )
        return True
    return False
