"""Which promises of an adopted plan a file that was sent would change."""

from __future__ import annotations

from datetime import date

from throughline.rules.plan.changes import PromiseChange, promises_changed
from throughline.rules.plan.when import plan_year
from throughline.web.access.models import Partnership
from throughline.web.plan.life.queries import is_adopted
from throughline.web.plan.models import PlanVersion
from throughline.web.plan.proposals import ProposedPlan
from throughline.web.plan.queries import whole_plan_of


def version_followed(partnership: Partnership, proposed: ProposedPlan) -> PlanVersion | None:
    """The last version of the year that a proposed plan is for; None where it would be the first."""
    if not proposed.follows:
        return None
    starts = plan_year(proposed.plan).starts
    found = PlanVersion.objects.filter(plan__partnership=partnership, plan__year_starts=starts)
    return found.select_related("plan__partnership").order_by("number").last()


def promises_broken(partnership: Partnership, proposed: ProposedPlan, day: date) -> tuple[PromiseChange, ...]:
    """What a proposed plan changes that an adopted one promises; nothing where none is adopted."""
    version = version_followed(partnership, proposed)
    if version is None or not is_adopted(version.plan, day):
        return ()
    return promises_changed(whole_plan_of(version), proposed.plan)
