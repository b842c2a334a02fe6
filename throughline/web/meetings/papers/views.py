"""The papers of a meeting: asked for, chased, read in, looked at, cleared and withdrawn."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from throughline.papers import html
from throughline.papers.blocks import Document, Heading, Lead
from throughline.papers.from_markdown import from_markdown
from throughline.papers.reading.outcome import Unreadable
from throughline.papers.reading.paper_text import read_paper
from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, forms, queries
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, saved, who_asks
from throughline.web.meetings.calling.agenda_views import presiding_over
from throughline.web.meetings.confidence import kind_words
from throughline.web.meetings.papers.sharing import consent_of
from throughline.web.meetings.permits import READ_MEETING
from throughline.web.site.jinja import long_date
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_paper(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Ask an organisation for a paper."""
    found = meeting_or_404(partnership, body, meeting)
    agencies, people = queries.who_may_write(partnership, today(partnership))
    form = forms.AskForPaper(
        request.POST or None,
        agencies=[(one.code, one.name) for one in agencies],
        people=[(str(one.pk), queries.person_in_words(one)) for one in people],
        kinds=[(kind, kind_words(kind)) for kind in queries.close_kinds(found)],
        initial={"due_on": queries.papers_due_on(found)},
    )

    def act() -> Any:
        typed = dict(form.cleaned_data)
        asked, person = typed.pop("author_agency"), typed.pop("author")
        return actions.commission_paper(
            meeting=found,
            author_agency=next(one for one in agencies if one.code == asked),
            author=next((one for one in people if str(one.pk) == person), None),
            asked_on=today(partnership),
            by=who_asks(request),
            at=now(partnership),
            **typed,
        )

    return form_page(
        request,
        form,
        act,
        _("The paper is asked for. Its author is told with “Chase the papers that are not in”."),
        record=found,
        template="meetings/ask_for_paper.html",
        shown={"meeting": found},
    )


def _paper(request: HttpRequest, meeting: Any, number: int) -> Any:
    readable = queries.papers_readable_by(meeting, request.viewpoint)  # type: ignore[attr-defined]
    found = next((one for one in readable if one.pk == number), None)
    if found is None:
        raise Http404
    return found


@permit(READ_MEETING)
@require_http_methods(["GET", "HEAD"])
def paper(request: HttpRequest, partnership: Any, body: str, meeting: str, number: int) -> HttpResponse:
    """The words of a paper."""
    found = meeting_or_404(partnership, body, meeting)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    if queries.is_to_promise(found, viewpoint):
        return redirect(address_of(found, "confidence"))
    shown = _paper(request, found, number)
    actions.record_consultation(
        meeting=found, papers=[shown], person=viewpoint.person, by=who_asks(request), at=now(partnership)
    )
    may_run = holds_permit(RUN_MEETINGS, viewpoint)
    context = {
        "meeting": found,
        "paper": shown,
        "words": _as_html(shown, shown.text),
        "kind": kind_words(shown.kind_of_information),
        "may_end_embargo": may_run and shown.is_under_embargo and shown.embargoed_until <= now(partnership),
        "may_share": may_run and consent_of(shown, ()) is not None,
    }
    return render(request, "meetings/paper.html", context)


