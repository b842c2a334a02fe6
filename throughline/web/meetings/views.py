"""The calendar, the workspace of one meeting, its agenda, its papers and its pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughline.papers import html, pdf, word
from throughline.papers.blocks import Document, Heading, Lead
from throughline.papers.from_markdown import from_markdown
from throughline.web.access.permits import ENTER, PUBLIC, permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions, forms, planning, queries
from throughline.web.meetings.calendars import calendar_page
from throughline.web.meetings.feeds import feed_of_body
from throughline.web.meetings.packs import STYLE_SHEETS, pack_of
from throughline.web.meetings.workspace import workspace
from throughline.web.site.jinja import long_date
from throughline.web.site.today import now, today
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused

PACK_FORMS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (pdf.pdf, "application/pdf"),
    "docx": (word.word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (
        lambda document: html.page(document, stylesheets=tuple(map(static, STYLE_SHEETS))).encode(),
        "text/html; charset=utf-8",
    ),
}


def _who(request: HttpRequest) -> Any:
    """Whoever asks; a permit has made sure that they are signed in."""
    return request.user


def _body(partnership: Any, code: str) -> Any:
    try:
        return queries.body_named(partnership, code)
    except queries.NoSuchBody:
        raise Http404 from None


def _meeting(partnership: Any, body: str, address: str) -> Any:
    found = queries.meeting_of_address(partnership, body, address)
    if found is None:
        raise Http404
    return found


def _address(meeting: Any, route: str = "meeting", **more: Any) -> str:
    body = meeting.body
    parts = {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address, **more}
    return reverse(f"meetings:{route}", kwargs=parts)


def _saved(request: HttpRequest, form: Form, act: Callable[[], Any], said: str, record: Any = None) -> Any:
    """What the act made, or None where it was refused and the form now says why.

    Where someone else changed the record meanwhile, the form keeps what was typed and takes the
    record's version, so that a second look is all it takes to save.
    """
    try:
        made = act()
    except EditedSince as refusal:
        record.refresh_from_db()
        form.data = {**form.data.dict(), "version": str(record.version)}  # type: ignore[attr-defined]
        form.add_error(None, str(refusal))
        return None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.info(request, said)
    return made


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def calendar(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The year of every body: called and proposed meetings, and what is due around them."""
    page = calendar_page(
        partnership,
        request.viewpoint,  # type: ignore[attr-defined]
        year=request.GET.get("year", ""),
        body=request.GET.get("body", ""),
    )
    return render(request, "meetings/calendar.html", {"page": page})


