"""The page on which a release is sent; it is then looked at and accepted like any file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.performance import actions, queries
from throughline.web.performance.measured.forms import SendRelease
from throughline.web.performance.measured.reads import measured_indicators
from throughline.web.performance.permits import KEEP_FIGURES
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def send_release(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Send the release of a measured rate, for an indicator that is counted by that measure."""
    day = today(partnership)
    senders = {one.code: one for one in queries.suppliers(partnership)}
    indicators = measured_indicators(partnership, day)
    form = SendRelease(
        request.POST or None,
        request.FILES or None,
        indicators=indicators,
        suppliers=[(code, one.name) for code, one in senders.items()],
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            staged = actions.stage_release(
                supplier=senders[told["supplier"]],
                indicator=told["indicator"],
                name=told["file"].name,
                content=told["file"].read(),
                on=day,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return redirect("performance:file", partnership=partnership.slug, file=staged.pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "performance/measured/send.html", {"form": form, "has_indicators": bool(indicators)}
    )
