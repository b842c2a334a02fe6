"""One paragraph of the minutes: changed, struck, discussed and corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, who_asks
from throughline.web.meetings.minutes import forms as minutes_forms
from throughline.web.meetings.minutes.content import words_now
from throughline.web.meetings.minutes.queries import (
    comment_at,
    edit_at,
    later_meetings,
    line_at,
)
from throughline.web.meetings.permits import CHECK_MINUTES, COMMENT_ON_MINUTES
from throughline.web.site.today import now

READ = ["GET", "HEAD"]
WRITE = [*READ, "POST"]


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def amend(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Put other words or other readers to a paragraph of a draft."""
    minute = _line(request, partnership, body, meeting, line)
    stands = {"text": minute.text, "readers": minute.readers, "version": minute.version}
    form = minutes_forms.AmendMinute(request.POST or None, initial=stands)
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.amend_minute(
            minute=minute,
            text=form.cleaned_data["text"],
            readers=form.cleaned_data["readers"],
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The minute is changed."),
        title=_("Change a minute"),
        lead=_("Change the words or the readers. What it said before stays in the record of versions."),
        button=_("Save the minute"),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def strike(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Take a paragraph out of a draft."""
    minute = _line(request, partnership, body, meeting, line)
    form = minutes_forms.StrikeMinute(request.POST or None, initial={"version": minute.version})
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.strike_minute(
            minute=minute,
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The minute is struck out. It stays in the record."),
        title=_("Strike out a minute"),
        lead=_("It is taken out of the draft and stays in the record; a number it has is not used again."),
        button=_("Strike it out"),
    )


@permit(CHECK_MINUTES)
@require_http_methods(WRITE)
def propose(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Propose other words for a paragraph; the secretary takes or leaves them."""
    minute = _line(request, partnership, body, meeting, line)
    form = minutes_forms.ProposeWords(request.POST or None, initial={"proposed": minute.text})
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.propose_edit(
            minute=minute,
            proposed=form.cleaned_data["proposed"],
            by_person=_person(request),
            by=who_asks(request),
            at=now(partnership),
        ),
        _("Your words are with the secretary."),
        title=_("Propose other words"),
        lead=_("The secretary sees what you would remove and add, and takes it or leaves it."),
        button=_("Propose these words"),
    )


@permit(RUN_MEETINGS)
@require_POST
def settle(request: HttpRequest, partnership: Any, body: str, meeting: str, edit: int) -> HttpResponse:
    """Take the words that the chair proposed, or leave them."""
    found = meeting_or_404(partnership, body, meeting)
    asked = edit_at(found, request.viewpoint, edit)  # type: ignore[attr-defined]
    if asked is None:
        raise Http404
    form = minutes_forms.SettleEdit(request.POST)
    return _line_page(
        request,
        asked.minute,
        form,
        lambda: actions.settle_edit(
            edit=asked,
            take=form.cleaned_data["take"] == "yes",
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The proposal is settled."),
        title=_("Take or leave the chair’s words"),
        lead=_("Proposed: %(words)s") % {"words": asked.proposed},
        button=_("Save"),
        to=lambda _made: at_line(found, asked.minute),
    )


@permit(COMMENT_ON_MINUTES)
@require_http_methods(WRITE)
def comment(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Say something of a paragraph while comments are open."""
    minute = _line(request, partnership, body, meeting, line)
    form = minutes_forms.CommentOnMinute(request.POST or None)
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.comment_on_minute(
            minute=minute,
            text=form.cleaned_data["text"],
            by_person=_person(request),
            by=who_asks(request),
            at=now(partnership),
        ),
        _("Your comment is kept with the minute."),
        title=_("Comment on a minute"),
        lead=_("Members of the body and the secretary read it. The secretary answers it."),
        button=_("Send the comment"),
        to=lambda _made: at_line(minute.meeting, minute),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def answer(request: HttpRequest, partnership: Any, body: str, meeting: str, comment: int) -> HttpResponse:
    """Answer a member's comment."""
    found = meeting_or_404(partnership, body, meeting)
    asked = comment_at(found, request.viewpoint, comment)  # type: ignore[attr-defined]
    if asked is None:
        raise Http404
    form = minutes_forms.AnswerComment(request.POST or None)
    return _line_page(
        request,
        asked.minute,
        form,
        lambda: actions.answer_comment(
            comment=asked, answer=form.cleaned_data["answer"], by=who_asks(request), at=now(partnership)
        ),
        _("The comment is answered."),
        title=_("Answer a comment"),
        lead=_("Asked: %(words)s") % {"words": asked.text},
        button=_("Save the answer"),
        to=lambda _made: at_line(found, asked.minute),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def correct(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Record that a later meeting corrected an approved minute."""
    minute = _line(request, partnership, body, meeting, line)
    form = minutes_forms.CorrectMinute(
        request.POST or None, later=later_meetings(minute.meeting), initial={"text": minute.text}
    )
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.correct_minute(
            minute=minute, by=who_asks(request), at=now(partnership), **form.cleaned_data
        ),
        _("The minute is corrected."),
        title=_("Correct a minute"),
        lead=_("A later meeting decides it. The words it had stay beside the new ones."),
        button=_("Record the correction"),
        to=lambda _made: at_line(minute.meeting, minute),
    )


@permit(RUN_MEETINGS)
@require_http_methods(WRITE)
def line_readers(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> HttpResponse:
    """Say who may read an approved paragraph."""
    minute = _line(request, partnership, body, meeting, line)
    stands = {"readers": minute.readers, "version": minute.version}
    form = minutes_forms.MinuteReaders(request.POST or None, initial=stands)
    return _line_page(
        request,
        minute,
        form,
        lambda: actions.set_minute_readers(
            minute=minute,
            readers=form.cleaned_data["readers"],
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The readers are set."),
        title=_("Who may read a minute"),
        lead=_("Its words stay. In the public version its number stays, with “(not published)”."),
        button=_("Save the readers"),
    )


def _line(request: HttpRequest, partnership: Any, body: str, meeting: str, line: int) -> Any:
    """One paragraph, if this reader may read it, or the page for what is not there."""
    found = meeting_or_404(partnership, body, meeting)
    minute = line_at(found, request.viewpoint, line)  # type: ignore[attr-defined]
    if minute is None:
        raise Http404
    return minute


def _line_page(
    request: HttpRequest,
    minute: Any,
    form: Any,
    act: Callable[[], Any],
    said: str,
    *,
    title: str,
    lead: str,
    button: str,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """A page with one form about one paragraph, which it shows as it stands."""
    return form_page(
        request,
        form,
        act,
        said,
        record=minute,
        template="meetings/minutes_line.html",
        shown={
            "meeting": minute.meeting,
            "minute": minute,
            "words": words_now(minute),
            "title": title,
            "lead_words": lead,
            "button": button,
        },
        to=to or (lambda _made: at_line(minute.meeting, minute)),
    )


def _person(request: HttpRequest) -> Any:
    return request.viewpoint.person  # type: ignore[attr-defined]


def at_line(meeting: Any, minute: Any) -> str:
    """The address of a paragraph on the page of the minutes."""
    return f"{address_of(meeting, 'minutes')}#minute-{minute.pk}"
