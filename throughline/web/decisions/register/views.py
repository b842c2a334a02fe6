"""The register of decisions, one decision, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.blocks import Document
from throughline.papers.decision_register import register_in_columns
from throughline.papers.files import FILES
from throughline.papers.spreadsheet import comma_separated, workbook
from throughline.web.access.permits import ENTER, PUBLIC, permit
from throughline.web.decisions import actions
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.register import forms as decision_forms
from throughline.web.decisions.register.page import decision_at, decision_page
from throughline.web.decisions.register.permits import ACT_FOR_CHAIR
from throughline.web.decisions.register.published import published_everywhere
from throughline.web.decisions.register.register_page import (
    narrowed,
    register_page,
    register_paper,
    registered,
)
from throughline.web.decisions.saving import saved
from throughline.web.decisions.standing import grounds_for_the_chair, state_of
from throughline.web.governance import queries
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.site.today import now

READ = ["GET", "HEAD"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def body_or_404(partnership: Any, code: str) -> Any:
    """The body of that code, or the page for what is not there."""
    found = queries.body_named(partnership, code)
    if found is None:
        raise Http404
    return found


def decision_or_404(request: HttpRequest, partnership: Any, body: str, part: str) -> Any:
    """The decision at an address that this reader may know of, or the page for what is not there."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = decision_at(partnership, viewpoint, body=body, part=part)
    if found is None:
        raise Http404
    return found


@permit(ENTER)
@require_http_methods(READ)
def register(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The decisions of every body that the reader may read, narrowed as asked."""
    page = register_page(partnership, request.viewpoint, asked=request.GET.dict())  # type: ignore[attr-defined]
    return render(request, "decisions/decisions.html", {"page": page})


@permit(READ_BODY)
@require_http_methods(READ)
def decisions(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Everything that one body decided, the latest first, and by what right each decision stands."""
    found = body_or_404(partnership, body)
    page = register_page(partnership, request.viewpoint, asked=request.GET.dict(), body=found)  # type: ignore[attr-defined]
    return render(request, "decisions/decisions.html", {"page": page, "body": found})


@permit(ENTER)
@require_http_methods(READ)
def register_file(request: HttpRequest, partnership: Any, form: str) -> HttpResponse:
    """The register of every body that the reader may read, as a file."""
    return _file(request, partnership, None, form)


@permit(READ_BODY)
@require_http_methods(READ)
def decisions_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """The register of one body as a file."""
    return _file(request, partnership, body_or_404(partnership, body), form)


def _file(request: HttpRequest, partnership: Any, body: Any, form: str) -> HttpResponse:
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    made = _FORMS.get(form)
    if made is None:
        raise Http404
    make, kind = made
    lines = narrowed(partnership, viewpoint, asked=request.GET.dict(), body=body)
    paper = register_paper(partnership, viewpoint, lines, body)
    content = make(paper, registered(lines))
    name = f"{partnership.slug}{f'-{body.code}' if body else ''}-decisions.{form}"
    return _download(content, kind, name)


def _as_csv(paper: Document, rows: Any) -> bytes:
    return comma_separated(register_in_columns(rows), marking=paper.marking).encode()


def _as_workbook(paper: Document, rows: Any) -> bytes:
    return workbook([register_in_columns(rows)], marking=paper.marking, computed_from=paper.computed_from)


def _as_paper(make: Callable[[Document], bytes]) -> Callable[[Document, Any], bytes]:
    return lambda paper, rows: make(paper)


_FORMS: dict[str, tuple[Callable[[Document, Any], bytes], str]] = {
    "csv": (_as_csv, CSV),
    "xlsx": (_as_workbook, XLSX),
    **{form: (_as_paper(make), kind) for form, (make, kind) in FILES.items()},
}


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@permit(PUBLIC)
@require_http_methods(READ)
def published(request: HttpRequest) -> HttpResponse:
    """The published decisions of the bodies whose terms open their meetings to the public."""
    content = comma_separated(register_in_columns(published_everywhere()), marking="OFFICIAL").encode()
    return _download(content, CSV, "published-decisions.csv")


@permit(READ_BODY)
@require_http_methods(READ)
def decision(request: HttpRequest, partnership: Any, body: str, decision: str) -> HttpResponse:
    """One decision, by what right it stands and what became of it."""
    found = decision_or_404(request, partnership, body, decision)
    page = decision_page(found, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "decisions/decision.html", {"page": page, "decision": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def implemented(request: HttpRequest, partnership: Any, body: str, decision: str) -> HttpResponse:
    """Record that a decision was carried out, or once it was, that nothing of it is open."""
    found = decision_or_404(request, partnership, body, decision)
    day = request.viewpoint.on  # type: ignore[attr-defined]
    told = {"decision": found, "by": request.user, "at": now(partnership)}
    is_done = state_of(found) == "implemented"
    form: Any
    if is_done:
        form = decision_forms.Closed(request.POST or None, initial={"closed_on": day})
        act: Callable[..., Any] = actions.close_decision
    else:
        form = decision_forms.Implemented(request.POST or None, initial={"implemented_on": day})
        act = actions.record_implemented
    if form.is_valid() and saved(
        request, form, lambda: act(**told, **form.cleaned_data), _("It is recorded.")
    ):
        return redirect(address_of(found))
    shown = {"form": form, "decision": found, "is_done": is_done}
    return render(request, "decisions/implemented.html", shown)


@permit(ACT_FOR_CHAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def chairs_action(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Record what the chair decided between meetings, where the terms or a decision allow it."""
    found, day = body_or_404(partnership, body), request.viewpoint.on  # type: ignore[attr-defined]
    right, grounds = grounds_for_the_chair(found, day)
    form = decision_forms.ChairsAction(
        request.POST or None,
        grounds=[(str(one.pk), f"{one.number}: {one.text}"[:110]) for one in grounds],
        by_terms=right.may_act,
        initial={"decided_on": day},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        named = typed.pop("allowed_by")
        ground = next((one for one in grounds if str(one.pk) == named), None)
        told = {"body": found, "allowed_by": ground, "by": request.user, "at": now(partnership)}
        said = _("It is recorded. The next agenda has it.")
        if saved(request, form, lambda: actions.take_chairs_action(**told, **typed), said):
            return redirect("decisions:decisions", partnership=partnership.slug, body=body)
    return render(request, "decisions/chairs_action.html", {"form": form, "body": found, "right": right})
