"""Files of needs and of services: sent, looked at, then accepted or thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.provision import actions, finding
from throughline.web.provision.forms import SendRows
from throughline.web.provision.permits import KEEP_PROVISION
from throughline.web.provision.sent_page import COLUMNS, sent_page
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

MOST_SHOWN = 60
"""Problems that a page lists."""


@permit(KEEP_PROVISION)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, partnership: Any, kind: str) -> HttpResponse:
    """Send a file to look at; nothing is recorded here."""
    if not finding.is_kind(kind):
        raise Http404
    form = SendRows(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        told: dict[str, Any] = {"by": request.user, "at": now(partnership)}
        try:
            staged = actions.stage_rows(
                partnership=partnership, kind=kind, content=file.read(), name=file.name, **told
            )
            return redirect("provision:sent", partnership=partnership.slug, sent_rows=staged.pk)
        except Refused as refusal:
            for sentence in str(refusal).splitlines()[:MOST_SHOWN]:
                form.add_error("file", sentence)
    context = {"form": form, "kind": kind, "columns": COLUMNS[kind]}
    return render(request, "provision/send.html", context)


@permit(KEEP_PROVISION)
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, partnership: Any, sent_rows: int) -> HttpResponse:
    """What was understood of a file; accept it or throw it away."""
    staged = finding.staged_or_404(partnership, request.user, sent_rows)  # type: ignore[arg-type]
    refused = ""
    if request.method == "POST":
        try:
            return _settle(request, partnership, staged)
        except Refused as refusal:
            refused = str(refusal)
    page = sent_page(staged, today(partnership))
    return render(request, "provision/sent.html", {"page": page, "refused": refused})


def _settle(request: HttpRequest, partnership: Any, staged: Any) -> HttpResponse:
    told: dict[str, Any] = {"by": request.user, "at": now(partnership)}
    route = "provision:matrix" if staged.kind == "needs" else "provision:directory"
    if "discard" in request.POST:
        actions.discard_rows(staged=staged, **told)
        messages.info(request, _("The file was thrown away. Nothing was changed."))
        return redirect(route, partnership=partnership.slug)
    count = actions.accept_rows(staged=staged, on=today(partnership), **told)
    said = ngettext("%(n)d row is recorded.", "%(n)d rows are recorded.", count) % {"n": count}
    messages.info(request, said)
    return redirect(route, partnership=partnership.slug)
