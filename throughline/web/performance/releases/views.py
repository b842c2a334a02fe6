"""Pages of scorecards for the public: prepared inside by several people, and read by anybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.spreadsheet import comma_separated
from throughline.web.access.permits import PUBLIC, holds_permit, permit
from throughline.web.performance import actions
from throughline.web.performance.permits import (
    APPROVE_PUBLICATION,
    KEEP_FIGURES,
    PREPARE_PUBLICATION,
    READ_FIGURES,
)
from throughline.web.performance.releases import queries
from throughline.web.performance.releases.forms import Compose, Edit, Withdraw
from throughline.web.performance.releases.frozen import sets_on
from throughline.web.performance.releases.page import STATE_WORDS, as_table, groups_of, release_page
from throughline.web.performance.releases.states import is_allowed
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

READ = ["GET", "HEAD"]


@permit(PREPARE_PUBLICATION)
@require_http_methods(READ)
def releases(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every scorecard for the public with its state: drafts, released ones, and those withdrawn."""
    may_compose = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    return render(
        request,
        "performance/releases/releases.html",
        {"releases": _visible(request, partnership), "states": STATE_WORDS, "may_compose": may_compose},
    )


@permit(KEEP_FIGURES)
@require_http_methods([*READ, "POST"])
def compose(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Compose a scorecard for the public from the figures of a day."""
    day = today(partnership)
    sets = [(one.id, one.name) for one in sets_on(partnership, day)]
    form = Compose(request.POST or None, sets=sets, initial={"on": day})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["on"] > day:
            form.add_error("on", _("That day is still to come. Choose today or an earlier day."))
        else:
            with refusals_on(form):
                made = actions.compose_release(
                    partnership=partnership,
                    by=request.user,  # type: ignore[arg-type]
                    at=now(partnership),
                    **form.cleaned_data,
                )
                return _shown(partnership, made.number)
    return render(request, "performance/releases/compose.html", {"form": form})


@permit(PREPARE_PUBLICATION)
@require_http_methods(READ)
def release(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """One scorecard for the public: what it says, who has approved it, and what is waited for."""
    return _page(request, _found(request, partnership, release), Withdraw())


@permit(KEEP_FIGURES)
@require_http_methods([*READ, "POST"])
def edit(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """Change the words of a draft; approvals begin again."""
    found = _found(request, partnership, release)
    said = {"title": found.title, "words": found.words, "licence": found.licence, "version": found.version}
    form = Edit(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.edit_release(
                scorecard=found,
                expected_version=given.pop("version"),
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
                **given,
            )
            return _shown(partnership, release)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            found.refresh_from_db()
            form.data = {**request.POST.dict(), "version": str(found.version)}
    context = {"form": form, "release": found, "may_edit": is_allowed(found.state, "edit")}
    return render(request, "performance/releases/edit.html", context)


@permit(APPROVE_PUBLICATION)
@require_http_methods(["POST"])
def approve(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """Approve the words that were read; the second approval releases them."""
    found = _found(request, partnership, release)
    try:
        actions.approve_release(
            scorecard=found,
            digest=request.POST.get("digest", ""),
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
    except Refused as refusal:
        return _page(request, found, Withdraw(), refused=str(refusal))
    return _shown(partnership, release)


@permit(APPROVE_PUBLICATION)
@require_http_methods(["POST"])
def withdraw(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """Take a released scorecard back, with a reason that everybody may read."""
    found = _found(request, partnership, release)
    form = Withdraw(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_release(
                scorecard=found,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return _shown(partnership, release)
        except actions.WithdrawalRefused as refusal:
            form.add_error("reason", str(refusal))
        except Refused as refusal:
            return _page(request, found, Withdraw(), refused=str(refusal))
    return _page(request, found, form)


@permit(PUBLIC)
@require_http_methods(READ)
def published(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The scorecards that the partnership has published, for anybody.

    Where it has published none, the page is there for its own people alone: it would else tell that
    the partnership is here.
    """
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found, belongs_here = queries.published(partnership), holds_permit(READ_FIGURES, viewpoint)
    if not belongs_here and not found.exists():
        raise Http404
    context = {
        "published": found,
        "may_prepare": holds_permit(PREPARE_PUBLICATION, viewpoint),
        "belongs_here": belongs_here,
    }
    return render(request, "performance/releases/published.html", context)


@permit(PUBLIC)
@require_http_methods(READ)
def published_one(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """One published scorecard, for anybody; a withdrawn one says why and shows no figure."""
    found = get_object_or_404(queries.published(partnership), number=release)
    if found.state == found.State.WITHDRAWN:
        return render(request, "performance/releases/withdrawn.html", {"release": found})
    context = {"release": found, "groups": groups_of(found)}
    return render(request, "performance/releases/published_one.html", context)


@permit(PUBLIC)
@require_http_methods(READ)
def published_file(request: HttpRequest, partnership: Any, release: int) -> HttpResponse:
    """The figures of one published scorecard as CSV, for anybody."""
    found = get_object_or_404(queries.readable(partnership), number=release)
    content = comma_separated(as_table(found), marking="OFFICIAL").encode()
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"{partnership.slug}-scorecard-{found.number}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _visible(request: HttpRequest, partnership: Any) -> Any:
    return queries.releases_visible_to(request.user, partnership=partnership)  # type: ignore[arg-type]


def _found(request: HttpRequest, partnership: Any, number: int) -> Any:
    return get_object_or_404(_visible(request, partnership), number=number)


def _shown(partnership: Any, number: int) -> HttpResponse:
    return redirect("performance:release", partnership=partnership.slug, release=number)


def _page(request: HttpRequest, found: Any, form: Withdraw, *, refused: str = "") -> HttpResponse:
    found.refresh_from_db()
    page = release_page(found, request.viewpoint)  # type: ignore[attr-defined]
    context = {"page": page, "form": form, "refused": refused, "state": STATE_WORDS[found.state]}
    return render(request, "performance/releases/release.html", context)
