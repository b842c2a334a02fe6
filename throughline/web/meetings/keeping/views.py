"""Rule keeping of a body: the page, the same as files, and why a rule was not kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers import html
from throughline.papers.files import FILES
from throughline.papers.spreadsheet import tables_of, workbook
from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings import actions
from throughline.web.meetings.asking import body_or_404, form_page, who_asks
from throughline.web.meetings.keeping import page as keeping_page
from throughline.web.meetings.keeping.forms import SayWhy
from throughline.web.site.today import now, today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = ["GET", "HEAD"]


@permit(READ_BODY)
@require_http_methods(READ)
def rules(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Which of its own rules the body kept over the last twelve months, or a named year."""
    found = body_or_404(partnership, body)
    try:
        page = keeping_page.keeping_page(found, request.GET.get("year", ""), today(partnership))
    except keeping_page.NoSuchYear:
        raise Http404 from None
    context = {
        "body": found,
        "page": page,
        "paper": html.fragment(page.document),
        "may_say": holds_permit(RUN_MEETINGS, request.viewpoint),  # type: ignore[attr-defined]
    }
    return render(request, "meetings/rules.html", context)


@permit(READ_BODY)
@require_http_methods(READ)
def rules_file(request: HttpRequest, partnership: Any, body: str, form: str) -> HttpResponse:
    """The statement as a PDF, a Word file, an OpenDocument file or a table."""
    if form not in {*FILES, "xlsx"}:
        raise Http404
    named = request.GET.get("year", "")
    try:
        document = keeping_page.statement_of(body_or_404(partnership, body), named, today(partnership))
    except keeping_page.NoSuchYear:
        raise Http404 from None
    if form == "xlsx":
        kind = XLSX
        content = workbook(
            tables_of(document), marking=document.marking, computed_from=document.computed_from
        )
    else:
        made, kind = FILES[form]
        content = made(document)
    response = HttpResponse(content, content_type=kind)
    name = f"{partnership.slug}-{body}-rules{'-' if named else ''}{named}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def say_why(request: HttpRequest, partnership: Any, body: str) -> HttpResponse:
    """Say why a rule was late or broken on one occasion."""
    found = body_or_404(partnership, body)
    asked = request.GET
    try:
        due = date.fromisoformat(asked.get("due", ""))
    except ValueError:
        raise Http404 from None
    occasion = keeping_page.occasion_missed(
        found, asked.get("rule", ""), due, asked.get("on", ""), today(partnership)
    )
    if occasion is None:
        raise Http404
    note = occasion.note
    form = SayWhy(
        request.POST or None, initial={"words": note.words, "version": note.version} if note else {}
    )
    return form_page(
        request,
        form,
        lambda: actions.note_rule(
            body=found,
            rule=occasion.rule,
            due=due,
            rests_on=occasion.rests_on,
            words=form.cleaned_data["words"],
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("What you said stands beside the rule."),
        record=note,
        template="meetings/say_why.html",
        shown={"body": found, "occasion": occasion},
        to=lambda _note: reverse("meetings:rules", args=[partnership.slug, body]),
    )
