"""Pages of exception reports: the list, one report, its lines, and what the board made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.web.access.permits import ENTER, permit
from throughline.web.decisions.saving import saved
from throughline.web.exceptions import actions, forms, queries
from throughline.web.exceptions.page import body_of, records_of, report_page, reports_page
from throughline.web.exceptions.paper import report_paper
from throughline.web.exceptions.permits import (
    ANSWER_EXCEPTIONS,
    READ_EXCEPTIONS,
    WRITE_EXCEPTIONS,
    WRITE_THIS,
    forget_report,
    report_in,
)
from throughline.web.governance.queries import people_to_choose, person_numbered
from throughline.web.meetings.leave import people_who_preside
from throughline.web.site.today import now
from throughline.words.refusals import Refused

READ = ["GET", "HEAD"]
WRITE = [*READ, "POST"]


@permit(ENTER)
@require_http_methods(READ)
def reports(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The exception reports that a reader may see, and the quarters that lack one."""
    return _reports(request, partnership)


def _reports(request: HttpRequest, partnership: Any, refused: str = "") -> HttpResponse:
    page = reports_page(partnership, request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "exceptions/reports.html", {"page": page, "refused": refused})


@permit(WRITE_EXCEPTIONS)
@require_http_methods(["POST"])
def draft(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Draft the report of the quarter that ended last, or look at its lines again."""
    body = body_of(partnership, request.POST.get("body", ""))
    if body is None:
        return _reports(request, partnership, _("Choose the board that the report goes to."))
    try:
        made = actions.draft_report(
            body=body,
            on=request.viewpoint.on,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
    except Refused as refusal:
        return _reports(request, partnership, str(refusal))
    messages.info(request, _("The lines are chosen. Nothing that anybody wrote was changed."))
    return _shown(made)


@permit(READ_EXCEPTIONS)
@require_http_methods(READ)
def report(request: HttpRequest, partnership: Any, exception_report: int) -> HttpResponse:
    """One report with its lines, why each is there, and what people wrote."""
    return _page(request)


def _page(request: HttpRequest, refused: str = "") -> HttpResponse:
    page = report_page(_report(request), request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "exceptions/report.html", {"page": page, "forms": list(FILES), "refused": refused})


def _report(request: HttpRequest) -> Any:
    found = report_in(request.viewpoint)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _shown(found: Any) -> HttpResponse:
    return redirect("exceptions:report", partnership=found.partnership.slug, exception_report=found.number)


@permit(READ_EXCEPTIONS)
@require_http_methods(READ)
def report_file(request: HttpRequest, partnership: Any, exception_report: int, form: str) -> HttpResponse:
    """The report as a paper."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    found = _report(request)
    response = HttpResponse(made(report_paper(found)), content_type=kind)
    name = f"{found.body.code}-exception-report-{found.number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _line(request: HttpRequest, exception: int) -> Any:
    return get_object_or_404(queries.lines_in(_report(request)), pk=exception)


@permit(WRITE_THIS)
@require_http_methods(WRITE)
def write(request: HttpRequest, partnership: Any, exception_report: int, exception: int) -> HttpResponse:
    """Write the cause, the recovery and the ask of one line."""
    found, line = _report(request), _line(request, exception)
    form = forms.WriteLine(
        request.POST or None,
        people=[(str(one.pk), str(one)) for one in people_to_choose(partnership)],
        initial={
            "cause": line.cause,
            "recovery": line.recovery,
            "ask": line.ask,
            "owner": str(line.owner_id or ""),
            "version": line.version,
        },
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        owner = typed.pop("owner")
        told = {
            "item": line,
            "owner": person_numbered(partnership, int(owner)) if owner else None,
            "expected_version": typed.pop("version"),
            **_told(request, partnership),
        }
        said = _("%(code)s is written.") % {"code": line.code}
        if saved(request, form, lambda: actions.write_exception(**told, **typed), said, line):
            return _shown(found)
    return _line_page(request, "exceptions/write.html", line, form)


@permit(WRITE_THIS)
@require_http_methods(WRITE)
def take_out(request: HttpRequest, partnership: Any, exception_report: int, exception: int) -> HttpResponse:
    """Take a line out of the report, with a reason."""
    found, line = _report(request), _line(request, exception)
    form = forms.TakeOut(request.POST or None, initial={"version": line.version})
    if form.is_valid():
        told = {
            "item": line,
            "because": form.cleaned_data["because"],
            "expected_version": form.cleaned_data["version"],
            **_told(request, partnership),
        }
        said = _("%(code)s is taken out.") % {"code": line.code}
        if saved(request, form, lambda: actions.remove_exception(**told), said, line):
            return _shown(found)
    return _line_page(request, "exceptions/take_out.html", line, form)


def _line_page(request: HttpRequest, template: str, line: Any, form: Any) -> HttpResponse:
    page = report_page(_report(request), request.viewpoint)  # type: ignore[attr-defined]
    shown = next(one for one in (*page.lines, *page.taken_out) if one.item.pk == line.pk)
    return render(request, template, {"page": page, "line": shown, "form": form})


@permit(WRITE_THIS)
@require_http_methods(["POST"])
def put_back(request: HttpRequest, partnership: Any, exception_report: int, exception: int) -> HttpResponse:
    """Put a line back that was taken out."""
    line = _line(request, exception)
    return _done(
        request,
        lambda: actions.put_back_exception(
            item=line, expected_version=line.version, **_told(request, partnership)
        ),
        _("%(code)s is in the report again.") % {"code": line.code},
    )


@permit(WRITE_THIS)
@require_http_methods(["POST"])
def submit(request: HttpRequest, partnership: Any, exception_report: int) -> HttpResponse:
    """Submit the report to the body's next meeting."""
    found, viewpoint = _report(request), request.viewpoint  # type: ignore[attr-defined]
    leave = request.POST.get("permitted_by", "")
    presiding = people_who_preside(found.body, viewpoint.on)
    return _done(
        request,
        lambda: actions.submit_report(
            report=found,
            permitted_by=next((one for one in presiding if str(one.pk) == leave), None),
            agency=queries.agency_of_writer(viewpoint),
            author=viewpoint.person,
            expected_version=_version(request),
            **_told(request, partnership),
        ),
        _("The report is on the agenda of the next meeting."),
    )


@permit(WRITE_THIS)
@require_http_methods(WRITE)
def take_back(request: HttpRequest, partnership: Any, exception_report: int) -> HttpResponse:
    """Take a submitted report back to write in it again."""
    found = _report(request)
    form = forms.TakeBack(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        told = {
            "report": found,
            "because": form.cleaned_data["because"],
            "expected_version": form.cleaned_data["version"],
            **_told(request, partnership),
        }
        said = _("The report is yours to write in again. Its paper is withdrawn.")
        if saved(request, form, lambda: actions.take_back_report(**told), said, found):
            return _shown(found)
    return _form_page(request, form, _("Take the report back"), _("Take it back"))


@permit(ANSWER_EXCEPTIONS)
@require_http_methods(WRITE)
def outcome(request: HttpRequest, partnership: Any, exception_report: int) -> HttpResponse:
    """Record what the board made of the report."""
    found = _report(request)
    form = forms.Outcome(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told = {
            "report": found,
            "expected_version": typed.pop("version"),
            **typed,
            **_told(request, partnership),
        }
        said = _("What the board made of the report is recorded.")
        if saved(request, form, lambda: actions.record_outcome(**told), said, found):
            return _shown(found)
    return _form_page(request, form, _("What the board made of the report"), _("Record it"))


@permit(ANSWER_EXCEPTIONS)
@require_http_methods(WRITE)
def came_of_it(request: HttpRequest, partnership: Any, exception_report: int) -> HttpResponse:
    """Record which decision or action came of which line."""
    found = _report(request)
    records = records_of(found)
    lines = {str(one.pk): one for one in queries.lines_of(found)}
    form = forms.Came(
        request.POST or None,
        lines=[(key, f"{one.code} {one.words}"[:110]) for key, one in lines.items()],
        records=[(value, words) for value, words, _record in records],
    )
    if form.is_valid():
        record = {value: one for value, _words, one in records}[form.cleaned_data["record"]]
        told = {"item": lines[form.cleaned_data["line"]], "to": record, **_told(request, partnership)}
        said = _("It is recorded, and tied to the line’s objective.")
        if saved(request, form, lambda: actions.answer_exception(**told), said):
            return _shown(found)
    return _form_page(request, form, _("What came of the report"), _("Record it"))


@permit(WRITE_EXCEPTIONS)
@require_http_methods(WRITE)
def thresholds(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Keep from where on a line is an exception, as a decision of a body agreed."""
    found = {str(one.pk): one for one in queries.decisions_to_choose(partnership)}
    form = forms.Agree(
        request.POST or None,
        decisions=[(key, f"{one.body.name}, {one.number}: {one.text}"[:110]) for key, one in found.items()],
        initial={"from_on": request.viewpoint.on},  # type: ignore[attr-defined]
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        decision = found[typed.pop("decision")]
        told = {
            "body": decision.body,
            "decision": decision,
            "by": request.user,
            "at": now(partnership),
            **typed,
        }
        said = _("The thresholds are kept. Draft the report again to choose by them.")
        if saved(request, form, lambda: actions.agree_thresholds(**told), said):
            return redirect("exceptions:reports", partnership=partnership.slug)
    return render(request, "exceptions/thresholds.html", {"form": form, "has_decisions": bool(found)})


def _told(request: HttpRequest, partnership: Any) -> dict[str, Any]:
    return {
        "on": request.viewpoint.on,  # type: ignore[attr-defined]
        "by": request.user,
        "at": now(partnership),
    }


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() and len(given) < 9 else 0


def _done(request: HttpRequest, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do it and show the report; where it is refused, the report says why."""
    try:
        act()
    except Refused as refusal:
        forget_report(request.viewpoint)  # type: ignore[attr-defined]
        return _page(request, str(refusal))
    messages.info(request, said)
    return _shown(_report(request))


def _form_page(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    page = report_page(_report(request), request.viewpoint)  # type: ignore[attr-defined]
    return render(
        request, "exceptions/one_form.html", {"page": page, "form": form, "title": title, "button": button}
    )
