"""Inspections, audits and reviews: the tracker, each report, what became of it, and themes of lessons."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.web.access.permits import permit
from throughline.web.decisions.saving import saved
from throughline.web.risks import actions
from throughline.web.risks.inspections import forms
from throughline.web.risks.inspections.page import (
    inspection_in,
    inspection_page,
    inspections_page,
    lesson_in,
    meetings_to_report_to,
    themes_of,
    ways_of,
)
from throughline.web.risks.inspections.paper import themes_paper
from throughline.web.risks.permits import (
    ANSWER_RECOMMENDATION,
    KEEP_RISKS,
    READ_RISKS,
    recommendation_in,
)
from throughline.web.risks.register.choosing import agencies_to_choose, objectives_to_choose
from throughline.web.site.today import now

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


@permit(READ_RISKS)
@require_http_methods(READ)
def inspections(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every report that is followed up."""
    page = inspections_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "risks/inspections.html", {"page": page})


@permit(READ_RISKS)
@require_http_methods(READ)
def inspection(request: HttpRequest, partnership: Any, inspection: int) -> HttpResponse:
    """One report with its recommendations and lessons."""
    page = inspection_page(_inspection(partnership, inspection), request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "risks/inspection.html", {"page": page})


def _inspection(partnership: Any, number: int) -> Any:
    found = inspection_in(partnership, number)
    if found is None:
        raise Http404
    return found


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def inspect(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Put a report into the tracker."""
    form = forms.RecordInspection(request.POST or None)
    if form.is_valid():
        told: dict[str, Any] = {"partnership": partnership, "by": request.user, "at": now(partnership)}
        said = _("It is in the tracker. Add what it recommends.")
        if saved(request, form, lambda: actions.record_inspection(**told, **form.cleaned_data), said):
            return redirect("risks:inspections", partnership=partnership.slug)
    return _form(request, form, _("Follow up an inspection, an audit or a review"), _("Add it"))


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def recommend(request: HttpRequest, partnership: Any, inspection: int) -> HttpResponse:
    """Add a recommendation of a report."""
    found = _inspection(partnership, inspection)
    agencies = {one.code: one for one in agencies_to_choose(partnership)}
    objectives = {str(one.pk): one for one in objectives_to_choose(partnership)}
    form = forms.RecordRecommendation(
        request.POST or None,
        choices={
            "owner_agency": [(code, one.name) for code, one in agencies.items()],
            "objective": [("", _("None")), *((key, one.code) for key, one in objectives.items())],
        },
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told: dict[str, Any] = {
            "inspection": found,
            "owner_agency": agencies[typed.pop("owner_agency")],
            "objective": objectives.get(typed.pop("objective")),
            "by": request.user,
            "at": now(partnership),
        }
        said = _("The recommendation is added.")
        if saved(request, form, lambda: actions.record_recommendation(**told, **typed), said):
            return _back(found)
    return _form(request, form, _("Add a recommendation"), _("Add it"), found.title)


@permit(ANSWER_RECOMMENDATION)
@require_http_methods(WRITE)
def recommendation_step(request: HttpRequest, partnership: Any, recommendation: int) -> HttpResponse:
    """Say what happened to a recommendation."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = recommendation_in(viewpoint)
    if found is None:
        raise Http404
    heading = _("Recommendation %(number)s") % {"number": found.number}
    ways = ways_of(found, viewpoint)
    if not ways:
        return _form(request, None, heading, "", found.inspection.title, found.words)
    form = forms.RecommendationStep(
        request.POST or None,
        initial={"on": viewpoint.on, "version": found.version},
        choices={"step": ways},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        told: dict[str, Any] = {
            "recommendation": found,
            "expected_version": version,
            "by": request.user,
            "at": now(partnership),
        }
        said = _("It is recorded.")
        if saved(request, form, lambda: actions.take_recommendation_step(**told, **typed), said, found):
            return _back(found.inspection)
    return _form(request, form, heading, _("Record it"), found.inspection.title, found.words)


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def learn(request: HttpRequest, partnership: Any, inspection: int) -> HttpResponse:
    """Write down what a review taught."""
    found = _inspection(partnership, inspection)
    agencies = {one.code: one for one in agencies_to_choose(partnership)}
    form = forms.RecordLesson(
        request.POST or None,
        initial={"drawn_on": request.viewpoint.on},  # type: ignore[attr-defined]
        choices={"owner_agency": [(code, one.name) for code, one in agencies.items()]},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told: dict[str, Any] = {
            "inspection": found,
            "owner_agency": agencies[typed.pop("owner_agency")],
            "themes": typed.pop("themes").split(","),
            "by": request.user,
            "at": now(partnership),
        }
        if saved(request, form, lambda: actions.record_lesson(**told, **typed), _("The lesson is added.")):
            return _back(found)
    return _form(request, form, _("Write down a lesson"), _("Add it"), found.title)


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def complete(request: HttpRequest, partnership: Any, lesson: int) -> HttpResponse:
    """Record that a lesson was acted on."""
    found = lesson_in(partnership, lesson)
    if found is None:
        raise Http404
    form = forms.CompleteLesson(
        request.POST or None,
        initial={"completed_on": request.viewpoint.on},  # type: ignore[attr-defined]
    )
    if form.is_valid():
        told: dict[str, Any] = {"lesson": found, "by": request.user, "at": now(partnership)}
        said = _("The lesson is acted on.")
        if saved(request, form, lambda: actions.complete_lesson(**told, **form.cleaned_data), said):
            return _back(found.inspection)
    heading = _("Lesson %(number)d was acted on") % {"number": found.number}
    return _form(request, form, heading, _("Record it"), found.inspection.title, found.words)


@permit(READ_RISKS)
@require_http_methods(READ)
def themes(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What keeps coming back in lessons, and the meeting that it is reported to."""
    shown = {
        "themes": themes_of(partnership),
        "meetings": meetings_to_report_to(request.viewpoint),  # type: ignore[attr-defined]
        "files": list(FILES),
    }
    return render(request, "risks/themes.html", shown)


@permit(READ_RISKS)
@require_http_methods(READ)
def themes_file(request: HttpRequest, partnership: Any, form: str) -> HttpResponse:
    """Themes of lessons as a paper for the meeting that is asked for, or for whoever reads it."""
    if form not in FILES:
        raise Http404
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    named = dict(meetings_to_report_to(viewpoint)).get(request.GET.get("meeting", ""))
    paper = themes_paper(partnership, viewpoint, meeting=named or _("no meeting in particular"))
    made, kind = FILES[form]
    response = HttpResponse(made(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="themes-of-lessons.{form}"'
    return response


def _back(found: Any) -> HttpResponse:
    return redirect("risks:inspection", partnership=found.partnership.slug, inspection=found.number)


def _form(
    request: HttpRequest, form: Any, heading: str, button: str, caption: str = "", words: str = ""
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "button": button, "caption": caption, "words": words}
    return render(request, "risks/form.html", shown)
