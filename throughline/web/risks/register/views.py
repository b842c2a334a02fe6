"""The register of risks: its list and its matrix, each entry, and what a keeper writes down."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.papers.files import FILES
from throughline.papers.risk_matrix import matrix_table, risk_matrix
from throughline.web.access.permits import permit
from throughline.web.decisions.saving import saved
from throughline.web.risks import actions
from throughline.web.risks.permits import KEEP_RISKS, READ_RISKS, SCORE_RISK, risk_in
from throughline.web.risks.register import choosing, forms
from throughline.web.risks.register.page import placed, register_page, risk_page
from throughline.web.risks.register.paper import register_paper
from throughline.web.site.today import now

READ = ["GET", "HEAD"]
WRITE = ["GET", "HEAD", "POST"]


@permit(READ_RISKS)
@require_http_methods(READ)
def register(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The register, narrowed as asked."""
    page = register_page(request.viewpoint, request.GET)  # type: ignore[attr-defined]
    return render(request, "risks/register.html", {"page": page, "files": list(FILES)})


@permit(READ_RISKS)
@require_http_methods(READ)
def matrix(request: HttpRequest, partnership: Any) -> HttpResponse:
    """How likely against how grave, each entry with its way since the scoring before."""
    page = register_page(request.viewpoint, request.GET)  # type: ignore[attr-defined]
    rows = placed(page.shown)
    drawn = risk_matrix(rows, title=_("How likely, and how grave"))
    shown = {
        "page": page,
        "wide": mark_safe(drawn.svg),  # noqa: S308 - drawn here, every word escaped
        "narrow": mark_safe(drawn.narrow_svg),  # noqa: S308 - the same
        "table": matrix_table(rows),
    }
    return render(request, "risks/matrix.html", shown)