@permit(READ_BODY)
@require_POST
def link(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """A new calendar address for this reader, shown once."""
    found = _body(partnership, body)
    secret = actions.make_calendar_link(
        person=request.viewpoint.person,  # type: ignore[attr-defined]
        body=found,
        with_deadlines=request.POST.get("deadlines") == "yes",
        by=_who(request),
        at=now(partnership),
    )
    path = reverse("meetings:feed", kwargs={"partnership": partnership.slug, "secret": secret})
    context = {"body": found, "address": request.build_absolute_uri(path)}
    return render(request, "meetings/calendar_link.html", context)


@permit(PUBLIC)
@require_GET
def feed(request: HttpRequest, partnership: Any, secret: str) -> HttpResponse:
    """The calendar that a secret address opens, as long as its person may read the body's papers."""
    found = queries.calendar_link(secret)
    if found is None or found.body.partnership_id != partnership.pk:
        raise Http404
    content = feed_of_body(found.body, host=request.get_host(), with_deadlines=found.with_deadlines)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Call a meeting on a day; the calendar's button fills the form for a proposed one."""
    found = _body(partnership, body)
    form = forms.CallMeeting(request.POST or None, initial={"held_on": request.GET.get("on", "")})
    if form.is_valid():
        made = _saved(
            request,
            form,
            lambda: actions.call_meeting(
                body=found, by=_who(request), at=now(partnership), **form.cleaned_data
            ),
            _("The meeting of %(day)s is called.") % {"day": long_date(form.cleaned_data["held_on"])},
        )
        if made:
            return redirect(_address(made))
    return render(request, "meetings/call.html", {"form": form, "body": found})


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def meeting(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The workspace of a meeting."""
    found = _meeting(partnership, body, meeting)
    page = workspace(found, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "meetings/meeting.html", {"page": page, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Put the agenda in order: fill it from the terms, move, time, add, remove."""
    found = _meeting(partnership, body, meeting)
    lines = planning.agenda_as_kept(found)
    papers = queries.papers_readable_by(found, None)
    form = forms.Agenda(
        request.POST or None,
        lines=lines,
        papers=papers,
        initial={"version": found.version, "asks": "discuss"},
    )
    if form.is_valid() and _keep_agenda(request, found, form):
        return redirect(_address(found, "agenda"))
    return render(request, "meetings/agenda.html", {"form": form, "meeting": found, "lines": lines})


def _keep_agenda(request: HttpRequest, meeting: Any, form: forms.Agenda) -> bool:
    wanted, _sign, code = request.POST.get("do", "save").partition(":")
    typed = form.typed()
    if wanted == "add" and not form.cleaned_data["title"]:
        form.add_error("title", _("Give the item a title."))
        return False
    changes: dict[str, Callable[[], tuple[Any, ...]]] = {
        "fill": lambda: planning.filled_from_terms(meeting),
        "up": lambda: planning.moved(typed, code, -1),
        "down": lambda: planning.moved(typed, code, 1),
        "remove": lambda: tuple(line for line in typed if line.code != code),
        "add": lambda: planning.with_item_added(
            typed, title=form.cleaned_data["title"], asks=form.cleaned_data["asks"] or "discuss"
        ),
    }
    act = lambda: actions.set_agenda(  # noqa: E731 - what is tried, and may be refused
        meeting=meeting,
        lines=changes.get(wanted, lambda: typed)(),
        expected_version=form.cleaned_data["version"],
        by=_who(request),
        at=now(meeting.body.partnership),
    )
    return bool(_saved(request, form, act, _("The agenda is saved."), meeting))


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Read the agenda once more, then publish it."""
    found = _meeting(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = _saved(
            request,
            form,
            lambda: actions.publish_agenda(
                meeting=found,
                expected_version=form.cleaned_data["version"],
                by=_who(request),
                at=now(partnership),
            ),
            _("The agenda is published."),
            found,
        )
        if done:
            return redirect(_address(found))
    return render(
        request, "meetings/publish.html", {"form": form, "meeting": found, "items": found.items.all()}
    )


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record that a meeting was held."""
    found = _meeting(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = _saved(
            request,
            form,
            lambda: actions.close_meeting(
                meeting=found,
                expected_version=form.cleaned_data["version"],
                by=_who(request),
                at=now(partnership),
            ),
            _("The meeting is recorded as held."),
            found,
        )
        if done:
            return redirect(_address(found))
    return render(request, "meetings/held.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record the day the minutes went out."""
    found = _meeting(partnership, body, meeting)
    stands = {"sent_on": found.minutes_sent_on or today(partnership), "version": found.version}
    form = forms.MinutesSent(
        request.POST or None, held_on=found.held_on, today=today(partnership), initial=stands
    )
    if form.is_valid():
        done = _saved(
            request,
            form,
            lambda: actions.record_minutes_sent(
                meeting=found,
                sent_on=form.cleaned_data["sent_on"],
                expected_version=form.cleaned_data["version"],
                by=_who(request),
                at=now(partnership),
            ),
            _("The day the minutes went out is recorded."),
            found,
        )
        if done:
            return redirect(_address(found))
    return render(request, "meetings/minutes.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Move a meeting to another day, time or place."""
    found = _meeting(partnership, body, meeting)
    stands = {
        "held_on": found.held_on,
        "starts_at": found.starts_at,
        "place": found.place,
        "version": found.version,
    }
    form = forms.MoveMeeting(request.POST or None, initial=stands)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        done = _saved(
            request,
            form,
            lambda: actions.move_meeting(
                meeting=found, expected_version=version, by=_who(request), at=now(partnership), **typed
            ),
            _("The meeting is moved. Its deadlines have moved with it."),
            found,
        )
        if done:
            return redirect(_address(done))
    return render(request, "meetings/change.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Cancel a meeting with a reason."""
    found = _meeting(partnership, body, meeting)
    form = forms.CancelMeeting(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        done = _saved(
            request,
            form,
            lambda: actions.cancel_meeting(
                meeting=found,
                because=form.cleaned_data["because"],
                expected_version=form.cleaned_data["version"],
                by=_who(request),
                at=now(partnership),
            ),
            _("The meeting is cancelled. Calendars that follow it will say so."),
            found,
        )
        if done:
            return redirect(_address(found))
    return render(request, "meetings/cancel.html", {"form": form, "meeting": found})


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_paper(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Ask an organisation for a paper."""
    found = _meeting(partnership, body, meeting)
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
        done = _saved(
            request,
            form,
            lambda: actions.commission_paper(
                meeting=found,
                author_agency=agency,
                author=author,
                asked_on=today(partnership),
                by=_who(request),
                at=now(partnership),
                **typed,
            ),
            _("The paper is asked for. Tell its author: this site sends no mail yet."),
        )
        if done:
            return redirect(_address(found))
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
    found = _meeting(partnership, body, meeting)
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
    found = _meeting(partnership, body, meeting)
    paper = _paper(request, found, number)
    form = forms.ReceivePaper(request.POST or None, initial={"text": paper.text, "version": paper.version})
    if form.is_valid():
        done = _saved(
            request,
            form,
            lambda: actions.receive_paper(
                paper=paper,
                text=form.cleaned_data["text"],
                received_on=paper.received_on or today(partnership),
                expected_version=form.cleaned_data["version"],
                by=_who(request),
                at=now(partnership),
            ),
            _("The paper is in."),
            paper,
        )
        if done:
            return redirect(_address(found))
    return render(request, "meetings/receive_paper.html", {"form": form, "meeting": found, "paper": paper})


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def pack(request: HttpRequest, partnership: Any, body: str, meeting: str, form: str) -> HttpResponse:
    """The pack of a meeting for this reader."""
    if form not in PACK_FORMS:
        raise Http404
    found = _meeting(partnership, body, meeting)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    make, kind = PACK_FORMS[form]
    try:
        content = make(pack_of(found, on=viewpoint.on, reader=viewpoint))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(found))
    answer = HttpResponse(content, content_type=kind)
    if form != "html":
        name = f"{body}-{meeting}-pack.{form}"
        answer["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    return answer
