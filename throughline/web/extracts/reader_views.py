"""Pages on which the secretary or the information owner says who reads extracts, and ends it."""

from __future__ import annotations

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.extracts import actions, forms, queries
from throughline.web.extracts.permits import APPOINT_READERS
from throughline.web.governance.queries import people_to_choose, person_numbered
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today

WRITE = ["GET", "HEAD", "POST"]


@permit(APPOINT_READERS)
@require_http_methods(WRITE)
def readers(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Who reads the extracts, who did, and a form that appoints another."""
    on = today(partnership)
    people = [
        (str(one.pk), one.name)
        for one in people_to_choose(partnership)
        if one.user_id not in (None, request.user.pk)
    ]
    form = forms.AppointReader(
        request.POST or None, people=people, initial={"until_on": on + relativedelta(months=12)}
    )
    if form.is_valid():
        told = form.cleaned_data
        with refusals_on(form):
            made = actions.appoint_reader(
                person=person_numbered(partnership, int(told["person"])),  # type: ignore[arg-type]
                from_on=on,
                until_on=told["until_on"],
                why=told["why"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("%(name)s reads the extracts from now on.") % {"name": made.person.name})
            return redirect("extracts:readers", partnership=partnership.slug)
    context = {"readers": queries.readers_of(partnership, on), "form": form}
    return render(request, "extracts/readers.html", context)


@permit(APPOINT_READERS)
@require_http_methods(WRITE)
def end(request: HttpRequest, partnership: Any, extract_reader: int) -> HttpResponse:
    """End what somebody reads, from this moment on."""
    reader = queries.open_reader(partnership, extract_reader, today(partnership))
    if reader is None:
        raise Http404
    form = forms.EndReader(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.end_reader(
                reader=reader,
                because=form.cleaned_data["because"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("%(name)s reads the extracts no longer.") % {"name": reader.person.name})
            return redirect("extracts:readers", partnership=partnership.slug)
    return render(request, "extracts/end_reader.html", {"reader": reader, "form": form})
