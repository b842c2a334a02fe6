"""What an objective's thread shows of its steps, their news and its measures."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.plan.objective_status import step_due, steps_of
from throughline.rules.plan.when import plan_year
from throughline.web.plan.measures.reads import measures_of_objective
from throughline.web.plan.models import Milestone, MilestoneUpdate, StatusOverride
from throughline.web.plan.queries import date_words, plan_of
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand
from throughline.words.formats import day_words


def declare() -> None:
    """Give the thread the steps, their news, overrides and measures."""
    add_strand("milestone", "rounds", gettext_lazy("Milestones"), milestones)
    add_strand("update", "rounds", gettext_lazy("Updates"), updates)
    add_strand("measure", "rounds", gettext_lazy("Measures"), measures)


def milestones(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """Each step with its first date, every date expected since, and when it was done."""
    plan = plan_of(seen.version)
    year = plan_year(plan)
    rows = Milestone.objects.filter(objective=seen.objective).prefetch_related("updates")
    kept = {one.code: one for one in rows}
    knots = []
    for step in steps_of(plan, seen.objective.code):
        row = kept.get(step.id)
        told = [one for one in row.updates.all() if one.told_on <= seen.viewpoint.on] if row else []
        due = step_due(step, year)
        knots.append(
            Knot(
                f"{step.id} {step.text}",
                due.latest if due else None,
                _address(seen),
                _course(row.first_due if row else "", date_words(due), told),
                seen.objective.code,
            )
        )
    return tuple(knots)


def _course(first: str, due: str, told: list[MilestoneUpdate]) -> str:
    """How a step's date went: the first, those expected since, how often it slipped, and its end."""
    dates = [one.forecast for one in told if one.forecast]
    moves = [date for at, date in enumerate(dates) if at == 0 or date != dates[at - 1]]
    said = [_("First date %(first)s.") % {"first": due or first or _("none")}]
    if moves:
        times = ngettext("Moved once", "Moved %(n)d times", len(moves)) % {"n": len(moves)}
        said.append(f"{times}: {', '.join(moves)}.")
    done = next((one for one in told if one.is_complete), None)
    if done is not None:
        said.append(_("Done, told on %(day)s.") % {"day": day_words(done.told_on)})
    return " ".join(said)


def updates(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The accepted news of every step, and the overrides given, in the order in which they came."""
    rows = MilestoneUpdate.objects.filter(
        milestone__objective=seen.objective, told_on__lte=seen.viewpoint.on
    ).select_related("milestone", "answer__question__round", "told_at__body")
    found = [
        Knot(
            f"{one.milestone.code}: {one.words or _('no words')}",
            one.told_on,
            _address(seen),
            _note(one),
            _source(one),
        )
        for one in rows.order_by("told_on", "pk")
    ]
    given = StatusOverride.objects.filter(objective=seen.objective, given_on__lte=seen.viewpoint.on)
    found += [
        Knot(
            f"{one.milestone.code if one.milestone else seen.objective.code}: {one.reason}",
            one.given_on,
            _address(seen),
            _("Override: %(status)s instead of %(computed)s")
            % {"status": one.status.replace("-", " "), "computed": one.computed.replace("-", " ")},
            _("The chair"),
        )
        for one in given.select_related("milestone")
    ]
    return tuple(sorted(found, key=lambda knot: str(knot.on)))


def _note(one: MilestoneUpdate) -> str:
    if one.is_complete:
        return _("Complete. Evidence: %(where)s") % {"where": one.evidence}
    return _("Expected %(when)s") % {"when": one.forecast} if one.forecast else ""


def _source(one: MilestoneUpdate) -> str:
    if hasattr(one, "told_at"):
        return _("Meeting of %(body)s on %(day)s") % {
            "body": one.told_at.body.name, "day": day_words(one.told_at.held_on),
        }  # fmt: skip
    if hasattr(one, "answer"):
        return _("Update round of quarter %(number)d") % {"number": one.answer.question.round.number}
    return _("Recorded by the plan's owner")


def measures(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The measures with a number to reach, and how each stands."""
    return tuple(
        Knot(
            f"{one.code} {one.words}",
            seen.viewpoint.on,
            one.address or _address(seen),
            one.sentence,
            one.source,
        )
        for one in measures_of_objective(seen.version, seen.viewpoint.on, seen.objective.code)
    )


def _address(seen: ObjectiveSeen) -> str:
    plan = seen.version.plan
    return reverse(
        "plan:objective",
        kwargs={"partnership": plan.partnership.slug, "year": plan.year, "code": seen.objective.code},
    )
