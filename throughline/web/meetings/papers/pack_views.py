"""The pack of a meeting, its issues, and the log of who was sent which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers import html, pdf, word
from throughline.papers.blocks import Document
from throughline.web.access.permits import permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions, forms, queries
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, who_asks
from throughline.web.meetings.papers.issues_page import issues_page
from throughline.web.meetings.papers.packs import STYLE_SHEETS, pack_of
from throughline.web.site.today import now
from throughline.words.refusals import Refused

PACK_FORMS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (pdf.pdf, "application/pdf"),
    "docx": (word.word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (
        lambda document: html.page(
            document, stylesheets=tuple(map(static, STYLE_SHEETS)), icon=static("site/mark.svg")
        ).encode(),
        "text/html; charset=utf-8",
    ),
}


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
        actions.record_consultation(
            meeting=found,
            papers=[one for one in queries.papers_readable_by(found, viewpoint) if one.is_in_the_pack],
            person=viewpoint.person,
            by=who_asks(request),
            at=now(partnership),
        )
        content = make(pack_of(found, on=viewpoint.on, reader=viewpoint))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address_of(found))
    answer = HttpResponse(content, content_type=kind)
    if form != "html":
        name = f"{body}-{meeting}-pack.{form}"
        answer["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    return answer


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def issues(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Issue the pack to its readers, and see who was sent which issue when."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.IssuePack(request.POST or None, initial={"version": found.version})
    told = {"meeting": found, "by": who_asks(request), "at": now(partnership)}
    again = request.POST.get("do") == "send"

    def act() -> Any:
        if again:
            return actions.send_latest_issue(**told)
        return actions.issue_pack(
            expected_version=form.cleaned_data["version"], channel=form.cleaned_data["channel"], **told
        )

    return form_page(
        request,
        form,
        act,
        _("It is sent to those who had not had it.")
        if again
        else _("The pack is issued and its readers are told."),
        record=found,
        template="meetings/issues.html",
        shown={"meeting": found, "page": issues_page(found, request.viewpoint.on)},  # type: ignore[attr-defined]
        to=lambda _made: address_of(found, "issues"),
    )
