"""Pages of the files that come in: who owes what, sending, mapping, looking, accepting and undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.performance import actions
from throughline.web.performance.imports import reads
from throughline.web.performance.imports.forms import UndoReceipt
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.performance.queries import receipts_visible_to
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, partnership: Any, receipt: int) -> HttpResponse:
    """Undo a receipt, once it is said what depends on it and why."""
    visible = receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    found = get_object_or_404(visible, pk=receipt)
    day = today(partnership)
    form = UndoReceipt(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undone = actions.undo_receipt(
                receipt=found,
                undone_on=day,
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
                **form.cleaned_data,
            )
            messages.info(request, _("Receipt %(receipt)s is undone.") % {"receipt": undone.reference})
            return redirect("performance:receipt", partnership=partnership.slug, receipt=undone.pk)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    context = {
        "found": found,
        "form": form,
        "figures": reads.figures_in(found),
        "released": reads.released_while_counted(found, day),
    }
    return render(request, "performance/imports/undo.html", context)


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def rejections(request: HttpRequest, partnership: Any, receipt: int) -> HttpResponse:
    """What of a return was not taken in, for the supplier to correct."""
    visible = receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    found = get_object_or_404(visible, pk=receipt)
    name = f"not-taken-in-{found.received_on}-{found.number}.csv"
    return _csv(reads.rejections_as_csv(reads.rejections_of(found)), name)


def _csv(words: str, name: str) -> HttpResponse:
    answer = HttpResponse(words.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
