"""Reading who was heard: the list, one record, what is due, practice, coverage, and one objective."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.web.access.permits import holds_permit, permit
from throughline.web.site.today import today
from throughline.web.voices.lists import coverage_page, due_page, practice_page, voices_page
from throughline.web.voices.objective_page import objective_page
from throughline.web.voices.permits import READ_VOICES, RECORD_VOICES
from throughline.web.voices.summary import summary_paper
from throughline.web.voices.voice_page import voice_or_404, voice_page

READ = ["GET", "HEAD"]


def _may_record(request: HttpRequest) -> bool:
    return holds_permit(RECORD_VOICES, request.viewpoint)  # type: ignore[attr-defined]


@permit(READ_VOICES)
@require_http_methods(READ)
def voices(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every record of who was heard, what is overdue first."""
    page = voices_page(partnership, request.viewpoint, kind=request.GET.get("kind", ""))  # type: ignore[attr-defined]
    return render(request, "voices/voices.html", {"page": page, "may_record": _may_record(request)})


@permit(READ_VOICES)
@require_http_methods(READ)
def voice(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """One record: what was said, what came of it, and what is still owed."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    page = voice_page(voice_or_404(partnership, viewpoint, heard), partnership, viewpoint)
    return render(request, "voices/voice.html", {"page": page})


@permit(READ_VOICES)
@require_http_methods(READ)
def due(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What every record owes, by its day."""
    rows = due_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(
        request, "voices/due.html", {"rows": rows, "late": sum(one.owed.kind == "late" for one in rows)}
    )


@permit(READ_VOICES)
@require_http_methods(READ)
def practice(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Good practice found elsewhere, and what was taken up of it."""
    page = practice_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "voices/practice.html", {"page": page, "may_record": _may_record(request)})


@permit(READ_VOICES)
@require_http_methods(READ)
def coverage(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Which sectors were heard, who is left to reach, and who champions each pathway."""
    page = coverage_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "voices/coverage.html", {"page": page})


@permit(READ_VOICES)
@require_http_methods(READ)
def objective(request: HttpRequest, partnership: Any, cited: str) -> HttpResponse:
    """What was heard about one objective, and what it rests on."""
    page = objective_page(partnership, request.viewpoint, cited)  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    return render(request, "voices/objective.html", {"page": page, "may_record": _may_record(request)})


@permit(READ_VOICES)
@require_http_methods(READ)
def summary(request: HttpRequest, partnership: Any, voice_file: str) -> HttpResponse:
    """Who was heard and what came of it, as a file."""
    if voice_file not in FILES:
        raise Http404
    make, kind = FILES[voice_file]
    paper = summary_paper(partnership, request.viewpoint)  # type: ignore[attr-defined]
    reply = HttpResponse(make(paper), content_type=kind)
    how = "inline" if voice_file == "pdf" else "attachment"
    name = f"{partnership.slug}-voices-{today(partnership)}.{voice_file}"
    reply["Content-Disposition"] = f'{how}; filename="{name}"'
    return reply
