"""Strategies, the life of a plan, what was said about it, whom it touches, and what rolls forward."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance.queries import terms_on
from throughline.web.plan.life import consulted, page, rolled
from throughline.web.plan.life.kept import (
    consultation_ways,
    equality_ways,
    life_ways,
    plan_life_ways,
    strategy_ways,
)
from throughline.web.plan.life.queries import strategies_visible_to
from throughline.web.plan.life.ways import Offered, Way, refused_form, take
from throughline.web.plan.permits import KEEP_PLAN, READ_PLAN
from throughline.web.plan.queries import lines_closed_to, lines_closed_to_all, version_on
from throughline.web.site.today import today

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


def offered_to(request: HttpRequest, ways: tuple[Way, ...]) -> tuple[tuple[Offered, ...], bool]:
    """The forms that this reader may send, and whether one was taken; others may send none."""
    if holds_permit(KEEP_PLAN, request.viewpoint):  # type: ignore[attr-defined]
        return take(request, ways)
    if request.method == "POST":
        raise Http404
    return (), False


def shown_with(
    request: HttpRequest, template: str, context: dict[str, Any], ways: tuple[Way, ...]
) -> HttpResponse:
    """A page with its forms; once one is taken, the page again."""
    offered, is_done = offered_to(request, ways)
    if is_done:
        return redirect(request.path)
    return render(request, template, {**context, "offered": offered, "form": refused_form(offered)})


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    version = version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return version


@permit(READ_PLAN)
@require_http_methods(WRITE)
def life(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every strategy and every plan, with where each stands."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    terms = terms_on(partnership, viewpoint.on)
    shown = page.life_page(partnership, viewpoint, terms.calendar.year_starts)
    return shown_with(request, "plan/life/life.html", {"page": shown}, life_ways(request, partnership))


@permit(READ_PLAN)
@require_http_methods(WRITE)
def strategy(request: HttpRequest, partnership: Any, strategy: int) -> HttpResponse:
    """One strategy: who answers for it, the decision behind it, and its years."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = get_object_or_404(strategies_visible_to(viewpoint, partnership=partnership), number=strategy)
    shown = page.strategy_page(found, viewpoint)
    return shown_with(request, "plan/life/strategy.html", {"page": shown}, strategy_ways(request, found))


@permit(READ_PLAN)
@require_http_methods(WRITE)
def plan_life(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Where a plan is in its life, what each gate rests on, and the version that was adopted."""
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    shown = page.plan_life_page(version, request.viewpoint)  # type: ignore[attr-defined]
    ways = plan_life_ways(request, version.plan, shown)
    return shown_with(request, "plan/life/plan_life.html", {"page": shown}, ways)


@permit(READ_PLAN)
@require_http_methods(WRITE)
def consultation(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """You said, we did: every consultation on a plan, and what came of what was said."""
    plan = _version(request.viewpoint, partnership, year).plan  # type: ignore[attr-defined]
    found, closed = consulted.consultations_of(plan), lines_closed_to(plan, request.viewpoint)  # type: ignore[attr-defined]
    paper = consulted.consultation_paper(plan, found, today(partnership), closed=closed)
    context = {"plan": plan, "paper": paper, "words": html.fragment(paper)}
    ways = consultation_ways(request, plan, found)
    return shown_with(request, "plan/life/consultation.html", context, ways)


@permit(READ_PLAN)
@require_http_methods(READ)
def consultation_file(request: HttpRequest, partnership: Any, year: str, form: str) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    plan = _version(request.viewpoint, partnership, year).plan  # type: ignore[attr-defined]
    found, closed = consulted.consultations_of(plan), lines_closed_to_all(plan)
    paper = consulted.consultation_paper(plan, found, today(partnership), closed=closed)
    return _file(paper, f"{partnership.slug}-plan-{year}-consultation", form)


@permit(READ_PLAN)
@require_http_methods(WRITE)
def equality(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """What a plan does to different groups of people, and who signed it off."""
    plan = _version(request.viewpoint, partnership, year).plan  # type: ignore[attr-defined]
    paper = consulted.equality_paper(plan, request.viewpoint)  # type: ignore[attr-defined]
    context = {"plan": plan, "paper": paper, "words": html.fragment(paper)}
    return shown_with(request, "plan/life/equality.html", context, equality_ways(request, plan))


@permit(READ_PLAN)
@require_http_methods(READ)
def equality_file(request: HttpRequest, partnership: Any, year: str, form: str) -> HttpResponse:
    """The same as a PDF, a Word file or an OpenDocument file."""
    plan = _version(request.viewpoint, partnership, year).plan  # type: ignore[attr-defined]
    paper = consulted.equality_paper(plan, request.viewpoint)  # type: ignore[attr-defined]
    return _file(paper, f"{partnership.slug}-plan-{year}-equality", form)


def _file(paper: Document, name: str, form: str) -> HttpResponse:
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    answer = HttpResponse(made(paper), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@permit(READ_PLAN)
@require_http_methods(READ)
def roll_forward(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """What of a plan would go into the draft of the next year; nothing is accepted here."""
    shown = _rolled(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    may_keep = holds_permit(KEEP_PLAN, request.viewpoint)  # type: ignore[attr-defined]
    context = {"page": shown, "year": year, "may_keep": may_keep}
    return render(request, "plan/life/roll_forward.html", context)


@permit(READ_PLAN)
@require_http_methods(READ)
def roll_forward_file(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """The draft of the next year as a file to look at, change and send."""
    shown = _rolled(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    answer = HttpResponse(shown.text.encode(), content_type="text/csv; charset=utf-8")
    name = f"{partnership.slug}-plan-{shown.year.name}-draft.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rolled(viewpoint: Any, partnership: Any, year: str) -> rolled.RollPage:
    return rolled.roll_page(_version(viewpoint, partnership, year), viewpoint.on)