def _as_html(paper: Any, text: str) -> str:
    blocks = (Heading(paper.title), Lead(_came(paper)), *from_markdown(text))
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
    """Read a paper in from a file or paste it, look at it, then save it."""
    found = meeting_or_404(partnership, body, meeting)
    paper = _paper(request, found, number)
    presiding = (
        {} if paper.state in ("published", "late-tabled") else presiding_over(found, today(partnership))
    )
    choices = [(key, one.name) for key, one in presiding.items()]
    stands = {"text": paper.text, "version": paper.version, "came_as": "pasted"}
    form = forms.ReceivePaper(request.POST or None, request.FILES or None, presiding=choices, initial=stands)
    wanted = request.POST.get("do", "save")
    if request.method == "POST" and wanted == "read":
        form, notes = _read(request, form, choices)
        return _looked_at(request, form, found, paper, notes)
    if form.is_valid() and wanted == "look":
        return _looked_at(request, form, found, paper, ())

    def act() -> Any:
        typed = form.cleaned_data
        return actions.receive_paper(
            paper=paper,
            text=typed["text"],
            received_on=today(partnership),
            expected_version=typed["version"],
            came_as=typed["came_as"] or "pasted",
            permitted_by=presiding.get(typed.get("permitted_by", "")),
            by=who_asks(request),
            at=now(partnership),
        )

    if form.is_valid() and saved(request, form, act, _("The paper is in."), paper):
        return redirect(address_of(found))
    return _looked_at(request, form, found, paper, ())


def _read(request: HttpRequest, form: Any, presiding: Any) -> tuple[Any, tuple[str, ...]]:
    """The form with the words of the file that was sent, and what was left out of them."""
    file = request.FILES.get("file")
    form.is_valid()
    if file is None:
        form.add_error("file", _("Choose a file first."))
        return form, ()
    try:
        read = read_paper(file.read(), file.name or "")
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return form, ()
    stands = {"text": read.words, "came_as": read.came_as, "version": request.POST.get("version")}
    return forms.ReceivePaper(initial=stands, presiding=presiding), read.notes


def _looked_at(
    request: HttpRequest, form: Any, meeting: Any, paper: Any, notes: tuple[str, ...]
) -> HttpResponse:
    text = form["text"].value() or ""
    is_new = text.strip() and text != paper.text
    shown = {"form": form, "meeting": meeting, "paper": paper, "notes": notes}
    return render(
        request,
        "meetings/receive_paper.html",
        {**shown, "look": _preview(paper, text) if is_new else ""},
    )


def _preview(paper: Any, text: str) -> str:
    """The words as readers will see them, with their headings below those of the page around them."""
    document = Document(
        title=paper.title, blocks=from_markdown(text), marking=paper.marking, computed_from=""
    )
    return re.sub(r"<(/?)h([1-4])\b", lambda tag: f"<{tag[1]}h{int(tag[2]) + 2}", html.fragment(document))


@permit(RUN_MEETINGS)
@require_POST
def paper_step(request: HttpRequest, partnership: Any, body: str, meeting: str, number: int) -> HttpResponse:
    """Say that a paper is being drafted, clear it, send it back, or withdraw it."""
    found = meeting_or_404(partnership, body, meeting)
    one = _paper(request, found, number)
    told = {"paper": one, "by": who_asks(request), "at": now(partnership)}
    steps = {
        "draft": lambda version: actions.begin_paper(expected_version=version, **told),
        "clear": lambda version: actions.clear_paper(
            expected_version=version, cleared_on=today(partnership), **told
        ),
        "withdraw": lambda version: actions.withdraw_paper(expected_version=version, **told),
        "open": lambda version: actions.end_embargo(expected_version=version, **told),
    }
    said = {
        "draft": _("It is being drafted."),
        "clear": _("The paper is cleared."),
        "withdraw": _("Withdrawn."),
        "open": _("The embargo is over: the paper is open to its readers."),
    }
    wanted, version = request.POST.get("do", ""), request.POST.get("version", "")
    if wanted in steps and version.isdecimal():
        try:
            steps[wanted](int(version))
            messages.info(request, said[wanted])
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(address_of(found))


@permit(RUN_MEETINGS)
@require_POST
def chase(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Ask the authors whose papers are not in."""
    found = meeting_or_404(partnership, body, meeting)
    try:
        number = actions.chase_papers(
            meeting=found, on=today(partnership), by=who_asks(request), at=now(partnership)
        )
        said = ngettext("%(n)d author is asked.", "%(n)d authors are asked.", number)
        messages.info(request, said % {"n": number})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(address_of(found))
