"""Putting a question of the terms on the next agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughline.web.access.permits import permit
from throughline.web.decisions import actions
from throughline.web.governance import queries
from throughline.web.governance.places import NoSuchPlace, place_shown
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.today import now
from throughline.words.refusals import Refused


@permit(KEEP_TERMS)
@require_POST
def question(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Keep the question of one place open in the terms, so that it stands on the next agenda."""
    day = request.viewpoint.on  # type: ignore[attr-defined]
    try:
        place = place_shown(queries.terms_as_written(partnership, day), request.GET.get("at", ""))
        actions.raise_question(
            partnership=partnership,
            settles=place.at,
            question=place.question,
            clause=place.clause,
            from_on=day,
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
        messages.info(request, _("The question stands on the next agenda that is made."))
    except NoSuchPlace:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("governance:checker", partnership=partnership.slug)
