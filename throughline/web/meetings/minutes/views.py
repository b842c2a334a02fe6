"""Minutes on the site: read, written, checked, sent out, approved and corrected, as files too."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.papers import html
from throughline.papers.files import FILES
from throughline.web.access.permits import PUBLIC, permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions, forms
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, who_asks
from throughline.web.meetings.minutes import forms as minutes_forms
from throughline.web.meetings.minutes.line_views import at_line
from throughline.web.meetings.minutes.page import minutes_page, seal_seen
from throughline.web.meetings.minutes.paper import file_name, minutes_paper
from throughline.web.meetings.minutes.queries import (
    later_meetings,
    proposed_close,
    recipients_of,
    versions_compared,
)
from throughline.web.meetings.minutes.reading import (
    Reading,
    is_published,
    public_reading,
    reading_for,
)
from throughline.web.site.today import now, today

READ = ["GET", "HEAD"]
WRITE = [*READ, "POST"]


@permit(READ_BODY)
@require_http_methods(READ)
def minutes(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The minutes of a meeting as they stand for this reader, with what they may do."""
    found = meeting_or_404(partnership, body, meeting)
    page = minutes_page(found, request.viewpoint)  # type: ignore[attr-defined]
    form = minutes_forms.WriteMinute(items=page.reading.items, initial={"once": uuid4().hex[:12]})
    shown = {"page": page, "meeting": found, "form": form, "readers": minutes_forms.READERS}
    return render(request, "meetings/minutes.html", shown)


@permit(RUN_MEETINGS)
@require_POST
def write(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Add one paragraph under an item."""
    found = meeting_or_404(partnership, body, meeting)
    reading = reading_for(found, request.viewpoint)  # type: ignore[attr-defined]
    form = minutes_forms.WriteMinute(request.POST, items=reading.items)
    return form_page(
        request,
        form,
        lambda: actions.write_minute(
            meeting=found, kind="note", by=who_asks(request), at=now(partnership), **form.cleaned_data
        ),
        _("The minute is written."),
        record=found,
        template="meetings/minutes_write.html",
        shown={"meeting": found},
        to=lambda made: at_line(found, made),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def circulate(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Send the draft to the members and those who came."""
    found = meeting_or_404(partnership, body, meeting)
    day = today(partnership)
    form = minutes_forms.CirculateMinutes(
        request.POST or None, today=day, initial={"comments_close_on": proposed_close(found, day)}
    )
    return form_page(
        request,
        form,
        lambda: actions.circulate_minutes(
            meeting=found,
            comments_close_on=form.cleaned_data["comments_close_on"],
            seen=request.POST.get("seen", ""),
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The draft is out."),
        record=found,
        template="meetings/minutes_circulate.html",
        shown=_draft(request, found),
        to=lambda _made: address_of(found, "minutes"),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def approve(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record that a later meeting approved the minutes."""
    found = meeting_or_404(partnership, body, meeting)
    later = later_meetings(found)
    form = minutes_forms.AtMeeting(request.POST or None, later=later)
    return form_page(
        request,
        form,
        lambda: actions.approve_minutes(
            meeting=found,
            at_meeting=form.cleaned_data["at_meeting"],
            seen=request.POST.get("seen", ""),
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The minutes are approved."),
        record=found,
        template="meetings/minutes_approve.html",
        shown={**_draft(request, found), "later": later},
        to=lambda _made: address_of(found, "minutes"),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def sent(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Record the day on which minutes written elsewhere went out; rule keeping counts from it."""
    found = meeting_or_404(partnership, body, meeting)
    day = today(partnership)
    form = forms.MinutesSent(
        request.POST or None,
        held_on=found.held_on,
        today=day,
        initial={"sent_on": found.minutes_sent_on or day, "version": found.version},
    )
    return form_page(
        request,
        form,
        lambda: actions.record_minutes_sent(
            meeting=found,
            sent_on=form.cleaned_data["sent_on"],
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The day is kept."),
        record=found,
        template="meetings/minutes_sent.html",
        shown={"meeting": found},
    )


@permit(READ_BODY)
@require_http_methods(READ)
def versions(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Every version of the minutes, and to whom each went."""
    found = meeting_or_404(partnership, body, meeting)
    reading = reading_for(found, request.viewpoint)  # type: ignore[attr-defined]
    shown = {"meeting": found, "reading": reading, "recipients": recipients_of(found)}
    return render(request, "meetings/minutes_versions.html", shown)


@permit(READ_BODY)
@require_http_methods(READ)
def version(request: HttpRequest, partnership: Any, body: str, meeting: str, number: int) -> HttpResponse:
    """One version word by word against the one before it."""
    found = meeting_or_404(partnership, body, meeting)
    reading = reading_for(found, request.viewpoint)  # type: ignore[attr-defined]
    compared = versions_compared(reading, number)
    if compared is None:
        raise Http404
    return render(request, "meetings/minutes_version.html", {"meeting": found, "compared": compared})


@permit(READ_BODY)
@require_http_methods(READ)
def minutes_file(request: HttpRequest, partnership: Any, body: str, meeting: str, form: str) -> HttpResponse:
    """The minutes as a file, as this reader may read them."""
    found = meeting_or_404(partnership, body, meeting)
    reading = reading_for(found, request.viewpoint)  # type: ignore[attr-defined]
    if not reading.is_open:
        raise Http404
    return _file(reading, form)


@permit(PUBLIC)
@require_http_methods(READ)
def public_page(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The public version, for anybody: only approved minutes of a body whose terms open its meetings."""
    reading = _published_or_404(partnership, body, meeting)
    document = minutes_paper(reading, on=today(partnership))
    shown = {"meeting": reading.meeting, "document": document, "paper": html.fragment(document)}
    return render(request, "meetings/minutes_public.html", shown)


@permit(PUBLIC)
@require_http_methods(READ)
def public_file(request: HttpRequest, partnership: Any, body: str, meeting: str, form: str) -> HttpResponse:
    """The public version as a file."""
    return _file(_published_or_404(partnership, body, meeting), form)


def _published_or_404(partnership: Any, body: str, meeting: str) -> Reading:
    found = meeting_or_404(partnership, body, meeting)
    reading = public_reading(found)
    if not is_published(found, reading.state):
        raise Http404
    return reading


def _file(reading: Reading, form: str) -> HttpResponse:
    if form not in FILES:
        raise Http404
    make, kind = FILES[form]
    day = today(reading.meeting.body.partnership)
    reply = HttpResponse(make(minutes_paper(reading, on=day)), content_type=kind)
    how = "inline" if form == "pdf" else "attachment"
    name = file_name(reading.meeting, form, reading.reader)
    reply["Content-Disposition"] = f'{how}; filename="{name}"'
    return reply


def _draft(request: HttpRequest, meeting: Any) -> dict[str, Any]:
    page = minutes_page(meeting, request.viewpoint)  # type: ignore[attr-defined]
    return {"meeting": meeting, "page": page, "seal": seal_seen(meeting)}