@permit(READ_RISKS)
@require_http_methods(READ)
def register_file(request: HttpRequest, partnership: Any, form: str) -> HttpResponse:
    """The register as a paper, narrowed as asked."""
    if form not in FILES:
        raise Http404
    made, kind = FILES[form]
    paper = register_paper(request.viewpoint, request.GET)  # type: ignore[attr-defined]
    response = HttpResponse(made(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="risk-register.{form}"'
    return response


@permit(READ_RISKS)
@require_http_methods(READ)
def risk(request: HttpRequest, partnership: Any, risk: int) -> HttpResponse:
    """One entry with its trail."""
    page = risk_page(_risk(request), request.viewpoint)  # type: ignore[attr-defined]
    return render(request, "risks/risk.html", {"page": page})


def _risk(request: HttpRequest) -> Any:
    found = risk_in(request.viewpoint)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def record(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Put an entry into a register."""
    bodies = {one.code: one for one in choosing.bodies_to_choose(partnership)}
    agencies = {one.code: one for one in choosing.agencies_to_choose(partnership)}
    people = {str(one.pk): one for one in choosing.people_to_choose(partnership)}
    objectives = {str(one.pk): one for one in choosing.objectives_to_choose(partnership)}
    form = forms.RecordRisk(
        request.POST or None,
        initial={"raised_on": request.viewpoint.on},  # type: ignore[attr-defined]
        choices={
            "kind": choosing.kinds_to_choose(partnership),
            "body": [(code, one.name) for code, one in bodies.items()],
            "owner_agency": [(code, one.name) for code, one in agencies.items()],
            "owner": [("", _("Nobody in particular")), *((key, one.name) for key, one in people.items())],
            "objective": [("", _("None")), *((key, one.code) for key, one in objectives.items())],
        },
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told: dict[str, Any] = {
            "body": bodies[typed.pop("body")],
            "owner_agency": agencies[typed.pop("owner_agency")],
            "owner": people.get(typed.pop("owner")),
            "objectives": [one for key, one in objectives.items() if key == typed["objective"]],
            "by": request.user,
            "at": now(partnership),
        }
        del typed["objective"]
        if saved(request, form, lambda: actions.record_risk(**told, **typed), _("It is in the register.")):
            return redirect("risks:register", partnership=partnership.slug)
    return _form(request, form, _("Add to the register"), _("Add it"))


@permit(SCORE_RISK)
@require_http_methods(WRITE)
def score(request: HttpRequest, partnership: Any, risk: int) -> HttpResponse:
    """Score an entry anew."""
    found = _risk(request)
    last = found.scores.last()
    start = {"likelihood": last.likelihood, "impact": last.impact} if last else {}
    form = forms.ScoreAnew(request.POST or None, initial=start | _begin(request, found, "on"))
    return _written(request, form, found, actions.score_risk, _("Score it anew"))


@permit(SCORE_RISK)
@require_http_methods(WRITE)
def word(request: HttpRequest, partnership: Any, risk: int) -> HttpResponse:
    """Give an entry other words, or say what is now done about it."""
    found = _risk(request)
    last = found.wordings.last()
    start = {name: getattr(last, name) for name in ("event", "cause", "effect", "treatment")}
    start |= {"proximity": found.proximity} | _begin(request, found, "on")
    form = forms.WordAnew(request.POST or None, initial=start)
    return _written(request, form, found, actions.word_risk, _("Change its words"))


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def close(request: HttpRequest, partnership: Any, risk: int) -> HttpResponse:
    """Close an entry."""
    found = _risk(request)
    decisions = choosing.decisions_to_choose(request.viewpoint)  # type: ignore[attr-defined]
    form = forms.CloseRisk(
        request.POST or None,
        initial=_begin(request, found, "closed_on"),
        choices={"decision": [("", _("None")), *choosing.decision_choices(decisions)]},
    )
    if form.is_valid():
        form.cleaned_data["decision"] = decisions.get(form.cleaned_data["decision"])
    return _written(request, form, found, actions.close_risk, _("Close it"))


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def tie(request: HttpRequest, partnership: Any, risk: int) -> HttpResponse:
    """Say what an entry has to do with."""
    found = _risk(request)
    records = choosing.records_to_tie(request.viewpoint)  # type: ignore[attr-defined]
    choices = [(key, shown) for key, (shown, _record) in records.items()]
    form = forms.TieRisk(request.POST or None, choices={"record": choices})
    if form.is_valid():
        key = form.cleaned_data["record"]
        on = request.viewpoint.on  # type: ignore[attr-defined]
        told: dict[str, Any] = {"risk": found, "on": on, "by": request.user, "at": now(partnership)}

        def act() -> Any:
            record: Any = records[key][1]
            if key.startswith("figure:"):
                return actions.cite_figure(observation=record, **told)
            return actions.tie_risk(to=record, **told)

        if saved(request, form, act, _("It is tied.")):
            return _back(request, found)
    return _form(request, form, _("Say what it has to do with"), _("Tie it"), found)


@permit(KEEP_RISKS)
@require_http_methods(WRITE)
def threshold(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Write down from which score a board calls an entry high."""
    decisions = choosing.decisions_to_choose(request.viewpoint)  # type: ignore[attr-defined]
    form = forms.SetThreshold(
        request.POST or None,
        initial={"from_on": request.viewpoint.on},  # type: ignore[attr-defined]
        choices={"decision": choosing.decision_choices(decisions)},
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        told: dict[str, Any] = {
            "decision": decisions[typed.pop("decision")],
            "by": request.user,
            "at": now(partnership),
        }
        said = _("The thresholds are set.")
        if saved(request, form, lambda: actions.set_risk_threshold(**told, **typed), said):
            return redirect("risks:register", partnership=partnership.slug)
    return _form(request, form, _("Set from which score an entry is high"), _("Set it"))


def _begin(request: HttpRequest, found: Any, day: str) -> dict[str, Any]:
    return {day: request.viewpoint.on, "version": found.version}  # type: ignore[attr-defined]


def _written(request: HttpRequest, form: Any, found: Any, act: Any, heading: str) -> HttpResponse:
    """A form about an entry: saved and back to the entry, or shown."""
    if form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        at = now(found.partnership)
        told: dict[str, Any] = {"risk": found, "expected_version": version, "by": request.user, "at": at}
        if saved(request, form, lambda: act(**told, **typed), _("It is recorded."), found):
            return _back(request, found)
    return _form(request, form, heading, _("Record it"), found)


def _back(request: HttpRequest, found: Any) -> HttpResponse:
    return redirect("risks:risk", partnership=found.partnership.slug, risk=found.number)


def _form(request: HttpRequest, form: Any, heading: str, button: str, found: Any = None) -> HttpResponse:
    caption = str(found) if found else ""
    words = found.wordings.last().event if found else ""
    shown = {"form": form, "heading": heading, "button": button, "caption": caption, "words": words}
    return render(request, "risks/form.html", shown)
