"""Another status than the one worked out: given by a chair, with the reason, for one quarter."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.plan.models import Milestone, Objective, StatusOverride
from throughline.words.refusals import Refused


class OverrideUnfit(Refused):
    """An override is of another status than the one worked out, and says why."""


class OverriddenAlready(Refused):
    """Of one line and quarter only one override stands."""


@transaction.atomic
def override_status(
    *,
    objective: Objective,
    status: MilestoneStatus,
    computed: MilestoneStatus,
    quarter_starts: date,
    reason: str,
    on: date,
    person: Person,
    by: User | None,
    at: datetime,
    milestone: Milestone | None = None,
) -> StatusOverride:
    """Give an objective, or one step of it, another status until the next quarter is reported.

    What is worked out stays beside it. Raises OverrideUnfit and OverriddenAlready.
    """
    line = milestone.code if milestone else objective.code
    if not reason.strip():
        raise OverrideUnfit(f"{line}: say why its status is another than the one worked out.")
    if status is computed:
        raise OverrideUnfit(f"{line} is {STATUS_WORDS[status].lower()} already. Choose another status.")
    standing = StatusOverride.objects.filter(
        objective=objective, milestone=milestone, quarter_starts=quarter_starts, lifted_on=None
    )
    if standing.exists():
        raise OverriddenAlready(f"{line} has an override for this quarter. Lift it before you give another.")
    made = StatusOverride.objects.create(
        objective=objective,
        milestone=milestone,
        quarter_starts=quarter_starts,
        status=status.value,
        computed=computed.value,
        reason=reason.strip(),
        by=person,
        given_on=on,
        given_at=at,
    )
    _record("status overridden", made, by, at)
    return made


@transaction.atomic
def lift_override(*, override: StatusOverride, on: date, by: User | None, at: datetime) -> StatusOverride:
    """End an override before its quarter does; that it was there stays readable."""
    if override.lifted_on is None:
        override.lifted_on = on
        override.save(update_fields=["lifted_on"])
        _record("override lifted", override, by, at)
    return override


def _record(what: str, override: StatusOverride, by: User | None, at: datetime) -> None:
    line = override.milestone.code if override.milestone else override.objective.code
    record_event(
        by=by,
        at=at,
        what=what,
        thing=override,
        partnership=override.objective.plan.partnership,
        detail={"line": line, "status": override.status, "quarter": str(override.quarter_starts)},
    )
