"""What follows on a record: findings, outcomes, times held, who is reached, last days, people asked for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.site.today import now
from throughline.web.voices import actions, forms
from throughline.web.voices.choices import Chosen
from throughline.web.voices.form_page import FormPage, answer_form
from throughline.web.voices.permits import ANSWER_NOMINATION, RECORD_VOICES, nomination_in
from throughline.web.voices.voice_page import record_or_404

WRITE = ["GET", "HEAD", "POST"]


def _voice(request: HttpRequest, partnership: Any, heard: int) -> tuple[Any, dict[str, Any]]:
    """The record, and what every act on it is told."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = record_or_404(partnership, viewpoint, heard)
    return found, {"on": viewpoint.on, "by": request.user, "at": now(partnership)}


def _page(found: Any, title: str, lead: str, button: str, said: str) -> FormPage:
    place = {"partnership": found.partnership.slug, "heard": found.number}
    return FormPage(
        title=title,
        lead=lead,
        button=button,
        said=said,
        caption=found.title,
        back=reverse("voices:voice", kwargs=place),
    )


def _outcome(found: Any, number: int) -> Any:
    outcome = found.outcomes.filter(number=number).first()
    if outcome is None:
        raise Http404
    return outcome


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def finding(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Add something that was said or found."""
    found, told = _voice(request, partnership, heard)
    on = told.pop("on")
    form = forms.FindingForm(request.POST or None, initial={"found_on": on})
    page = _page(
        found,
        _("Add a finding"),
        _("What was said or found, in one or two sentences."),
        _("Add it"),
        _("The finding is added."),
    )
    return answer_form(
        request,
        form,
        page,
        lambda: actions.record_finding(engagement=found, **form.cleaned_data, **told),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def outcome(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Add what came of it, or what is to come of it."""
    found, told = _voice(request, partnership, heard)
    chosen = Chosen(partnership, request.viewpoint)  # type: ignore[attr-defined]
    findings = {str(one.number): one for one in found.findings.all()}
    form = forms.OutcomeForm(
        request.POST or None,
        chosen=chosen,
        findings=[(number, f"{number} {one.words}"[:90]) for number, one in findings.items()],
    )
    page = _page(
        found,
        _("Add an outcome"),
        _("Objectives of the plan can rest on it, and several organisations can share it."),
        _("Add it"),
        _("The outcome is added."),
    )

    def act() -> Any:
        typed = dict(form.cleaned_data)
        return actions.record_outcome(
            engagement=found,
            finding=findings.get(typed.pop("finding")),
            decision=chosen.decisions.get(typed.pop("decision")),
            action=chosen.actions.get(typed.pop("action")),
            objectives=[chosen.objectives[code] for code in typed.pop("objectives", [])],
            owners=[chosen.agencies[code] for code in typed.pop("owners")],
            **typed,
            **told,
        )

    return answer_form(request, form, page, act)


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def came(request: HttpRequest, partnership: Any, heard: int, came_of: int) -> HttpResponse:
    """Record that what was to come of it came about."""
    found, told = _voice(request, partnership, heard)
    made = _outcome(found, came_of)
    form = forms.CameForm(request.POST or None, initial={"came_on": told["on"]})
    page = _page(found, _("It came about"), made.words, _("Record it"), _("It is recorded."))
    return answer_form(
        request,
        form,
        page,
        lambda: actions.record_outcome_came(outcome=made, **form.cleaned_data, **told),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def cite(request: HttpRequest, partnership: Any, heard: int, came_of: int) -> HttpResponse:
    """Let an objective rest on an outcome."""
    found, told = _voice(request, partnership, heard)
    made, chosen = _outcome(found, came_of), Chosen(partnership, request.viewpoint)  # type: ignore[attr-defined]
    form = forms.CiteForm(request.POST or None, chosen=chosen)
    page = _page(found, _("Let an objective rest on it"), made.words, _("Cite it"), _("It is cited."))
    return answer_form(
        request,
        form,
        page,
        lambda: actions.cite_outcome(
            outcome=made, objective=chosen.objectives[form.cleaned_data["objective"]], **told
        ),
    )


@permit(RECORD_VOICES)
@require_http_methods(["POST"])
def uncite(request: HttpRequest, partnership: Any, heard: int, came_of: int) -> HttpResponse:
    """Let an objective cite an outcome no longer."""
    found, told = _voice(request, partnership, heard)
    code = request.POST.get("objective", "")
    made = _outcome(found, came_of)
    row = made.citations.filter(withdrawn_on=None, objective__code=code).first()
    if row is not None:
        actions.withdraw_citation(citation=row, **told)
        messages.info(request, _("Objective %(code)s cites it no longer.") % {"code": code})
    return redirect("voices:voice", partnership=partnership.slug, heard=heard)


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def held(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Record that something which comes round was held."""
    found, told = _voice(request, partnership, heard)
    form = forms.HeldForm(request.POST or None, initial={"held_on": told["on"]})
    page = _page(
        found,
        _("Record a time it was held"),
        _("It counts for the part of the year that its day falls in."),
        _("Record it"),
        _("It is recorded."),
    )
    return answer_form(
        request,
        form,
        page,
        lambda: actions.record_time_held(engagement=found, **form.cleaned_data, **told),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def to_reach(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Name who is to be reached."""
    found, told = _voice(request, partnership, heard)
    told.pop("on")
    form = forms.NamesForm(request.POST or None)
    page = _page(
        found,
        _("Name who is to be reached"),
        _("For example every prison, or every co-ordinator. Coverage is counted against this list."),
        _("Add them"),
        _("They are added."),
    )
    return answer_form(
        request,
        form,
        page,
        lambda: actions.name_to_reach(
            engagement=found, names=form.cleaned_data["names"].splitlines(), **told
        ),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def reached(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Record who was reached on a day."""
    found, told = _voice(request, partnership, heard)
    left = [(one.name, one.name) for one in found.to_reach.all() if one.reached_on is None]
    form = forms.ReachedForm(request.POST or None, left=left, initial={"reached_on": told["on"]})
    page = _page(
        found,
        _("Record who was reached"),
        _("Tick those that were reached on one day."),
        _("Record it"),
        _("It is recorded."),
    )
    return answer_form(
        request,
        form,
        page,
        lambda: actions.record_reached(engagement=found, **form.cleaned_data, **told),
    )


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def last_day(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Extend a group that was to end, or end it, by a decision."""
    found, told = _voice(request, partnership, heard)
    chosen = Chosen(partnership, request.viewpoint)  # type: ignore[attr-defined]
    form = forms.SunsetForm(request.POST or None, chosen=chosen)
    page = _page(
        found,
        _("Extend it or end it"),
        _("A group that was to end goes on, or ends, by a decision that holds."),
        _("Record it"),
        _("It is recorded."),
    )

    def act() -> Any:
        typed = form.cleaned_data
        told["decision"] = chosen.decisions[typed["decision"]]
        if typed["what"] == "end":
            return actions.end_engagement(engagement=found, **told)
        return actions.move_sunset(engagement=found, to=typed["to"], **told)

    return answer_form(request, form, page, act)


@permit(RECORD_VOICES)
@require_http_methods(WRITE)
def ask(request: HttpRequest, partnership: Any, heard: int) -> HttpResponse:
    """Ask organisations to name somebody by a day."""
    found, told = _voice(request, partnership, heard)
    form = forms.AskForm(request.POST or None, chosen=Chosen(partnership, request.viewpoint))  # type: ignore[attr-defined]
    page = _page(
        found,
        _("Ask organisations to name somebody"),
        _("Each answers for itself, by the day you give."),
        _("Ask them"),
        _("They are asked."),
    )
    return answer_form(
        request,
        form,
        page,
        lambda: actions.ask_nominations(
            engagement=found, agencies=form.asked, due=form.cleaned_data["due"], **told
        ),
    )


@permit(ANSWER_NOMINATION)
@require_http_methods(WRITE)
def answer(request: HttpRequest, partnership: Any, nomination: int) -> HttpResponse:
    """Say whom an organisation names, or that it can name nobody."""
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    found = nomination_in(viewpoint)
    if found is None:
        raise Http404
    chosen = Chosen(partnership, viewpoint)
    people = {key: one for key, one in chosen.people.items() if one.agency_id == found.agency_id}
    form = forms.AnswerForm(request.POST or None, people=[(key, one.name) for key, one in people.items()])
    page = _page(
        found.engagement,
        _("Name somebody for %(agency)s") % {"agency": found.agency.name},
        _("Whoever is named takes part for the organisation."),
        _("Answer"),
        _("The answer is recorded."),
    )

    def act() -> Any:
        typed = dict(form.cleaned_data)
        return actions.answer_nomination(
            nomination=found,
            person=people.get(typed.pop("person")),
            on=viewpoint.on,
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
            **typed,
        )

    return answer_form(request, form, page, act)
