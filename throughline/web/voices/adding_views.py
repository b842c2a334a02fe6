"""Recording who was heard, editing it, and kinds of record of one's own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.site.today import now
from throughline.web.voices import actions
from throughline.web.voices.choices import Chosen
from throughline.web.voices.form_page import FormPage, answer_form
from throughline.web.voices.forms import HeardForm, OwnTypeForm
from throughline.web.voices.kinds import kinds_of
from throughline.web.voices.permits import RECORD_VOICES
from throughline.web.voices.voice_page import record_or_404

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


@permit(RECORD_VOICES)
@require_http_methods(READ)
def kinds(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Which kind of record to add."""
    found = sorted(kinds_of(partnership).values(), key=lambda one: one.name)
    return render(
        request, "voices/kinds.html", {"kinds": found, "objective": request.GET.get("objective", "")}
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def add_kind(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Add a kind of record of the partnership's own."""
    form = OwnTypeForm(request.POST or None)
    page = FormPage(
        title=_("Add a kind of record"),
        lead=_("It stands beside the kinds that everybody has, and asks for what you tick."),
        button=_("Add this kind"),
        caption=_("Voices"),
        back=reverse("voices:kinds", kwargs={"partnership": partnership.slug}),
        said=_("The kind is added."),
    )
    told = {"partnership": partnership, "by": request.user, "at": now(partnership)}
    return answer_form(
        request,
        form,
        page,
        lambda: actions.add_own_type(
            code=form.code, name=form.cleaned_data["name"], asks=form.cleaned_data["asks"], **told
        ),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def add(request: HttpRequest, partnership: Any, voice_kind: str) -> HttpResponse:
    """Record who was heard."""
    kind = kinds_of(partnership).get(voice_kind)
    if kind is None:
        raise Http404
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    form = HeardForm(
        request.POST or None,
        kind=kind,
        chosen=Chosen(partnership, viewpoint),
        initial={"held_from": viewpoint.on, "objective": request.GET.get("objective", "")},
    )
    page = FormPage(
        title=_("Record: %(kind)s") % {"kind": kind.name},
        lead=_("Say who was heard. Findings and what came of them follow on its page."),
        button=_("Record it"),
        caption=_("Voices"),
        back=reverse("voices:kinds", kwargs={"partnership": partnership.slug}),
        said=_("It is recorded. Add what was found, and what came of it."),
    )
    told = {"partnership": partnership, "kind": kind.code, "by": request.user, "at": now(partnership)}
    return answer_form(
        request,
        form,
        page,
        lambda: actions.record_engagement(told=form.heard(), agencies=form.agencies, **told),
        onward=lambda made: reverse(
            "voices:voice", kwargs={"partnership": partnership.slug, "heard": made.number}
        ),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def edit(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Edit a record; what it said before is kept."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = record_or_404(partnership, viewpoint, heard)
    kind = kinds_of(partnership).get(found.kind)
    if kind is None:
        raise Http404
    form = HeardForm(
        request.POST or None,
        kind=kind,
        chosen=Chosen(partnership, viewpoint),
        is_new=False,
        initial=_as_typed(found),
    )
    page = FormPage(
        title=_("Edit: %(title)s") % {"title": found.title},
        lead=_("What it says now stays readable in its history."),
        button=_("Save"),
        caption=kind.name,
        back=reverse("voices:voice", kwargs={"partnership": partnership.slug, "heard": heard}),
        said=_("It is saved."),
    )
    told = {"engagement": found, "on": viewpoint.on, "by": request.user, "at": now(partnership)}
    return answer_form(
        request,
        form,
        page,
        lambda: actions.amend_engagement(
            told=form.heard(),
            agencies=form.agencies,
            expected_version=form.cleaned_data["version"],
            **told,
        ),
        record=found,
    )


def _as_typed(found: Any) -> dict[str, Any]:
    """A record as its form would have been filled in."""
    plain = {name: getattr(found, name) for name in found.EDITED if not name.endswith("_id")}
    return plain | {
        "agencies": list(found.heard.filter(until_version=None).values_list("agency__code", flat=True)),
        "lead_agency": found.lead_agency.code if found.lead_agency else "",
        "lead": str(found.lead_id or ""),
        "parent": found.parent.code if found.parent else "",
        "decision": str(found.decision_id or ""),
        "objective": found.objective.code if found.objective else "",
        "version": found.version,
    }
