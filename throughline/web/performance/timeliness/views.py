"""Pages of public protection in time: the quarter, its counts as a file, and sending dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance import actions
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.performance.queries import suppliers
from throughline.web.performance.timeliness.forms import SendCaseDates
from throughline.web.performance.timeliness.page import page_of, quarters_to_send
from throughline.web.performance.timeliness.reads import quarter_of
from throughline.web.performance.timeliness.shown import as_return
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today
from throughline.words.periods import Period


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def timeliness(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Whether reviews, meetings, records and notifications of a quarter were in time."""
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    page = page_of(partnership, day=today(partnership), quarter=_asked(request), sees_all=may_keep)
    return render(request, "performance/timeliness/timeliness.html", {"page": page, "may_keep": may_keep})


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def timeliness_csv(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The counts of a quarter as a return; small numbers are hidden for everybody."""
    page = page_of(partnership, day=today(partnership), quarter=_asked(request), sees_all=False)
    if page is None:
        raise Http404
    answer = HttpResponse(as_return(page.measures).encode(), content_type="text/csv; charset=utf-8")
    name = f"{partnership.slug}-timeliness-{page.quarter.first}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def receive_case_dates(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Receive the dates of an organisation's cases by their references."""
    day = today(partnership)
    senders = {one.code: one for one in suppliers(partnership)}
    form = SendCaseDates(
        request.POST or None,
        request.FILES or None,
        suppliers=[(code, one.name) for code, one in senders.items()],
        quarters=[(str(one.first), one.name) for one in quarters_to_send(day)],
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "file"):
            taken = actions.receive_case_dates(
                supplier=senders[form.cleaned_data["supplier"]],
                kind=form.cleaned_data["kind"],
                content=form.cleaned_data["file"].read(),
                quarter_starts=form.cleaned_data["quarter"],
                received_on=day,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            messages.info(request, _("The dates have receipt %(receipt)s.") % {"receipt": taken.reference})
            return redirect("performance:receipt", partnership=partnership.slug, receipt=taken.pk)
    return render(request, "performance/timeliness/receive.html", {"form": form})


def _asked(request: HttpRequest) -> Period | None:
    """The quarter that the address names by its first day; None if it names none."""
    named = request.GET.get("quarter", "")
    if not named:
        return None
    try:
        return quarter_of(date.fromisoformat(named))
    except ValueError:
        raise Http404 from None
