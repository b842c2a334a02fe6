"""One good call of each action on changes of a plan that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.rules.plan.changes import PromiseChange, with_change
from throughline.web.access.models import Person
from throughline.web.decisions.models import Decision
from throughline.web.plan import actions as plan
from throughline.web.plan.models import ChangeRequest, PlanVersion
from throughline.web.plan.queries import plan_of

AT = datetime(2010, 1, 15, 10, tzinfo=UTC)
ON = date(2010, 1, 15)


def _waiting() -> ChangeRequest:
    return ChangeRequest.objects.filter(state="asked", plan__partnership__slug="east-midlands")[0]


def _version() -> PlanVersion:
    rows = PlanVersion.objects.filter(plan__partnership__slug="east-midlands")
    return rows.select_related("plan__partnership").latest("number")


def _agree() -> Any:
    decision = Decision.objects.filter(body__code="emrrp", decided_on__lte=ON).latest("decided_on", "pk")
    return plan.agree_change(change=_waiting(), decision=decision, on=ON, by=None, at=AT)


def _ask_by_file() -> Any:
    version = _version()
    dropped = PromiseChange("drop", "milestone", "2.5.2.m1", "", "", "")
    keeper = Person.objects.get(partnership=version.plan.partnership, name="Priya Hawthorn").user
    assert keeper
    sent = plan.stage_plan(
        partnership=version.plan.partnership,
        content=b"row,id",
        name="mine.csv",
        year="2009-10",
        by=keeper,
        at=AT,
    )
    return plan.ask_changes_of_file(
        staged=sent, version=version, proposed=with_change(plan_of(version), dropped),
        reason="It is done elsewhere", on=ON, by=keeper, at=AT,
    )  # fmt: skip


CALLS: dict[str, Callable[[], Any]] = {"plan.agree_change": _agree, "plan.ask_changes_of_file": _ask_by_file}
