"""What members say before a meeting, and the invitation for their diaries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughline.web.access.permits import permit
from throughline.web.meetings import actions
from throughline.web.meetings.asking import form_page, meeting_or_404, who_asks
from throughline.web.meetings.calling.expected import answers_for, deputy_advice
from throughline.web.meetings.calling.feeds import invitation_to
from throughline.web.meetings.papers import reader_forms
from throughline.web.meetings.permits import ANSWER, READ_MEETING
from throughline.web.site.today import now


@permit(ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Say whether you come, from when until when, and who comes in your place; no reason is asked."""
    found = meeting_or_404(partnership, body, meeting)
    known = answers_for(found, request.viewpoint)  # type: ignore[attr-defined]
    if not known.seats:
        raise Http404
    seat = known.seat(request.GET.get("seat", ""))
    if seat is None:
        return render(request, "meetings/reply_for.html", {"meeting": found, "known": known})
    asks_for_another = seat.member != request.viewpoint.person  # type: ignore[attr-defined]
    form = reader_forms.ReplyForm(
        request.POST or None,
        member=seat.member.name if asks_for_another else "",
        deputies=[(str(one.pk), one.words) for one in known.deputies_for(seat)],
        initial=known.stands(seat),
    )

    def act() -> Any:
        typed = dict(form.cleaned_data)
        deputy, version = typed.pop("deputy"), typed.pop("version")
        made = actions.reply_to_meeting(
            meeting=found,
            seat=seat.seat,
            person=seat.member,
            deputy=known.deputy(deputy),
            expected_version=version,
            by=who_asks(request),
            at=now(partnership),
            **typed,
        )
        for sentence in deputy_advice(made):
            messages.warning(request, sentence)
        return made

    return form_page(
        request,
        form,
        act,
        _("The answer is kept. It can be changed until the meeting.")
        if asks_for_another
        else _("Your answer is kept. You can change it until the meeting."),
        record=found,
        template="meetings/reply.html",
        shown={"meeting": found, "seat": seat},
    )


@permit(READ_MEETING)
@require_GET
def invitation(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The meeting as an invitation for a diary: it updates, and a cancelled meeting takes itself out."""
    found = meeting_or_404(partnership, body, meeting)
    content, method = invitation_to(found, host=request.get_host())
    answer = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="{body}-{found.address}.ics"'
    return answer
