"""Promising confidence before papers open, and asking that a paper may go beyond its body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, queries
from throughline.web.meetings.asking import address_of, meeting_or_404, saved, who_asks
from throughline.web.meetings.confidence import promise_asked
from throughline.web.meetings.papers import sharing_forms
from throughline.web.meetings.papers.sharing import consent_of, parties_waited_for, sharings_of
from throughline.web.meetings.permits import READ_MEETING
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused


@permit(READ_MEETING)
@require_http_methods(["GET", "HEAD", "POST"])
def confidence(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """The rules of confidentiality of a body, and the promise to keep them before its papers open."""
    found, viewpoint = meeting_or_404(partnership, body, meeting), request.viewpoint  # type: ignore[attr-defined]
    clause = promise_asked(found.body, found.held_on)
    if clause is None or viewpoint.person is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.promise_confidence(
                body=found.body, person=viewpoint.person, by=who_asks(request), at=now(partnership)
            )
            messages.info(request, _("Your promise is recorded. The papers are open to you."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(address_of(found))
    shown = {"meeting": found, "clause": clause, "is_made": not queries.is_to_promise(found, viewpoint)}
    return render(request, "meetings/confidence.html", shown)


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_sharing(
    request: HttpRequest, partnership: Any, body: str, meeting: str, number: int
) -> HttpResponse:
    """Who is to have a paper beyond the body, whose consent has come, and that it went."""
    found = meeting_or_404(partnership, body, meeting)
    paper = next((one for one in queries.papers_readable_by(found, None) if one.pk == number), None)
    if paper is None or consent_of(paper, ()) is None:
        raise Http404
    day, wanted = today(partnership), request.POST.get("do", "")
    told = {"by": who_asks(request), "at": now(partnership)}
    rows = sharings_of(paper)
    one = next((row.sharing for row in rows if str(row.sharing.pk) == request.POST.get("sharing")), None)
    ask = sharing_forms.AskToShare(request.POST if wanted == "ask" else None)
    consent = sharing_forms.Consent(
        request.POST if wanted == "consent" else None,
        parties=parties_waited_for(paper),
        initial={"given_on": day},
    )
    is_done = (
        _ask(request, ask, paper, day, told)
        or (one is not None and _agree(request, consent, one, told))
        or (one is not None and wanted == "share" and _share(request, one, day, told))
    )
    if is_done:
        return redirect(address_of(found, "paper_sharing", number=number))
    context = {"meeting": found, "paper": paper, "rows": rows, "ask": ask, "consent": consent}
    return render(request, "meetings/paper_sharing.html", context)


def _ask(request: HttpRequest, form: Any, paper: Any, day: date, told: dict[str, Any]) -> bool:
    def act() -> Any:
        return actions.ask_to_share(paper=paper, asked_on=day, **form.cleaned_data, **told)

    said = _("It is asked. Record each consent as it comes.")
    return form.is_valid() and saved(request, form, act, said) is not None


def _agree(request: HttpRequest, form: Any, sharing: Any, told: dict[str, Any]) -> bool:
    def act() -> Any:
        return actions.record_sharing_consent(sharing=sharing, **form.cleaned_data, **told)

    return form.is_valid() and saved(request, form, act, _("The consent is recorded.")) is not None


def _share(request: HttpRequest, sharing: Any, day: date, told: dict[str, Any]) -> bool:
    try:
        actions.share_paper(sharing=sharing, shared_on=day, expected_version=sharing.version, **told)
        messages.info(request, _("It is recorded that the paper went today."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return True
