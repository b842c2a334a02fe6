"""Pages of change control: the list, asking, and one request with its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import holds_permit, permit
from throughline.web.decisions.saving import saved
from throughline.web.plan import actions, queries
from throughline.web.plan.changes.forms import AGREE, AnswerChange, AskChange
from throughline.web.plan.changes.page import (
    change_shown,
    changes_page,
    changes_visible_to,
    decision_chosen,
    decisions_for,
    promises_of,
)
from throughline.web.plan.life.queries import is_adopted
from throughline.web.plan.permits import KEEP_PLAN, READ_PLAN
from throughline.web.site.today import now, today

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


@permit(READ_PLAN)
@require_http_methods(READ)
def changes(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Every request to change the plan of a year, those that wait first."""
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    context = {
        "page": changes_page(version.plan, request.viewpoint),  # type: ignore[attr-defined]
        "year": year,
        "is_adopted": is_adopted(version.plan, today(partnership)),
        "may_keep": _may_keep(request),
    }
    return render(request, "plan/changes/changes.html", context)


@permit(KEEP_PLAN)
@require_http_methods(WRITE)
def ask_change(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Choose an objective, then the promise that should change, what instead, and why."""
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    plan = queries.plan_of(version)
    code = request.GET.get("objective", "")
    objective = next((one for one in plan.objectives if one.id == code), None)
    context: dict[str, Any] = {"year": year, "objectives": plan.objectives, "objective": objective}
    if objective is None:
        return render(request, "plan/changes/ask.html", context)
    promises = {one.name: one for one in promises_of(plan, objective)}
    form = AskChange(request.POST or None, promises=[(one.name, one.words) for one in promises.values()])
    if form.is_valid():
        typed = form.cleaned_data
        change = promises[typed["promise"]].change
        asked = {
            "version": version,
            "change": change if change.kind == "drop" else replace(change, after=typed["after"].strip()),
            "reason": typed["reason"],
            "on": today(partnership),
            "person": request.viewpoint.person,  # type: ignore[attr-defined]
            "by": request.user,
            "at": now(partnership),
        }
        if saved(request, form, lambda: actions.ask_change(**asked), _("The change is asked for.")):
            return redirect("plan:changes", partnership=partnership.slug, year=year)
    return render(request, "plan/changes/ask.html", context | {"form": form})


@permit(READ_PLAN)
@require_http_methods(WRITE)
def change(request: HttpRequest, partnership: Any, year: str, change: int) -> HttpResponse:
    """One request: what it would change, why, and how it was answered or may be."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    version = _version(viewpoint, partnership, year)
    found = get_object_or_404(changes_visible_to(viewpoint, plan=version.plan), number=change)
    may_answer = _may_keep(request) and found.state == "asked"
    form = None
    if may_answer:
        decisions = decisions_for(queries.plan_of(version), viewpoint)
        form = AnswerChange(request.POST or None, decisions=decisions)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _answered(request, partnership, found, form):
            return redirect(request.path)
    context = {"shown": change_shown(found, viewpoint), "year": year, "form": form}
    return render(request, "plan/changes/change.html", context)


def _answered(request: HttpRequest, partnership: Any, found: Any, form: AnswerChange) -> bool:
    typed = form.cleaned_data
    decision = decision_chosen(typed["decision"], request.viewpoint)  # type: ignore[attr-defined]
    told: dict[str, Any] = {
        "change": found, "decision": decision, "on": today(partnership), "by": request.user,
        "at": now(partnership),
    }  # fmt: skip
    if typed["answer"] == AGREE:
        said = _("The change is agreed, and the plan has a new version that holds just it.")
        return saved(request, form, lambda: actions.agree_change(**told), said)
    said = _("The change is refused. The plan stays as it is.")
    return saved(request, form, lambda: actions.refuse_change(**told, answer=typed["why"]), said)


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return version


def _may_keep(request: HttpRequest) -> bool:
    return holds_permit(KEEP_PLAN, request.viewpoint)  # type: ignore[attr-defined]
