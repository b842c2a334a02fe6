"""Pages of the plan room: the plan, its objectives, and a new plan to look at before it is accepted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from throughline.papers.plan_table import plan_table
from throughline.papers.spreadsheet import tables_of
from throughline.papers.spreadsheet import workbook as workbook_of
from throughline.web.access.permits import holds_permit, permit
from throughline.web.governance.queries import terms_on
from throughline.web.plan import actions, queries
from throughline.web.plan.answered import answered, asked_conflicts, asked_leads, asked_repairs
from throughline.web.plan.beside_date import places_of, waiting_of
from throughline.web.plan.changes.broken import promises_broken, version_followed
from throughline.web.plan.forms import UpdateMilestone, UploadPlan
from throughline.web.plan.measures.reads import checks_of, measures_of_objective
from throughline.web.plan.permits import KEEP_PLAN, OVERRIDE_STATUS, READ_PLAN
from throughline.web.plan.proposals import UNANSWERED, Answers, ProposedPlan, following, propose
from throughline.web.plan.shown import Filters, headline, objective_rows, sections, status_counts, type_words
from throughline.web.plan.tagged.page import tags_of_objective, waits_of
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today
from throughline.words.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 60
"""Questions and findings that a page lists before it only counts them."""


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def plans(request: HttpRequest, partnership: Any) -> HttpResponse:
    """The plan in force, or what to do where there is none."""
    version = queries.version_on(partnership, today(partnership))
    if version:
        return redirect("plan:plan", partnership=partnership.slug, year=version.plan.year)
    return render(request, "plan/none.html", {"may_keep": _may_keep(request)})


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def plan(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Every objective by priority with its status; filters without script."""
    shown = _standing(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    chosen = Filters.of(request.GET)
    found = sections(shown, chosen)
    return render(
        request,
        "plan/plan.html",
        {
            "shown": shown,
            "headline": headline(shown),
            "counts": status_counts(shown),
            "sections_shown": found,
            "lines": queries.lines_of(shown),
            "matching": len({one.objective.id for each in found for one in each.objectives}),
            "chosen": chosen,
            "query": request.GET.urlencode(),
            "plan_type": type_words(shown.plan),
            "choices": Filters.choices(shown),
            "may_keep": _may_keep(request),
        },
    )


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def objective(request: HttpRequest, partnership: Any, year: str, code: str) -> HttpResponse:
    """One objective with its steps, first dates and news; whoever keeps the plan records an update here."""
    shown = _standing(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    found = next((one for one in shown.objectives if one.objective.id == code), None)
    if found is None:
        raise Http404
    updates = queries.updates_of(shown.version, shown.on)
    form = UpdateMilestone(request.POST or None, steps=[one.step for one in found.standing.steps])
    may_keep = _may_keep(request)
    if request.method == "POST":
        if not may_keep:
            raise Http404
        if form.is_valid() and _record(request, partnership, shown, found, form):
            return redirect(request.path)
    return render(
        request,
        "plan/objective.html",
        {
            "shown": shown,
            "found": found,
            "rows": objective_rows(shown, found, updates),
            "measures": [
                one for one in shown.plan.measures_of(code) if one.target is None and not one.is_trajectory
            ],
            "places": places_of(shown, code),
            "waiting": waiting_of(shown, code),
            "measured": measures_of_objective(shown.version, shown.on, code),
            "checks": checks_of(shown.plan, code),
            "tags": tags_of_objective(shown, code),
            "waits": waits_of(shown, code),
            "may_override": holds_permit(OVERRIDE_STATUS, request.viewpoint),  # type: ignore[attr-defined]
            "form": form,
            "chosen_step": request.POST.get("step", ""),
            "may_keep": may_keep,
        },
    )


def _record(
    request: HttpRequest,
    partnership: Any,
    shown: queries.StandingPlan,
    found: queries.StandingObjective,
    form: UpdateMilestone,
) -> bool:
    codes = {one.step.id for one in found.standing.steps}
    with refusals_on(form):
        step = queries.milestone_named(shown.version, request.POST.get("step", ""))
        if step.code not in codes:
            raise Http404
        actions.record_milestone_update(
            milestone=step,
            quarter_starts=shown.quarter.first,
            told_on=shown.on,
            told_by=request.viewpoint.person,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
            **form.cleaned_data,
        )
        messages.info(request, _("%(step)s: the update is recorded.") % {"step": step.code})
        return True
    return False


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def own_file(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """The plan's own file, to the letter as it was accepted."""
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    content = queries.own_file_of(version).encode()
    return _file(content, "text/csv; charset=utf-8", f"{partnership.slug}-plan-{year}.csv")


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def copy(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """A copy to edit: every line says from which version it comes, so that it can be merged."""
    version = _version(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    name = f"{partnership.slug}-plan-{year}-copy-of-version-{version.number}.csv"
    return _file(queries.copy_of(version).encode(), "text/csv; charset=utf-8", name)


@permit(READ_PLAN)
@require_http_methods(["GET", "HEAD"])
def workbook(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Where every objective stands, or those that were asked for, as a workbook."""
    shown = _standing(request.viewpoint, partnership, year)  # type: ignore[attr-defined]
    found = [(one.title, one.objectives) for one in sections(shown, Filters.of(request.GET))]
    terms = terms_on(partnership, shown.on)
    marking, source = terms.marking_default or "OFFICIAL", f"plan {year}, version {shown.version.number}"
    paper = plan_table(queries.plan_table_of(shown, found), marking=marking, computed_from=source)
    content = workbook_of(tables_of(paper), marking=marking, computed_from=source)
    return _file(content, XLSX, f"{partnership.slug}-plan-{year}.xlsx")


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Send a plan to look at; nothing is accepted here."""
    year = queries.year_of(partnership, today(partnership))
    form = UploadPlan(request.POST or None, request.FILES or None, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        content, name = form.sent
        try:
            terms = terms_on(partnership, today(partnership))
            read = propose(content, name, terms=terms, year=form.cleaned_data["year"])
            following(read, queries.versions_for(partnership, read.plan), terms=terms)
            staged = actions.stage_plan(
                partnership=partnership,
                content=content,
                name=name,
                year=form.cleaned_data["year"],
                by=request.user,  # type: ignore[arg-type]
                at=now(partnership),
            )
            return redirect("plan:preview", partnership=partnership.slug, staged=staged.pk)
        except Refused as refusal:
            for sentence in str(refusal).splitlines()[:MOST_SHOWN]:
                form.add_error("file", sentence)
    return render(request, "plan/upload.html", {"form": form})


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, partnership: Any, staged: int) -> HttpResponse:
    """What was understood of a plan that was sent: answer, then accept it or throw it away."""
    waiting = _waiting(request, partnership, staged)
    refused = ""
    if request.method == "POST":
        try:
            return _settle(request, partnership, waiting)
        except Refused as refusal:
            refused = str(refusal)
    answers, proposed = Answers.of(waiting.answers), _proposed(partnership, waiting)
    organisations = queries.organisations(partnership, today(partnership))
    context = {
        "waiting": waiting,
        "proposed": proposed,
        "refused": refused,
        "leads": asked_leads(proposed),
        "repairs": asked_repairs(proposed, answers),
        "conflicts": asked_conflicts(proposed, answers),
        "promises": promises_broken(partnership, proposed, today(partnership)),
        "answered": [(written, dict(organisations)[agency]) for written, agency in answers.leads.items()],
        "organisations": organisations,
        "most": MOST_SHOWN,
    }
    return render(request, "plan/preview.html", context)


def _settle(request: HttpRequest, partnership: Any, waiting: Any) -> HttpResponse:
    user, at = request.user, now(partnership)
    if "discard" in request.POST:
        actions.discard_staged_plan(staged=waiting, by=user, at=at)  # type: ignore[arg-type]
        messages.info(request, _("The file was thrown away. Nothing was changed."))
        return redirect("plan:plans", partnership=partnership.slug)
    proposed = _answer(request, partnership, waiting)
    if not {"accept", "ask"} & set(request.POST):
        messages.info(request, _("Your answers are kept. What is not answered is still listed."))
        return redirect(request.path)
    if "ask" in request.POST:
        return _ask(request, partnership, waiting, proposed)
    version = actions.accept_staged_plan(
        staged=waiting,
        text=proposed.text,
        follows=_number(request.POST.get("follows", "")),
        accepted_on=today(partnership),
        by=user,  # type: ignore[arg-type]
        at=at,
    )
    messages.info(request, _("The plan is accepted as version %(number)s.") % {"number": version.number})
    return redirect("plan:plan", partnership=partnership.slug, year=version.plan.year)


def _ask(request: HttpRequest, partnership: Any, waiting: Any, proposed: ProposedPlan) -> HttpResponse:
    """Ask for each promise that the file would change, and accept the rest of it."""
    version = version_followed(partnership, proposed)
    if version is None:
        raise Http404
    asked = actions.ask_changes_of_file(
        staged=waiting,
        version=version,
        proposed=proposed.plan,
        reason=request.POST.get("reason", ""),
        on=today(partnership),
        person=request.viewpoint.person,  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
        at=now(partnership),
    )
    said = ngettext(
        "%(num)s change is asked for. Everything else in the file is accepted.",
        "%(num)s changes are asked for. Everything else in the file is accepted.",
        len(asked),
    )
    messages.info(request, said % {"num": len(asked)})
    return redirect("plan:changes", partnership=partnership.slug, year=version.plan.year)


def _answer(request: HttpRequest, partnership: Any, waiting: Any) -> ProposedPlan:
    """Keep the answers that were sent, if the file can be read by them, and read it so."""
    before = UNANSWERED if "forget" in request.POST else Answers.of(waiting.answers)
    agencies = frozenset(code for code, _name in queries.organisations(partnership, today(partnership)))
    sent: Any = {} if "forget" in request.POST else request.POST
    answers = answered(_proposed(partnership, waiting), before, sent, agencies)
    proposed = _proposed(partnership, waiting, answers)
    if answers != Answers.of(waiting.answers):
        actions.answer_questions(staged=waiting, answers=answers, by=request.user, at=now(partnership))  # type: ignore[arg-type]
    return proposed


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


@permit(KEEP_PLAN)
@require_http_methods(["GET", "HEAD"])
def proposed_file(request: HttpRequest, partnership: Any, staged: int) -> HttpResponse:
    """What was understood, as a plan's own file, to be corrected and sent again."""
    proposed = _proposed(partnership, _waiting(request, partnership, staged))
    return _file(proposed.text.encode(), "text/csv; charset=utf-8", f"{partnership.slug}-plan-proposed.csv")


def _waiting(request: HttpRequest, partnership: Any, staged: int) -> Any:
    visible = queries.staged_visible_to(request.user, partnership=partnership, at=now(partnership))  # type: ignore[arg-type]
    return get_object_or_404(visible, pk=staged)


def _proposed(partnership: Any, waiting: Any, answers: Answers | None = None) -> ProposedPlan:
    given = Answers.of(waiting.answers) if answers is None else answers
    terms = terms_on(partnership, today(partnership))
    read = propose(bytes(waiting.content), waiting.name, terms=terms, year=waiting.year, answers=given)
    return following(read, queries.versions_for(partnership, read.plan), terms=terms, answers=given)


def _version(viewpoint: Any, partnership: Any, year: str) -> Any:
    version = queries.version_on(partnership, viewpoint.on, year=year, viewpoint=viewpoint)
    if version is None:
        raise Http404
    return version


def _standing(viewpoint: Any, partnership: Any, year: str) -> queries.StandingPlan:
    return queries.standing_plan(_version(viewpoint, partnership, year), viewpoint.on)


def _may_keep(request: HttpRequest) -> bool:
    return holds_permit(KEEP_PLAN, request.viewpoint)  # type: ignore[attr-defined]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
