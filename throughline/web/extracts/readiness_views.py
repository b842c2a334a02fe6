"""Pages of evaluation readiness: whether a scheme can be evaluated, and the two lists for that."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.figures.cohorts.scheme_records import ReadScheme
from throughline.papers.blocks import Table
from throughline.papers.evaluation_lists import SHEETS
from throughline.papers.evaluation_lists import people_to_send as people_table
from throughline.papers.evaluation_lists import records_to_complete as records_table
from throughline.web.access.permits import holds_permit, permit
from throughline.web.extracts.actions.disclosing import disclose_people, list_records_to_complete
from throughline.web.extracts.asking_again import asked_before_anything
from throughline.web.extracts.permits import READ_EXTRACTS, SEE_EXTRACTS, SEE_READINESS
from throughline.web.extracts.readiness_forms import SendPeople
from throughline.web.extracts.readiness_page import chosen, read_chosen, readiness_page, scheme_title
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now
from throughline.words.formats import days_words
from throughline.words.refusals import Refused


@permit(SEE_READINESS)
@require_http_methods(["GET", "HEAD"])
def readiness(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Whether a scheme can be evaluated; the question stands in the address."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    may_read = holds_permit(READ_EXTRACTS, viewpoint)
    context = {
        "page": readiness_page(partnership, request.GET, viewpoint.on, by_area=may_read),
        "may_read": may_read,
        "sees_extracts": holds_permit(SEE_EXTRACTS, viewpoint),
        "asked": request.GET.urlencode(),
    }
    return render(request, "extracts/readiness.html", context)


@permit(READ_EXTRACTS)
@require_http_methods(["POST"])
def records_to_complete(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The list of what records lack, for their suppliers; it names nobody."""
    read = _read(request, partnership)
    if read is None:
        return _back(request, partnership)
    list_records_to_complete(
        partnership=partnership,
        read=read,
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    return _file(records_table(read.readiness), "csv", "records-to-complete")


@permit(READ_EXTRACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@asked_before_anything
def people_to_send(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Say who receives the people's records and why; the file goes once that is recorded."""
    read = _read(request, partnership)
    if read is None or not read.readiness.complete:
        return _back(request, partnership)
    form = SendPeople(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusals_on(form):
            disclose_people(
                partnership=partnership,
                read=read,
                recipient=said["recipient"],
                why=said["why"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return _file(people_table(read.readiness.complete), said["form"], "people-to-send")
    context = {
        "form": form,
        "asked": request.GET.urlencode(),
        "people": len(read.readiness.complete),
        "scheme": scheme_title(read.scheme),
        "period": days_words(read.period.first, read.period.last),
    }
    return render(request, "extracts/people_to_send.html", context)


def _read(request: HttpRequest, partnership: Any) -> ReadScheme | None:
    """The scheme that the address asks for; None where it asks for none that can be read."""
    today = request.viewpoint.on  # type: ignore[attr-defined]
    try:
        form = chosen(partnership, request.GET, today, by_area=True)
        return read_chosen(partnership, form, today) if form.is_bound and form.is_valid() else None
    except Refused:
        return None


def _back(request: HttpRequest, partnership: Any) -> HttpResponse:
    """To the page that says why there is no list."""
    address = reverse("extracts:readiness", kwargs={"partnership": partnership.slug})
    return redirect(f"{address}?{request.GET.urlencode()}")


def _file(table: Table, form: str, name: str) -> HttpResponse:
    make, kind = SHEETS[form]
    answer = HttpResponse(make(table), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
