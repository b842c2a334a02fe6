"""The papers of a meeting, and its pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.blocks import Document, Heading, Lead
from throughline.papers.files import FILES
from throughline.papers.from_markdown import from_markdown
from throughline.web.access.permits import permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions, forms, queries
from throughline.web.meetings.asking import address_of, meeting_or_404, saved, who_asks
from throughline.web.meetings.packs import STYLE_SHEETS, pack_of
from throughline.web.site.jinja import long_date
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

PACK_FORMS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    **FILES,
    "html": (
        lambda document: html.page(
            document, stylesheets=tuple(map(static, STYLE_SHEETS)), icon=static("site/mark.svg")
        ).encode(),
        "text/html; charset=utf-8",
    ),
}


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_paper(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Ask an organisation for a paper."""
    found = meeting_or_404(partnership, body, meeting)
    agencies, people = queries.who_may_write(partnership, today(partnership))
    form = forms.AskForPaper(
        request.POST or None,
        agencies=[(one.code, one.name) for one in agencies],
        people=[(str(one.pk), f"{one.name}, {one.agency}") for one in people],
        initial={"due_on": queries.papers_due_on(found)},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        asked, person = typed.pop("author_agency"), typed.pop("author")
        agency = next(one for one in agencies if one.code == asked)
        author = next((one for one in people if str(one.pk) == person), None)
        done = saved(
            request,
            form,
            lambda: actions.commission_paper(
                meeting=found,
                author_agency=agency,
                author=author,
                asked_on=today(partnership),
                by=who_asks(request),
                at=now(partnership),
                **typed,
            ),
            _("The paper is asked for. Tell its author: this site sends no mail yet."),
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/ask_for_paper.html", {"form": form, "meeting": found})


def _paper(request: HttpRequest, meeting: Any, number: int) -> Any:
    readable = queries.papers_readable_by(meeting, request.viewpoint)  # type: ignore[attr-defined]
    found = next((one for one in readable if one.pk == number), None)
    if found is None:
        raise Http404
    return found


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def paper(request: HttpRequest, partnership: Any, body: str, meeting: str, number: int) -> HttpResponse:
    """The words of a paper."""
    found = meeting_or_404(partnership, body, meeting)
    shown = _paper(request, found, number)
    return render(
        request, "meetings/paper.html", {"meeting": found, "paper": shown, "words": _as_html(shown)}
    )


def _as_html(paper: Any) -> str:
    blocks = (Heading(paper.title), Lead(_came(paper)), *from_markdown(paper.text))
    return html.fragment(Document(title=paper.title, blocks=blocks, marking=paper.marking, computed_from=""))


def _came(paper: Any) -> str:
    who = ", ".join(str(one) for one in (paper.author, paper.author_agency) if one)
    if paper.received_on:
        return _("From %(who)s. Received %(day)s.") % {"who": who, "day": long_date(paper.received_on)}
    return _("From %(who)s. Not in yet: it is due %(day)s.") % {"who": who, "day": long_date(paper.due_on)}


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def receive_paper(
    request: HttpRequest, partnership: Any, body: str, meeting: str, number: int
) -> HttpResponse:
    """Paste the words of a paper that came in."""
    found = meeting_or_404(partnership, body, meeting)
    paper = _paper(request, found, number)
    form = forms.ReceivePaper(request.POST or None, initial={"text": paper.text, "version": paper.version})
    if form.is_valid():
        done = saved(
            request,
            form,
            lambda: actions.receive_paper(
                paper=paper,
                text=form.cleaned_data["text"],
                received_on=paper.received_on or today(partnership),
                expected_version=form.cleaned_data["version"],
                by=who_asks(request),
                at=now(partnership),
            ),
            _("The paper is in."),
            paper,
        )
        if done:
            return redirect(address_of(found))
    return render(request, "meetings/receive_paper.html", {"form": form, "meeting": found, "paper": paper})


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def pack(request: HttpRequest, partnership: Any, body: str, meeting: str, form: str) -> HttpResponse:
    """The pack of a meeting for this reader."""
    if form not in PACK_FORMS:
        raise Http404
    found = meeting_or_404(partnership, body, meeting)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    make, kind = PACK_FORMS[form]
    try:
        content = make(pack_of(found, on=viewpoint.on, reader=viewpoint))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address_of(found))
    answer = HttpResponse(content, content_type=kind)
    if form != "html":
        name = f"{body}-{meeting}-pack.{form}"
        answer["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    return answer
