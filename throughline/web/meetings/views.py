"""The calendar, its feeds, and the workspace of one meeting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughline.web.access.permits import ENTER, PUBLIC, holds_permit, permit
from throughline.web.governance.standing import READ_BODY
from throughline.web.meetings import actions, queries
from throughline.web.meetings.asking import body_or_404, meeting_or_404, who_asks
from throughline.web.meetings.calling.calendars import calendar_page
from throughline.web.meetings.calling.feeds import feed_of_body
from throughline.web.meetings.open_to import readable_by
from throughline.web.meetings.permits import READ_MEETING
from throughline.web.meetings.workspace import workspace
from throughline.web.site.today import now
from throughline.words.formats import time_words


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
    found = body_or_404(partnership, body)
    secret = actions.make_calendar_link(
        person=request.viewpoint.person,  # type: ignore[attr-defined]
        body=found,
        with_deadlines=request.POST.get("deadlines") == "yes",
        by=who_asks(request),
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


@permit(READ_MEETING)
@require_http_methods(["GET", "HEAD"])
def meeting(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The workspace of a meeting; for a guest, the items that they are invited for."""
    found = meeting_or_404(partnership, body, meeting)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    if not holds_permit(READ_BODY, viewpoint):
        begins = time_words(found.starts_at) if found.starts_at else ""
        shown = {
            "meeting": found,
            "seen": readable_by(found, viewpoint),
            "begins": begins,
            "to_promise": queries.is_to_promise(found, viewpoint),
        }
        return render(request, "meetings/invited.html", shown)
    return render(request, "meetings/meeting.html", {"page": workspace(found, viewpoint), "meeting": found})
