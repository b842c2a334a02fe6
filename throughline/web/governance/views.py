"""Start a partnership; its landing page, its boards, its map, its terms and the checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document
from throughline.papers.files import FILES
from throughline.web.access.permits import ENTER, holds_permit, permit
from throughline.web.governance import forms, papers, queries
from throughline.web.governance.board_home import board_home
from throughline.web.governance.checker_page import checker_page
from throughline.web.governance.home_parts import home_parts
from throughline.web.governance.standing import KEEP_TERMS, READ_BODY, START_PARTNERSHIP
from throughline.web.governance.starting import (
    AnswersContradict,
    FileRefused,
    start_from_answers,
    start_from_file,
)
from throughline.web.site.navigation import entries_for
from throughline.web.site.today import now
from throughline.words.refusals import Refused

TERMS_FORMS = FILES
READ = ["GET", "HEAD"]


def _body(partnership: Any, code: str) -> Any:
    body = queries.body_named(partnership, code)
    if body is None:
        raise Http404
    return body


@permit(START_PARTNERSHIP)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A few questions begin a partnership."""
    typed = forms.with_a_board(request.POST) if request.method == "POST" else None
    if typed and "another" in typed:
        typed = forms.with_another_board(typed)
    form = forms.StartPartnership(typed)
    boards = forms.Boards(typed, prefix="board")
    if typed and "another" not in typed and form.is_valid() and boards.is_valid():
        made = _started(
            request,
            form,
            lambda: start_from_answers(answers=forms.answers_of(form, boards), by=_user(request), at=now()),
            boards,
        )
        if made:
            return made
    is_new = not typed or "another" in typed
    return render(request, "governance/start.html", {"form": form, "boards": boards, "is_new": is_new})


@permit(START_PARTNERSHIP)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """A partnership file begins a partnership as it was found."""
    form = forms.LoadPartnership(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        made = _started(
            request,
            form,
            lambda: start_from_file(content=sent.read(), name=sent.name, by=_user(request), at=now()),
        )
        if made:
            return made
    return render(request, "governance/load.html", {"form": form})


def _user(request: HttpRequest) -> Any:
    """Whoever signed in, which the permit of the route has made sure of."""
    return request.user


def _started(
    request: HttpRequest, form: Any, act: Callable[[], Any], boards: Any = ()
) -> HttpResponse | None:
    try:
        partnership = act()
    except FileRefused as refusal:
        for line in refusal.lines:
            form.add_error(None, line)
        return None
    except AnswersContradict as refusal:
        answered = forms.answered(boards)
        for fault in refusal.faults:
            answered[fault.board].add_error(fault.answer, fault.sentence)
        return None
    except (Refused, ValueError) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.info(request, _("%(name)s is started, and you are its secretary.") % {"name": partnership.name})
    return redirect(next((address for _entry, address in entries_for(partnership.slug)), "/"))


@permit(ENTER)
@require_http_methods(READ)
def partnership(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The partnership's boards, and the ways to its map, its terms and the checker."""
    day = request.viewpoint.on  # type: ignore[attr-defined]
    context = {
        "terms": queries.terms_on(partnership, day),
        "in_force": queries.bodies_in_force(partnership, day),
        "bodies": queries.bodies_visible_to(request.user, partnership=partnership),  # type: ignore[arg-type]
        "counts": queries.counts_of_findings(partnership, day),
        "may_keep": holds_permit(KEEP_TERMS, request.viewpoint),  # type: ignore[attr-defined]
    }
    return render(request, "governance/partnership.html", context)


@permit(ENTER)
@require_http_methods(READ)
def board(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """The home of a board."""
    found = _body(partnership, body)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    try:
        home = board_home(found, viewpoint.on)
    except KeyError:
        raise Http404 from None
    context = {
        "body": found,
        "home": home,
        "parts": home_parts(found, viewpoint),
        "may_keep": holds_permit(KEEP_TERMS, viewpoint),
        "may_read": holds_permit(READ_BODY, viewpoint),
    }
    return render(request, "governance/board.html", context)


@permit(ENTER)
@require_http_methods(READ)
def governance_map(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Who answers to whom: a drawing, the table that says the same, and what is missing."""
    document = papers.map_paper(partnership, request.viewpoint.on)  # type: ignore[attr-defined]
    context = {"document": document, "paper": html.fragment(document)}
    return render(request, "governance/map.html", context)


@permit(ENTER)
@require_http_methods(READ)
def map_file(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The wide drawing of the map as a file."""
    shown = papers.map_of_day(partnership, request.viewpoint.on)  # type: ignore[attr-defined]
    return _file(papers.map_as_svg(shown), "image/svg+xml", f"{partnership.slug}-map.svg")


@permit(ENTER)
@require_http_methods(READ)
def terms(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Every version of the terms, and the ways to each body's."""
    day = request.viewpoint.on  # type: ignore[attr-defined]
    context = {
        "versions": queries.versions_of_terms(partnership),
        "in_force": queries.terms_record(partnership, day),
        "codes": queries.bodies_in_force(partnership, day),
        "bodies": queries.bodies_visible_to(request.user, partnership=partnership),  # type: ignore[arg-type]
    }
    return render(request, "governance/terms.html", context)


@permit(ENTER)
@require_http_methods(READ)
def terms_file(request: HttpRequest, partnership: Any, version: int) -> HttpResponse:
    """One version of the partnership file, to the letter."""
    found = queries.version_of_terms(partnership, version)
    if found is None:
        raise Http404
    name = f"{partnership.slug}-terms-{version}.toml"
    return _file(found.text.encode(), "application/toml; charset=utf-8", name)


@permit(ENTER)
@require_http_methods(READ)
def body_terms(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """The terms of a body, printed back from its file."""
    found = _body(partnership, body)
    document = _terms_paper(request, found)
    context = {"body": found, "document": document, "paper": html.fragment(document)}
    return render(request, "governance/body_terms.html", context)


@permit(ENTER)
@require_http_methods(READ)
def body_terms_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """The terms of a body as a PDF or a Word file."""
    if form not in TERMS_FORMS:
        raise Http404
    made, kind = TERMS_FORMS[form]
    document = _terms_paper(request, _body(partnership, body))
    return _file(made(document), kind, f"{partnership.slug}-{body}-terms.{form}")


def _terms_paper(request: HttpRequest, body: Any) -> Document:
    try:
        return papers.terms_paper(body, request.viewpoint.on)  # type: ignore[attr-defined]
    except KeyError:
        raise Http404 from None


@permit(ENTER)
@require_http_methods(READ)
def checker(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What the terms leave unsettled, the readings adopted, and what to tidy."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    page = checker_page(partnership, viewpoint.on, body=request.GET.get("body", ""), viewpoint=viewpoint)
    return render(request, "governance/checker.html", {"page": page})


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
