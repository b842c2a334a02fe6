"""Pages of the files that come in: who owes what, sending, mapping, looking, accepting and undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.reading import Unreadable
from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance import actions, queries
from throughline.web.performance.imports import reads
from throughline.web.performance.imports.arrivals_page import arrivals_page
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.imports.forms import SendFile, UndoReceipt
from throughline.web.performance.imports.mapping_page import mapping_page
from throughline.web.performance.imports.preview import preview_page
from throughline.web.performance.imports.states import WAITING, StepNotPossible
from throughline.web.performance.measured.figures import MEASURED
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def arrivals(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Who owes which figures by when, what came, and which files wait."""
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    context = {
        "page": arrivals_page(partnership, request.user, today(partnership)),  # type: ignore[arg-type]
        "waiting": reads.waiting_for(request.user, partnership=partnership) if may_keep else (),  # type: ignore[arg-type]
        "may_keep": may_keep,
    }
    return render(request, "performance/imports/arrivals.html", context)


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Send a file to look at; without indicators there is nothing to read it by."""
    if queries.list_on(partnership, today(partnership)) is None:
        messages.info(request, _("Load the indicators first: a file is read by them."))
        return redirect("performance:indicators", partnership=partnership.slug)
    senders = {one.code: one for one in queries.suppliers(partnership)}
    choices = [(code, one.name) for code, one in senders.items()]
    form = SendFile(request.POST or None, request.FILES or None, suppliers=choices)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            staged = actions.stage_file(
                supplier=senders[told["supplier"]],
                name=told["file"].name,
                content=told["file"].read(),
                status=told["status"],
                published_on=told["published_on"],
                closed_before=told["closed_before"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            route = "performance:file" if staged.state == "mapped" else "performance:columns"
            return redirect(route, partnership=partnership.slug, file=staged.pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "performance/imports/send.html", {"form": form})


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, partnership: Any, file: int) -> HttpResponse:
    """What a file would change; whoever keeps the figures accepts it here, or withdraws it."""
    staged = _file(request, partnership, file)
    refused = _settle(request, partnership, staged) if request.method == "POST" else ""
    if isinstance(refused, HttpResponse):
        return refused
    if staged.receipt_id:
        return redirect("performance:receipt", partnership=partnership.slug, receipt=staged.receipt_id)
    if staged.state == "staged" and not refused:
        return redirect("performance:columns", partnership=partnership.slug, file=staged.pk)
    context: dict[str, Any] = {"file": staged, "refused": refused}
    if staged.state == "mapped":
        try:
            context["preview"] = preview_page(staged, today(partnership))
        except Refused as refusal:
            context["unread"] = str(refusal)
    return render(request, "performance/imports/look.html", context)


def _settle(request: HttpRequest, partnership: Any, staged: Any) -> HttpResponse | str:
    """Accept or withdraw the file; the sentence of the refusal where that cannot be."""
    told: dict[str, Any] = {"staged": staged, "by": request.user, "at": now(partnership)}
    try:
        if "withdraw" in request.POST:
            actions.withdraw_file(**told)
            messages.info(
                request, _("%(name)s is withdrawn. Nothing of it was taken in.") % {"name": staged.name}
            )
            return redirect("performance:arrivals", partnership=partnership.slug)
        seen = request.POST.get("seen", "")
        taken = actions.accept_file(**told, seen=seen, received_on=today(partnership))
    except StepNotPossible as refusal:
        staged.refresh_from_db()
        messages.info(request, str(refusal))
        return ""
    except Refused as refusal:
        return str(refusal)
    messages.info(request, _("The file has receipt %(receipt)s.") % {"receipt": taken.reference})
    return redirect("performance:receipt", partnership=partnership.slug, receipt=taken.pk)


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, partnership: Any, file: int) -> HttpResponse:
    """Say what the columns of a file's table are."""
    staged = _file(request, partnership, file)
    if staged.state not in WAITING or MEASURED in staged.settings:
        return redirect("performance:file", partnership=partnership.slug, file=staged.pk)
    given = request.POST if request.method == "POST" else request.GET
    try:
        page = mapping_page(staged, given, today(partnership))
        if request.method == "POST" and page.form.is_valid():
            actions.map_file(
                staged=staged,
                profile=page.profile(),
                covers=page.form.covers,
                table=page.table.sheet,
                is_saved=page.form.cleaned_data["is_saved"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return redirect("performance:file", partnership=partnership.slug, file=staged.pk)
    except Unreadable as refusal:
        return render(request, "performance/imports/look.html", {"file": staged, "unread": str(refusal)})
    except Refused as refusal:
        page.form.add_error(None, str(refusal))
    return render(
        request, "performance/imports/columns.html", {"file": staged, "page": page, "form": page.form}
    )


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD"])
def not_taken_in(request: HttpRequest, partnership: Any, file: int) -> HttpResponse:
    """What of a file that waits would not be taken in, for the supplier to correct."""
    staged = _file(request, partnership, file)
    if staged.state != "mapped":
        raise Http404
    try:
        found = differences_of(staged, today(partnership))
    except Refused:
        raise Http404 from None
    rows = [(str(one.place.row), str(one.place), one.reason) for one in found.rejections]
    return _csv(reads.rejections_as_csv(rows), f"not-taken-in-file-{staged.pk}.csv")


def _file(request: HttpRequest, partnership: Any, file: int) -> Any:
    visible = reads.files_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    return get_object_or_404(visible, pk=file)


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, partnership: Any, receipt: int) -> HttpResponse:
    """Undo a receipt, once it is said what depends on it and why."""
    visible = queries.receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
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
    visible = queries.receipts_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]
    found = get_object_or_404(visible, pk=receipt)
    name = f"not-taken-in-{found.received_on}-{found.number}.csv"
    return _csv(reads.rejections_as_csv(reads.rejections_of(found)), name)


def _csv(words: str, name: str) -> HttpResponse:
    answer = HttpResponse(words.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
