"""The strands that the plan itself gives: its priority, its words, and the records tied to an objective."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.plan.model import Plan, Theme
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action, Commission
from throughline.web.decisions.promises.due_days import with_due
from throughline.web.decisions.register.permits import commissions_readable_by
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.standing import codes_readable_by
from throughline.web.plan.queries import opened, plan_of
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand
from throughline.words.formats import day_words


def declare() -> None:
    """Give the thread what stands in the plan room."""
    add_strand("priority", "plan", gettext_lazy("Priority"), priority)
    add_strand("objective", "plan", gettext_lazy("Objective"), objective)
    add_strand("action", "plan", gettext_lazy("Actions"), actions)
    add_strand("decision", "plan", gettext_lazy("Decisions"), decisions)
    add_strand("commission", "plan", gettext_lazy("Work asked of others"), commissions)


def priority(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The priority that the objective stands under."""
    plan = plan_of(seen.version)
    parent = next(one.parent for one in plan.objectives if one.id == seen.objective.code)
    found = next((one for one in plan.priorities if one.id == parent), None)
    if found is None:
        return ()
    return (
        Knot(
            f"{found.id} {found.text}",
            seen.version.accepted_on,
            _address(seen),
            came_from=_theme(plan, found.theme),
        ),
    )


def _theme(plan: Plan, code: str) -> str:
    """The words of a theme of the plan."""
    return next((line.text for line in plan.lines if isinstance(line, Theme) and line.id == code), code)


def objective(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The objective's own words, in the version in force and in the first that named it otherwise."""
    code, knots, before = seen.objective.code, [], ""
    earlier = seen.version.plan.versions.filter(number__lte=seen.version.number)
    for version in earlier.select_related("plan__partnership").order_by("number"):
        said = plan_of(opened(version, seen.viewpoint, closed=seen.version.closed_since))
        line = next((one for one in said.objectives if one.id == code), None)
        if line is not None and line.text != before:
            source = _("Plan %(year)s, version %(number)s") % {
                "year": version.plan.year,
                "number": version.number,
            }
            knots.append(Knot(line.text, version.accepted_on, _address(seen, code), came_from=source))
            before = line.text
    return tuple(knots)


def actions(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The actions for the objective that this reader may see, with their first day and how they stand."""
    rows = Action.objects.filter(
        objective_ties__objective=seen.objective,
        objective_ties__untied_on=None,
        raised_on__lte=seen.viewpoint.on,
        body__code__in=codes_readable_by(seen.viewpoint),
    )
    known = without_closed(rows, seen.viewpoint).select_related("owner_agency", "decision")
    found: Any = with_due(known).order_by("number")
    return tuple(
        Knot(
            one.text,
            one.raised_on,
            reverse("decisions:action", kwargs={"partnership": _slug(seen), "action": one.number}),
            _("Action %(number)s, %(who)s, %(state)s. First due %(first)s, due %(due)s.")
            % {
                "number": one.number,
                "who": one.owner_agency.name,
                "state": one.get_state_display(),
                "first": day_words(one.first_due),
                "due": day_words(one.due),
            },
            one.decision.number if one.decision else "",
        )
        for one in found
    )


def decisions(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The decisions about the objective that this reader may know of."""
    known = decisions_readable_by(seen.viewpoint, partnership=seen.version.plan.partnership)
    found = known.filter(
        objective_ties__objective=seen.objective, objective_ties__untied_on=None
    ).select_related("body__partnership")
    return tuple(
        Knot(
            one.text,
            one.decided_on,
            address_of(one),
            _("Decision %(number)s, %(right)s")
            % {"number": one.number, "right": one.get_authority_display()},
            one.body.name,
        )
        for one in found.order_by("decided_on", "pk")
    )


def commissions(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """What was asked of other bodies and organisations for the objective."""
    rows = Commission.objects.filter(
        commissions_readable_by(seen.viewpoint),
        objective_ties__objective=seen.objective,
        objective_ties__untied_on=None,
    )
    return tuple(
        Knot(
            one.product,
            one.asked_on,
            reverse("decisions:commission", kwargs={"partnership": _slug(seen), "commission": one.number}),
            one.get_state_display(),
            one.decision.number,
        )
        for one in rows.select_related("decision").distinct().order_by("number")
    )


def _slug(seen: ObjectiveSeen) -> str:
    return seen.version.plan.partnership.slug


def _address(seen: ObjectiveSeen, code: str = "") -> str:
    parts = {"partnership": _slug(seen), "year": seen.version.plan.year}
    return (
        reverse("plan:objective", kwargs=parts | {"code": code})
        if code
        else reverse("plan:plan", kwargs=parts)
    )
