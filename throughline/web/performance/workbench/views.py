"""The workbench: what a target can show, agreeing one, and groups beside a reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.web.access.permits import holds_permit, permit
from throughline.web.performance import actions, queries
from throughline.web.performance.permits import KEEP_FIGURES, READ_FIGURES
from throughline.web.performance.workbench import groups, pages, reads
from throughline.web.performance.workbench.forms import AgreeTarget
from throughline.web.site.refusals import refusals_on
from throughline.web.site.today import now, today


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def targets(request: HttpRequest, partnership: Any) -> HttpResponse:
    """What a target can show with these people, cases or quarters; nothing that is typed is kept."""
    day = today(partnership)
    planned = queries.planned_indicators(partnership, day)
    page = pages.asked(partnership, planned, request.GET, day)
    may_keep = holds_permit(KEEP_FIGURES, request.viewpoint)  # type: ignore[attr-defined]
    return render(
        request,
        "performance/workbench/targets.html",
        {"page": page, "planned": planned, "may_keep": may_keep},
    )


@permit(KEEP_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Agree the target of one indicator, with its source and the day from which it holds."""
    day = today(partnership)
    planned = queries.planned_indicators(partnership, day)
    choices = [
        (code, one.indicator.name)
        for code, one in planned.items()
        if one.indicator.method in reads.AGREED_HERE
    ]
    shares = frozenset(code for code, one in planned.items() if one.indicator.method == "percentage")
    form = AgreeTarget(
        request.POST or None,
        choices=choices,
        shares=shares,
        today=day,
        initial={"indicator": request.GET.get("indicator"), "from_on": day.isoformat()},
    )
    if request.method == "POST" and form.is_valid() and _agreed(request, partnership, planned, form):
        code = form.cleaned_data["indicator"]
        return redirect(
            f"{reverse('performance:targets', kwargs={'partnership': partnership.slug})}?indicator={code}"
        )
    return render(request, "performance/workbench/agree.html", {"form": form, "has_choices": bool(choices)})


def _agreed(
    request: HttpRequest, partnership: Any, planned: Mapping[str, PlannedIndicator], form: AgreeTarget
) -> bool:
    """Whether the target was agreed; a refusal is told beside its field."""
    sent = form.cleaned_data
    one = planned[sent["indicator"]]
    if fault := pages.fault_of_target(one, sent["exact"]):
        form.add_error("value", fault)
        return False
    if sent["decision"] and reads.decision_numbered(partnership, sent["decision"]) is None:
        form.add_error("decision", _("No decision here has that number. Correct it, or leave it empty."))
        return False
    source = sent["source"] + (f", decision {sent['decision']}" if sent["decision"] else "")
    with refusals_on(form):
        actions.agree_target(
            partnership=partnership,
            indicator=sent["indicator"],
            value=sent["exact"],
            source=source,
            from_on=sent["from_on"],
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )
        messages.info(request, _("The target of %(name)s is agreed.") % {"name": one.indicator.name})
        return True
    return False


@permit(READ_FIGURES)
@require_http_methods(["GET", "HEAD"])
def disproportionality(request: HttpRequest, partnership: Any) -> HttpResponse:
    """How often groups meet an outcome beside a group of reference, where the gate lets the counts out."""
    day = today(partnership)
    planned = queries.planned_indicators(partnership, day)
    page = groups.groups_asked(partnership, planned, request.GET, day)
    return render(request, "performance/workbench/disproportionality.html", {"page": page})
