"""Forms by which needs, services, gaps, recommendations and lists are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.rules.provision import GAP_FOLLOWS
from throughline.web.access.permits import permit
from throughline.web.decisions.commissions.page import asking_page, recipient_of
from throughline.web.decisions.register.forms import AskCommission
from throughline.web.decisions.register.views import body_or_404
from throughline.web.decisions.saving import saved
from throughline.web.provision import actions, finding, forms
from throughline.web.provision.lists_page import TITLES, places_page
from throughline.web.provision.permits import ASK_FOR_GAP, KEEP_PROVISION
from throughline.web.provision.told import EntryTold, ProvisionTold
from throughline.web.provision.views import choices_of
from throughline.web.site.today import now

WRITE = ["GET", "HEAD", "POST"]


def _kept(
    request: HttpRequest,
    form: Form,
    act: Callable[[], Any],
    *,
    said: str,
    back: Callable[[], HttpResponse],
    shown: dict[str, Any],
    record: Any = None,
) -> HttpResponse:
    """Save and go back, or show the form with what is wrong."""
    if request.method == "POST" and form.is_valid() and saved(request, form, act, said, record):
        return back()
    return render(request, "provision/form.html", {"form": form, **shown})


def _told(request: HttpRequest, partnership: Any) -> dict[str, Any]:
    return {"by": request.user, "at": now(partnership)}


def _to(partnership: Any, route: str, **parts: Any) -> Callable[[], HttpResponse]:
    return lambda: redirect(f"provision:{route}", partnership=partnership.slug, **parts)


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def places(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The places, and a form for another."""
    choices = choices_of(request)
    form = forms.AddPlace(request.POST or None, choices=choices)

    def act() -> Any:
        return actions.add_place(partnership=partnership, **form.typed, **_told(request, partnership))

    if request.method == "POST" and form.is_valid() and saved(request, form, act, _("The place is added.")):
        return redirect("provision:places", partnership=partnership.slug)
    shown = {"page": places_page(choices), "form": form, "button": _("Add the place")}
    return render(request, "provision/list.html", shown)


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def new_assessment(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record an assessment of needs."""
    on = request.viewpoint.on  # type: ignore[attr-defined]
    form = forms.RecordAssessment(request.POST or None, initial={"assessed_on": on})
    return _kept(
        request,
        form,
        lambda: actions.record_assessment(
            partnership=partnership, **form.cleaned_data, **_told(request, partnership)
        ),
        said=_("The assessment is recorded."),
        back=_to(partnership, "assessments"),
        shown={
            "title": _("Record an assessment of needs"),
            "answer": _(
                "Its scope, what it was drawn from and what it found. Needs and gaps can rest on it."
            ),
            "button": _("Record it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def new_need(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record how many people need what where."""
    choices, on = choices_of(request), request.viewpoint.on  # type: ignore[attr-defined]
    form = forms.RecordNeed(request.POST or None, choices=choices, initial={"assessed_on": on})
    return _kept(
        request,
        form,
        lambda: actions.record_need(**form.typed, **_told(request, partnership)),
        said=_("The need is recorded. What was recorded before stays."),
        back=_to(partnership, "matrix"),
        shown={
            "title": _("Record a need"),
            "answer": _("How many people of which group need what, in which place, and what shows it."),
            "button": _("Record the need"),
            "missing": _missing_places(choices.places),
        },
    )


def _missing_places(places: Any) -> str:
    return "" if places else _("There is no place yet. Add one first.")


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def new_listed(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Put a service into the directory."""
    choices, on = choices_of(request), request.viewpoint.on  # type: ignore[attr-defined]
    form = forms.RecordProvision(request.POST or None, choices=choices, initial={"from_on": on})
    return _kept(
        request,
        form,
        lambda: actions.record_provision(
            partnership=partnership,
            told=ProvisionTold(**form.typed),
            recorded_on=on,
            **_told(request, partnership),
        ),
        said=_("The service is in the directory."),
        back=_to(partnership, "directory"),
        shown={
            "title": _("Record a service"),
            "answer": _("What there is, for whom, where, how much, and until when."),
            "button": _("Record the service"),
            "missing": _missing_places(choices.places),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def change_listed(request: HttpRequest, partnership: Any, listed: int) -> HttpResponse:
    """Say how a service is now; how it was stays."""
    found = finding.provision_or_404(partnership, listed)
    choices = choices_of(request)
    form = forms.RecordProvision(request.POST or None, choices=choices, initial=finding.as_told(found))
    return _kept(
        request,
        form,
        lambda: actions.change_provision(
            provision=found,
            told=ProvisionTold(**form.typed),
            recorded_on=request.viewpoint.on,  # type: ignore[attr-defined]
            **_told(request, partnership),
        ),
        said=_("It is recorded. How the service was before stays readable."),
        back=_to(partnership, "listed", listed=listed),
        shown={
            "caption": found.name,
            "title": _("Say how the service is now"),
            "answer": _("Change what is different. How it was before stays readable."),
            "button": _("Record it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def share(request: HttpRequest, partnership: Any, listed: int) -> HttpResponse:
    """Record what one contributor puts into the budget of a service."""
    found = finding.provision_or_404(partnership, listed)
    form = forms.ShareBudget(request.POST or None)
    return _kept(
        request,
        form,
        lambda: actions.share_budget(
            provision=found,
            recorded_on=request.viewpoint.on,  # type: ignore[attr-defined]
            **form.cleaned_data,
            **_told(request, partnership),
        ),
        said=_("The share is recorded."),
        back=_to(partnership, "listed", listed=listed),
        shown={
            "caption": found.name,
            "title": _("Record a share of its budget"),
            "answer": _("Who puts how much into it, what for, and who governs the pooled budget."),
            "button": _("Record the share"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def award(request: HttpRequest, partnership: Any, listed: int) -> HttpResponse:
    """Record money given for a service and its conditions."""
    found = finding.provision_or_404(partnership, listed)
    form = forms.AwardFunding(request.POST or None)
    return _kept(
        request,
        form,
        lambda: actions.award_funding(provision=found, **form.cleaned_data, **_told(request, partnership)),
        said=_("The money and its conditions are recorded."),
        back=_to(partnership, "listed", listed=listed),
        shown={
            "caption": found.name,
            "title": _("Record money given for it"),
            "answer": _(
                "How much, on which conditions, and on which days the funder is told what was delivered."
            ),
            "button": _("Record it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def monitoring(request: HttpRequest, partnership: Any, monitoring: int) -> HttpResponse:
    """Record what a funder was told."""
    found = finding.monitoring_or_404(partnership, monitoring)
    service = found.award.provision
    form = forms.TellDelivery(
        request.POST or None,
        initial={"told_on": request.viewpoint.on},  # type: ignore[attr-defined]
    )
    return _kept(
        request,
        form,
        lambda: actions.record_monitoring(
            monitoring=found, **form.cleaned_data, **_told(request, partnership)
        ),
        said=_("It is recorded."),
        back=_to(partnership, "listed", listed=service.number),
        shown={
            "caption": service.name,
            "title": _("Record what was delivered"),
            "answer": found.award.conditions,
            "button": _("Record it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def new_gap(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record a gap, from a need or on its own."""
    choices, on = choices_of(request), request.viewpoint.on  # type: ignore[attr-defined]
    asked = request.GET.get("need", "")
    begins = finding.gap_from(finding.need_or_404(partnership, int(asked))) if _is_number(asked) else {}
    form = forms.RecordGap(request.POST or None, choices=choices, initial={"found_on": on, **begins})

    def act() -> Any:
        typed = form.typed
        size = finding.size_of_gap(partnership, typed["pathway"], typed["place"].code, typed["cohort"])
        return actions.record_gap(size=size, **typed, **_told(request, partnership))

    return _kept(
        request,
        form,
        act,
        said=_("The gap is recorded, with its size as it stands today."),
        back=_to(partnership, "gaps"),
        shown={
            "title": _("Record a gap"),
            "answer": _("What is missing, what shows it, how much it matters and who owns it."),
            "button": _("Record the gap"),
            "missing": _missing_places(choices.places),
        },
    )


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 10


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def gap_step(request: HttpRequest, partnership: Any, gap: int) -> HttpResponse:
    """Record what happens with a gap."""
    found = finding.gap_or_404(partnership, gap)
    says = {
        "confirm": _("It is confirmed"),
        "dismiss": _("It is dismissed"),
        "act": _("Something is done about it"),
        "accept": _("It is accepted as it is"),
        "close": _("It is closed"),
        "reopen": _("It is open again"),
    }
    steps = [(str(step), says[step]) for step in GAP_FOLLOWS[found.state]]  # type: ignore[index]
    on = request.viewpoint.on  # type: ignore[attr-defined]
    form = forms.TakeGapStep(
        request.POST or None, steps=steps, initial={"taken_on": on, "version": found.version}
    )

    def act() -> Any:
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        return actions.take_gap_step(
            gap=found, expected_version=version, **typed, **_told(request, partnership)
        )

    return _kept(
        request,
        form,
        act,
        said=_("It is recorded."),
        back=_to(partnership, "gap", gap=gap),
        shown={
            "caption": _("Gap %(number)d") % {"number": found.number},
            "title": _("Record what happens now"),
            "answer": found.words,
            "button": _("Record it"),
        },
        record=found,
    )


@permit(ASK_FOR_GAP)
@require_http_methods(WRITE)
def gap_commission(request: HttpRequest, partnership: Any, gap: int, body: str) -> HttpResponse:
    """Ask another body or an organisation to close a gap, by a decision and inside the remit."""
    found, asker = finding.gap_or_404(partnership, gap), body_or_404(partnership, body)
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    page = asking_page(partnership, asker, viewpoint)
    form = AskCommission(
        request.POST or None,
        decisions=[(str(one.pk), f"{one.number}: {one.text}"[:110]) for one in page.decisions],
        to=page.to,
        clauses=[(one.id, f"{one.id} {one.text or ''}"[:110]) for one in page.clauses],
        initial={"scope": found.words},
    )

    def act() -> Any:
        typed: dict[str, Any] = dict(form.cleaned_data)
        typed["to"] = recipient_of(partnership, typed["to"])
        by_number = {str(one.pk): one for one in page.decisions}
        return actions.ask_for_gap(
            gap=found,
            decision=by_number[typed.pop("decision")],
            waiver=by_number.get(typed.pop("waiver")),
            asked_on=viewpoint.on,
            expected_version=found.version,
            **typed,
            **_told(request, partnership),
        )

    return _kept(
        request,
        form,
        act,
        said=_("The work is asked for. The other side must accept it."),
        back=_to(partnership, "gap", gap=gap),
        shown={
            "caption": asker.name,
            "title": _("Ask another to close the gap"),
            "answer": _(
                "By a decision that holds, inside the remit of the terms. The other side must accept it."
            ),
            "bounds": page.bounds,
            "button": _("Ask for it"),
        },
        record=found,
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def recommend(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record what a body recommends to another."""
    choices, on = choices_of(request), request.viewpoint.on  # type: ignore[attr-defined]
    form = forms.Recommend(request.POST or None, choices=choices, initial={"made_on": on})
    return _kept(
        request,
        form,
        lambda: actions.recommend(**form.typed, **_told(request, partnership)),
        said=_("The recommendation is recorded."),
        back=_to(partnership, "influence"),
        shown={
            "title": _("Record a recommendation"),
            "answer": _("What a body recommends to another, and by when it asks for an answer."),
            "button": _("Record the recommendation"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def answer(request: HttpRequest, partnership: Any, advice: int) -> HttpResponse:
    """Record what the other body answered, or what came of it."""
    found = finding.recommendation_or_404(partnership, advice)
    form = forms.AnswerRecommendation(
        request.POST or None,
        initial={"told_on": request.viewpoint.on},  # type: ignore[attr-defined]
    )
    return _kept(
        request,
        form,
        lambda: actions.answer_recommendation(
            recommendation=found, **form.cleaned_data, **_told(request, partnership)
        ),
        said=_("The answer is recorded."),
        back=_to(partnership, "recommendation", advice=advice),
        shown={
            "caption": _("Recommendation %(number)d") % {"number": found.number},
            "title": _("Record an answer"),
            "answer": found.words,
            "button": _("Record the answer"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def new_entry(request: HttpRequest, partnership: Any, register: str) -> HttpResponse:
    """Put a line into a list."""
    if not finding.is_list(register):
        raise Http404
    form = forms.RecordEntry(request.POST or None, choices=choices_of(request), register=register)
    return _kept(
        request,
        form,
        lambda: actions.record_entry(
            partnership=partnership,
            register=register,
            told=EntryTold(**form.typed),
            recorded_on=request.viewpoint.on,  # type: ignore[attr-defined]
            **_told(request, partnership),
        ),
        said=_("The line is added."),
        back=_to(partnership, "catalogue", register=register),
        shown={
            "caption": TITLES[register],
            "title": _("Add a line"),
            "answer": _("What it is, which body governs it, who leads it, and when the next thing is due."),
            "button": _("Add it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def change_entry(request: HttpRequest, partnership: Any, register: str, entry: int) -> HttpResponse:
    """Say how a line is now; how it was stays."""
    found = finding.entry_or_404(partnership, register, entry)
    begins = finding.entry_as_told(found)
    form = forms.RecordEntry(
        request.POST or None, choices=choices_of(request), register=register, initial=begins
    )
    return _kept(
        request,
        form,
        lambda: actions.change_entry(
            entry=found,
            told=EntryTold(**form.typed),
            recorded_on=request.viewpoint.on,  # type: ignore[attr-defined]
            **_told(request, partnership),
        ),
        said=_("It is recorded. How it was before stays."),
        back=_to(partnership, "catalogue", register=register),
        shown={
            "caption": TITLES[register],
            "title": _("Say how it is now"),
            "answer": _("Change what is different. How it was before stays."),
            "button": _("Record it"),
        },
    )


@permit(KEEP_PROVISION)
@require_http_methods(WRITE)
def intend(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Record what a body means to buy."""
    choices = choices_of(request)
    form = forms.Intend(request.POST or None, choices=choices)
    return _kept(
        request,
        form,
        lambda: actions.intend(**form.typed, **_told(request, partnership)),
        said=_("It is recorded."),
        back=_to(partnership, "intentions"),
        shown={
            "title": _("Record what a body means to buy"),
            "answer": _("For whom, where, when it is decided, and with whom."),
            "button": _("Record it"),
            "missing": _missing_places(choices.places),
        },
    )
