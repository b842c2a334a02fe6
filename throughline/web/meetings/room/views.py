"""The room of a meeting in session: one page, its buttons, and what onlookers ask for every second."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings.asking import address_of, meeting_or_404, who_asks
from throughline.web.meetings.room.acts import press
from throughline.web.meetings.room.page import mark_of, room_page
from throughline.web.meetings.room.strip import strip
from throughline.web.site.today import now
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def room(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The room as it stands: to act in for whoever runs the meeting, to look on for its readers."""
    return _page(request, meeting_or_404(partnership, body, meeting))


@permit(READ_BODY)
@require_http_methods(["GET", "HEAD"])
def room_now(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The room once more, or the answer that nothing changed: what an onlooker’s page asks for."""
    found = meeting_or_404(partnership, body, meeting)
    mark = quote_etag(f"{mark_of(found, now(partnership))}-{request.LANGUAGE_CODE}")
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    answer = _page(request, found)
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@permit(RUN_MEETINGS)
@require_POST
def room_do(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Do what a button of the room asks; where it is refused, the page says why and keeps what was typed."""
    found = meeting_or_404(partnership, body, meeting)
    try:
        part = press(found, request.POST.dict(), by=who_asks(request), at=now(partnership))
    except (EditedSince, Refused) as refusal:
        again = meeting_or_404(partnership, body, meeting)
        return _page(request, again, refusal=str(refusal), typed=request.POST.dict())
    return redirect(f"{address_of(found, 'room')}#{part}")


def _page(
    request: HttpRequest,
    meeting: Any,
    *,
    refusal: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    page = room_page(meeting, request.viewpoint, now(meeting.body.partnership))  # type: ignore[attr-defined]
    drawing = strip(page.bars, begins=page.begins, ends=page.ends, now=page.at)
    shown = {
        "page": page,
        "meeting": meeting,
        "strip": drawing,
        "refusal": refusal,
        "typed": typed or {},
        "once": secrets.token_hex(8),
    }
    return render(request, "meetings/room.html", shown)
